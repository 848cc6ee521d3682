from pathlib import Path

import pytest

from comity.errors import BadFile
from first_sources import faults, harvest, harvested
from r_frames import write_table

PRODUCTS = """
    ccode year mrgdppc sd_mrgdppc pwtrgdp sd_pwtrgdp pwtpop sd_pwtpop
    2     2019 61805   10275      23109.5 9936       330.5  24
    345   1916 NA      NA         NA      NA         NA     NA
    990   2019 5281    7602       NA      1830       0.25   0.01
"""
DEMOCRACY = """
    ccode year euds aeuds polity2 v2x_polyarchy
    2     1816 0.3  -0.1  6       0.355
    990   2025 0.7  0.4   NA      NA
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_table(tmp_path / "cw_gdppop.rda", "cw_gdppop", PRODUCTS)
    write_table(tmp_path / "cw_democracy.rda", "cw_democracy", DEMOCRACY)
    return tmp_path


def test_products_are_in_dollars_and_persons_and_what_is_missing_stays_missing(folder):
    assert harvest("isard", folder, "products") == [
        (2, 2019, 23109.5e6, "constant-2017-ppp", 330.5e6),
        (990, 2019, None, "constant-2017-ppp", 0.25e6),
    ]


def test_each_index_that_has_a_value_is_a_row(folder):
    assert harvest("isard", folder, "regimes") == [
        (2, 1816, "polity2", 6.0),
        (2, 1816, "polyarchy", 0.355),
        (2, 1816, "uds", 0.3),
        (990, 2025, "uds", 0.7),
    ]


@pytest.mark.parametrize("table", ["products", "regimes"])
def test_the_rows_keep_the_contract(folder, table):
    with harvested("isard", folder) as con:
        assert faults(con, table) == {}


def test_a_column_that_is_not_known_is_refused(folder):
    write_table(folder / "cw_gdppop.rda", "cw_gdppop", PRODUCTS.replace(" sd_pwtpop", " wdigdp"))
    with pytest.raises(BadFile, match="unknown: 'wdigdp'"):
        harvest("isard", folder, "products")
