from pathlib import Path

import pytest

from comity.errors import BadFile
from first_sources import faults, harvest, harvested
from r_frames import write_table

SAMPLE = """
    i       j       year verbCoop matlCoop verbConf matlConf i_iso3c j_iso3c i_gdp
    Albania Algeria 2009 8        2        0        1        ALB     DZA     1000
    Algeria Albania 2009 0        0        0        0        DZA     ALB     NA
"""


def test_counts_are_directed_and_a_coded_zero_is_a_zero(tmp_path: Path):
    write_table(tmp_path / "icews.rda", "icews", SAMPLE)
    assert harvest("icews-dyad-year", tmp_path, "event_counts") == [
        ("ALB", "DZA", 2009, 8.0, 2.0, 0.0, 1.0),
        ("DZA", "ALB", 2009, 0.0, 0.0, 0.0, 0.0),
    ]
    with harvested("icews-dyad-year", tmp_path) as con:
        assert faults(con, "event_counts") == {}


def test_another_edition_is_refused(tmp_path: Path):
    write_table(tmp_path / "icews.rda", "icews", SAMPLE.replace("verbConf", "verbalConflict"))
    with pytest.raises(BadFile, match="missing: 'verbConf'; unknown: 'verbalConflict'"):
        harvest("icews-dyad-year", tmp_path, "event_counts")
