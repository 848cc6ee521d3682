"""The chronicle: what a row says, when it is known, and what the linter refuses."""

from datetime import date

import pytest

from comity.chronicle import events as chronicle
from comity.chronicle.events import COLUMNS, between, events, read_events
from comity.chronicle.kinds import kinds
from comity.chronicle.lint import SOURCES, event_faults, status_faults
from comity.chronicle.lookup import read_rows
from comity.chronicle.status import read_statuses, status_of, statuses
from comity.errors import BadFile, UserError
from comity.terms.dated import Dated

ROW = {
    "date": "2001-03",
    "a": "FRA",
    "b": "DEU",
    "kind": "treaty_signed",
    "what": "The two signed a treaty on rivers.",
    "until": "",
    "weight": "2",
    "reliability": "A",
    "credibility": "2",
    "source": "DESTA",
    "locator": "no. 7",
    "opened": "yes",
}


def rows(*changes):
    return [ROW | change for change in changes]


def test_what_ships_has_no_fault():
    assert event_faults(read_rows("events", COLUMNS)) == []
    assert status_faults(statuses()) == []


def test_most_of_it_was_opened_and_every_source_says_its_terms():
    held = events()
    assert len(held) > 3000
    assert sum(e.opened for e in held) / len(held) >= 0.85
    for row in read_rows("sources", SOURCES):
        assert row["reason"] and (row["terms"] or row["source"] == "general knowledge")


def test_every_kind_is_sound():
    for kind in kinds().values():
        assert kind.reason and kind.title and kind.family
        assert set(kind.ends) <= set(kinds()), kind.id


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2001", "2001-01-01", "2001-12-31"),
        ("2001-02", "2001-02-01", "2001-02-28"),
        ("2001-02-03", "2001-02-03", "2001-02-03"),
    ],
)
def test_a_date_is_as_precise_as_it_is_long(text, start, end):
    found = Dated.parse(text)
    assert (found.start.isoformat(), found.end.isoformat(), str(found)) == (start, end, text)


@pytest.mark.parametrize("text", ["", "2001-13", "2001-02-30", "01-02-03", "2001-2", "2001-02-03T00"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(UserError, match=r"is not a (date|day)"):
        Dated.parse(text)


def test_an_event_is_known_when_all_of_its_time_has_passed():
    (event,) = read_events(rows({}))
    assert not event.known(date(2001, 3, 30))
    assert event.known(date(2001, 3, 31))


def test_what_lasts_stands_until_it_ended():
    begun, closed = read_events(
        rows(
            {"kind": "mission_opened", "date": "1990", "until": "1999-05-01"},
            {"kind": "treaty_signed", "date": "1991"},
        )
    )
    assert begun.stands(date(1999, 4, 30))
    assert not begun.stands(date(1999, 5, 1))
    assert not begun.stands(date(1990, 6, 1)), "of a year that has not passed nothing is known"
    assert not closed.stands(date(1995, 1, 1)), "a signature is over at once"


def test_an_end_yet_to_come_is_not_told(monkeypatch):
    held = read_events(rows({"kind": "sanctions", "date": "2010-01-01", "until": "2020-01-01"}))
    monkeypatch.setattr(chronicle, "_by_pair", lambda: {frozenset(("FRA", "DEU")): held})
    (then,) = between("DEU", "FRA", date(2015, 1, 1))
    (now,) = between("FRA", "DEU", date(2021, 1, 1))
    assert then.until is None
    assert str(now.until) == "2020-01-01"
    assert between("FRA", "DEU", date(2009, 1, 1)) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"date": "2001-3"}, "is not a date"),
        ({"until": "2000"}, "before it begins"),
        ({"a": "ZZZ"}, "no state id"),
        ({"b": "FRA"}, "with itself"),
        ({"kind": "quarrel"}, "no kind"),
        ({"weight": "4"}, "weight"),
        ({"reliability": "G"}, "grade"),
        ({"credibility": ""}, "grade"),
        ({"what": "the two signed."}, "capital"),
        ({"what": "The two signed"}, "full stop"),
        ({"what": "The two  signed."}, "spaces"),
        ({"what": "FRA-DEU signed."}, "code"),
        ({"what": "The two signed, https://example.org."}, "address"),
        ({"what": " ".join(["Word"] * 40) + "."}, "words"),
        ({"source": ""}, "no source"),
        ({"source": "A newspaper"}, "sources.csv"),
        ({"locator": ""}, "opened, but not where"),
        ({"source": "general knowledge"}, "opened, but not where"),
        ({"opened": "maybe"}, "not yes or no"),
    ],
)
def test_a_faulty_row_is_named(change, said):
    found = event_faults(rows({}, change))
    assert found
    assert all(line.startswith("row 3: ") for line in found)
    assert any(said in line for line in found)


def test_rows_stand_in_order():
    late, early = rows({"date": "2005"}, {"date": "2001-03", "kind": "summit"})
    assert event_faults([early, late]) == []
    assert "sort by date" in event_faults([late, early])[0]


@pytest.mark.parametrize(
    ("kind", "ender"),
    [
        ("relations_begun", "relations_broken"),
        ("relations_broken", "relations_restored"),
        ("relations_broken", "normalisation"),
        ("war_begins", "peace_treaty"),
        ("ceasefire", "war_begins"),
        ("recognition", "recognition_withdrawn"),
        ("treaty_in_force", "treaty_ended"),
    ],
)
def test_what_a_later_row_ended_does_not_stand(kind, ender):
    begun = {"kind": kind, "date": "1990-05-01"}
    ended = {"kind": ender, "date": "1999"}
    assert f"FRA-DEU.{ender} ends it" in event_faults(rows(begun, ended))[0]
    assert event_faults(rows(begun | {"until": "1999"}, ended)) == []
    assert event_faults(rows(begun, ended | {"a": "ITA"})) == [], "of another pair"
    earlier = event_faults(rows(ended | {"date": "1980"}, begun))
    assert not any(f.endswith(f"1980.FRA-DEU.{ender} ends it") for f in earlier), "it came before"


def test_rows_against_one_another():
    broken = {"kind": "relations_broken", "date": "1967-06-05"}
    again = {"kind": "relations_broken", "date": "1973-10-06"}
    between_them = {"kind": "relations_restored", "date": "1970-01-01"}
    assert event_faults(rows(broken, broken)) != []
    assert "nothing ended that of 1967-06-05" in event_faults(rows(broken, again))[0]
    whole = rows(broken | {"until": "1970-01-01"}, between_them | {"until": "1973-10-06"}, again)
    assert event_faults(whole) == []
    assert event_faults(rows(broken | {"until": "1970"}, again)) == []
    assert event_faults(rows(broken, again | {"a": "DEU", "b": "FRA"})) == [], "each side may break them off once"


STATUS = dict.fromkeys(
    ("id", "entity", "kind", "a", "b", "date", "until", "what", "source", "locator", "opened", "reason"), ""
)


def test_status_is_of_a_pair_or_of_everybody():
    held = read_statuses(
        [
            STATUS | {"id": "x", "entity": "DDR", "kind": "dissolved", "a": "DDR", "b": "*", "date": "1990-10-03"},
            STATUS
            | {"id": "y", "entity": "Z", "kind": "claim", "a": "FRA", "b": "DEU", "date": "1950", "until": "1957"},
        ]
    )
    gone, claim = held
    assert gone.concerns("FRA", "DDR") and gone.concerns("DDR", "FRA") and not gone.concerns("FRA", "DEU")
    assert claim.concerns("DEU", "FRA") and not claim.concerns("DEU", "DDR")
    assert not gone.holds(date(1990, 10, 2)) and gone.holds(date(1990, 10, 3))
    assert claim.holds(date(1955, 1, 1)) and not claim.holds(date(1958, 1, 1))


def test_status_of_an_ordinary_pair_is_empty():
    assert status_of("BTN", "URY", date(2026, 1, 1)) == ()


def test_other_columns_are_refused(tmp_path, monkeypatch):
    with pytest.raises(BadFile, match="has columns"):
        read_rows("kinds", COLUMNS)


def test_events_come_oldest_first():
    days = [(e.when.start, e.when.end) for e in events()]
    assert days == sorted(days)
