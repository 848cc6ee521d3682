"""Who counts as a member after the yearly record ends, and until when: told where forums are asked about."""

import json
from datetime import date

import pytest

from comity.assessment.assess import Request, assess
from comity.atlas.read import Atlas


@pytest.fixture
def told(tiny):
    def ask(a, b, day):
        found = assess(Atlas.open(tiny, date.fromisoformat(day)), Request(a, b, 1990, "comity assess"))
        finding = next((f for f in found.findings if f.id == "access.bodies"), None)
        table = next((t for t in found.tables if t.id == "table.bodies"), None)
        return finding, {row[0]: row[1:] for row in table.rows} if table else {}, table

    return ask


def test_who_belongs_is_told_with_its_days_its_record_and_the_day_to_which_it_was_kept(told):
    finding, rows, table = told("FRA", "GBR", "2026-11-28")
    assert finding.claim.startswith("In 2026 France and the United Kingdom both belonged to NATO and the OECD.")
    assert "the United Kingdom left the European Union (31 January 2020)" in finding.claim
    assert finding.against == ("The record of dated memberships was kept up to 28 March 2026.",)
    assert rows["the European Union"] == ("since 1958-01-01", "–", "chronicle-members")
    assert rows["NATO"][:2] == ("since 1949-08-24", "since 1949-08-24") and "28 March 2026" in table.note


def test_what_came_after_the_day_is_not_told(told):
    before, _, _ = told("FRA", "GBR", "2020-01-15")
    assert "left" not in before.claim and "the European Union" in before.claim
    # The record of 2026 reaches to 28 March of it: before that day the year before speaks.
    assert told("FRA", "GBR", "2026-03-27")[0].claim.startswith("In 2025 ")


def test_a_series_and_its_details_come_out_of_every_door(run, tiny):
    said = run("show", "FRA", "DEU", "igo.dated_shared", "--atlas", tiny, "--format", "json", "--as-of", "2026-11-28")
    rows = {row["period"]: row["value"] for row in json.loads(said.out)}
    assert said.code == 0 and max(rows) == "2026" and rows["2026"] == 5
