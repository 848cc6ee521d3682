"""The chronicle: what a row says, when it is known, and what the linter refuses."""

from datetime import date
from itertools import pairwise

import pytest

from comity.chronicle import events as chronicle
from comity.chronicle.events import COLUMNS, between, events, read_events
from comity.chronicle.kinds import kinds
from comity.chronicle.lint import event_faults, status_faults
from comity.chronicle.lookup import read_rows
from comity.chronicle.status import read_statuses, status_of, statuses
from comity.chronicle.told_day import SOURCES
from comity.errors import BadFile, UserError
from comity.terms.dated import Dated

ROW = {
    "date": "2001-03",
    "a": "FRA",
    "b": "DEU",
    "kind": "treaty_signed",
    "what": "The two signed a treaty on rivers.",
    "later": "",
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
    assert len(held) > 4100
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


def test_what_came_of_it_is_told_once_it_has(monkeypatch):
    held = read_events(rows({"later": "It entered into force in June 2004, and was left in 2010."}))
    monkeypatch.setattr(chronicle, "_by_pair", lambda: {frozenset(("FRA", "DEU")): held})

    def told(day):
        return between("FRA", "DEU", day)[0].what

    assert told(date(2010, 12, 30)) == "The two signed a treaty on rivers.", "2010 has not passed"
    assert told(date(2010, 12, 31)).endswith(" It entered into force in June 2004, and was left in 2010.")


@pytest.mark.parametrize(
    "what",
    [
        "Dahomey, later Benin, signed a treaty with France.",
        "The two agreed no later than others.",
        "The two met, with troops still on the border.",
        "The two met at a bridge that was held to be unsafe since a flood.",
        "The two met, as the one has trained the other since the 1990s.",
    ],
)
def test_a_later_name_and_what_was_so_on_the_day_are_no_hindsight(what):
    assert event_faults(rows({"what": what})) == []


def test_a_plan_for_a_later_year_is_no_hindsight():
    plan = rows({"what": "The two agreed that troops would leave by the end of 2011."})
    assert event_faults(plan) == []


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
        ({"what": "The two signed a treaty, in force since May 2004."}, "tells of 2004-05, after its date"),
        ({"what": "The two agreed on a pipe, which was given up two years later."}, "looks back"),
        ({"what": "The two agreed on a pipe, which was not built."}, "looks back"),
        ({"what": "The one took islands that the other has claimed ever since."}, "looks back"),
        ({"what": "The two made peace, which they keep still."}, "looks back"),
        ({"later": "It entered into force."}, "does not say when"),
        ({"later": "It followed one of 1957."}, "before its date"),
        ({"later": "it ended in 2009."}, "capital"),
        ({"source": ""}, "no source"),
        ({"source": "A newspaper"}, "sources.csv"),
        ({"locator": ""}, "opened, but not where"),
        ({"source": "general knowledge"}, "opened, but not where"),
        ({"opened": "maybe"}, "not yes or no"),
        ({"source": "Press report", "locator": "Le Monde"}, "outlet, day and address"),
        ({"source": "Press report", "locator": "Le Monde, 30 February 1964, https://example.org/a"}, "outlet, day"),
        (
            {"source": "Press report", "locator": "Le Monde, 3 May 1890, https://example.org/a"},
            "older than what it tells",
        ),
    ],
)
def test_a_faulty_row_is_named(change, said):
    found = event_faults(rows({}, change))
    assert found
    assert all(line.startswith("row 3: ") for line in found)
    assert any(said in line for line in found)


@pytest.mark.parametrize(
    ("kind", "what", "doer_second"),
    [
        ("strike", "German aircraft bombed Lyon.", True),
        ("strike", "Germany with others began to bomb Lyon.", True),
        ("strike", "France bombed Cologne.", False),
        ("strike", "Germany said that its airliner had been shot down.", False),
        ("strike", "France accused Germany of an attack on a convoy.", True),
        ("strike", "Germany accused France of an attack on a convoy.", False),
        ("relations_broken", "Berlin broke off relations with France.", True),
        ("relations_broken", "France broke off relations with Germany.", False),
        ("expulsion", "Germany and France expelled a diplomat each.", False),
        ("base", "The two agreed that German forces stay in Lyon.", True),
        ("base", "The two agreed that French forces stay in Cologne.", False),
        ("clash", "German aircraft bombed Lyon.", False),
        ("arms_sale", "Germany ordered tanks from France.", False),
    ],
)
def test_the_doer_stands_first(kind, what, doer_second):
    found = [line for line in event_faults(rows({"kind": kind, "what": what})) if "the doer stands first" in line]
    assert bool(found) is doer_second


def test_one_fact_does_not_stand_under_two_kinds():
    again = {"kind": "talks", "what": "The two signed a great treaty on rivers."}
    other = {"kind": "talks", "what": "The two agreed on fish."}
    assert "tell the same" in event_faults(rows(again, {}))[0]
    assert event_faults(rows(other, {})) == []
    assert event_faults(rows(again | {"date": "2001-02"}, {})) == []


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
    begun = {"kind": "relations_begun", "date": "1941"}
    assert "nothing ended that of 1941" in event_faults(rows(begun, begun | {"date": "1944"}))[0]
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


def test_a_line_of_status_tells_nothing_later_than_its_date():
    line = STATUS | {
        "id": "z",
        "kind": "claim",
        "a": "FRA",
        "b": "DEU",
        "date": "1950",
        "what": "They settled it in 1957.",
        "source": "general knowledge",
        "opened": "no",
        "reason": "why",
    }
    assert status_faults(read_statuses([line])) == ["z: tells of 1957, after its date"]
    assert status_faults(read_statuses([line | {"date": "1957-01-01"}])) == []


@pytest.mark.parametrize(
    ("a", "b", "day", "said", "unsaid"),
    [
        ("ISR", "SYR", date(2018, 1, 1), "which no other state recognises", "March 2019"),
        ("ISR", "SYR", date(2026, 1, 1), "March 2019", ""),
        ("GUY", "VEN", date(2010, 1, 1), "claims the Essequibo", "Court"),
        ("KOR", "PRK", date(2015, 1, 1), "no peace treaty", "2023"),
        ("SRB", "ALB", date(1991, 1, 1), "Socialist Federal Republic of Yugoslavia", "2006"),
        ("RUS", "AFG", date(1991, 6, 1), "Soviet Union", "1991"),
        ("DDR", "FRA", date(2020, 1, 1), "ended on 3 October 1990", ""),
        ("CHN", "TWN", date(2026, 1, 1), "Beijing claims Taiwan", ""),
        ("SRB", "XKX", date(2026, 1, 1), "does not recognise", ""),
        ("ITA", "VAT", date(2026, 1, 1), "Lateran Treaty of 1929", ""),
        ("CHN", "HKG", date(2026, 1, 1), "special administrative region", ""),
        ("PSE", "ISR", date(2026, 1, 1), "occupied the West Bank", ""),
        ("SAU", "ISR", date(2026, 1, 1), "does not recognise Israel", ""),
        ("GRL", "CAN", date(2026, 1, 1), "Kingdom of Denmark", ""),
        ("ESH", "USA", date(2026, 1, 1), "non-self-governing", ""),
    ],
)
def test_status_as_it_was_on_a_day(a, b, day, said, unsaid):
    text = " ".join(s.what for s in status_of(a, b, day))
    assert said in text
    assert not unsaid or unsaid not in text


def test_slices_of_one_entity_do_not_overlap():
    groups = {}
    for s in statuses():
        groups.setdefault((s.entity, s.kind, s.a, s.b), []).append(s)
    for same in groups.values():
        spans = sorted(same, key=lambda s: s.since.start)
        for one, following in pairwise(spans):
            assert one.until is not None, one.id
            assert one.until.end <= following.since.start, (one.id, following.id)


def test_status_of_an_ordinary_pair_is_empty():
    assert status_of("BTN", "URY", date(2026, 1, 1)) == ()


def test_other_columns_are_refused(tmp_path, monkeypatch):
    with pytest.raises(BadFile, match="has columns"):
        read_rows("kinds", COLUMNS)


def test_events_come_oldest_first():
    days = [(e.when.start, e.when.end) for e in events()]
    assert days == sorted(days)
