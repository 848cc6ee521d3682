"""Trips of leaders: to the host, to a gathering, or to neither."""

from datetime import date
from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import Rows, harvest, sample
from workbooks import workbook

ID, FILE, SHEET = "colt-south-america", "Base_COLT_Sudamerica.xlsx", "Datos_COLT_Sudamerica"
TEXT = (sample(ID) / "trips.csv").read_text(encoding="utf-8")


def trips(folder: Path, text: str = TEXT) -> Rows:
    return harvest(ID, workbook(folder, text, FILE, SHEET))["visits"]


def test_a_trip_is_to_the_host_to_a_gathering_or_private(tmp_path: Path) -> None:
    assert [(r["a"], r["b"], r["start"], r["end"], r["visitor"], r["purpose"]) for r in trips(tmp_path)] == [
        ("BRA", "KAZ", date(2010, 3, 1), date(2010, 3, 2), "Jane Roe", "bilateral"),
        ("BRA", "KAZ", date(2011, 3, 1), date(2011, 3, 2), "Jane Roe", "multilateral"),
        ("BRA", "KAZ", date(2012, 3, 1), date(2012, 3, 2), "Jane Roe", "private"),
        ("CHL", "ISR", date(2025, 5, 4), date(2025, 5, 5), "John Doe", "bilateral"),
    ]


def test_the_visitors_state_keeps_the_list_and_it_is_whole_to_2024(tmp_path: Path) -> None:
    assert {(r["office"], r["by_host"], r["complete_to"]) for r in trips(tmp_path)} == {
        ("leader", False, date(2024, 12, 31))
    }


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (",GS,", ",FM,", "'FM'"),
        (",Yes,No,", ",Si,No,", "'Si'"),
        ("2010-03-01T00:00:00", "1 de marzo de 2010", "row 2: '1 de marzo de 2010' is no day"),
        ("2010-03-02T00:00:00", "2009-03-02T00:00:00", "row 2 ends before it begins"),
        ("KAZ,2010", ",2010", "row 2 lacks a state or a name"),
        ("MetHostHoGS", "MetHost", "missing: 'MetHostHoGS'"),
    ],
)
def test_what_is_not_as_documented_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in TEXT
    with pytest.raises(BadFile, match=says):
        trips(tmp_path, TEXT.replace(old, new, 1))
