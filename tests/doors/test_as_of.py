"""Nothing later than the as-of day reaches an assessment, by any way."""

import hashlib
import json
import re
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from comity.assessment.assess import Request, assess
from comity.atlas.manifest import sealed
from comity.atlas.read import Atlas

DAY = date(2013, 12, 31)
LATER = re.compile(r"(?<![\d.,@/-])20(?:1[4-9]|2[0-6])(?![\d.,]\d|\d)")
NOT_SPOKEN = {"inputs", "methods", "as_of", "comity", "schema", "edition", "command"}
"""Parts that cite editions of sources, whose titles and dates are not findings."""
PRICES = re.compile(r"\(2022 prices\)|usd_2022")
"""The base year of constant prices is part of a unit."""


def _report(atlas: Path, a: str, b: str, day: date = DAY) -> dict:
    made = assess(Atlas.open(atlas, day), Request(a, b, 1990, f"comity assess {a} {b}"))
    return json.loads(made.model_dump_json(by_alias=True))


def _texts(value: object, path: str = ""):
    if isinstance(value, dict):
        for key, inner in value.items():
            if not (path == "" and key in NOT_SPOKEN) and key not in ("basis", "source", "reference", "licence"):
                yield from _texts(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _texts(inner, f"{path}/{i}")
    elif isinstance(value, str):
        yield path, value


def _later(report: dict) -> list[tuple[str, str]]:
    return [(path, text) for path, text in _texts(report) if LATER.search(PRICES.sub("", text))]


def test_the_scan_sees_what_it_should():
    assert _later({"findings": [{"claim": "It rose in 2014."}]})
    assert _later({"figures": [{"series": [{"points": [{"period": "2014-01"}]}]}]})
    assert not _later({"findings": [{"claim": "It rose in 2013 by 2014.5 points"}], "inputs": [{"title": "2019"}]})


@pytest.mark.parametrize("pair", [("ISR", "KAZ"), ("USA", "CHN"), ("RUS", "UKR"), ("FRA", "TUV")], ids="-".join)
def test_no_later_year_in_an_assessment(starter, pair):
    report = _report(starter, *pair)
    assert report["period"]["last"] == 2013
    assert all(m["period"] <= "2013-12" for m in report["measures"])
    assert not _later(report)
    tables = [cell for t in report["tables"] for row in t["rows"] for cell in row if isinstance(cell, int | float)]
    assert not [cell for cell in tables if cell in range(2014, 2027)]


def test_no_later_year_in_the_worked_study(starter, tmp_path, run):
    out = tmp_path / "study"
    said = run("assess", "ISR", "KAZ", "--as-of", DAY, "--atlas", starter, "--out", out, "--format", "json,md")
    assert said.code == 0, said.err
    report = json.loads((out / "report.json").read_text())
    assert report["evidence"] and all(row["date"] <= "2013-12-31" for row in report["evidence"])
    said_later = [(path, text) for path, text in _later(report) if not path.startswith("/evidence/")]
    assert not said_later


def test_no_later_year_in_a_thin_atlas(tiny):
    report = _report(tiny, "ISR", "KAZ")
    assert report["measures"]
    assert not _later(report)


def poisoned(atlas: Path, target: Path, last: int) -> Path:
    """A copy of an atlas in which every number of a period after `last` is a thousandfold."""
    shutil.copytree(atlas, target)
    manifest = json.loads((atlas / "atlas.json").read_text())
    changed = 0
    with duckdb.connect() as con:
        for entry in manifest["measures"].values():
            path = target / entry["file"]
            cut = last * 12 + 11 if entry["grain"] == "month" else last
            found = con.execute(f"SELECT count(*) FROM '{path}' WHERE period > {cut} AND value <> 0").fetchone()
            changed += found[0] if found else 0
            con.execute(
                f"CREATE OR REPLACE TABLE t AS SELECT * REPLACE ({_thousandfold(cut)}) FROM '{path}' "
                "ORDER BY a, b, period"
            )
            con.execute(f"COPY t TO '{path}' (FORMAT parquet, COMPRESSION uncompressed)")
            entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    assert changed > 100
    manifest["seal"] = sealed(manifest)
    (target / "atlas.json").write_text(json.dumps(manifest))
    return target


def _thousandfold(cut: int) -> str:
    return ", ".join(f"CASE WHEN period > {cut} THEN {c} * 1000 ELSE {c} END AS {c}" for c in ("value", "low", "high"))


@pytest.mark.parametrize("pair", [("ISR", "KAZ"), ("RUS", "DEU")], ids="-".join)
def test_poison_in_later_periods_changes_nothing(tiny, tmp_path, pair):
    bad = poisoned(tiny, tmp_path / "bad", 2013)
    assert _report(tiny, *pair) == _report(bad, *pair)
    assert _report(tiny, *pair, date(2020, 6, 1)) != _report(bad, *pair, date(2020, 6, 1))


def test_poison_in_the_shipped_atlas_changes_nothing(starter, tmp_path):
    bad = poisoned(starter, tmp_path / "bad", 2013)
    assert _report(starter, "ISR", "KAZ") == _report(bad, "ISR", "KAZ")


def test_ranks_and_shows_are_cut_too(tiny, tmp_path, run):
    bad = poisoned(tiny, tmp_path / "bad", 2013)
    for words in (
        ("rank", "ISR", "--by", "un.agreement", "--format", "csv"),
        ("show", "ISR", "KAZ", "exchange.exports_reported_by_importer", "--format", "csv"),
        ("compare", "ISR", "KAZ", "USA", "--format", "csv"),
    ):
        one, two = (run(*words, "--as-of", DAY, "--atlas", atlas) for atlas in (tiny, bad))
        assert one.code == 0 and one.out == two.out
        assert not LATER.search(one.out)


def test_a_year_counts_only_once_it_is_over(tiny, run):
    def last(day: str) -> str:
        words = ("show", "ISR", "KAZ", "un.agreement", "--format", "csv", "--atlas", tiny, "--as-of", day)
        return run(*words).out.splitlines()[-1].split(",")[3]

    assert last("2013-12-31") == last("2013") == "2013"
    assert last("2013-12-30") == "2012"


def test_a_panel_ends_at_the_day(tiny, tmp_path, run):
    out = tmp_path / "panel.csv"
    assert run("panel", "--measures", "un.agreement", "--as-of", DAY, "--atlas", tiny, "--out", out).code == 0
    with duckdb.connect() as con:
        assert con.execute(f"SELECT max(year) FROM '{out}'").fetchall() == [(2013,)]
