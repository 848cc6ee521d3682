"""Investment treaties whose days stand in two columns, and flows in which two names share a code."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from comity.errors import BadFile
from harvested import Rows, harvest, sample


@pytest.fixture(scope="module")
def tables() -> dict[str, Rows]:
    return harvest("unctad", sample("unctad"))


def treaty(tables: dict[str, Rows], a: str) -> tuple[date, date | None]:
    (row,) = (r for r in tables["investment_treaties"] if r["a"] == a)
    return row["signed"], row["in_force"]


def test_the_earlier_reading_serves_where_the_collectors_left_their_own_empty(
    tables: dict[str, Rows],
) -> None:
    assert treaty(tables, "Israel") == (date(1995, 12, 27), date(1997, 2, 19))


def test_the_collectors_reading_prevails_and_short_years_are_read(tables: dict[str, Rows]) -> None:
    assert treaty(tables, "Albania") == (date(1993, 3, 5), date(1994, 4, 16))
    assert treaty(tables, "Côte d'Ivoire") == (date(2006, 11, 1), None)


def test_a_remark_in_place_of_a_day_is_no_day(tables: dict[str, Rows]) -> None:
    assert treaty(tables, "Armenia") == (date(1996, 1, 9), None)


def test_a_month_or_year_is_read_as_its_first_day(tables: dict[str, Rows]) -> None:
    assert treaty(tables, "Austria") == (date(2000, 6, 1), date(2008, 1, 1))


def test_a_union_signs_for_both_members_once(tables: dict[str, Rows]) -> None:
    assert treaty(tables, "Belgium") == treaty(tables, "Luxembourg") == (date(1989, 2, 9), date(1991, 8, 18))


def test_a_missing_title_is_formed_from_the_names(tables: dict[str, Rows]) -> None:
    assert "Armenia - Egypt BIT (1996)" in {r["title"] for r in tables["investment_treaties"]}


def test_flows_are_dollars_and_disinvestment_is_negative(tables: dict[str, Rows]) -> None:
    flows = {(r["origin"], r["destination"], r["year"]): r["value"] for r in tables["investment_flows"]}
    assert flows == {
        ("ISR", "KAZ", 2003): -1e6, ("ISR", "KAZ", 2010): 123e6, ("SRB", "DNK", 2006): -2e6,
        ("GUY", "IND", 2001): 3e6, ("CIS", "IND", 2001): 3e6, ("KAZ", "ISR", 2002): 0.0,
    }  # fmt: skip


def test_a_day_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    folder = copytree(sample("unctad"), tmp_path / "copy")
    text = (folder / "bit.csv").read_text(encoding="latin-1")
    (folder / "bit.csv").write_text(text.replace("27/12/1995", "31/02/1995"), encoding="latin-1")
    with pytest.raises(BadFile, match="31/02/1995"):
        harvest("unctad", folder)
