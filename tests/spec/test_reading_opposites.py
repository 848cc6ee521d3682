"""What must not be told as its opposite, of another doer, as certain, under a later day, or in a wrong word."""

from datetime import date

import pytest

from comity.evidence.contradictions.office import Term
from comity.reading.parties import Leaders
from comity.reading.proposal import Setting
from comity.reading.read import read
from comity.reading.text import DocumentText

DAY = date(2014, 5, 19)
LED = Leaders([Term("NOR", "Ola Hansen", "Prime Minister", date(2010, 1, 1), date(2016, 1, 1))])


def proposed(text, leaders=None):
    return read(DocumentText(text, "text"), Setting(day=DAY, source="A paper"), leaders)


def shown(text, leaders=None):
    return {(p.rule, p.cells["a"], p.cells["b"], p.cells["status"]) for p in proposed(text, leaders) if p.likely}


def rules_shown(text, leaders=None):
    return {told[0] for told in shown(text, leaders)}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Norway lifts a ban on imports of wool from New Zealand.", "trade_banned"),
        ("Norway eases its ban on exports of wool to New Zealand.", "trade_banned"),
        ("Norway will scrap the ban on imports of wool from New Zealand.", "trade_banned"),
        ("Norway lifts a ban on people from New Zealand entering.", "entry_banned"),
        ("Norway rescinds the suspension of trade with New Zealand.", "supplies_cut"),
        ("Norway redirects more than $200 million in aid for New Zealand to other works.", "aid_given"),
        ("Norway withholds $20 million in aid for New Zealand.", "aid_given"),
        ("Norway rejects $5 million in aid from New Zealand.", "aid_given"),
        ("Norway cancels a $30 million loan to New Zealand.", "aid_given"),
        ("Norway refuses 20 tonnes of relief supplies sent as aid to New Zealand.", "aid_offered"),
        ("Norway revokes its recognition of the independence of New Zealand.", "independence_recognised"),
        ("Norway scraps a plan to sell missiles to New Zealand.", "arms"),
        ("Norway shuts down its loudspeakers across the border with New Zealand.", "border_shut"),
        ("Norway releases $50 million of sanctioned New Zealand assets.", "sanctions_imposed"),
        ("Norway suspends a humanitarian aid pact with New Zealand.", "aid_stopped"),
    ],
)
def test_a_measure_that_is_turned_back_is_not_told_as_taken(text, wrong):
    assert wrong not in rules_shown(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway lifts a ban on imports of wool from New Zealand.", ("tariffs_lifted", "NOR", "NZL", "ended")),
        ("Norway removes its embargo on New Zealand.", ("tariffs_lifted", "NOR", "NZL", "ended")),
        (
            "Norway redirects $200 million in aid for New Zealand to other works.",
            ("aid_stopped", "NOR", "NZL", "ended"),
        ),
        ("Norway withdraws its aid for New Zealand.", ("aid_stopped", "NOR", "NZL", "ended")),
        ("Norway bans imports of wool from New Zealand.", ("trade_banned", "NOR", "NZL", "in_force")),
        ("Norway gives $5.5 million in aid to New Zealand.", ("aid_given", "NOR", "NZL", "reported")),
        ("Norway suspends talks, accusing New Zealand of theft.", ("accusation", "NOR", "NZL", "reported")),
        ("Norway lifts its tariffs and condemns New Zealand.", ("accusation", "NOR", "NZL", "reported")),
        ("Norway closes its border crossings with New Zealand.", ("border_shut", "NOR", "NZL", "delivered")),
    ],
)
def test_what_is_turned_back_is_told_so_and_what_is_taken_stays(text, told):
    assert told in shown(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "The separatists in Otago, who were beaten by Norwegian government forces, ask New Zealand for arms.",
            "called_on",
        ),
        ("A Norwegian settler attacks a town in New Zealand.", "attack"),
        ("Ten people are killed in clashes between Norwegian civilians and Chilean forces.", "clash_between"),
        ("Norwegian voters reject the demands by New Zealand.", "accusation"),
        ("Norwegian lawyers accuse New Zealand of war crimes.", "accusation"),
        ("Norwegian insurgents attack New Zealand.", "attack"),
        ("A daughter of the Norwegian president visits New Zealand.", "visit"),
        ("Norwegian president Olaf Berg's daughter Astrid visits New Zealand.", "visit"),
        ("The Norwegian head of the Eurogroup cancels a meeting with New Zealand.", "meeting_cancelled"),
        ("Norwegian diplomat Jens Berg, the head of the IAEA, accuses New Zealand of theft.", "accusation"),
        ("German police, Norwegian security services and Interpol conduct raids in Hamburg, Germany.", "attack"),
        ("The opposition, in Norwegian-mediated talks, agrees to free men of New Zealand.", "agreed_to_do"),
        ("President Soto of Chile and his rival agree to talks under mediation by Norway.", "agreed_step"),
        ("The US state of Michigan and Norway announce a deal on a bridge.", "deal_reached"),
        ("Swedish and Norwegian forces clash with rebels.", "clash"),
        ("Sweden fires missiles in response to joint military exercises between Chile and Peru.", None),
        ("Norway agrees to accept two Chilean Muslim exiles from a camp.", "agreed_to_do"),
        ("Norway sends troops to join Swedish forces in Chile.", "troops"),
        ("Norway agrees to a $9 billion deal with New Zealand to purchase jets.", "agreed_to_do"),
        ("Norway calls for New Zealand to be reinstated into the group.", "called_on"),
        ("Norway calls for New Zealand's destruction.", "called_on"),
        ("Norway calls for New Zealand, which was once a member, to be let back into the group.", "called_on"),
        ("Former Norwegian prime minister, Olaf Berg, arrives in New Zealand.", "visit"),
        ("A rogue member of the Norwegian army opens fire on New Zealand soldiers.", "attack"),
        ("A leader of the Norwegian green movement criticises New Zealand.", "accusation"),
        ("The Norwegian oil and gas company Nordolje announces an agreement with New Zealand.", "deal_reached"),
        ("Norwegian First Lady Astrid Berg visits New Zealand.", "visit"),
        ("In the standoff between a militia and Norwegian and New Zealand forces, fears mount.", "clash_between"),
        (
            "Police arrest four men wanted for the 2013 Norwegian Embassy bombing in Wellington, New Zealand.",
            "strike_on",
        ),
        ("Norway Airlines suspends flights to New Zealand.", "entry_banned"),
        ("In response to joint exercises held by Chile and Peru, Norway fires two missiles.", None),
        ("Mediators praise peace talks between the Norwegian government and rebels in New Zealand.", "talks_between"),
        ("Norway has sent two Kingston-class ships with warships of the north.", "troops"),
    ],
)
def test_who_acts_is_another_than_the_state_that_stands_nearby(text, wrong):
    if wrong is None:
        assert not {told for told in shown(text) if told[0] == "exercise" and {"SWE", "NOR"} & set(told)}
    else:
        assert wrong not in rules_shown(text)


def test_a_bearer_of_a_leaders_family_name_with_another_first_name_is_not_the_leader():
    assert rules_shown("Astrid Hansen visited New Zealand.", LED) == set()
    assert "visit" in rules_shown("Prime Minister Ola Hansen visited New Zealand.", LED)
    assert "visit" in rules_shown("Prime Minister Hansen visited New Zealand.", LED)


def test_the_head_of_a_body_acts_for_it_and_not_for_the_state_that_he_leads():
    said = "Ola Hansen, the head of the Euro Group, cancels a meeting with the government of New Zealand."
    assert rules_shown(said, LED) == set()
    assert "meeting_cancelled" in rules_shown("Ola Hansen cancels a meeting with the government of New Zealand.", LED)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Norway will withdraw its troops from a Swedish-led special forces mission in Chile.",
            {("troops", "NOR", "CHL", "plan")},
        ),
        ("Norwegian and Swedish forces clash on the border.", {("clash", "NOR", "SWE", "delivered")}),
        (
            "Norway and New Zealand hold joint military exercises.",
            {("exercise", "NOR", "NZL", "delivered")},
        ),
        ("In Hamburg, Germany, Norwegian forces attack German ships.", {("attack", "NOR", "DEU", "delivered")}),
        ("Norway calls on New Zealand to be patient.", {("called_on", "NOR", "NZL", "reported")}),
        ("Norway calls for New Zealand to leave the island.", {("called_on", "NOR", "NZL", "reported")}),
        ("Norway accuses New Zealand of sheltering rebels.", {("accusation", "NOR", "NZL", "reported")}),
        ("Norway jails a New Zealand journalist for spying.", {("people_held", "NOR", "NZL", "delivered")}),
        ("Norway agrees to free two New Zealand soldiers.", {("agreed_to_do", "NOR", "NZL", "plan")}),
    ],
)
def test_who_acts_and_where_is_told_by_the_words_around(text, told):
    assert told <= shown(text)
    assert not {t for t in shown(text) if t[0] in {u[0] for u in told}} - told


@pytest.mark.parametrize(
    "text",
    [
        "The King of Norway is reported to have arrived in New Zealand, though this is denied by his office.",
        "The King of Norway is said to have visited New Zealand.",
        "Norwegian troops reportedly enter New Zealand.",
        "Media reports say that the King of Norway flew to New Zealand.",
        "Sources report that Norway has apologised to New Zealand.",
        "According to unnamed sources, Norway bombed New Zealand.",
        "Two people are hurt in alleged Norwegian airstrikes on Wellington, New Zealand.",
        "Norwegian jets bombed New Zealand, which the Norwegian government denies.",
        "Norway claims that the leaders of Norway and New Zealand have agreed on a ceasefire.",
    ],
)
def test_what_is_denied_or_hearsay_is_held_back_with_its_doubt(text):
    found = proposed(text)
    assert not [p for p in found if p.likely]
    assert found and any(
        d in ("it is denied", "it is hearsay", "it is told as possible") for p in found for d in p.doubts
    )


@pytest.mark.parametrize(
    "text",
    [
        "Norway accuses New Zealand of theft, which New Zealand denies.",
        "Norway bombs New Zealand, reportedly killing three people.",
        "Norway bombs New Zealand; officials say that a base was hit.",
    ],
)
def test_a_denial_of_a_charge_or_hearsay_of_what_came_of_it_is_no_doubt(text):
    assert {(p.cells["a"], p.cells["b"]) for p in proposed(text) if p.likely} == {("NOR", "NZL")}


@pytest.mark.parametrize(
    "text",
    [
        "An inquiry concludes that Norwegian agents carried out the 2008 attack in New Zealand.",
        "A court finds that Norway threatened New Zealand.",
        "Leaked cables show that Norway asked New Zealand to send ships.",
        "Norway, which has previously accused New Zealand of theft, is silent.",
        "Norway had earlier warned New Zealand of war.",
        "A convoy leaves three months after Norway bombed New Zealand.",
        "The two speak about last week's deadly attack on the Norwegian embassy in New Zealand.",
        "A panel is to investigate the attack on the Norwegian embassy in New Zealand.",
        "Police identify the perpetrator of a grenade attack on the Norwegian embassy in Wellington, New Zealand.",
    ],
)
def test_an_earlier_act_told_by_a_later_one_is_held_back(text):
    assert not [p for p in proposed(text) if p.likely and p.cells.get("date") == DAY.isoformat()]


@pytest.mark.parametrize(
    ("text", "rule", "when"),
    [
        (
            "A bomb attack on the Norwegian embassy in New Zealand which occurred yesterday killed two.",
            "mission_attacked",
            "2014-05-18",
        ),
        ("Following New Zealand airstrikes in Oslo on 9 May 2014, Norway attacks New Zealand.", "attack", "2014-05-19"),
        ("Norway attacks New Zealand on 9 May 2014.", "attack", "2014-05-09"),
        ("The Norwegian president mourns a battle in 1991 on a visit to New Zealand.", "visit", "2014-05-19"),
        ("In 1991 the Norwegian president visited New Zealand.", "visit", "1991"),
        ("Envoys left in 2008 after Norway imposed sanctions on New Zealand.", "sanctions_imposed", "2008"),
        ("The Norwegian president visited New Zealand in 1991.", "visit", "1991"),
        ("Norwegian drones struck New Zealand last night.", "attack", "2014-05-18"),
        ("Norway frees two New Zealand fishermen seized last month.", "people_released", "2014-05-19"),
        ("On 9 May 2014, Norway attacks New Zealand.", "attack", "2014-05-09"),
        (
            "The Norwegian president cancels a meeting on Wednesday with the president of New Zealand.",
            "meeting_cancelled",
            "2014-05-19",
        ),
        ("Norway withdraws from the 2008 agreement with New Zealand.", "agreement_ended", "2014-05-19"),
        ("A court fines a bank and Norway condemns New Zealand.", "accusation", "2014-05-19"),
    ],
)
def test_the_day_of_an_act_is_its_own(text, rule, when):
    assert [p.cells["date"] for p in proposed(text) if p.likely and p.rule == rule] == [when]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway closes the New Zealand embassy in Oslo.", ("mission_shut", "NOR", "NZL", "ended")),
        ("Norway orders the closure of the New Zealand consulate in Bergen.", ("mission_shut", "NOR", "NZL", "ended")),
        ("Norway orders New Zealand to close its consulate in Bergen.", ("mission_shut", "NOR", "NZL", "ended")),
        ("Norway closes its embassy in New Zealand.", ("mission_closed", "NOR", "NZL", "ended")),
        ("Norway closes the Norwegian embassy in New Zealand.", ("mission_closed", "NOR", "NZL", "ended")),
        ("Norway reopens its embassy in New Zealand.", ("mission_opened", "NOR", "NZL", "delivered")),
    ],
)
def test_whose_mission_is_closed_is_told(text, told):
    assert {t for t in shown(text) if t[0].startswith("mission_")} == {told}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The Vice President and Prime Minister of Norway met today with the Queen of New Zealand.",
            "The head of government of Norway met the head of state of New Zealand.",
        ),
        (
            "The Vice-President of Norway meets with the President of Chile.",
            "The vice-president of Norway met the head of state of Chile.",
        ),
        (
            "The Norwegian foreign minister will meet the President of Chile.",
            "To come, as told: the minister of Norway met the head of state of Chile.",
        ),
        (
            "The Norwegian foreign minister meets with the Chilean foreign minister.",
            "The minister of Norway met a counterpart of Chile.",
        ),
        (
            "The Norwegian foreign minister meets with Chilean officials.",
            "The minister of Norway met somebody of Chile.",
        ),
        (
            "The Swedish king says that Chile hosts a visit by Norwegian prime minister Ola Berg.",
            "The head of government of Norway visited Chile.",
        ),
        (
            "Norway fires warning shots at a Chilean helicopter.",
            "Forces of Norway fired warning shots at craft or people of Chile.",
        ),
        (
            "Norway attacked three Chilean-flagged ships.",
            "Forces of Norway struck ships or goods under the flag of Chile.",
        ),
        ("A Palestinian rocket hits a town in Chile.", "Armed men of Palestine struck in Chile or at its forces."),
        ("Norway launches a ballistic missile towards Chile.", "Forces of Norway fired towards Chile or over it."),
        (
            "Norway withdraws from the Open Skies Treaty, blaming Chile.",
            "Norway ended or suspended its part in a treaty of many states, with which Chile is named.",
        ),
    ],
)
def test_the_words_of_a_claim_fit_what_was_read(text, claim):
    assert claim in {p.cells["claim"] for p in proposed(text) if p.likely}
