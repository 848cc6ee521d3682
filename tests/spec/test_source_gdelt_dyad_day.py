import csv
import gzip
from datetime import date, timedelta
from pathlib import Path

import pytest

import comity.sources.gdelt_dyad_day
from comity.errors import BadFile
from first_sources import faults, harvest, harvested

SOURCE = Path(comity.sources.gdelt_dyad_day.__file__).parent
JANUARY = 2018 * 12
SAMPLE = SOURCE / "sample" / "dyad_day.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return _pack(tmp_path, SAMPLE.read_text())


def _pack(folder: Path, text: str) -> Path:
    (folder / "dyad_day.csv.gz").write_bytes(gzip.compress(text.encode()))
    return folder


def test_a_pair_comes_in_the_order_of_its_codes_and_never_with_itself(folder):
    assert harvest("gdelt-dyad-day", folder, "event_days") == [
        ("AFG", "AUS", date(2018, 1, 1), JANUARY, 2.0, 0.0, 3.4, -3.4, None, True, False),
        ("CHN", "USA", date(2018, 1, 1), JANUARY, 2.0, 12.5, 0.0, 12.5, None, True, False),
        ("CHN", "USA", date(2018, 1, 3), JANUARY, 2.0, 0.0, 0.0, 0.0, None, True, False),
    ], "netted and without direction: two days of January were delivered"


def test_the_rows_keep_the_contract(folder):
    with harvested("gdelt-dyad-day", folder) as con:
        assert faults(con, "event_days") == {}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("20180103", "20180230", "'20180230' is no day"),
        ("date,a,b,w", "date,a,b,tone", "missing: 'w'; unknown: 'tone'"),
        ("12.5", "many", "row 4"),
    ],
)
def test_another_kind_of_file_is_refused(tmp_path, old, new, said):
    _pack(tmp_path, SAMPLE.read_text().replace(old, new))
    with pytest.raises(BadFile, match=said):
        harvest("gdelt-dyad-day", tmp_path, "event_days")


def test_the_listed_gaps_are_the_96_days_in_order_without_overlap():
    rows = list(csv.DictReader((SOURCE / "gaps.csv").open()))
    days = [
        date.fromisoformat(row["first"]) + timedelta(days=i)
        for row in rows
        for i in range((date.fromisoformat(row["last"]) - date.fromisoformat(row["first"])).days + 1)
    ]
    assert days == sorted(set(days))
    assert len(days) == 96
    assert all(row["reason"] for row in rows)
