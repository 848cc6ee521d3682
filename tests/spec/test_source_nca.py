from pathlib import Path

import pytest

from comity.errors import BadFile
from first_sources import faults, harvest, harvested
from r_frames import write_table

SAMPLE = """
    ccode1 ccode2 country1 country2 year nca nca_type
    2      20     USA      Canada   1955 1   research
    2      220    USA      France   1983 1   nuclear_safety
    2      220    USA      France   1983 1   nuclear_safety
    20     2      Canada   USA      1955 1   intangibles
    365    365    Russia   Russia   1990 1   research
"""


def test_agreements_of_one_kind_and_year_are_one_row_and_none_is_with_oneself(tmp_path: Path):
    write_table(tmp_path / "nca_df.rda", "nca_df", SAMPLE)
    assert harvest("nca", tmp_path, "nuclear_agreements") == [
        (2, 20, 1955, "research"),
        (2, 220, 1983, "nuclear safety"),
        (20, 2, 1955, "intangibles"),
    ]
    with harvested("nca", tmp_path) as con:
        assert faults(con, "nuclear_agreements") == {}


def test_an_unknown_type_is_refused(tmp_path: Path):
    write_table(tmp_path / "nca_df.rda", "nca_df", SAMPLE.replace("intangibles", "fusion"))
    with pytest.raises(BadFile, match="column 'nca_type' has unknown values 'fusion'"):
        harvest("nca", tmp_path, "nuclear_agreements")
