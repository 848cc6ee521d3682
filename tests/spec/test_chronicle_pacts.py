"""Pacts in force on a day, signs of rows, and what a territory's sovereign had about it."""

import re
from dataclasses import replace
from datetime import date

import pytest

from chronicle_rows import event_row
from comity.assessment.page1.judged import chosen_events
from comity.assessment.page1.known import forums
from comity.assessment.page1.pacts import _circles, _judged, by_pacts
from comity.assessment.record import Record
from comity.chronicle.events import COLUMNS, events, read_events
from comity.chronicle.lint_pacts import pact_faults, sign_faults
from comity.chronicle.lookup import read_rows
from comity.chronicle.pacts import MEMBERS, PACTS, shared
from comity.chronicle.signs import COLUMNS as SIGNS
from comity.chronicle.signs import RULES, asks_for_a_sign
from comity.chronicle.sovereigns import of_both

DAY = date(2026, 11, 28)
PACT = {"pact": "p", "word": "in", "name": "the Pact", "former": "", "renamed": "", "kind": "defence",
        "stage": "in_force", "founded": "no", "within": "", "obliges": "each helps the other",
        "reason": "r"}  # fmt: skip
MEMBER = {"pact": "p", "member": "FRA", "since": "1990-05", "until": "", "until_reason": "",
          "source": "general knowledge", "locator": "", "opened": "no"}  # fmt: skip
OTHER = MEMBER | {"member": "DEU"}


def test_what_ships_has_no_fault():
    assert pact_faults(read_rows("pacts", PACTS), read_rows("pact_members", MEMBERS)) == []
    assert sign_faults(read_rows("signs", SIGNS), read_rows("sign_rules", RULES), events()) == []


def test_a_row_whose_words_say_that_it_came_to_nothing_asks_for_a_decision():
    held = [e for e in events() if e.id == "1917-01.DEU-MEX.talks"]
    failed = [replace(held[0], id="1918-01.DEU-MEX.talks", what="Germany broke off talks with Mexico")]
    (asked,) = sign_faults([], [], failed)
    assert asked.startswith("1918-01.DEU-MEX.talks: ") and "signs.csv (-1 mostly)" in asked
    decided = [{"event": "1918-01.DEU-MEX.talks", "sign": "-1", "reason": "one of the two ended it"}]
    assert sign_faults(decided, [], failed) == []


@pytest.mark.parametrize(
    ("pacts", "members", "says"),
    [
        ([PACT | {"kind": "friendship"}], [MEMBER, OTHER], "no kind"),
        ([PACT | {"within": "q"}], [MEMBER, OTHER], "no pact"),
        ([PACT | {"reason": ""}], [MEMBER, OTHER], "no reason"),
        ([PACT | {"former": "the Old"}], [MEMBER, OTHER], "go together"),
        ([PACT | {"obliges": "as agreed in 2001"}], [MEMBER, OTHER], "after its first day"),
        ([PACT], [MEMBER], "fewer than two"),
        ([PACT], [MEMBER | {"member": "XYZ"}, OTHER], "no state id"),
        ([PACT], [MEMBER | {"since": "1990-13"}, OTHER], "is not a"),
        ([PACT], [MEMBER | {"until": "1989", "until_reason": "left"}, OTHER], "before it begins"),
        ([PACT], [MEMBER | {"until": "1999"}, OTHER], "its reason"),
        ([PACT], [MEMBER, MEMBER | {"since": "1995"}, OTHER], "before that of"),
        ([PACT], [MEMBER | {"opened": "yes"}, OTHER], "not where"),
        ([PACT, PACT], [MEMBER, OTHER], "twice"),
    ],
)
def test_the_linter_names_a_fault(pacts, members, says):
    assert any(says in fault for fault in pact_faults(pacts, members))


def test_a_sign_of_no_event_or_of_no_meaning_is_refused():
    row = {"event": "1900.FRA-DEU.talks", "sign": "2", "reason": ""}
    found = "\n".join(sign_faults([row, row], [{"kinds": "tea", "pattern": "x", "sign": "0", "reason": "r"}], []))
    assert all(word in found for word in ("no event", "twice", "no kind", "not -1", "no reason"))


@pytest.mark.parametrize(
    ("pair", "day", "has", "lacks"),
    [
        ("EST FIN", "2023-04-03", "eu", "nato"),
        ("EST FIN", "2023-04-04", "nato", "-"),
        ("SWE USA", "2024-03-06", "-", "nato"),
        ("FRA GBR", "2020-01-31", "eu", "-"),
        ("FRA GBR", "2020-02-01", "nato", "eu"),
        ("NZL USA", "1986-08-11", "anzus-nzl-usa", "-"),
        ("NZL USA", "2026-01-01", "-", "anzus-nzl-usa"),
        ("ARM RUS", "2026-01-01", "eaeu", "csto"),
        ("RUS UZB", "2010-01-01", "csto", "-"),
        ("RUS UZB", "2013-01-01", "cis", "csto"),
        ("GEO RUS", "2009-08-19", "-", "cis"),
        ("BRA VEN", "2014-01-01", "mercosur", "-"),
        ("BRA VEN", "2017-01-01", "-", "mercosur"),
        ("BRA PRY", "2013-01-01", "-", "mercosur"),
        ("BRA PRY", "2014-01-01", "mercosur", "-"),
        ("MLI SEN", "2025-01-30", "uemoa", "ecowas"),
        ("BEL NLD", "2026-01-01", "benelux", "eea"),
        ("PRK RUS", "2024-07-01", "-", "prk-rus"),
        ("KAZ CHN", "2026-01-01", "sco", "csto"),
    ],
)
def test_who_belongs_on_a_day(pair, day, has, lacks):
    held = {s.pact.id for s in shared(*pair.split(), date.fromisoformat(day))}
    assert (has == "-" or has in held) and lacks not in held


def test_both_belong_since_the_later_of_the_two():
    (nato,) = [s for s in shared("USA", "FIN", DAY) if s.pact.id == "nato"]
    assert str(nato.since) == "2023-04-04"


def test_a_pact_bears_the_name_of_its_day():
    (then,) = [s for s in shared("FRA", "NLD", date(1990, 1, 1)) if s.pact.id == "eu"]
    assert (then.pact.named(date(1990, 1, 1)), then.pact.named(DAY)) == (
        "the European Communities", "the European Union",
    )  # fmt: skip


def test_a_forum_makes_nobody_an_ally_and_a_rupture_ends_what_came_before():
    assert not Record.of("CHN", "IND", DAY).alliances and not Record.of("BRA", "ARG", DAY).alliances
    assert [s.pact.id for s in Record.of("BRA", "ARG", DAY).unions] == ["mercosur"]
    assert not Record.of("RUS", "UKR", DAY).unions and not Record.of("DZA", "MAR", DAY).alliances


def row(kind, what, **more):
    return event_row("2024-05-01", kind, what, a="FRA", b="DEU") | more


@pytest.mark.parametrize(
    ("kind", "what", "sign"),
    [
        ("talks", "They opened talks on fish.", 1),
        ("talks", "Talks on fish ended without agreement.", 0),
        ("talks", "France broke off talks on fish.", -1),
        ("summit", "A meeting of both failed over fish.", 0),
        ("project", "France cancelled the railway.", -1),
        ("project", "Germany suspended work on the dam.", -1),
        ("treaty_signed", "France denounced the accord on rivers.", -1),
        ("mediation", "A mediation by the neighbour came to an end without a result.", 0),
        ("incident", "A spy was caught.", -1),
    ],
)
def test_the_sign_belongs_to_the_row(kind, what, sign):
    (event,) = read_events([row(kind, what)])
    asked = asks_for_a_sign(kind, what)
    assert event.sign == event.kind.sign
    assert (event.sign if asked is None else asked.sign) == sign
    faults = sign_faults([], [], [event])
    assert bool(faults) == (sign != event.kind.sign)


def test_an_attack_by_others_on_both_parts_nobody():
    (event,) = [e for e in events() if e.id == "2026-01-04.CUB-VEN.incident"]
    assert event.sign == 0 and event.kind.sign == -1


def test_a_war_is_told_with_its_end():
    held = [
        row("clash", "They fought for four days.", date="2025-05-07", until="2025-05-10", weight="3"),
        row("ceasefire", "They agreed to stop.", date="2025-05-10", weight="3"),
        *(row("strike", f"France hit a depot, the {n}th.", date=f"2025-0{n}-20") for n in (6, 7, 8)),
    ]
    found = read_events(held)
    told = chosen_events(list(found), Record("DEU", "FRA", DAY, found, ()))
    kinds = [e.kind.id for e in told]
    assert ("clash" in kinds) == ("ceasefire" in kinds) is True


def test_a_territory_carries_what_its_sovereign_had_about_it():
    of_greenland = of_both("GRL", "USA", DAY)
    assert len(of_greenland) >= 4
    assert all(re.search("Greenland", e.what) for e in of_greenland)
    assert of_both("USA", "GRL", DAY) == of_greenland
    assert not [e for e in of_both("GRL", "USA", date(2019, 1, 1)) if e.when.year >= 2019]
    assert COLUMNS


@pytest.mark.parametrize(
    ("pair", "pact", "since", "out", "founders"),
    [
        ("BRA PRY", "mercosur", "1991-11-29", ["PRY"], True),
        ("ARG BRA", "mercosur", "1991-11-29", [], True),
        ("BOL PRY", "mercosur", "2024-08-07", [], False),
        ("EGY SAU", "arab", "1945-03-22", ["EGY"], True),
        ("DZA SYR", "arab", "1962-08-16", ["SYR"], False),
        ("COM EGY", "arab", "1993-11-20", [], False),
        ("SYC ZAF", "sadc", "1997", ["SYC"], False),
        ("FJI GBR", "commonwealth", "1970-10-10", ["FJI", "FJI"], False),
        ("IND PAK", "commonwealth", "1947-08-15", ["PAK", "PAK", "PAK"], False),
        ("CAN JPN", "g7", "1976-06-27", [], False),
        ("DEU FRA", "eu", "1958-01-01", [], True),
    ],
)
def test_since_is_the_first_day_of_both_and_what_lies_between_is_an_absence(pair, pact, since, out, founders):
    (held,) = [s for s in shared(*pair.split(), DAY) if s.pact.id == pact]
    assert (str(held.since), [gap.member for gap in held.absences], held.founders) == (since, out, founders)
    assert (held.again == held.since) is (not out)


def test_an_absence_is_told_as_one_with_its_reason():
    (held,) = [s for s in shared("BRA", "PRY", DAY) if s.pact.id == "mercosur"]
    assert by_pacts([held], DAY).text == (
        "in Mercosur since 29 November 1991 (as founders, without Paraguay from June 2012 to August 2013)"
    )


def test_absences_of_one_are_told_together_and_large_bodies_where_nothing_else_is():
    (held,) = [s for s in shared("GBR", "PAK", DAY) if s.pact.id == "commonwealth"]
    assert by_pacts([held], DAY).text == (
        "in the Commonwealth since 14 August 1947 (without Pakistan from January 1972 to October 1989, "
        "from October 1999 to May 2004 and from November 2007 to May 2008)"
    )
    record = Record.of("GBR", "PAK", DAY)
    assert forums(record) == [] and "Commonwealth" in forums(record, assemblies=True)[0].text


def test_before_the_return_nothing_of_it_is_known():
    (held,) = [s for s in shared("ARG", "URY", date(2012, 1, 1)) if s.pact.id == "mercosur"]
    assert held.absences == ()
    assert not [s for s in shared("EGY", "SAU", date(1985, 1, 1)) if s.pact.id == "arab"]
    assert [s.since.year for s in shared("FRA", "RUS", date(2005, 1, 1)) if s.pact.id == "g8"] == [1998]
    assert not [s for s in shared("FRA", "DEU", date(2005, 1, 1)) if s.pact.id == "g7"]


_JOINS = ("accession", "alliance", "treaty_in_force", "trade")


def test_no_since_contradicts_what_the_chronicle_tells_of_the_same_pact():
    """Where a row names a body that began or was entered, both have belonged to it since about that year."""
    wrong, seen = [], 0
    for event in events():
        if event.kind.id not in _JOINS or re.search("suspen|return", event.what):
            continue
        for held in shared(event.a, event.b, DAY):
            if held.pact.word == "in" and held.pact.named(DAY).removeprefix("the ") in event.what:
                seen += 1
                near = abs(held.since.year - event.when.year) <= 1
                wrong += [] if near else [f"{event.id}: {held.pact.id} since {held.since}"]
    assert wrong == [] and seen >= 50


@pytest.mark.parametrize(
    ("pair", "says", "unsaid"),
    [
        ("IND USA", "Both have sat in the Quad since 12 November 2017", "G20"),
        ("AUS CAN", "The two are under one Crown", "Commonwealth"),
        ("CAN GBR", "the Five Eyes since 1948 and the G7 since 27 June 1976", "G20"),
        ("ISR USA", "the group I2U2", "Quad"),
        ("BRA MEX", "", ""),
        ("RUS UKR", "", ""),
    ],
)
def test_a_crown_and_circles_of_a_few_are_judged_and_large_bodies_are_not(pair, says, unsaid):
    record = Record.of(*pair.split(), DAY)
    judged = _judged(record) or _circles(record)
    text = "" if judged is None else judged.finding.claim
    assert says in text and (not unsaid or unsaid not in text)
    assert says or "sat in" not in text
