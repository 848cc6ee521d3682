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
    assert finding.claim == (
        "France and the United Kingdom both belonged to NATO, the G20, the G7 and the OECD on 28 March 2026. After "
        "2014, where the yearly record ends, the United Kingdom left the European Union (31 January 2020) and joined "
        "AUKUS (15 September 2021)."
    )
    assert finding.against == ("The record of dated memberships was kept up to 28 March 2026.",)
    assert rows["the European Union"] == ("since 1958-01-01", "–", "chronicle-members")
    assert rows["NATO"][:2] == ("since 1949-08-24", "since 1949-08-24") and "28 March 2026" in table.note


def test_two_that_share_none_of_the_dated_bodies_are_not_said_to_share_nothing(told):
    finding, rows, _ = told("ISR", "KAZ", "2026-11-28")
    assert (
        finding.claim
        == "After 2014, where the yearly record ends, Kazakhstan joined the Eurasian Economic Union (1 January 2015)."
    )
    assert rows["the OECD"][1] == "–"


def test_the_first_page_says_it_by_the_pacts_and_not_again(tiny):
    found = assess(Atlas.open(tiny, date(2026, 11, 28)), Request("FRA", "GBR", 1990, "comity assess"))
    judged = {finding for j in found.page1.judgements for finding in j.findings}
    assert "chronicle.pacts" in judged and "access.bodies" not in judged


def test_what_came_after_the_day_is_not_told(told):
    before, _, _ = told("FRA", "GBR", "2020-01-15")
    assert "left" not in before.claim and "the European Union" in before.claim
    # The record of 2026 reaches to 28 March of it: before that day the year before speaks.
    assert " in 2025. " in told("FRA", "GBR", "2026-03-27")[0].claim


def test_a_series_and_its_details_come_out_of_every_door(run, tiny):
    said = run("show", "FRA", "DEU", "igo.dated_shared", "--atlas", tiny, "--format", "json", "--as-of", "2026-11-28")
    rows = {row["period"]: row["value"] for row in json.loads(said.out)}
    assert said.code == 0 and max(rows) == "2026" and rows["2026"] == 8
