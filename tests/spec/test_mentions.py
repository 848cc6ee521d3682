"""Which states a sentence names, and which kinds of act its words propose."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.chronicle.kinds import kinds
from comity.chronicle.lookup import read_rows
from comity.chronicle.propose import COLUMNS, Line, candidates, kinds_of
from comity.terms.country import states
from comity.terms.lookup import read_lookup
from comity.terms.mentions import _bearers, mentions, opens_with_a_state


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
        ("Fighters of the Islamic State of Iraq and the Levant held a town in Syria.", ["SYR"]),
        ("A train left the rails near Santiago de Compostela in Spain.", ["ESP"]),
        ("Peru sent an envoy to Santiago.", ["PER", "CHL"]),
        ("Protesters met in Santiago, Chile.", ["CHL", "CHL"]),
        ("Talks on the Minsk Protocol were held in Minsk.", ["BLR"]),
        ("A prince of Orange-Nassau died.", []),
        ("Fires burned in Victoria, Australia.", ["AUS"]),
        ("The governor of New Jersey spoke.", []),
        ("A judge in Atlanta, Georgia, ruled.", []),
        ("Georgia broke with Russia.", ["GEO", "RUS"]),
        ("Turkey warned France over a bill on the Armenian Genocide.", ["TUR", "FRA"]),
        ("The Iraq War divided Spain.", ["ESP"]),
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
    assert {row["kind"] for row in read_rows("proposals", COLUMNS)} <= set(kinds()) | {"-"}
    assert all(row["reason"] for row in read_rows("proposals", COLUMNS))


def test_words_that_look_like_a_state_s_have_a_reason():
    for name in ("no_mentions", "homonyms"):
        rows = read_lookup(name)
        assert all(row["words"] and row["reason"] for row in rows)
    assert len({row["words"] for row in read_lookup("no_mentions")}) == len(read_lookup("no_mentions"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Qatar broke off diplomatic relations with Chad.", "relations_broken"),
        ("The two agreed to restore diplomatic ties.", "relations_restored"),
        ("France recalled its ambassador from Italy.", "ambassador_recalled"),
        ("Canada expelled an Indian diplomat.", "expulsion"),
        ("A truce was agreed.", "ceasefire"),
        ("A court approved the extradition of a former president.", "incident"),
        ("The government will build a fence along the border.", "border_closed"),
        ("The crossing briefly reopened.", "border_opened"),
        ("The map shows maritime territory that the neighbour claims.", "claim"),
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


def proposed(text, topic="", pair=("ITA", "FRA")):
    return [(c.a, c.b, c.kinds) for c in candidates([Line(date(2020, 1, 1), text, topic)], frozenset(pair))]


def test_the_press_named_at_the_end_is_no_party():
    assert proposed("Italy expelled a diplomat. (France 24) (AFP via Le Monde, France)") == []
    assert proposed("Italy expelled a diplomat of France. (RAI)") == [("ITA", "FRA", ("expulsion",))]


def test_what_a_third_state_does_is_no_act_between_the_two():
    text = "Spain expelled diplomats after Italy and France had done so."
    assert proposed(text) == []
    assert proposed(text, "France–Italy relations") != []


def test_sport_weather_and_illness_are_passed_over():
    assert proposed("Italy beats France in the final of the World Cup.") == []
    assert proposed("Italy expelled a diplomat of France before the World Cup.") != []


def test_a_heading_about_the_two_is_enough():
    assert proposed("Italy calls the words of France shameful.") == []
    assert proposed("Italy calls the words of France shameful.", "France–Italy relations") == [
        ("ITA", "FRA", ("incident",))
    ]


WORDS = sorted(_bearers())


@given(
    st.sampled_from(WORDS),
    st.sampled_from(["", " de Compostela", "-Nassau", " and Atlanta", "n", " said", ", Georgia"]),
)
def test_what_opens_with_a_state_is_what_a_mention_at_the_beginning_says(name, rest):
    text = f"{name}{rest}"
    assert opens_with_a_state(text) == any(m.start == 0 for m in mentions(text))


@pytest.mark.parametrize("text", ["", "nuclear energy", "South", "South Sudanese oil", "Islamic State of Iraq", "A"])
def test_it_agrees_on_what_is_no_state(text):
    assert opens_with_a_state(text) == any(m.start == 0 for m in mentions(text))
