"""What a minister must know comes first, what changed last second, figures third; registers where nothing else is."""

from functools import cache

import pytest

from chronicle_rows import event_row
from comity.assessment.page1.acts import mending
from comity.assessment.page1.course import _CLAUSE, shortened
from comity.assessment.page1.debt import debt_between
from comity.assessment.record import Record
from comity.chronicle.events import read_events
from page_one import DAY, first_page


@cache
def line(pair):
    return first_page(pair).bottom_line.text


def made(*rows):
    return Record("BRA", "TUR", DAY, read_events(rows), (), ())


def in_order(text, *words):
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


@pytest.mark.parametrize(
    ("pair", "name"),
    [
        ("CHN ZMB", "creditor and debtor"),
        ("CHN LKA", "creditor and debtor"),
        ("AGO CHN", "creditor and debtor"),
        ("BGD LKA", "working relations"),
        ("RWA UGA", "a rift that was closed"),
        ("AUS FRA", "a rift that was closed"),
        ("LBN SYR", "on the mend"),
        ("CAN IND", "on the mend"),
        ("CAF CHN", "working relations"),
        ("KHM VNM", "neighbours"),
        ("KEN SOM", "a claim that stands between them"),
        ("COL NIC", "a claim that stands between them"),
        ("LAO VNM", "partners"),
        ("GMB SEN", "partners"),
        ("BEN NGA", "neighbours"),
        ("MOZ SWZ", "neighbours"),
        ("MYS SGP", "neighbours"),
        ("BRA PRY", "members of one union"),
        ("BWA ZAF", "members of one union"),
        ("CIV SEN", "members of one union"),
        ("BRB TTO", "members of one union"),
    ],
)
def test_the_kind_is_what_a_desk_calls_it(pair, name):
    assert first_page(pair).kind.name == name


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("CYP GBR", ("Partners: Britain kept Akrotiri", "(3 March 2026)", "Of the imports of Cyprus")),
        ("GBR IRL", ("Partners: The Good Friday", "(13 March 2026)", "In the United Kingdom live")),
        ("CHN ZMB", ("Creditor and debtor: Zambia", "Beside that: China's prime minister", "Of the imports of Zambia")),
        (
            "MDA ROU",
            (
                "Partners: Romania and Moldova declared",
                "Of weight in these years: Moldova's president",
                "What went before",
            ),
        ),
        ("CHL PER", ("What stands out", "gave Peru waters", "(28 November 2025)", "In Chile live", "Both belong to")),
        ("LAO VNM", ("Partners: Laos and Vietnam put", "Newest dated event: Vietnam's leader To Lam")),
        (
            "CHN DZA",
            ("China and Algeria declared", "Newest dated event: Algeria opened", "Of what other states"),
        ),
        ("COD BEL", ("What shaped the two: Belgium made a colony", "What stands out between the two")),
        ("GTM MEX", ("What stands out", "met and agreed on work against gangs", "Of the imports of Guatemala")),
        ("IDN NLD", ("What shaped the two: Indonesia declared", "What stands out", "Newest dated event")),
    ],
)
def test_the_matter_comes_first_the_newest_act_after_it_and_figures_last(pair, words):
    assert in_order(line(pair), *words), line(pair)


@pytest.mark.parametrize(
    "pair", ["ISR KAZ", "CHN ZMB", "FRA VUT", "CHN DZA", "ARG URY", "AGO CHN", "CHN KEN", "IDN NLD"]
)
def test_what_neither_is_to_the_other_and_what_registers_hold_stand_beside_no_act(pair):
    assert not any(
        words in line(pair) for words in ("first ten partners in goods", "neither is among", "Also on record")
    )


def test_where_nothing_else_is_known_registers_are_told():
    assert "neither is among" in line("FIN JAM") and "lso on record" in line("FIN JAM")


@pytest.mark.parametrize("pair", ["RWA UKR", "ERI RUS"])
def test_a_war_that_no_row_of_the_two_is_about_is_not_named(pair):
    assert "waged war" not in line(pair)


@pytest.mark.parametrize("pair", ["POL UKR", "CHN UKR", "CUB RUS", "EST RUS"])
def test_a_war_that_is_a_matter_of_the_two_is_named(pair):
    assert "has waged war on Ukraine" in line(pair)


@pytest.mark.parametrize("pair", ["BWA QAT", "BDI QAT"])
def test_a_page_that_tells_an_event_does_not_say_that_there_is_none(pair):
    assert "no dated event" not in line(pair) and "12 billion dollars" in line(pair)


@pytest.mark.parametrize("pair", ["EGY ETH"])
def test_what_the_one_did_between_others_or_a_third_for_both_is_no_step_of_the_two(pair):
    assert not any(words in line(pair) for words in ("steps toward each other", "A step toward each other"))


def test_two_acts_of_different_matters_are_no_cause_and_relief():
    assert "then it eased" not in line("CHN ZMB") and "Beside that: " in line("CHN ZMB")


def test_a_break_and_its_end_are_told_as_one_turn():
    assert in_order(line("ETH QAT"), "Ethiopia broke off relations with Qatar", "take up relations again")


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("BLZ HND", "Sapodilla Cayes"),
        ("GAB GNQ", "Mbanié"),
        ("FRA VUT", "Matthew and Hunter"),
        ("HRV SVN", "Bay of Piran"),
        ("DJI ERI", "Ras Doumeira"),
        ("MWI TZA", "Lake Malawi"),
        ("KEN SOM", "boundary at sea is not agreed"),
        ("COL NIC", "a treaty alone can move its borders"),
    ],
)
def test_a_claim_pressed_or_judged_is_told_as_a_matter_of_status(pair, says):
    page = first_page(pair)
    told = [one.text for one in page.status]
    claim = page.bottom_line.text.partition("A claim stands between the two. ")[2]
    assert any(says in one for one in told) or says in claim


def test_one_sentence_stands_on_a_page_no_more_than_three_times():
    page = first_page("FRA NER")
    shut = "France closed its embassy in Niger, whose military rulers had kept it shut off"
    told = [page.bottom_line, *(w.what for w in page.watch), *(c.level for c in page.strip)]
    assert sum(one.text.count(shut) for one in told) == 2
    assert any("between the two lies this, of January 2024: mission closed" in c.level.text for c in page.strip)


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        (
            "Britain put sanctions on firms of Türkiye over a means of payment; Türkiye's president protested.",
            "protested",
        ),
        ("Brazil's aircraft fired missiles at a base in Türkiye; Brazil said that it had fired none.", "fired none"),
        ("Brazil asked Türkiye to hand over ten envoys of a guerrilla group; Türkiye refused.", "refused"),
        ("Brazil and Türkiye agreed on the price of sugar in the autumn; its traders were pleased.", ""),
    ],
)
def test_what_the_other_side_said_to_it_is_not_cut_off(what, kept):
    (event,) = read_events([event_row("2025-03-01", "dispute", what)])
    told = shortened(event, _CLAUSE).text
    assert told.endswith(kept) if kept else "traders" not in told


@pytest.mark.parametrize(
    ("rows", "owed"),
    [
        ([event_row("2023-06-01", "aid", "Türkiye asked Brazil to stretch its debt.", weight="3")], True),
        ([event_row("2023-06-01", "aid", "Türkiye agreed with Brazil, its largest lender, on its debts.")], True),
        ([event_row("2023-06-01", "aid", "Türkiye agreed with Brazil on its debts.")], False),
        ([event_row("2023-06-01", "aid", "Brazil forgave Türkiye its debts.", weight="3")], False),
        ([event_row("2021-06-01", "aid", "Brazil lent Türkiye 200 million dollars.", weight="3")], False),
        ([event_row("1990-06-01", "aid", "Türkiye asked Brazil to stretch its debt.", weight="3")], False),
    ],
)
def test_a_debt_is_the_matter_of_two_by_an_act_on_it_that_defines_them(rows, owed):
    assert (debt_between(made(*rows)) is not None) == owed


@pytest.mark.parametrize(
    ("quarrel", "mend", "found"),
    [
        ("incident", "relations_raised", False),
        ("project_ended", "summit", False),
        ("dispute", "dispute_settled", True),
        ("ambassador_recalled", "relations_raised", True),
    ],
)
def test_a_slight_quarrel_is_mended_by_an_act_made_for_it(quarrel, mend, found):
    rows = [event_row("2024-02-01", quarrel, "Brazil did it."), event_row("2025-02-01", mend, "Both did it.")]
    assert (mending(made(*rows)) is not None) == found
