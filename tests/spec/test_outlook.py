"""The outlook: courses of the pair's own kind, odds only where they beat the base rate, priorities from judgements."""

import csv
from datetime import date
from pathlib import Path

import pytest

from comity.assessment import scenarios
from comity.assessment.assess import Request, assess
from comity.atlas.read import STARTER, Atlas
from comity.quantities.shelf import shelf

DAY = date(2026, 6, 30)
PAIRS = ("RUS UKR", "FRA DEU", "USA MEX", "BTN URY", "IND PAK")
FOLDER = Path(scenarios.__file__).parent


@pytest.fixture(scope="module")
def reports():
    return {pair: assess(Atlas.open(STARTER, DAY), Request(*pair.split(), 1990, "comity assess")) for pair in PAIRS}


def table(found, name):
    return next((t for t in found.tables if t.id == name), None)


def rows_of(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_odds_are_given_only_by_what_beats_the_base_rate(reports):
    for row in rows_of("scenario_skill.csv"):
        assert row["reason"]
        assert scenarios.proven(row["measure"]) == (bool(row["low"]) and float(row["low"]) > 0)
    assert not scenarios.proven("tenor.hostility")
    for found in reports.values():
        drawn = [f.measure for f in found.forecasts]
        assert all(scenarios.proven(m) for m in drawn)
        assert bool(table(found, "table.scenarios")) == bool(drawn)


def test_a_series_that_proved_itself_is_told_with_its_base_rate(monkeypatch):
    monkeypatch.setattr(scenarios, "proven", lambda measure: measure == "un.agreement")
    found = assess(Atlas.open(STARTER, DAY), Request("FRA", "DEU", 1990, "comity assess"))
    assert {f.measure for f in found.forecasts} == {"un.agreement"}
    assert round(sum(f.likelihood.probability for f in found.forecasts), 6) == 1


def test_a_series_that_ended_long_ago_begins_no_scenario(monkeypatch):
    monkeypatch.setattr(scenarios, "proven", lambda measure: measure == "tenor.tone")
    late = assess(Atlas.open(STARTER, date(2027, 6, 30)), Request("FRA", "DEU", 1990, "comity assess"))
    assert not late.forecasts


def test_courses_are_those_of_the_kind(reports):
    kinds = {row["kind"] for row in rows_of("page1/kinds.csv")}
    assert {row["kind"] for row in rows_of("outlooks.csv")} <= kinds
    war = [row[0] for row in table(reports["RUS UKR"], "table.courses").rows]
    assert war == ["Ceasefire", "Attrition", "Widening"]
    assert "Thaw" in [row[0] for row in table(reports["IND PAK"], "table.courses").rows]


def test_priorities_follow_from_findings_and_never_from_gaps(reports):
    for found in reports.values():
        ids = {f.id for f in found.findings}
        listed = table(found, "table.priorities")
        for row in () if listed is None else listed.rows:
            assert row[-1] in ids and "Answer the question" not in row[1]
    assert "war" in table(reports["RUS UKR"], "table.priorities").rows[0][1]
    assert all(
        "questions of" not in s.answer for found in reports.values() for s in found.sections if s.id == "outlook"
    )


def test_each_priority_is_for_a_kind_that_exists_and_has_a_reason():
    kinds = {row["kind"] for row in rows_of("page1/kinds.csv")}
    for row in rows_of("priorities.csv"):
        assert row["priority"] and row["cost"] and row["reason"] and set(row["kinds"].split()) <= kinds


def test_indicators_are_measured_today(reports):
    for found in reports.values():
        measures = {m.measure: m for m in found.measures}
        for row in table(found, "table.indicators").rows:
            period = row[1].rsplit("(", 1)[1].rstrip(")")
            assert not shelf("un.agreement").is_past(period, DAY) or int(period[:4]) >= 2022, row
        assert measures


def test_an_indicator_of_quarrel_is_not_shown_where_there_is_none(reports):
    captions = [row[0] for row in table(reports["FRA DEU"], "table.indicators").rows]
    assert not [c for c in captions if c.startswith(("Armed conflict", "Programmes of sanctions"))]
    assert [c for c in (r[0] for r in table(reports["RUS UKR"], "table.indicators").rows) if c == "Armed conflict"]
