"""Figures of a first page: whose reports a share is of, words of ours for a register's, and no method in the text."""

from dataclasses import replace
from datetime import date

import pytest

from comity.assessment.accounts.reporters import borne, silent
from comity.assessment.agreements import own, titled, told
from comity.assessment.page1.strip import strip
from comity.assessment.phrases import ranked
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.atlas.read import Atlas
from comity.terms.treaty_details import TradeAgreement
from page_one import DAY, assessed


def cells(page):
    return {c.label: c.level.text for c in page.page1.strip}


def test_the_silent_of_an_account_have_no_flow_with_one_another():
    loud = ("DEU", "FRA", "USA", "JPN")
    column = {(a, b): 1.0 for a in loud for b in (*loud, "RUS", "PRK", "SYR") if a != b}
    column |= {("RUS", a): 1.0 for a in loud} | {("PRK", "DEU"): 0.0}
    assert silent(column) == {"RUS", "PRK", "SYR"}
    assert silent(column | {("RUS", "SYR"): 1.0, ("RUS", "PRK"): 1.0}) == {"PRK", "SYR"}


@pytest.mark.parametrize(
    ("a", "b", "bearing"),
    [("RUS", "CHN", "mirrored"), ("BLR", "CHN", "apart"), ("USA", "MEX", "whole"), ("PRK", "CHN", "mirrored")],
)
def test_a_share_bears_what_the_account_behind_it_holds(atlas, a, b, bearing):
    view = View(atlas, a, b, 1990)
    held = borne(view, view.last("exchange.partner_share", a, b))
    assert held.bearing == bearing
    assert held.least <= held.m.value


def test_nothing_of_a_later_account_is_seen_from_an_earlier_day():
    atlas = Atlas.open(None, date(2024, 6, 1))
    view = View(atlas, "BLR", "CHN", 1990)
    assert borne(view, view.last("exchange.partner_share", "BLR", "CHN")).bearing == "mirrored"


def test_a_share_without_the_states_own_report_is_no_bottom_line():
    page = assessed("CHN", "RUS").page1
    assert "%" not in page.bottom_line.text
    (trade,) = [j.text for j in page.judgements if j.findings == ("exchange.now",)]
    assert "Of what other states report selling to Russia 53 % came from China" in trade
    assert "Of the imports of Russia" not in trade
    assert "CEPII reconciles both reports" not in trade, "one of the two had made none"


def test_a_share_that_two_accounts_put_far_apart_is_not_determinable():
    (trade,) = [f.claim for f in assessed("BLR", "CHN").findings if f.id == "exchange.now"]
    assert "Of the imports of Belarus " in trade and " came from China by The World Factbook (2023), " in trade
    assert "less by the IMF's series for 2025" in trade


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Korea, Republic of - Chile", "an agreement of South Korea and Chile"),
        ("EU - Syrian Arab Republic", "an agreement of the European Union and Syria"),
        ("Cambodia UAE", "an agreement of Cambodia and the United Arab Emirates"),
        ("EC Kosovo SAA", "an agreement of the European Union and Kosovo"),
        (
            "African Continental Free Trade Area (AfCFTA) Benin Nigeria accession",
            "the African Continental Free Trade Area",
        ),
        ("Australia - Papua New Guinea (PATCRA)", "an agreement of Australia and Papua New Guinea"),
        (
            "Dominican Republic - Central America - United States Free Trade Agreement (CAFTA-DR)",
            "the free trade agreement of the United States with Central America and the Dominican Republic",
        ),
    ],
)
def test_a_registers_title_is_told_in_our_names(title, said):
    assert titled(TradeAgreement(title, 2003, 2004)) == said


def test_no_title_of_a_register_stands_in_a_sentence(atlas):
    measure = "agreement.trade_in_force"
    pairs = list(atlas.column(measure, "2025"))
    atlas.ahead(((measure,), pairs))
    held = {d.title: d for a, b in pairs for d in atlas.latest(measure, a, b).details_of(TradeAgreement)}
    assert len(held) > 300
    assert [title for title, d in held.items() if titled(d) == title or "several states" in titled(d)] == []


def test_a_title_without_words_of_ours_is_told_by_what_it_is():
    unknown = TradeAgreement("Some Text (ST)", 2003, 2004, kind="customs union")
    assert titled(unknown) == "a customs union of several states"


def test_an_agreement_that_the_two_suspended_or_ended_is_not_told_as_in_force():
    for a, b in (("SYR", "TUR"), ("GEO", "RUS")):
        told = " ".join(j.text for j in assessed(a, b).page1.judgements) + assessed(a, b).page1.bottom_line.text
        assert "a free trade agreement of the two (2007)" not in told


def test_an_agreement_of_the_two_alone_comes_first_and_is_told_once():
    mine = TradeAgreement("Korea, Republic of - Chile", 2003, 2004, kind="free trade area")
    wide = TradeAgreement("African Continental Free Trade Area (AfCFTA)", 2018, 2021)
    again = TradeAgreement("African Continental Free Trade Area (AfCFTA) Benin Nigeria accession", 2019, 2021)
    assert own(mine, "CHL", "KOR") == "a free trade agreement" and not own(mine, "CHL", "USA")
    said = told((wide, again, mine), "CHL", "KOR", 3)
    assert said == "a free trade agreement of the two (2004); the African Continental Free Trade Area"


@pytest.mark.parametrize(("a", "b"), [("CHN", "RUS"), ("CHL", "KOR"), ("KHM", "THA")])
def test_a_day_on_which_relations_began_does_not_say_that_they_held(a, b):
    assert "in form since" not in str([*cells(assessed(a, b)).values(), assessed(a, b).page1.bottom_line.text])


def test_two_who_never_fought_have_no_word_of_it(atlas):
    held = replace(Record.of("BRA", "TUR", DAY), events=(), pacts=())
    view = View(atlas, "BRA", "TUR", 1990, record=held)
    for kind in ("ordinary", "patron_client", "contested", "rivals"):
        assert "Conflict" not in {c.label for c in strip(view, held, kind)}


def test_a_place_is_one_among_partners(atlas):
    view = View(atlas, "CUB", "USA", 1990)
    assert ranked(view, view.last("people.migrants")).text == ", the most to any one state"
    assert ranked(view, view.last("people.migrants", "USA", "CUB")).text == ""


METHOD = (" all ordered pairs", "standard deviation", "s.d.", "percentile", "log points", "80 % interval")


@pytest.mark.parametrize(("a", "b"), [("CUB", "ESP"), ("AUS", "LBR"), ("BLR", "UKR"), ("GBR", "MWI")])
def test_no_word_of_method_stands_on_a_first_page_or_opens_a_section(a, b):
    made = assessed(a, b)
    first = [j.text for j in made.page1.judgements]
    opening = [s.answer for s in made.sections if s.id not in ("outlook", "intermediary", "balance")]
    assert not [(word, text) for text in (*first, *opening) for word in METHOD if word in text]
    brokers = [f.claim for f in made.findings if f.id.startswith("access.brokerage")]
    assert not [claim for claim in brokers if any(word in claim for word in METHOD)]


def test_a_state_that_votes_alone_is_said_to_do_so_with_most():
    (votes,) = [j.text for j in assessed("DZA", "USA").page1.judgements if j.findings == ("tenor.votes",)]
    assert votes.endswith("The United States voted as seldom with most states.")
    others = [j.text for j in assessed("AUS", "LBR").page1.judgements if j.findings == ("tenor.votes",)]
    assert not [text for text in others if "most states" in text]


def test_relations_kept_with_the_other_of_two_governments_are_said():
    assert cells(assessed("CHN", "GTM"))["Relations"].startswith("none on record; Guatemala keeps them with Taiwan")
    assert (
        "no diplomatic relations, as Guatemala keeps them with Taiwan" in assessed("CHN", "GTM").page1.bottom_line.text
    )
    assert "keeps them with" not in cells(assessed("CHL", "KOR"))["Relations"], (
        "who keeps relations with both is no case"
    )


def test_a_way_that_one_account_leaves_out_is_told_by_the_other():
    trade = cells(assessed("DEU", "TWN"))["Trade"]
    assert "from Germany" in trade and "from Taiwan CEPII's account has" in trade


def test_in_a_union_its_market_stands_for_its_agreements():
    assert "EU Treaty" not in str([j.text for j in assessed("AUT", "POL").page1.judgements])


def test_when_relations_began_stands_beside_who_keeps_an_embassy():
    assert (
        cells(assessed("CHL", "KOR"))["Relations"]
        == "established 18 April 1962; embassies both ways on the list of 2022"
    )
    assert cells(assessed("KHM", "THA"))["Relations"] == "lowered since 23 July 2025"


@pytest.mark.parametrize(
    ("a", "b", "gone"),
    [
        ("LBN", "TGO", "The two accounts of exports"),
        ("GNQ", "IDN", "By a compiled series alone"),
        ("THA", "VUT", "9th to 30th"),
        ("BRA", "ZAF", "for a pair of like expected trade"),
    ],
)
def test_what_is_ten_years_old_or_of_a_trifle_leads_no_page(a, b, gone):
    assert gone not in str([j.text for j in assessed(a, b).page1.judgements])
    assert gone in str([f.claim for f in assessed(a, b).findings]), "the section has it"


def test_what_is_on_paper_or_has_ended_binds_no_two():
    for a, b in (("CHN", "LTU"), ("IDN", "NLD")):
        assert "scope.agreements" not in {j.findings[0] for j in assessed(a, b).page1.judgements[:2]}


def test_a_list_of_rivals_that_ended_leads_no_page_of_two_in_one_union():
    assert "tenor.rivalry" not in {j.findings[0] for j in assessed("MYS", "SGP").page1.judgements[:4]}


def test_an_embassy_on_a_list_older_than_the_quarrel_is_not_told():
    assert "embassies" not in cells(assessed("ARE", "IRN"))["Relations"]
    assert "fought" not in cells(assessed("POL", "RUS")).get("Conflict", "")


def test_an_ambassador_who_came_back_is_recalled_no_more():
    assert "recalled" not in cells(assessed("DZA", "NER"))["Relations"], "the row has the day of the return"
    assert cells(assessed("DZA", "MLI"))["Relations"].startswith("ambassador recalled")


def test_a_fall_of_votes_cast_alike_is_told_with_who_moved():
    (votes,) = [j.text for j in assessed("ARG", "BRA").page1.judgements if j.findings == ("tenor.votes",)]
    assert "25 % of roll calls in 2025, after 86 % in 2023. Argentina moved away from most states" in votes


def test_an_old_dispute_of_a_register_is_no_conflict_of_today():
    for a, b in (("ITA", "RUS"), ("CHN", "PHL"), ("CHN", "HKG")):
        assert "dispute" not in cells(assessed(a, b)).get("Conflict", "") and "1990" not in str(cells(assessed(a, b)))


def test_what_is_left_of_a_whole_was_no_part_of_itself():
    people = cells(assessed("MYS", "SGP"))["People"]
    assert people.endswith("; Singapore was a part of Malaysia until 8 August 1965")


def test_the_undertaking_of_one_side_is_no_alliance():
    made = assessed("QAT", "USA")
    assert "Alliance" not in cells(made) and "By an order of its president" in made.page1.bottom_line.text


def test_why_nobody_knows_is_no_sentence_of_a_first_page():
    made = assessed("NLD", "TUR")
    (trade,) = [j.text for j in made.page1.judgements if j.findings == ("exchange.now",)]
    assert "so what moved since" not in trade and "customers for goods" in trade
    assert "so what moved since" in next(f.claim for f in made.findings if f.id == "exchange.now")


def test_a_few_thousand_people_between_two_without_relations_are_not_told():
    assert "People" not in cells(assessed("KOR", "PRK"))
    assert "3.4 million" in cells(assessed("RUS", "UKR"))["People"]
