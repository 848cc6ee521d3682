"""Nothing later than the as-of day reaches an assessment, by any way.

A forecast names a later period: its horizon, which is no datum. It is told apart by the fields `resolves` and
`horizon`, and by the words "to" or "between ... and" in the section on what comes; anything else later is a fault.
"""

import copy
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
    spoken = _without_horizons(report)
    return [(path, text) for path, text in _texts(spoken) if LATER.search(PRICES.sub("", text))]


def _without_horizons(report: dict) -> dict:
    """The report without what its forecasts are about: only their own periods, and only where they are spoken of."""
    report = copy.deepcopy(report)
    horizons = {(f["start"], f["resolves"]) for f in report.get("forecasts", ())}

    def strip(text: str) -> str:
        for start, end in horizons:
            text = text.replace(f"Between {start} and {end}", f"From {start}")
            text = re.sub(rf"\b(from {start} to|scenarios up to) {end}(?![\d-])", f"from {start}", text)
        return text

    for forecast in report.get("forecasts", ()):
        forecast.pop("resolves")
        forecast["statement"] = strip(forecast["statement"])
    for section in report.get("sections", ()):
        if section["id"] == "outlook":
            section["answer"] = strip(section["answer"])
    for drawn in (*report.get("figures", ()), *report.get("tables", ())):
        if drawn.get("question") == "outlook":
            drawn["title"] = strip(drawn["title"])
        for bar in drawn.get("bars", ()):
            if bar.get("horizon"):
                assert bar["horizon"] in {end for _, end in horizons}
                bar.pop("horizon")
        for series in drawn.get("series", ()):
            if series.get("horizon"):
                assert series["points"][-1]["period"] == series.pop("horizon")
                series.pop("points")
    return report


def _periods_of_data(report: dict) -> set[str]:
    """Every period and date that a datum stands under, whatever its kind."""
    found = {m["period"] for m in report["measures"]}
    found |= {e["date"] for e in report["evidence"]} | {e["published"] for e in report["evidence"] if e["published"]}
    for figure in report["figures"]:
        found |= {p["period"] for s in figure["series"] if not s["horizon"] for p in s["points"]}
        found |= {mark["period"] for mark in figure["marks"]}
    found |= {name.rsplit("/", 1)[1] for f in report["forecasts"] for name in f["basis"]}
    return found | {f["start"] for f in report["forecasts"]}


def _not_yet(period: str, day: date) -> bool:
    """Whether a year, month or day had not ended by the day."""
    return period.ljust(10, "~") > day.isoformat() and not day.isoformat().startswith(period)


def test_the_scan_sees_what_it_should():
    assert _later({"findings": [{"claim": "It rose in 2014."}]})
    assert _later({"figures": [{"series": [{"points": [{"period": "2014-01"}]}]}]})
    assert not _later({"findings": [{"claim": "It rose in 2013 by 2014.5 points"}], "inputs": [{"title": "2019"}]})
    assert _not_yet("2014", DAY) and _not_yet("2014-01", DAY) and not _not_yet("2013", DAY)


def test_a_horizon_excuses_nothing_but_itself():
    forecast = {"start": "2013", "resolves": "2018", "statement": "Between 2013 and 2018 it falls."}
    made = {"forecasts": [forecast], "sections": [{"id": "outlook", "answer": "The scenarios up to 2018."}]}
    assert not _later(made)
    for other in (
        {"forecasts": [forecast | {"statement": "Between 2013 and 2017 it falls."}]},
        {"forecasts": [forecast | {"statement": "In 2018 it fell."}]},
        {"sections": [{"id": "outlook", "answer": "It fell in 2018."}]},
        {"sections": [{"id": "tenor", "answer": "The scenarios up to 2018."}]},
        {"figures": [{"question": "outlook", "title": "x", "series": [{"points": [{"period": "2018"}]}]}]},
        {"findings": [{"claim": "Between 2013 and 2018 it falls."}]},
    ):
        assert _later(made | other), other


@pytest.mark.parametrize("pair", [("ISR", "KAZ"), ("FRA", "TUV")], ids="-".join)
@pytest.mark.parametrize("day", [DAY, date(2014, 6, 1), date(2022, 3, 31)], ids=str)
def test_every_datum_is_of_the_day_or_earlier(starter, pair, day):
    report = _report(starter, *pair, day)
    assert [p for p in _periods_of_data(report) if _not_yet(p, day)] == []
    ends = {f["resolves"] for f in report["forecasts"]}
    bars = [bar for f in report["figures"] if f["id"] == "figure.scenarios" for bar in f["bars"]]
    assert len(bars) == len(report["forecasts"]) and all(bar["horizon"] in ends for bar in bars)


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
    assert [p for p in _periods_of_data(report) if _not_yet(p, DAY)] == []
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
    return ", ".join(f"CASE WHEN period > {cut} THEN {c} * 1e3 ELSE {c} END AS {c}" for c in ("value", "low", "high"))


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
