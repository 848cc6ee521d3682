"""Trade agreements by pair: consolidated texts, withdrawals in either order, years that are not known."""

from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import Rows, harvest, sample
from r_writing import frame, from_csv, write_rda


def written(folder: Path, **change: list[object]) -> Path:
    for name in ("treaties_dyads", "withdrawals_dyads"):
        columns = from_csv(sample("desta") / f"{name}.csv")
        write_rda(folder / f"{name}.rda", **{name: frame(columns | (change if name == "treaties_dyads" else {}))})
    return folder


@pytest.fixture
def agreements(tmp_path: Path) -> Rows:
    return harvest("desta", written(tmp_path))["trade_agreements"]


def test_a_pair_has_one_row_for_each_treaty(agreements: Rows) -> None:
    assert {(r["a"], r["b"], r["treaty"]) for r in agreements} == {
        ("Kazakhstan", "Russia", "t546"), ("United Kingdom", "Israel", "t8"),
        ("United Kingdom", "Israel", "t900"), ("Chile", "Turkey", "t22a"),
    }  # fmt: skip


def test_a_withdrawal_ends_the_pair_that_was_bound_before(agreements: Rows) -> None:
    assert {r["treaty"]: r["ended_year"] for r in agreements} == {
        "t546": None, "t8": 2021, "t900": None, "t22a": None,
    }  # fmt: skip


def test_an_unknown_year_of_entry_into_force_stays_unknown(agreements: Rows) -> None:
    assert {r["treaty"]: r["in_force_year"] for r in agreements}["t22a"] is None


def test_an_unknown_kind_of_entry_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="rumour"):
        harvest(
            "desta",
            written(tmp_path, entry_type=["base_treaty", "rumour", "accession", "accession", "accession"]),
        )
