"""Kinds of fault that readers found: doubt told as fact, a spat as a bond in dispute, a community before all else."""

from __future__ import annotations

from datetime import date

import pytest

from chronicle_rows import event_row
from comity.assessment.agreements import titled
from comity.assessment.page1.acts import doubted, fights
from comity.assessment.page1.behind import behind
from comity.assessment.page1.conflict import _theirs
from comity.assessment.page1.watch import watch
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.events import read_events
from comity.terms.treaty_details import TradeAgreement
from page_one import DAY, first_page


def event(
    kind: str, what: str, day: str = "2026-01-05", a: str = "AAA", b: str = "BBB", weight: int = 2, until: str = ""
):
    (found,) = read_events([event_row(day, kind, what, a=a, b=b, until=until, weight=str(weight))])
    return found


def record(*held) -> Record:
    return Record("AAA", "BBB", DAY, tuple(held), ())


@pytest.mark.parametrize(
    ("what", "sure"),
    [
        ("Drones that are thought to be Iranian hit an airport.", False),
        ("A suspected strike of the neighbour hit a depot.", False),
        ("Its army fired on a border post.", True),
    ],
)
def test_what_a_row_doubts_is_no_fight_of_the_two(what, sure):
    struck = event("strike", what)
    assert doubted(struck) != sure
    assert fights(struck) == sure


def test_a_treaty_on_a_war_elsewhere_is_no_peace_of_the_two():
    held = record()
    assert not _theirs(held, event("peace_treaty", "The agreement, which both signed, ended the war in Bosnia."))
    assert _theirs(held, event("peace_treaty", "They signed a treaty of peace."))


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("Envoys of the two opened talks on the border.", True),
        ("Delegations of the two met in Istanbul.", True),
        ("The one pardoned a writer at the other's request.", False),
        ("The king met the president, and refused his proposal.", False),
        ("The one handed 29 men over to the other.", False),
        ("The one called a summit of others against a proposal.", False),
    ],
)
def test_talks_are_watched_only_where_the_row_tells_of_talks(what, asked, atlas):
    held = record(event("talks", what))
    assert bool(watch(View(atlas, "AAA", "BBB", 1990, record=held), held)) == asked


@pytest.mark.parametrize(
    ("pair", "third", "side"),
    [("CHN TWN", "USA", "TWN"), ("PRK KOR", "USA", "KOR"), ("RUS UKR", "USA", "UKR"), ("ARM AZE", "TUR", "AZE")],
)
def test_who_stands_behind_a_side_is_told_where_force_is_threatened(pair, third, side, atlas):
    a, b = pair.split()
    held = Record.of(a, b, DAY)
    assert (third, side) in {(x.third, x.side) for x in behind(View(atlas, a, b, 1990, record=held), held)}


@pytest.mark.parametrize("pair", ["FRA DEU", "BTN URY", "GRC TUR", "CHN IND"])
def test_nobody_stands_behind_two_who_share_him_or_are_no_foes(pair, atlas):
    a, b = pair.split()
    held = Record.of(a, b, DAY)
    assert behind(View(atlas, a, b, 1990, record=held), held) == []


def test_who_stands_behind_is_not_seen_before_he_did(atlas):
    day = date(2015, 1, 1)
    held = Record.of("CHN", "TWN", day)
    told = behind(View(atlas, "CHN", "TWN", 1990, record=held), held)
    assert all(b.act.when.end <= day for b in told)


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("CHN TWN", 'Taiwan Independence"'),
        ("CHN TWN", "Behind Taiwan stands the United States"),
        ("MMR THA", "In Thailand live 1.7 million persons from Myanmar (2024), the most in any state."),
        ("EGY ISR", "At peace by the treaty of 26 March 1979"),
        ("ARM TUR", "cannot be told"),
        ("IRN SVK", "Strained, not between the two alone but with a union"),
        ("KEN SOM", "so new a member applies is not known here"),
        ("HRV SRB", r"What went before: Fighting began as Croatia left Yugoslavia"),
    ],
)
def test_a_page_says(pair, says):
    page = first_page(pair)
    text = " ".join([page.bottom_line.text, *(j.text for j in page.judgements), *(c.level.text for c in page.strip)])
    assert says in text


@pytest.mark.parametrize(
    ("pair", "never"),
    [
        ("USA XKX", "in dispute"),
        ("AZE IRN", "ighting"),
        ("HRV SRB", "Partners"),
        ("FRA PRK", "established"),
        ("ETH TUR", "established"),
        ("GTM TWN", "log points"),
        ("AUS FRA", "What stands out between the two: France recalled"),
        ("CAN UKR", "no fighting"),
        ("JOR PSE", "Whether the talks lead"),
        ("ABW VEN", "it is no state"),
    ],
)
def test_a_page_never_says(pair, never):
    page = first_page(pair)
    text = [page.bottom_line.text, *(j.text for j in page.judgements), *(c.level.text for c in page.strip)]
    assert never not in " ".join([*text, *(w.what.text for w in page.watch)])


def test_votes_as_usual_lead_no_page_that_has_anything_else():
    assert "UN votes" not in {j.label for j in first_page("MMR THA").judgements}


def test_a_title_that_nobody_says_in_full_is_told_by_its_name():
    long = "Comprehensive and Progressive Agreement for Trans-Pacific Partnership (CPTPP)"
    assert titled(TradeAgreement(long, 2018, 2018)) == "the trans-Pacific trade pact (CPTPP)"
