"""What pages told with a straight face and is not so: ranks, lists, estimates, votes, blows, ends; each as a kind."""

from dataclasses import replace
from datetime import date

import pytest

from chronicle_rows import event_row
from comity.assessment.accounts.leaps import doubtful
from comity.assessment.accounts.reporters import estimated
from comity.assessment.hosts import elsewhere
from comity.assessment.page1.course import brief
from comity.assessment.page1.watched import line_of
from comity.assessment.trade_unsure import unsure_trade
from comity.assessment.view import View
from comity.chronicle.acts_of_unions import acts_between
from comity.chronicle.events import read_events
from page_one import DAY, assessed, first_page


def text(pair):
    page = first_page(pair)
    cells = (f"{c.label}: {c.level.text}" for c in page.strip)
    watched = (w.what.text for w in page.watch)
    judged = (f"[{j.label}] {j.text}" for j in page.judgements)
    return "\n".join((page.kind.name, page.bottom_line.text, *judged, *cells, *watched))


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("AUS NLD", "third most"),
        ("BRA URY", "the third most"),
        ("CRI PAN", "Panama has the most"),
        ("BTN NPL", "Nepal has the most"),
        ("AFG DEU", "embassies both ways"),
        ("AFG SWE", "embassies both ways"),
        ("DEU YEM", "embassies both ways"),
        ("CAN LBY", "embassies both ways"),
        ("DEU LIE", "embassies both ways"),
        ("DEU PRK", "embassies both ways"),
        ("MDV USA", "none of the United States"),
        ("BLR RUS", "8.4 billion"),
        ("RUS BGD", "4.3 billion"),
        ("BLZ GBR", "the second (US$"),
        ("BTN IND", "1.8 billion"),
        ("ITA SMR", "13 %"),
        ("CZE POL", "they fought"),
        ("DEU SRB", "attack by Germany,"),
        ("AFG USA", "at peace by treaty"),
        ("USA YEM", "rivals"),
        ("GBR YEM", "rivals"),
        ("CYP TUR", "Behind Türkiye"),
        ("BRA FRA", "the most to any one state"),
        ("PER TWN", "Whether relations are restored"),
        ("KOR TWN", "Whether relations are restored"),
        ("TUR XKX", "Whether the arms are delivered"),
        ("CHN NOR", "A rift that was closed"),
        ("ITA VEN", "On the mend"),
        ("BFA NER", "ECOWAS put sanctions"),
        ("CHN HKG", "not told by the lists"),
        ("IRQ ISR", "persons from Iraq in Israel"),
        ("HRV TUR", "Whether the arms are delivered"),
    ],
)
def test_a_page_does_not_say(pair, words):
    assert words not in text(pair)


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("USA YEM", "at arms with one of two governments"),
        ("CYP TUR", "forces of Türkiye entered, 1974"),
        ("DEU SRB", "attack by NATO, Germany among it, 24 March 1999"),
        ("AUS IRQ", "they fought (March 2003 to May 2003)"),
        ("AFG DEU", "the seat of Afghanistan has been held since August 2021 by the envoy of the government"),
        ("BLR RUS", "neither publishes its trade by partner"),
        ("CHN TWN", "(29 to 30 December 2025)"),
        ("ARE KWT", "Iran has struck both since 28 February 2026"),
        ("BHR QAT", "Iran has struck both, Bahrain since 28 February 2026 and Qatar since"),
        ("AUS KIR", "without Kiribati from July 2022 to February 2023"),
        ("DJI TUR", "Ethiopia's goods that pass through Djibouti count in it"),
        ("KOR PRK", "Behind South Korea stands the United States"),
        ("ISR LBN", "Behind Israel stands the United States"),
    ],
)
def test_a_page_says(pair, words):
    assert words in text(pair)


def test_students_are_told_as_what_they_are():
    found = next(f for f in assessed("AUT", "IRN").findings if f.id == "exchange.aid.AUT-IRN")
    assert "what students from there cost the universities of Austria" in found.claim


def test_a_place_among_hosts_counts_each_by_its_newest_year(atlas):
    """Germany names no Dutch in 2024 and did in 2020; nobody ever named the Bhutanese in the United States."""
    of_the_netherlands = View(atlas, "NLD", "AUS", 1990).last("people.migrants")
    others = elsewhere(View(atlas, "NLD", "AUS", 1990), of_the_netherlands)
    assert sum(value > of_the_netherlands.value for value in others) >= 3
    of_bhutan = atlas.latest("people.migrants", "BTN", "NPL")
    assert elsewhere(View(atlas, "BTN", "NPL", 1990), of_bhutan) is None


def test_a_figure_of_two_who_publish_nothing_is_an_estimate(atlas):
    flow = atlas.latest("exchange.exports_imf", "BLR", "RUS")
    assert estimated(flow)
    assert not estimated(replace(flow, b="POL")) and not estimated(replace(flow, period="2019"))
    assert not estimated(replace(flow, measure="exchange.exports_baci"))


def test_a_figure_threefold_apart_from_the_other_account_is_doubtful(atlas):
    view = View(atlas, "BTN", "IND", 1990)
    flow = atlas.latest("exchange.exports_imf", "BTN", "IND")
    assert doubtful(view, flow)
    near = replace(flow, value=view.last("exchange.exports_baci").value * 2)
    assert not doubtful(view, near)
    assert not doubtful(view, replace(flow, measure="exchange.exports_baci"))


def test_what_is_known_to_be_mistaken_is_so_from_its_year_on_and_for_all_but_some():
    assert unsure_trade("exchange.exports_imf", "MAR", "FRA", "2025")
    assert not unsure_trade("exchange.exports_imf", "MAR", "FRA", "2020")
    assert unsure_trade("exchange.exports_baci", "PRK", "ESP", "2023")
    assert not unsure_trade("exchange.exports_baci", "PRK", "CHN", "2023")
    assert not unsure_trade("people.migrants", "MAR", "FRA", "2025")


def test_the_union_bound_britain_to_the_end_of_the_transition():
    held = [e for e in acts_between("GBR", "GEO", DAY) if e.kind.id == "treaty_in_force"]
    assert [str(e.until) for e in held] == ["2020-12-31"]


@pytest.mark.parametrize(
    ("when", "until", "told"),
    [
        ("2025-12-29", "2025-12-30", "(29 to 30 December 2025)"),
        ("2025-12-29", "2026-01-03", "(29 December 2025 to 3 January 2026)"),
        ("2025-12-08", "2025-12", "(8 December 2025)"),
    ],
)
def test_a_span_is_told_by_what_differs(when, until, told):
    (one,) = read_events([event_row(when, "threat", "The one held drills around the other.", until=until)])
    assert told in brief(one).text


def test_arms_that_came_are_no_longer_waited_for():
    ordered, came, first = read_events(
        [
            event_row("2025-01-01", "arms_sale", "The one ordered drones of the other."),
            event_row("2025-02-01", "arms_sale", "Drones of the other arrived, which the one had ordered."),
            event_row("2025-03-01", "arms_sale", "The first drones of the other arrived, which the one had ordered."),
        ]
    )
    asked = [line_of(e)["whether"] for e in (ordered, came, first)]
    assert asked == ["Whether the arms are delivered", "Whether more arms are sold", "Whether the arms are delivered"]


def test_a_union_acts_for_those_who_took_part():
    acts = {s: [(e.kind.id, e.when.year) for e in acts_between(s, "NER", date(2026, 1, 1))] for s in ("MLI", "SEN")}
    assert ("sanctions", 2023) in acts["SEN"] and ("sanctions", 2023) not in acts["MLI"]
