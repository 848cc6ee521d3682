"""Armed conflict through the command line: years of which only cases are known, and a year that is not over."""

import csv
from shutil import copytree

import pytest
from test_one_row_per_key import as_given

from comity.sources.formats.acd import COLUMNS
from harvested import sample
from printed import rows_of

MEASURES = ("conflict.armed", "conflict.same_side")


def shown(run, atlas, a, b, as_of):
    said = run("show", a, b, "conflict.armed", "--atlas", atlas, "--as-of", as_of, "--format", "csv")
    assert said.code == 0, said
    return {row["period"]: (row["value"], row["state"]) for row in rows_of(said.out)}


@pytest.fixture
def atlas(run, tmp_path, tiny_mirror):
    """Yearly editions to 2024, and a summary that knows cases of 2025 and was made in May 2026."""
    mirror = tmp_path / "mirror"
    copytree(tiny_mirror / "peacesciencer", mirror / "peacesciencer")
    copytree(sample("ucdp-interstate"), mirror / "ucdp-interstate")
    with as_given("peacesciencer", "ucdp-interstate"):
        said = run("build", *MEASURES, "--mirror", mirror, "--store", tmp_path / "s", "--out", tmp_path / "a")
    assert said.code == 0, said
    return tmp_path / "a"


def test_silence_is_a_zero_only_as_far_as_a_source_covers_all_pairs(run, atlas):
    years = shown(run, atlas, "IND", "NPL", "2026-06-01")
    assert years["2024"] == ("1.0", "value"), "deaths not given: at least an armed conflict"
    assert (years["2025"], years["2026"]) == (("2.0", "value"), ("2.0", "value"))
    quiet = shown(run, atlas, "FRA", "DEU", "2026-06-01")
    assert (quiet["2024"], quiet["2025"], quiet["2026"]) == (
        ("0.0", "true_zero"), ("", "not_reported"), ("", "not_reported"),
    )  # fmt: skip


def test_a_year_that_is_not_over_is_seen_from_the_day_that_its_rows_reach(run, atlas):
    assert "2026" in shown(run, atlas, "IND", "NPL", "2026-05-06")
    assert "2026" not in shown(run, atlas, "IND", "NPL", "2026-05-05")
    assert "2025" not in shown(run, atlas, "IND", "NPL", "2025-12-30")


def test_one_sighting_is_no_conflict(run, atlas):
    assert shown(run, atlas, "BOL", "CHL", "2026-06-01")["2026"] == ("", "not_reported")


def test_the_panel_says_the_same(run, tmp_path, atlas):
    said = run(
        "panel", "--measures", "conflict.armed", "--years", "2024-2026", "--states", "--atlas", atlas,
        "--as-of", "2026-06-01", "--out", tmp_path / "panel.csv",
    )  # fmt: skip
    assert said.code == 0, said
    with (tmp_path / "panel.csv").open(encoding="utf-8") as file:
        rows = {tuple(row.values())[:3]: tuple(row.values())[3:] for row in csv.DictReader(file)}
    assert rows["220", "255", "2024"] == ("0.0", "true_zero")
    assert rows["220", "255", "2025"] == ("", "not_reported")
    assert rows["750", "790", "2026"] == ("2.0", "value")


def test_the_newest_known_value_counts(run, atlas):
    from datetime import date

    from comity.atlas.read import Atlas

    opened = Atlas.open(atlas, date(2026, 6, 1))
    newest = {pair: opened.latest("conflict.armed", *pair) for pair in (("IND", "NPL"), ("DEU", "FRA"), ("IRN", "ISR"))}
    assert {pair: (m.period, m.value) for pair, m in newest.items()} == {
        ("IND", "NPL"): ("2026", 2.0),
        ("DEU", "FRA"): ("2024", 0.0),
        ("IRN", "ISR"): ("2024", 0.0),
    }


def test_an_edition_that_grows_covers_the_years_to_its_newest_row(run, tmp_path):
    home = tmp_path / "mirror" / "ucdp"
    home.mkdir(parents=True)
    row = dict.fromkeys(COLUMNS, "") | {
        "conflict_id": "900", "location": "x", "side_a": "x", "side_b": "x", "year": "2024", "intensity_level": "1",
        "type_of_conflict": "2", "ep_end": "0", "gwno_a": "750", "gwno_b": "790", "version": "25.1",
    }  # fmt: skip
    lines = [",".join(COLUMNS), ",".join(row.values())]
    (home / "UcdpPrioConflict_v25_1.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with as_given("ucdp"):
        said = run(
            "build", *MEASURES, "--mirror", tmp_path / "mirror", "--store", tmp_path / "s", "--out", tmp_path / "a"
        )
    assert said.code == 0, said
    quiet = shown(run, tmp_path / "a", "FRA", "DEU", "2026-06-01")
    assert quiet["2024"] == ("0.0", "true_zero") and "2025" not in quiet
