import shutil
from pathlib import Path

import pytest

import comity.sources.troopdata
from comity.errors import BadFile
from first_sources import faults, harvest, harvested
from r_frames import write_table

SAMPLE = Path(comity.sources.troopdata.__file__).parent / "sample" / "mme-v7-long.csv"
DEPLOYMENTS = """
    ccode year month     source         troops_ad troops_all iso3c
    2     2022 September September_2022 1000      1000       USA
    666   2022 June      June_2022      99        99         ISR
    666   2022 September September_2022 113       113        ISR
    666   2022 December  NA             0         NA         ISR
    666   2023 March     March_2023     98        98         ISR
    666   2023 June      June_2023      97        97         ISR
    666   2023 September NA             0         NA         ISR
    20    1954 June      NA             1         1          CAN
    40    2014 June      June_2014      0         0          CUB
    31    2014 June      NA             0         0          BHS
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(SAMPLE, tmp_path / SAMPLE.name)
    write_table(tmp_path / "troopdata_rebuild_long.rda", "troopdata_rebuild_long", DEPLOYMENTS)
    return tmp_path


def test_a_participant_counts_once_in_the_year_the_exercise_began(folder):
    assert harvest("troopdata", folder, "exercises") == [
        ("mme1", "Northern Wind", "Canada", 1997),
        ("mme1", "Northern Wind", "Tonga", 1997),
        ("mme2", None, "Canada", 2005),
    ]


def test_one_report_a_year_september_first_and_no_zero_without_a_source(folder):
    assert harvest("troopdata", folder, "deployments") == [
        (2, 20, 1954, 1.0),
        (2, 40, 2014, 0.0),
        (2, 666, 2022, 113.0),
        (2, 666, 2023, 97.0),
    ]


@pytest.mark.parametrize("table", ["exercises", "deployments"])
def test_the_rows_keep_the_contract(folder, table):
    with harvested("troopdata", folder) as con:
        assert faults(con, table) == {}


def test_an_unknown_month_is_refused(folder):
    edited = DEPLOYMENTS.replace("March ", "Mar   ")
    write_table(folder / "troopdata_rebuild_long.rda", "troopdata_rebuild_long", edited)
    with pytest.raises(BadFile, match="column 'month' has unknown values 'Mar'"):
        harvest("troopdata", folder, "deployments")
