"""Where states differ over whether another is one, a first page begins with what these two hold of it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from comity.api.python import assess
from comity.assessment.record import Record
from comity.chronicle.recognition import recognitions, stance
from comity.chronicle.status import begun, status_of
from comity.terms.country import states

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("a", "b", "day", "held", "words"),
    [
        ("NOR", "XKX", TODAY, True, "Norway recognised Kosovo in 2008."),
        ("XKX", "ECU", TODAY, False, "Ecuador does not recognise Kosovo."),
        ("TGO", "XKX", TODAY, False, "Togo recognised Kosovo in 2014 and withdrew that in 2019."),
        ("TGO", "XKX", date(2016, 1, 1), True, "Togo recognised Kosovo in 2014."),
        ("GHA", "XKX", TODAY, True, "Serbia says that this was withdrawn in 2019"),
        ("GHA", "XKX", date(2015, 1, 1), True, "Ghana recognised Kosovo in 2012."),
        ("GBR", "PSE", TODAY, True, "The United Kingdom recognised the State of Palestine in 2025."),
        ("GBR", "PSE", date(2025, 9, 20), False, "The United Kingdom does not recognise a State of Palestine."),
        ("USA", "PSE", TODAY, False, "The United States does not recognise a State of Palestine."),
        ("PRY", "TWN", TODAY, True, "one of 12 states that do"),
        ("NIC", "TWN", TODAY, False, "Nicaragua has had no diplomatic relations with Taipei since 2021."),
        ("SYR", "TWN", TODAY, False, "Syria has no diplomatic relations with Taipei."),
        (
            "VAT",
            "CHN",
            TODAY,
            False,
            "no diplomatic relations, as Vatican City keeps them with Taiwan",
        ),
        ("TWN", "XKX", TODAY, True, "Taiwan recognised Kosovo in 2008."),
        ("KEN", "ESH", TODAY, True, "recognised the Sahrawi republic"),
        ("IND", "ESH", TODAY, False, "in 1985 and withdrew that in 2000."),
    ],
)
def test_what_a_state_holds_of_one_that_others_do_not_recognise(a, b, day, held, words):
    found = Record.of(a, b, day).stance
    assert found is not None
    assert words in found.what
    assert (found.kind == "recognised") == held


@pytest.mark.parametrize(
    ("a", "b", "day"),
    [("FRA", "DEU", TODAY), ("XKX", "PSE", TODAY), ("CHN", "FRA", TODAY), ("FRA", "XKX", date(2000, 1, 1))],
)
def test_it_is_asked_of_no_other_two(a, b, day):
    assert stance(a, b, day) is None


@pytest.mark.parametrize("pair", ["SRB XKX", "CHN TWN", "USA TWN", "ISR PSE", "MAR ESH"])
def test_a_line_of_status_on_the_two_says_more(pair):
    assert Record.of(*pair.split(), TODAY).stance is None


def test_every_state_is_accounted_for_once():
    """157 members and the Holy See recognised Palestine by the end of 2025; nobody overlaps with itself."""
    members = {s.id for s in states() if s.kind == "state"} - {"TWN", "XKX"}
    palestine = {s.state for s in recognitions() if s.entity == "PSE" and s.until is None}
    assert len(palestine) == 158
    assert palestine <= members
    by_pair = {}
    for s in recognitions():
        by_pair.setdefault((s.entity, s.state), []).append(s)
    for (entity, state), spells in by_pair.items():
        ordered = sorted(spells, key=lambda s: s.since.start)
        for one, next in pairwise(ordered):
            assert one.until is not None and one.until.start <= next.since.end, (entity, state)
        assert all(s.until is None or s.until.end >= s.since.start for s in spells)


@pytest.mark.parametrize(
    ("pair", "first"),
    [
        ("ECU XKX", "Ecuador does not recognise Kosovo."),
        ("NOR XKX", "Norway recognised Kosovo"),
        ("BRA PSE", "Brazil recognised a State of Palestine within the lines of 1967 (3 December 2010)."),
        ("FRA PSE", "France recognised the State of Palestine, as its president had announced in July"),
        ("KNA TWN", "Saint Kitts and Nevis recognises the government in Taipei"),
        ("BRB TWN", "Barbados has had no diplomatic relations with Taipei since 1977. It keeps them with China"),
        ("ESH KEN", "Kenya has recognised the Sahrawi republic"),
    ],
)
def test_a_first_page_begins_with_it(pair, first):
    page = assess(*pair.split(), as_of=TODAY).page1
    assert page.bottom_line.text.startswith(first)
    said = [page.bottom_line.text, *(s.text for s in page.status)]
    assert sum(first in text for text in said) == 1


@pytest.mark.parametrize("pair", ["BRB TWN", "DEU PSE", "ECU XKX"])
def test_no_embassy_is_told_of_two_without_recognition(pair):
    page = assess(*pair.split(), as_of=TODAY).page1
    text = " ".join([page.bottom_line.text, *(c.level.text for c in page.strip)])
    assert "embass" not in text
    assert page.kind.id == "unrecognised"


@pytest.mark.parametrize(
    ("a", "b", "day", "said"),
    [
        (
            "MAR",
            "TZA",
            TODAY,
            "Tanzania has recognised the Sahrawi republic, which claims Western Sahara against Morocco",
        ),
        ("IND", "MAR", TODAY, "in 1985 and withdrew that in 2000."),
        ("IND", "MAR", date(1999, 1, 1), "India has recognised the Sahrawi republic"),
        ("FRA", "MAR", TODAY, ""),
        ("DEU", "SRB", TODAY, "Germany recognised Kosovo, which Serbia holds to be its own, in 2008."),
        ("SRB", "ESP", TODAY, "Spain does not recognise Kosovo, which Serbia holds to be its own."),
        ("SRB", "ESP", date(2007, 1, 1), ""),
        ("SRB", "GHA", TODAY, "Serbia says that this was withdrawn"),
        ("GEO", "NIC", TODAY, "Nicaragua recognised Abkhazia, which Georgia holds to be its own, in 2008."),
        ("GEO", "FRA", TODAY, ""),
        ("SRB", "PSE", TODAY, ""),
        ("FRA", "DEU", TODAY, ""),
    ],
)
def test_a_claimant_is_told_what_the_other_holds_of_what_it_claims(a, b, day, said):
    found = [s for s in Record.of(a, b, day).status if s.kind == "of_claim"]
    assert (said in " ".join(s.what for s in found)) if said else not found


def test_what_is_held_of_a_claim_is_told_once_and_settles_no_kind():
    georgia = Record.of("GEO", "RUS", TODAY).status
    assert not [s for s in georgia if s.kind == "of_claim" and any(o.entity == s.entity for o in georgia if o is not s)]
    page = assess("MAR", "TZA", as_of=TODAY).page1
    assert sum("Sahrawi republic" in line.text for line in page.status) == 1 and page.kind.id != "unrecognised"


@pytest.mark.parametrize(("a", "b", "year"), [("PRK", "KOR", 1948), ("CHN", "TWN", 1949)])
def test_two_governments_are_apart_since_the_first_of_the_lines_that_say_so(a, b, year):
    (line,) = [s for s in status_of(a, b, date(2026, 11, 30)) if s.kind == "two_governments"]
    assert begun(line).year == year
