"""Refugees: other groups are other rows, and the code of the unknown is no state's."""

from pathlib import Path

from comity.terms.crosswalk import to_state
from harvested import harvest, sample
from r_writing import frame, from_csv, write_rda


def test_refugees_and_asylum_seekers_abroad_are_read(tmp_path: Path) -> None:
    write_rda(tmp_path / "population.rda", population=frame(from_csv(sample("unhcr") / "population.csv")))
    rows = harvest("unhcr", tmp_path)["refugees"]
    assert {(r["origin"], r["asylum"], r["year"], r["refugees"], r["asylum_seekers"]) for r in rows} == {
        ("KAZ", "ISR", 2023, 0.0, 65.0), ("unknown", "AUS", 1951, 180000.0, 0.0),
    }  # fmt: skip
    assert to_state("iso3", [r["origin"] for r in rows], 2023).tolist().count(None) == 1
