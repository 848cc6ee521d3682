import shutil
from datetime import date
from pathlib import Path

import pytest

import comity.sources.reign
from comity.errors import BadFile
from first_sources import faults, harvest, harvested

SAMPLE = Path(comity.sources.reign.__file__).parent / "sample"
LEADERS, ELECTIONS = "leaderlist_3_21.csv", "electionlist_3_21.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (LEADERS, ELECTIONS):
        shutil.copy(SAMPLE / name, tmp_path / name)
    return tmp_path


def test_a_leader_leaves_on_the_last_day_of_the_month_or_is_still_there(folder):
    assert harvest("reign", folder, "leaders") == [
        (2, "Truman", date(1945, 4, 12), date(1953, 1, 31)),
        (140, "João", date(1961, 8, 31), date(1964, 2, 29)),
        (705, "Tokayev", date(2019, 3, 20), None),
    ]


def test_only_votes_that_were_held_on_a_known_day_are_elections(folder):
    assert harvest("reign", folder, "elections") == [
        (700, date(1988, 4, 6), "legislative", False),
        (705, date(2011, 4, 3), "executive", True),
        (705, date(2013, 5, 9), "referendum", None),
    ]


@pytest.mark.parametrize("table", ["leaders", "elections"])
def test_the_rows_keep_the_contract(folder, table):
    with harvested("reign", folder) as con:
        assert faults(con, table) == {}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (ELECTIONS, "Voided", "Forgotten", "column 'event' has unknown values 'Forgotten'"),
        (ELECTIONS, "2013,5,9", "2013,2,30", "'2013-2-30' is no date"),
        (LEADERS, "20,3,2019", "31,4,2019", "'2019-4-31' is no date"),
        (LEADERS, "Truman,12,4,1945,1,1953", "Truman,12,4,1945,,1953", "is no date"),
        (LEADERS, "sdate,smonth", "smonth,sdate", "the header is not"),
    ],
)
def test_another_edition_is_refused(folder, name, old, new, said):
    text = (folder / name).read_text(encoding="latin-1")
    (folder / name).write_text(text.replace(old, new), encoding="latin-1")
    with pytest.raises(BadFile, match=said):
        harvest("reign", folder, "leaders")
