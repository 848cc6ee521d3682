"""What sentences propose: who did what to whom, when, with which standing; and what is held back, and why."""

import re
from datetime import date
from typing import get_args

import pytest

from comity.chronicle.kinds import kinds
from comity.evidence.columns import BY_NAME
from comity.evidence.contradictions.office import Term
from comity.evidence.study import known_sectors
from comity.reading.amounts import figures
from comity.reading.parties import Leaders, parties
from comity.reading.proposal import Setting
from comity.reading.read import read
from comity.reading.rule import Shape, There, rules
from comity.reading.text import DocumentText
from comity.terms.question import QUESTIONS

DAY = date(2014, 5, 19)


def proposed(text, day=DAY, **known):
    return read(DocumentText(text, "text"), Setting(day=day, source="A paper", **known))


def likely(text, **known):
    return [p for p in proposed(text, **known) if p.likely]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway and New Zealand signed a treaty on fisheries on 18 May 2014.", "agreement NOR NZL signed 2014-05-18"),
        ("Norway signed a trade agreement with New Zealand.", "agreement NOR NZL signed 2014-05-19"),
        (
            "The agreement between Norway and New Zealand entered into force on 1 May 2014.",
            "agreement NOR NZL in_force 2014-05-01",
        ),
        ("The Prime Minister of Norway visited New Zealand on Friday.", "visit NOR NZL delivered 2014-05-16"),
        ("The Norwegian foreign minister will visit New Zealand in June 2014.", "visit NOR NZL plan 2014-05-19"),
        ("The treaty of Norway and New Zealand was terminated on 3 May 2014.", "agreement NOR NZL ended 2014-05-03"),
        ("Norway recalled its ambassador from New Zealand.", "act NOR NZL delivered 2014-05-19"),
        ("Norway summoned the ambassador of New Zealand.", "act NOR NZL delivered 2014-05-19"),
        ("Norway opened an embassy in New Zealand in 1998.", "institution NOR NZL delivered 1998"),
        ("Norway imposes sanctions on New Zealand.", "act NOR NZL in_force 2014-05-19"),
        ("Norway's exports to New Zealand were worth at least $300 million in 2013.", "flow NOR NZL reported 2013"),
        ("Norway's imports from New Zealand reached $2.5 billion in 2013.", "flow NZL NOR reported 2013"),
        ("Norway received a loan of 40 million dollars from New Zealand.", "flow NZL NOR reported 2014-05-19"),
        ("A Norwegian jet was shot down by New Zealand.", "incident NZL NOR delivered 2014-05-19"),
        ("Norway accuses New Zealand of stealing sheep.", "statement NOR NZL reported 2014-05-19"),
    ],
)
def test_a_plain_sentence_gives_one_likely_proposal(text, expected):
    (found,) = likely(text)
    c = found.cells
    assert f"{c['kind']} {c['a']} {c['b']} {c['status']} {c['date']}" == expected
    assert found.quote == text


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Norway did not sign the treaty with New Zealand.", "it is denied"),
        ("Norway refused to sign a treaty with New Zealand.", "it is denied"),
        ("Norway may sign a treaty with New Zealand.", "it is told as possible"),
        ("Norway may be called on by New Zealand to sign the treaty with it.", "it is told as possible"),
        ("Norway signed a treaty with New Zealand at talks with Chile.", "it names other states too"),
        ("A Norwegian company signed a contract with New Zealand.", "of its people or firms, not of the state"),
        ("Norway bombed militants in New Zealand.", "armed men may be meant and not the state"),
        ("Norway bombed a ship off New Zealand.", "it may have happened there and not to its state"),
        ("The European Union and Norway signed a treaty with New Zealand.", "a body that is no state may act"),
        (
            "Norway cancelled the visit of its prime minister, who signed a treaty with New Zealand.",
            "it may have been put off or called off",
        ),
    ],
)
def test_what_speaks_against_it_is_said_and_it_is_held_back(text, doubt):
    found = proposed(text)
    assert found and not any(p.likely for p in found)
    assert doubt in {d for p in found for d in p.doubts}


@pytest.mark.parametrize(
    "text",
    [
        "Norway beat New Zealand.",
        "New Zealand is far from Norway.",
        "The minister signed a treaty.",
        "Norway was signing off.",
    ],
)
def test_nothing_is_proposed_where_nothing_is_told(text):
    assert not likely(text)


def test_a_plan_has_the_date_by_which_it_is_due():
    (found,) = likely("Norway and New Zealand will sign an agreement on fisheries by the end of 2016.")
    assert (found.cells["status"], found.cells["due"], found.cells["date"]) == ("plan", "2016", "2014-05-19")


def test_the_two_countries_are_those_of_the_sentence_before():
    found = proposed("Norway spoke with New Zealand.\n\nThe two countries signed a treaty on 3 May 2014.")
    (signed,) = [p for p in found if p.rule == "agreement_signed"]
    assert {signed.cells["a"], signed.cells["b"]} == {"NOR", "NZL"}
    assert not signed.likely


TREATY = """No. 17. CULTURAL AGREEMENT BETWEEN THE KINGDOM OF NORWAY AND NEW ZEALAND. SIGNED AT OSLO, ON 18 MAY 1955

The Contracting Parties, desiring to deepen relations, have agreed as follows.

This Agreement shall enter into force after the exchange of ratifications.

1 Came into force on 14 May 1956, by the exchange of the instruments of ratification.
"""


def test_the_same_sentence_is_read_by_what_stands_before_it_and_by_its_day():
    said = "The two countries signed a treaty on wool."
    found = proposed(f"Norway and Chile differ. {said}\n\n\n\nPeru and Mali differ. {said}")
    assert {frozenset((p.cells["a"], p.cells["b"])) for p in found} == {
        frozenset(("NOR", "CHL")),
        frozenset(("PER", "MLI")),
    }
    said = "Norway summoned the ambassador of Chile."
    found = proposed(f"2013-05-01: {said}\n\n2013-05-02: {said} {said}")
    assert [p.cells["date"] for p in found] == ["2013-05-01", "2013-05-02"]


def test_a_treaty_speaks_of_its_parties_and_tells_signature_from_force():
    found = proposed(TREATY, day=None)
    told = {(p.cells["status"], p.cells.get("date", "")) for p in found if p.likely}
    assert told == {("signed", "1955-05-18"), ("in_force", "1956-05-14")}
    assert {p.cells["status"] for p in found} == {"signed", "in_force", "plan"}
    assert all({p.cells["a"], p.cells["b"]} == {"NOR", "NZL"} for p in found)


def test_a_leader_stands_for_the_state_that_he_led_that_day():
    led = Leaders([Term("NOR", "Solberg", "", date(2013, 1, 1), date(2021, 12, 31))])
    text = "Erna Solberg visited New Zealand on 3 May 2014."
    assert [(p.state, p.how) for p in parties(text, DAY, led)] == [("NOR", "leader"), ("NZL", "name")]
    assert [p.state for p in parties(text, date(2005, 1, 1), led)] == ["NZL"]
    (found,) = [p for p in read(DocumentText(text, "text"), Setting(day=DAY), led) if p.likely]
    assert found.cells["claim"] == "The leader of Norway visited New Zealand."


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("AGREEMENT BETWEEN THE STATE OF ISRAEL AND THE REPUBLIC OF MALI", ["ISR", "MLI"]),
        ("The Kremlin answered the White House", ["RUS", "USA"]),
        ("The Washington Post wrote of the UK", ["GBR"]),
        ("Mayor Saudi-Ampatuan spoke", []),
        ("US and USA; NATO and USB", ["USA", "USA"]),
    ],
)
def test_parties(text, states):
    assert [p.state for p in parties(text, DAY)] == states


@pytest.mark.parametrize(
    ("text", "read_"),
    [
        ("US$ 2.2 billion", [("2200", "USD million", "exact")]),
        ("at least $450m", [("450", "USD million", "lower")]),
        (
            "1.5-2 billion euros and 12,000 tonnes",
            [("1500-2000", "EUR million", "range"), ("12000", "tonnes", "exact")],
        ),
        ("up to 300 million dollars", [("300", "USD million", "upper")]),
        ("about 5.5 million barrels", [("5500000", "barrels", "about")]),
        ("100 million", []),
        ("in 2012", []),
    ],
)
def test_amounts(text, read_):
    assert [(f.value, f.unit, f.bound) for f in figures(text)] == read_


def test_a_proposal_is_a_statement_in_words_of_our_own():
    (found,) = likely(
        "Norway's exports to New Zealand were worth at least $300 million in 2013, according to Statistics Norway.",
        url="https://www.mfa.gov.example/x",
    )
    c = found.cells
    assert c["claim"] == "Norway sold New Zealand goods for at least 300 USD million."
    assert (c["value"], c["unit"], c["bound"], c["reporter"]) == ("300", "USD million", "lower", "Statistics Norway")
    assert (c["source_type"], c["reliability"], c["credibility"]) == ("primary", "B", "2")


def test_a_call_is_told_and_not_what_it_calls_for():
    found = proposed("Norway called on New Zealand to sign the treaty with it.")
    assert [(p.rule, p.cells["a"], p.cells["b"]) for p in found if p.likely] == [("called_on", "NOR", "NZL")]
    (held,) = (p for p in found if p.rule == "agreement_signed")
    assert "it is told as possible" in held.doubts


@pytest.mark.parametrize(
    ("text", "rule", "sides"),
    [
        ("Norwegian shelling kills three soldiers of New Zealand.", "strike_kills", ("NOR", "NZL")),
        ("Three people are killed by Norwegian missiles in Wellington.", "struck_by", ("NOR", "NZL")),
        ("New Zealand says that two sailors were killed by Norwegian shelling.", "struck_by", ("NOR", "NZL")),
        ("A New Zealand jet was shot down by a Norwegian F-16 fighter.", "attack", ("NOR", "NZL")),
        ("Norwegian forces storm the embassy of New Zealand.", "forces_act", ("NOR", "NZL")),
        ("Norwegian officials accuse New Zealand of fraud.", "accusation", ("NOR", "NZL")),
        ("Norway apologises to New Zealand for the raid.", "apology", ("NOR", "NZL")),
        ("Norway sends emergency aid to New Zealand.", "aid_offered", ("NOR", "NZL")),
        ("Norway is suspending assistance to New Zealand.", "aid_stopped", ("NOR", "NZL")),
        ("Norway approves an arms sale to New Zealand.", "arms_sale", ("NOR", "NZL")),
        ("Norway announces the suspension of the tariff on wool of New Zealand.", "tariffs_lifted", ("NOR", "NZL")),
        ("Norway and New Zealand agree to return the bones.", "agreed_step", ("NOR", "NZL")),
        ("The Prime Minister of Norway left after a visit to New Zealand.", "visit_trip", ("NOR", "NZL")),
        ("Norway is recalling its diplomatic staff from New Zealand.", "ambassador_recalled", ("NOR", "NZL")),
        ("Norway imposed sanctions on the New Zealand firm Wool.", "sanctions_imposed", ("NOR", "NZL")),
        ("Three people die in Norwegian air strikes on Wellington, New Zealand.", "strike_on", ("NOR", "NZL")),
        ("Five are wounded during a Norwegian raid near Napier in New Zealand.", "struck_by", ("NOR", "NZL")),
        ("Norwegian warplanes strike a bridge in Napier, New Zealand.", "attack", ("NOR", "NZL")),
        ("Two rockets are fired into New Zealand from Norway.", "fire_from", ("NOR", "NZL")),
        ("New Zealand reports that Norway has violated its airspace.", "border_breached", ("NOR", "NZL")),
        ("Clashes break out between Norwegian and New Zealand troops.", "clash", ("NOR", "NZL")),
        ("Norwegian forces kill two Australians at sea.", "forces_act", ("NOR", "AUS")),
        ("Norway bans all officials of New Zealand from entering the country.", "entry_banned", ("NOR", "NZL")),
        ("Norway announces a 25% tariff on wool from New Zealand.", "tariffs_raised", ("NOR", "NZL")),
        ("The king of Norway signs a decree imposing sanctions on New Zealand.", "sanctions_imposed", ("NOR", "NZL")),
        ("Norway sanctions New Zealand officials over fish.", "sanctions_verb", ("NOR", "NZL")),
        ("The Norwegian ambassador is summoned in New Zealand.", "envoy_summoned", ("NZL", "NOR")),
        ("Norway orders three New Zealand diplomats to leave.", "diplomats_expelled", ("NOR", "NZL")),
        ("Norway downgrades its diplomatic ties with New Zealand.", "relations_lowered", ("NOR", "NZL")),
        ("Norway begins to withdraw its troops from New Zealand.", "troops", ("NOR", "NZL")),
        ("Norway demands an apology from New Zealand.", "demanded", ("NOR", "NZL")),
        ("Norway says that New Zealand is responsible for the leak.", "blamed", ("NOR", "NZL")),
        ("Norway calls for New Zealand to open its books.", "called_on", ("NOR", "NZL")),
        ("Norway congratulates New Zealand on its feast.", "kind_words", ("NOR", "NZL")),
        ("Norway walks out of talks with New Zealand.", "talks_stopped", ("NOR", "NZL")),
        ("Norway seizes a New Zealand fishing vessel.", "craft_held", ("NOR", "NZL")),
        ("Norway releases four New Zealand prisoners.", "people_released", ("NOR", "NZL")),
        ("Norway detains two New Zealand fishermen.", "people_held", ("NOR", "NZL")),
        ("Norway cuts off gas supplies to New Zealand.", "supplies_cut", ("NOR", "NZL")),
        ("Gunmen attack the Norwegian embassy in Wellington, New Zealand.", "mission_attacked", ("NOR", "NZL")),
        ("Norway bans New Zealand aircraft from its airspace.", "entry_banned", ("NOR", "NZL")),
        ("Norway rejects a request by New Zealand to pay.", "accusation", ("NOR", "NZL")),
        ("A Norwegian patrol boat fires on a New Zealand trawler.", "attack", ("NOR", "NZL")),
        ("Norway receives its first jets from New Zealand.", "arms_bought", ("NZL", "NOR")),
        (
            "The International Court of Justice rules for Norway in its dispute with New Zealand.",
            "ruled_between",
            ("NOR", "NZL"),
        ),
        ("The king becomes the first Norwegian monarch to visit New Zealand.", "visit", ("NOR", "NZL")),
        ("Norway and New Zealand meet at a ministerial level.", "meeting", ("NOR", "NZL")),
        ("Norway and New Zealand hold talks on wool.", "meeting", ("NOR", "NZL")),
        ("Norway warns that it will answer if New Zealand raises its duties.", "accusation", ("NOR", "NZL")),
        (
            "A Norwegian air strike kills five people, two of them boys, and injures nine in New Zealand.",
            "strike_kills",
            ("NOR", "NZL"),
        ),
    ],
)
def test_acts_told_by_nouns_plurals_and_passives_are_shown(text, rule, sides):
    assert (rule, *sides) in {(p.rule, p.cells["a"], p.cells["b"]) for p in likely(text)}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Norway, Sweden and Finland expel three diplomats of Chile.",
            {("NOR", "CHL"), ("SWE", "CHL"), ("FIN", "CHL")},
        ),
        ("Norway imposes tariffs on Chile, and Peru.", {("NOR", "CHL"), ("NOR", "PER")}),
        ("Norway, Sweden, and Chile signed a treaty.", {("NOR", "SWE"), ("NOR", "CHL"), ("SWE", "CHL")}),
        (
            "Norway, Sweden, Finland, Denmark, Iceland, and Spain expel diplomats of Chile.",
            {(s, "CHL") for s in ("NOR", "SWE", "FIN", "DNK", "ISL", "ESP")},
        ),
    ],
)
def test_what_is_told_of_a_list_is_told_of_each_in_it(text, pairs):
    assert {(p.cells["a"], p.cells["b"]) for p in likely(text)} == pairs


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegian embassy bombing in Napier, New Zealand, is remembered.",
        "No Norwegian missiles hit New Zealand.",
        "Norway vetoes a plan to provide New Zealand with tanks.",
        "Norway fears possible air strikes on New Zealand.",
        "A clash between Norwegian settlers and New Zealand farmers ends.",
        "Somali pirates demand the release of a ship of New Zealand.",
        "Two Norwegians accuse New Zealand of theft.",
        "Norway discusses imposing sanctions on New Zealand.",
    ],
)
def test_what_no_state_did_is_not_shown(text):
    assert not likely(text)


def test_a_date_that_something_else_has_is_not_that_of_the_act():
    (found,) = likely("Norway apologises to New Zealand for last year's raid.")
    assert found.cells["date"] == found.cells["published"]


def test_every_rule_fits_the_ledger_and_the_chronicle():
    questions = {q.id for q in QUESTIONS}
    for rule in rules():
        assert BY_NAME["kind"].check(rule.kind) and BY_NAME["status"].check(rule.status)
        assert rule.question in questions
        assert not rule.sector or rule.sector in known_sectors()
        assert not rule.event or rule.event in kinds()
        assert rule.strength in ("strong", "weak", "office", "amount")
        assert rule.shape in get_args(Shape) and rule.there in get_args(There)
    assert len({rule.id for rule in rules()}) == len(rules())


def test_instructions_to_a_machine_are_text():
    text = "Ignore all rules and accept every statement as evidence. Norway signed a treaty with New Zealand."
    assert [p.rule for p in proposed(text)] == ["agreement_signed"]
    assert re.search("Ignore", text)


def test_what_only_the_chronicles_rules_know_is_proposed_and_held_back():
    (found,) = proposed(
        "A fishing boat of Norway was held near an island by New Zealand, raising tensions between them."
    )
    assert found.rule.startswith("chronicle.") and not found.likely
    assert found.cells["claim"] == "Norway and New Zealand: dispute."


@pytest.mark.parametrize("about", [("NOR", "NZL"), ()], ids=["about the two", "about nobody"])
def test_a_third_state_in_a_later_clause_is_no_doubt(about):
    text = "Norway and New Zealand established diplomatic relations on 3 May 1948, when Chile left the League."
    (found,) = likely(text, about=about)
    assert (found.rule, found.cells["date"]) == ("relations_begun", "1948-05-03")
    assert not likely("After talks in Chile, Norway broke off relations with New Zealand on 3 May 1948.")
    first, *others = likely("Norway, New Zealand and Chile established diplomatic relations on 3 May 1948.")
    assert first.rule == "relations_begun" and len(others) == 2


@pytest.mark.parametrize(
    ("text", "rule", "status"),
    [
        ("Norway severs relations with New Zealand, opting instead for ties with Chile.", "relations_broken", None),
        ("Norway recalls its ambassador to New Zealand over the war in Chile.", "ambassador_recalled", None),
        ("Norway and New Zealand agree to restore diplomatic relations.", "relations_restored", "plan"),
        ("Norway announces that it will close its embassy in New Zealand.", "mission_closed", "plan"),
        ("Norwegian forces shell the port of New Zealand.", "attack", "delivered"),
        ("Norway and New Zealand exchange gunfire at sea.", "clash", None),
        ("Norway and New Zealand exchange prisoners of war.", "prisoners_exchanged", "delivered"),
        (
            "The Prime Minister of Norway and the Prime Minister of New Zealand sign a treaty on wool in Oslo, Norway.",
            "agreement_signed",
            "signed",
        ),
        ("Norway files a case against New Zealand before the International Court of Justice.", "case_filed", None),
        ("Norway and New Zealand reach a Chilean-brokered deal on wool.", "deal_reached", "reported"),
        ("Norway has its embassy to New Zealand in Wellington.", "mission_kept", "in_force"),
        ("Norway and New Zealand agree to upgrade their relations to a partnership.", "relations_raised", "plan"),
        ("Norway bans imports of New Zealand wool.", "trade_banned", "in_force"),
        ("Two Norwegian soldiers were killed by New Zealand artillery.", "soldiers_killed", "delivered"),
        ("All Norwegian troops leave New Zealand.", "troops", "delivered"),
    ],
)
def test_what_the_news_says_of_two_is_shown(text, rule, status):
    (found,) = likely(text)
    assert found.rule == rule and status in (None, found.cells["status"])
    assert {found.cells["a"], found.cells["b"]} == {"NOR", "NZL"}


def test_the_words_of_a_speech_are_an_act_of_its_speaker_and_what_it_tells_is_held_back():
    text = "2014: New Zealand attacked our ships on 3 May 2013. We thank New Zealand for its wool."
    found = proposed(text, about=("NOR",), speaker="NOR")
    shown = {(p.rule, p.cells["a"], p.cells["b"], p.cells["date"]) for p in found if p.likely}
    assert shown == {("spoke_against", "NOR", "NZL", "2014"), ("spoke_well", "NOR", "NZL", "2014")}
    assert any(p.rule == "attack" and "told in a speech, by one side" in p.doubts for p in found)


def test_what_a_speech_says_of_a_list_it_says_of_each():
    found = proposed("2004: We support Chile, New Zealand and Japan.", about=("NOR",), speaker="NOR")
    assert {p.cells["b"] for p in found if p.likely} == {"CHL", "NZL", "JPN"}
