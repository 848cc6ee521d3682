"""Which states a sentence names, and which kinds of act its words propose."""

from datetime import date

import pytest

from comity.chronicle.kinds import kinds
from comity.chronicle.lookup import read_rows
from comity.chronicle.propose import COLUMNS, Line, candidates, kinds_of
from comity.terms.country import states
from comity.terms.lookup import read_lookup
from comity.terms.mentions import mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kazakhstan and Israel opened embassies.", ["KAZ", "ISR"]),
        ("South Sudan and Sudan agreed.", ["SSD", "SDN"]),
        ("South Korean and North Korean guards fired.", ["KOR", "PRK"]),
        ("A collision in the South China Sea", []),
        ("Roast turkey is eaten in Chile.", ["CHL"]),
        ("Officials in Ankara met the Armenian envoy.", ["TUR", "ARM"]),
        ("The Washington Post said so.", []),
        ("Papua New Guinea and Guinea", ["PNG", "GIN"]),
        ("Nigerien and Nigerian troops", ["NER", "NGA"]),
        ("Equatorial Guinea left.", ["GNQ"]),
        ("Polish farmers polish apples.", ["POL"]),
    ],
)
def test_states_named(text, expected):
    assert [m.state for m in mentions(text, date(2020, 1, 1))] == expected


def test_a_mention_says_where():
    text = "In Bern, Iran spoke."
    assert [(text[m.start : m.end], m.how) for m in mentions(text)] == [("Bern", "capital"), ("Iran", "name")]


def test_every_demonym_is_of_a_state():
    known = {s.id for s in states()}
    assert {row["id"] for row in read_lookup("demonyms")} <= known


def test_rules_propose_kinds_that_there_are():
    assert {row["kind"] for row in read_rows("proposals", COLUMNS)} <= set(kinds())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Qatar broke off diplomatic relations with Chad.", "relations_broken"),
        ("The two agreed to restore diplomatic ties.", "relations_restored"),
        ("France recalled its ambassador from Italy.", "ambassador_recalled"),
        ("Canada expelled an Indian diplomat.", "expulsion"),
        ("A truce was agreed.", "ceasefire"),
    ],
)
def test_kinds_proposed(text, kind):
    assert kinds_of(text)[0] == kind


def test_candidates_are_of_the_pair_and_by_the_first_named():
    lines = [
        Line(date(2020, 1, 1), "France recalled its ambassador from Italy.", ""),
        Line(date(2020, 1, 2), "Its ambassador was recalled by France.", "France–Italy relations"),
        Line(date(2020, 1, 3), "It rained in Italy.", ""),
    ]
    found = list(candidates(lines, frozenset(("ITA", "FRA"))))
    assert [(c.day.day, c.a, c.b) for c in found] == [(1, "FRA", "ITA"), (2, "FRA", "ITA")]
