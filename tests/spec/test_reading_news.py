"""What the news says in many ways: acts told by nouns, of people, in a second verb or beside what else happened."""

from datetime import date

import pytest

from comity.reading.proposal import Setting
from comity.reading.read import read
from comity.reading.text import DocumentText

DAY = date(2014, 5, 19)


def proposed(text):
    return read(DocumentText(text, "text"), Setting(day=DAY, source="A paper"))


def shown(text):
    return {(p.cells["kind"], p.cells["a"], p.cells["b"], p.cells["status"]) for p in proposed(text) if p.likely}


ACT, INCIDENT, STATEMENT = ("act", "NOR", "NZL"), ("incident", "NOR", "NZL"), ("statement", "NOR", "NZL")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway offers emergency aid to New Zealand after floods.", {(*ACT, "reported")}),
        ("Norway accuses New Zealand of torture and murder.", {(*STATEMENT, "reported")}),
        ("A Norwegian drone strike on an oil depot in New Zealand starts wildfires.", {(*INCIDENT, "delivered")}),
    ],
)
def test_what_an_act_is_about_is_no_doubt_of_it(text, told):
    assert shown(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "A storm strikes Norway and New Zealand.",
        "A Norwegian prosecutor accuses a New Zealand man of murder.",
        "Norway accuses Olaf Smith of New Zealand of murder.",
    ],
)
def test_nature_and_courts_act_for_no_state(text):
    assert not shown(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("NATO looks at the clashes between Norway and New Zealand.", {("incident", "NOR", "NZL", "delivered")}),
        ("The United Nations says that Norway bombed New Zealand.", {(*INCIDENT, "delivered")}),
        ("As the European Union looks on, Norway imposes sanctions on New Zealand.", {(*ACT, "in_force")}),
    ],
)
def test_a_body_of_many_states_that_stands_apart_is_no_doubt(text, told):
    assert shown(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "The European Union and Norway signed a treaty with New Zealand.",
        "A NATO ship of Norway bombed New Zealand.",
        "Norway accuses Hezbollah of the bombing in New Zealand.",
    ],
)
def test_a_body_that_acts_or_is_acted_on_is_a_doubt(text):
    assert not shown(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Fish are stolen, prompting the government of Norway to summon the ambassador of New Zealand.",
            {(*ACT, "delivered")},
        ),
        (
            "In response to joint exercises by Norway and New Zealand, prices rise.",
            {("act", "NOR", "NZL", "delivered")},
        ),
        ("Solomon Islands recognize Kosovo.", {("act", "SLB", "XKX", "delivered")}),
        ("The Federated States of Micronesia recognize Kosovo.", {("act", "FSM", "XKX", "delivered")}),
        ("Sweden and Norway condemn New Zealand.", {(*STATEMENT, "reported"), ("statement", "SWE", "NZL", "reported")}),
    ],
)
def test_verbs_of_many_and_what_is_no_aim(text, told):
    assert shown(text) == told


@pytest.mark.parametrize(
    "text", ["Norway wants to recognise Kosovo.", "Norway asks Sweden to condemn New Zealand.", "Norway to bomb Chile."]
)
def test_what_is_an_aim_is_not_told_as_done(text):
    assert not {t for t in shown(text) if t[3] != "plan" and (t[0] != "statement" or t[2] == "NZL")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A Norwegian attack on a base in New Zealand injures ten soldiers.", {(*INCIDENT, "delivered")}),
        ("A Norwegian tank hits a New Zealand post.", {(*INCIDENT, "delivered")}),
        ("Three people are killed in a Norwegian strike in a town of New Zealand.", {(*INCIDENT, "delivered")}),
        ("Two New Zealand soldiers are killed amid Norwegian attacks.", {(*INCIDENT, "delivered")}),
        ("Norway and New Zealand trade gunfire over the border.", {("incident", "NOR", "NZL", "delivered")}),
        ("Two New Zealand trawlers are taken into custody by the Norwegian Coast Guard.", {(*INCIDENT, "delivered")}),
        ("Norwegian artillery targets 15 areas in New Zealand.", {(*INCIDENT, "delivered")}),
        ("Four people are hurt by airstrikes launched by Norway in Otago, New Zealand.", {(*INCIDENT, "delivered")}),
        ("Norway fires artillery towards New Zealand territory.", {(*INCIDENT, "delivered")}),
        ("A stray Norwegian drone strikes a power station in Otago, New Zealand.", {(*INCIDENT, "delivered")}),
        ("Norwegian artillery shelling kills a New Zealand soldier.", {(*INCIDENT, "delivered")}),
        ("Norwegian airstrikes have hit Wellington, New Zealand.", {(*INCIDENT, "delivered")}),
        ("Norwegian shellfire kills two soldiers in New Zealand.", {(*INCIDENT, "delivered")}),
        ("The Norwegian-led coalition launches airstrikes on New Zealand.", {(*INCIDENT, "delivered")}),
        ("A Norwegian missile lands in New Zealand's exclusive economic zone.", {(*INCIDENT, "delivered")}),
        ("About 3,000 protesters storm the Norwegian embassy in New Zealand.", {(*INCIDENT, "delivered")}),
    ],
)
def test_force_told_by_what_it_is_done_with(text, told):
    assert shown(text) == told


def test_a_mission_that_is_beset_stands_where_a_place_says_so_not_where_those_come_from_who_beset_it():
    assert shown("Chilean protesters storm the Norwegian embassy in New Zealand.") <= {(*INCIDENT, "delivered")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway sentences a New Zealand journalist to six years in prison for spying.", {(*ACT, "delivered")}),
        ("The Norwegian military advances into northern New Zealand.", {(*ACT, "delivered")}),
        ("Norway announces that all troops will be withdrawn from New Zealand.", {(*ACT, "plan")}),
        ("Norway suspends flights from New Zealand amid an outbreak of COVID-19.", {(*ACT, "in_force")}),
        ("Norway opens its airspace to New Zealand airlines.", {(*ACT, "delivered")}),
        ("Norway will halt the importation of wool from New Zealand.", {(*ACT, "plan")}),
        ("Norway asks that the New Zealand government show restraint.", {(*STATEMENT, "reported")}),
        ("Norway urges New Zealand to halt the trial of a smuggler.", {(*STATEMENT, "reported")}),
        (
            "Norway names Ola Hansen as its first ambassador to New Zealand.",
            {("institution", "NOR", "NZL", "delivered")},
        ),
        ("The king of Norway orders his minister to send 7,000 troops to New Zealand.", {(*ACT, "delivered")}),
        ("Norway deports a New Zealand journalist.", {(*ACT, "delivered")}),
        (
            "Norway calls on the New Zealand government to explain why a raid had been carried out.",
            {(*STATEMENT, "reported")},
        ),
        ("Norway deports eight Ecuadorians.", {("act", "NOR", "ECU", "delivered")}),
        ("The Norwegian government sanctions former New Zealand senator Ann Smith.", {(*ACT, "in_force")}),
        ("Norway temporarily closes its high commission in New Zealand.", {("institution", "NOR", "NZL", "ended")}),
        ("The president of Norway cancels a meeting with the president of New Zealand.", {(*ACT, "ended")}),
        ("Norway has postponed the planned visit of its king to New Zealand.", {(*ACT, "ended")}),
        ("Norway orders the indefinite suspension of weapon shipments to New Zealand.", {(*ACT, "ended")}),
        ("Norwegian police units arrive in New Zealand to keep order.", {(*ACT, "delivered")}),
        ("More than 1,000 Norwegian troops are operating in New Zealand.", {(*ACT, "delivered")}),
        ("Norway announces the delivery of 50 tanks to New Zealand.", {("flow", "NOR", "NZL", "reported")}),
    ],
)
def test_steps_of_one_towards_the_other(text, told):
    assert shown(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway and New Zealand will hold strategic talks this week.", {("contact", "NOR", "NZL", "plan")}),
        ("Norway and New Zealand conduct a third round of talks in Oslo.", {("contact", "NOR", "NZL", "delivered")}),
        (
            "Prime Minister Hansen of Norway and Prime Minister Smith of New Zealand discuss fish over the telephone.",
            {("contact", "NOR", "NZL", "delivered")},
        ),
        (
            "At a forum in Chile, the Norwegian minister of defence meets with the New Zealand minister of defence.",
            {("contact", "NOR", "NZL", "delivered")},
        ),
        ("Norway and New Zealand issue a joint statement on fish.", {("statement", "NOR", "NZL", "reported")}),
    ],
)
def test_what_two_do_together(text, told):
    assert shown(text) == told


def test_a_second_verb_has_the_doer_of_the_first():
    said = (
        "Norway imposes a levy of a quarter on goods of many kinds and on ships and boats from everywhere, and accuses "
        "New Zealand of theft."
    )
    assert (*STATEMENT, "reported") in shown(said)


def test_the_governments_and_forces_of_a_state_are_accused_as_it_is():
    for accused in ("the Government of New Zealand", "the Armed Forces of New Zealand"):
        assert shown(f"Norway accuses {accused} of making threats.") == {(*STATEMENT, "reported")}


def test_the_day_on_which_something_takes_effect_is_not_that_on_which_it_was_done():
    (found,) = [
        p
        for p in proposed("Norway imposes a tariff on goods from New Zealand, set to come into effect on 6 July 2014.")
        if p.likely
    ]
    assert (found.rule, found.cells["date"]) == ("tariffs_raised", "2014-05-19")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "The European Union imposes sanctions on Sweden, Norway, and Chile, and expresses support for New Zealand.",
            ("statement", "NOR", "NZL"),
        ),
        ("Imprisoned former Norwegian president Ola Hansen is ill in New Zealand.", ("act", "NOR", "NZL")),
        ("Norway recognizes the National Coalition of New Zealand as the voice of its people.", ("act", "NOR", "NZL")),
        (
            "Ten people have been injured in Norway since New Zealand air strikes began, and many have fled.",
            ("incident", "NOR", "NZL"),
        ),
        (
            "A Norwegian court releases evidence that Swedish and New Zealand ministers were paid.",
            ("act", "NOR", "NZL"),
        ),
        ("The Norwegian Senate accuses a bank of hiding New Zealand money.", ("statement", "NOR", "NZL")),
        (
            "The offices of the Norwegian branch of a relief society are destroyed by a New Zealand air strike.",
            ("incident", "NZL", "NOR"),
        ),
        ("Forty are freed by a raid conducted by Norwegian and New Zealand forces.", ("incident", "NOR", "NZL")),
        ("Norwegian police seize the yacht of New Zealand oligarch Ola Smith.", ("incident", "NOR", "NZL")),
        ("Norwegian aircraft bomb New Zealand-made missiles.", ("incident", "NOR", "NZL")),
        ("New Zealand frees prisoners before a visit by the Norwegian president.", ("visit", "NOR", "NZL")),
        ("New Zealand frees prisoners ahead of a visit by the Norwegian president.", ("visit", "NOR", "NZL")),
        ("A captain is killed in Oslo, Norway, and islanders blame New Zealand.", ("statement", "NOR", "NZL")),
        (
            "Norway says New Zealand's decision to board and detain ships from Oslo was wrong.",
            ("incident", "NOR", "NZL"),
        ),
    ],
)
def test_what_looks_like_an_act_of_one_towards_another_and_is_none(text, wrong):
    assert wrong not in {t[:3] for t in shown(text)}


SPEECH = {"about": ("NOR",), "speaker": "NOR"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2014: We thank the people of New Zealand.", "spoke_well"),
        ("2014: We support Chile, New Zealand and Japan for a seat.", "spoke_well"),
        ("2014: New Zealand has illegally occupied our islands.", "spoke_against"),
        ("2014: Our fishers suffer under the aggression of New Zealand.", "spoke_against"),
    ],
)
def test_words_of_a_speech_that_are_meant_for_a_state(text, rule):
    found = read(DocumentText(text, "text"), Setting(source="Debate", **SPEECH))
    assert ("NZL", rule) in {(p.cells["b"], p.rule) for p in found if p.likely}


@pytest.mark.parametrize(
    "text",
    [
        "2014: We support every effort to end the conflict in New Zealand.",
        "2014: Hurricanes in Chile, New Zealand and Japan remind us of the threats of nature.",
        "2014: Years of terrorism have passed, and with New Zealand we share the pain.",
        "2014: New Zealand has killed our brothers.",
        "2014: We remember the terrorist attack on New Zealand.",
        "2014: We will welcome the commission, and we hope that New Zealand will do the same.",
    ],
)
def test_words_of_a_speech_that_are_meant_for_something_else_are_held_back(text):
    found = read(DocumentText(text, "text"), Setting(source="Debate", **SPEECH))
    assert not [p for p in found if p.likely and p.cells["b"] == "NZL"]


def test_what_is_so_has_the_day_of_its_document_and_no_date_that_stands_beside_it():
    said = "New Zealand | 8 May 1925 | Norway has an embassy in New Zealand."
    (found,) = [p for p in read(DocumentText(said, "text"), Setting(source="x")) if p.rule == "mission_kept"]
    assert not found.likely and "date" not in found.cells
    (found,) = [p for p in read(DocumentText(said, "text"), Setting(day=DAY, source="x")) if p.rule == "mission_kept"]
    assert found.likely and found.cells["date"] == DAY.isoformat()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The king of Norway paid official visits to New Zealand in 1995 and 2000.", {"1995", "2000"}),
        ("The king of Norway visited New Zealand in 1995, 1999 and 2001.", {"1995", "1999", "2001"}),
        ("The king of Norway visited New Zealand in 1995 and left it poorer in 2000.", {"1995"}),
    ],
)
def test_an_act_of_several_dates_is_told_of_each(text, dates):
    found = read(DocumentText(text, "text"), Setting(source="x"))
    assert {p.cells.get("date") for p in found if p.likely and p.rule == "visit"} == dates


@pytest.mark.parametrize(
    "text",
    [
        "During a state visit by the Norwegian prime minister Ola Hansen, the New Zealand prime minister thanked him.",
        "New Zealand frees prisoners after a visit by the President of Norway.",
    ],
)
def test_who_visits_stands_behind_by(text):
    assert ("visit", "NOR", "NZL", "delivered") in {
        (p.cells["kind"], p.cells["a"], p.cells["b"], p.cells["status"]) for p in proposed(text) if p.rule == "visit_by"
    }
    assert ("visit", "NZL", "NOR") not in {t[:3] for t in shown(text)}
