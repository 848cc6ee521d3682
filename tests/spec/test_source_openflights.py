"""Routes between countries: airports by number or code, no stops, not within one country."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from comity.errors import BadFile
from harvested import harvest, sample


def test_direct_routes_abroad_are_counted_by_airline_and_airport_pair() -> None:
    rows = harvest("openflights", sample("openflights"))["routes"]
    assert {(r["origin"], r["destination"], r["listed"], r["routes"]) for r in rows} == {
        ("Israel", "Kazakhstan", date(2014, 6, 1), 2), ("Kazakhstan", "Israel", date(2014, 6, 1), 1),
    }  # fmt: skip


def test_a_row_with_a_field_too_many_is_refused(tmp_path: Path) -> None:
    folder = copytree(sample("openflights"), tmp_path / "copy")
    with (folder / "routes.dat").open("a", encoding="utf-8") as stream:
        stream.write("LY,1,TLV,10,ALA,20,,0,738,more\n")
    with pytest.raises(BadFile):
        harvest("openflights", folder)
