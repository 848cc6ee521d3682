from pathlib import Path

import pytest

from comity.errors import BadFile
from first_sources import faults, harvest, harvested
from r_frames import write_table

SAMPLE = {
    "vdem_simple": """
        vdem_country_name cown year codingend v2x_polyarchy v2x_polyarchy_codelow v2x_polyarchy_codehigh
            v2x_libdem v2x_libdem_codelow v2x_libdem_codehigh
        Union   325 1861 2024 0.21 0.18 0.24 0.13 0.10 0.16
        Kingdom 325 1861 1861 0.30 0.28 0.33 NA   NA   NA
        City    NA  2000 2024 0.30 0.28 0.33 0.2  0.1  0.3
    """,
    "polity5": """
        cown year eyear polity2
        530  1993 1993  0
        530  1993 NA    1
        666  2018 NA    6
        700  1980 NA    NA
    """,
    "wgi": """
        cown year Estimate StdErr
        666  2023 0.5      0.1
        NA   2023 0.6      0.1
    """,
    "fh_full": """
        cown year total
        666  2024 73
    """,
    "extended_uds": """
        cown year z1  z1_pct025 z1_pct975 num_measures
        255  1990 1.2 0.8       1.6       1
        255  1990 1.9 1.5       2.2       24
    """,
}


def _table(name: str) -> str:
    lines = SAMPLE[name].strip().splitlines()
    return "\n".join([lines[0] + lines[1], *lines[2:]] if name == "vdem_simple" else lines)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in SAMPLE:
        write_table(tmp_path / f"{name}.rda", name, _table(name))
    return tmp_path


@pytest.fixture
def rows(folder: Path) -> dict[tuple[int, int, str], tuple[float | None, ...]]:
    return {row[:3]: row[3:] for row in harvest("democracy", folder, "regimes")}


def test_the_publishers_interval_comes_with_the_value(rows):
    assert rows[325, 1861, "polyarchy"] == (0.21, 0.18, 0.24)
    assert rows[666, 2018, "polity2"] == (6.0, None, None)


def test_governance_has_a_90_percent_interval(rows):
    assert rows[666, 2023, "voice_and_accountability"] == pytest.approx((0.5, 0.335515, 0.664485), abs=1e-6)


def test_the_regime_that_outlasts_the_year_stands(rows):
    assert rows[530, 1993, "polity2"][0] == 1.0
    assert (325, 1861, "liberal_democracy") in rows


def test_of_two_latent_scores_the_one_with_more_sources_stands(rows):
    assert rows[255, 1990, "uds"] == (1.9, 1.5, 2.2)


def test_rows_without_value_or_number_are_left_out(rows):
    assert {key[2] for key in rows} == {
        "polyarchy", "liberal_democracy", "polity2", "voice_and_accountability", "freedom_house", "uds",
    }  # fmt: skip
    assert len(rows) == 7


def test_the_rows_keep_the_contract(folder):
    with harvested("democracy", folder) as con:
        assert faults(con, "regimes") == {}


def test_a_file_without_a_column_that_is_read_is_refused(folder):
    write_table(folder / "wgi.rda", "wgi", _table("wgi").replace("StdErr", "SE"))
    with pytest.raises(BadFile, match="missing: 'StdErr'"):
        harvest("democracy", folder, "regimes")
