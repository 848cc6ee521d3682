"""Refugees: other groups are other rows, and the code of the unknown is no state's."""

import json
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.terms.crosswalk import to_state
from harvested import Rows, harvest, sample
from r_writing import frame, write_rda

PAGE = "population-2023-2023.json"


def items() -> list[dict[str, object]]:
    return [row for path in sorted(sample("unhcr").iterdir()) for row in json.loads(path.read_text())["items"]]


def reissued(folder: Path) -> Path:
    """The same in the package's frame, whose counts are numbers and which has no numbers of countries."""
    read = ("year", "refugees", "asylum_seekers", "idps", "stateless")
    names = [name for name in items()[0] if name not in ("coo_id", "coa_id", "oip", "hst")]
    columns = {n: [float(str(row[n])) if n in read else str(row[n]) for row in items()] for n in names}
    write_rda(folder / "population.rda", population=frame(columns))
    return folder


@pytest.fixture(params=["interface", "package"])
def rows(request: pytest.FixtureRequest, tmp_path: Path) -> Rows:
    return harvest("unhcr", sample("unhcr") if request.param == "interface" else reissued(tmp_path))["refugees"]


def test_refugees_and_asylum_seekers_abroad_are_read(rows: Rows) -> None:
    assert {(r["origin"], r["asylum"], r["year"], r["refugees"], r["asylum_seekers"]) for r in rows} == {
        ("KAZ", "ISR", 2023, 0.0, 65.0), ("unknown", "AUS", 1951, 180000.0, 0.0),
    }  # fmt: skip
    assert to_state("iso3", [r["origin"] for r in rows], 2023).tolist().count(None) == 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"maxPages": 1', '"maxPages": 2', "page 1 of 2; ask for fewer years"),
        ('"refugees": "3"', '"refugees": "-"', "is no count"),
        ('"refugees": "3"', '"refugees": -3', "is no count"),
        ('"coa_iso"', '"asylum_iso"', "missing: 'coa_iso'"),
        ('"items"', '"rows"', "no page of the interface"),
        ("{", "", "no page of the interface"),
    ],
)
def test_what_is_no_whole_page_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (sample("unhcr") / PAGE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / PAGE).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFile, match=says):
        harvest("unhcr", tmp_path)
