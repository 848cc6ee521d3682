"""Who fled is not told as a migrant: by what is curated, and by the count of refugees of the same years."""

from datetime import date

import pytest

from comity.assessment.fled import fled
from comity.assessment.page1.people import living_there
from comity.assessment.page1.strip import _people
from comity.assessment.questions.dealings import _migrants
from comity.assessment.questions.other_flows import other_flows
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.atlas.read import Atlas
from comity.chronicle.fled import COLUMNS
from comity.chronicle.lookup import read_rows
from comity.terms.country import states

DAY = date(2026, 11, 28)
OF_1948 = "most of them refugees of 1948 and 1967 and their children"


def of(a: str, b: str) -> View:
    return View(Atlas.open(None, DAY), a, b, 1990, record=Record.of(a, b, DAY))


@pytest.mark.parametrize(
    ("origin", "host", "says"),
    [
        ("PSE", "JOR", OF_1948),
        ("PSE", "LBN", OF_1948),
        ("PSE", "SYR", OF_1948),
        ("PSE", "EGY", OF_1948),
        ("SYR", "LBN", "most of them refugees or asylum seekers"),
        ("AFG", "PAK", "most of them refugees or asylum seekers"),
        ("HRV", "SRB", "fled Croatia in the war of 1991 to 1995"),
        ("MEX", "USA", ""),
        ("POL", "DEU", ""),
        ("JOR", "PSE", ""),
    ],
)
def test_most_of_those_counted_fled(origin, host, says):
    view = of(origin, host)
    count = view.last("people.migrants", origin, host)
    told = None if count is None else fled(view, count)
    assert (told is None) is (not says) and (told is None or says in told.text)


def test_wherever_people_are_told_they_are_told_as_refugees():
    view = of("JOR", "PSE")
    (judged,) = [j for j in other_flows(view) if j.finding.id == "people.migrants.PSE-JOR"]
    assert OF_1948 in judged.finding.claim and "igrants" not in judged.finding.claim
    cell = _people(view, view.record, "ordinary")
    assert cell is not None and OF_1948 in cell.level.text
    assert any(OF_1948 in said.text for said in _migrants(view))


def test_who_fled_from_a_state_that_ended_is_not_explained_away_by_that():
    (judged,) = [j for j in other_flows(of("HRV", "SRB")) if j.finding.id == "people.migrants.HRV-SRB"]
    assert "divided" not in judged.finding.claim and "fled Croatia" in judged.finding.claim


def test_every_row_is_of_two_states_and_says_why():
    known, rows = {s.id for s in states()}, list(read_rows("fled", COLUMNS))
    assert all({r["origin"], r["host"]} <= known and r["told"] and r["reason"] for r in rows)
    assert len({(r["origin"], r["host"]) for r in rows}) == len(rows)


def test_a_count_of_refugees_is_told_as_refugees():
    view = of("KEN", "SOM")
    count = view.last("people.refugees", "SOM", "KEN")
    assert count is not None
    assert "thousand refugees and asylum seekers from Somalia in Kenya" in living_there(view, count).text
