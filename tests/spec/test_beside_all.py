"""What the one of two is to the other beside all others is the argument where no act is; nothing is told twice."""

import re
from dataclasses import replace

import pytest

from chronicle_rows import event_row
from comity.assessment.goods_named import _most_of
from comity.assessment.page1.silence import says_nothing
from comity.assessment.page1.watch import watch
from comity.assessment.places import argued, places
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.events import read_events
from comity.terms.details import FoodItem
from page_one import DAY, atlas, first_page


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("ITA UGA", "Of Uganda's customers for goods Italy is among the first ten (US$ 740 million, 2025"),
        ("ITA UGA", "What Uganda sells to Italy is mostly coffee (2023, by the Food and Agriculture Organization)."),
        ("ITA UGA", "Uganda is not among Italy's first ten partners in goods."),
        ("KEN ZAF", "Of Kenya's suppliers of goods South Africa is among the first ten"),
        ("AUS GRC", "Of people from Greece abroad Australia has the third most (89 thousand persons, 2024)."),
        ("COL PER", "Of people from abroad in Peru those from Colombia are the third most"),
        (
            "MDA UKR",
            "In Ukraine live 150 thousand persons born in Moldova (2024); both were parts of the Soviet Union until",
        ),
        ("USA SLV", "In the United States live 1.6 million persons from El Salvador (2024), the most in any state."),
        ("MDG MUS", "Of Mauritius' customers for goods Madagascar is among the first ten (US$ 150 million"),
        (
            "CRI USA",
            "Of the imports of Costa Rica 38 % came from the United States, and of its exports 40 % went",
        ),
        ("GTM USA", "In the United States live 1.3 million persons from Guatemala (2024), the most in any state."),
        ("THA VNM", "Of Vietnam's suppliers of goods Thailand is among the first ten"),
    ],
)
def test_a_line_says_beside_what_it_is_large(pair, says):
    assert first_page(pair).bottom_line.text.count(says) == 1


@pytest.mark.parametrize(
    ("pair", "never"),
    [
        ("ESP PAN", "Of Panama's customers"),
        ("GAB NGA", "Of Gabon's customers"),
        ("IND JAM", "neither is among"),
        ("AUS GRC", "neither is among"),
        ("FRA DEU", "not among"),
        ("BTN URY", "among"),
        ("THA VNM", "12 thousand"),
        ("MDG MUS", "Of Madagascar's suppliers"),
        ("BOL PER", "mostly"),
        ("CMR TCD", "is the third"),
    ],
)
def test_what_cannot_be_told_or_is_not_so_has_no_place(pair, never):
    assert never not in first_page(pair).bottom_line.text


def test_of_two_accounts_the_one_with_the_lower_place_is_told_and_what_is_told_above_is_left():
    view = View(atlas(), "ITA", "UGA", 1990)
    assert all(p.best <= p.rank <= p.of for p in places(view))
    rows = {id for one in argued(view) for id in one.basis}
    assert not any("customers" in one.text for one in argued(view, rows))


@pytest.mark.parametrize(
    ("item", "million", "good"),
    [
        ("Coffee, green", 200.0, "coffee"),
        ("Coffee, green", 100.0, ""),
        ("Coffee, green", 400.0, ""),
        ("Something that has no name here", 200.0, ""),
    ],
)
def test_a_good_is_named_where_it_makes_most_of_a_flow_and_no_more_than_all_of_it(item, million, good):
    flow = atlas().at("exchange.exports_baci", "UGA", "ITA", "2023")
    food = atlas().at("exchange.food_reported_by_exporter", "UGA", "ITA", "2023")
    assert _most_of(replace(food, details=(FoodItem(item=item, million=million),)), flow) == good
    more = FoodItem(item="Bananas", million=1.3 * flow.value / 1e6 - million)
    assert _most_of(replace(food, details=(FoodItem(item=item, million=million), more)), flow) == ""


@pytest.mark.parametrize(
    ("pair", "first"),
    [
        ("COL PER", "Of weight in these years: Colombia's president disputed Peru's hold on an island"),
        ("THA VNM", "What stands out between the two: On the Thai prime minister's visit to Hanoi the two declared"),
        ("FRA MDG", "A claim stands between the two. Madagascar claims the French islands of the Mozambique Channel."),
        ("LBR SLE", "What shaped the two: Rebels backed by Liberia's Charles Taylor"),
        ("CHE LIE", "Partners: A customs union of Liechtenstein with Switzerland"),
        (
            "GBR IRQ",
            "What shaped the two: The British mandate over Iraq ended (1932). British forces joined the American war",
        ),
    ],
)
def test_a_quarrel_a_war_or_a_treaty_that_holds_comes_before_few_people_and_goods(pair, first):
    assert first_page(pair).bottom_line.text.startswith(first)


@pytest.mark.parametrize("pair", ["BRN MYS", "GIN LBR", "DNK LBY"])
def test_what_is_newest_and_older_than_fifteen_years_is_history(pair):
    said = first_page(pair).bottom_line.text
    assert (
        "Newest dated event" not in said
        and "newest event told here" not in said
        and ("What went before: " in said or "What shaped the two: " in said)
    )


@pytest.mark.parametrize("pair", ["COM TCD", "MWI NER", "GNQ NER"])
def test_an_agreement_that_dozens_share_is_nothing_between_two(pair):
    page = first_page(pair)
    assert page.kind.id == "nothing" and "Continental" not in page.bottom_line.text and says_nothing(page.bottom_line)


@pytest.mark.parametrize(
    ("pair", "never"),
    [
        ("HRV SRB", "Goods trade in 2025"),
        ("BGR TUR", "Goods trade in 2025"),
        ("GTM USA", "33 % went"),
        ("LSO ZAF", "240 thousand"),
        ("COL PER", "took up diplomatic relations"),
        ("COL PER", "crashed"),
        ("AGO ZMB", "42 thousand"),
        ("PRY URY", "Goods trade in 2025"),
        ("USA SLV", "36 % went"),
        ("THA VNM", "took up diplomatic relations"),
        ("SRB XKX", "number plates with European mediation (23 November 2022). They settled"),
    ],
)
def test_no_judgement_tells_what_the_line_or_the_strip_has_or_what_is_news_of_a_day(pair, never):
    assert not any(never in j.text for j in first_page(pair).judgements)


@pytest.mark.parametrize("pair", ["SRB XKX", "IND PAK", "HRV SRB", "EGY USA"])
def test_no_event_that_the_line_sums_up_is_told_again_by_itself(pair):
    page = first_page(pair)
    above = {part.ref for part in page.bottom_line.parts if part.kind == "told"}
    for j in page.judgements:
        told = {part.ref for part in j.parts if part.kind == "told"}
        assert not told or not told <= above


@pytest.mark.parametrize(
    ("pair", "says", "never"),
    [
        (
            "ALB MKD",
            "Of weight in these years: The European Union opened the first chapters",
            "icons",
        ),
    ],
)
def test_slight_news_and_a_mere_visit_stand_out_nowhere(pair, says, never):
    said = first_page(pair).bottom_line.text
    assert says in said and never not in said


def test_what_is_watched_is_what_the_act_left_open():
    assert any(w.what.text.startswith("Whether it is ratified: ") for w in first_page("GBR MUS").watch)
    assert not any("more arms follow" in w.what.text for w in first_page("EGY USA").watch)


def _watched(kind, what, when):
    held = replace(Record.of("BRA", "TUR", DAY), events=read_events([event_row(when, kind, what)]), pacts=())
    return [w.what.text for w in watch(View(atlas(), "BRA", "TUR", 1990, record=held), held)]


@pytest.mark.parametrize(
    ("kind", "what", "when", "asks"),
    [
        ("dispute", "Brazil condemned a speech of Türkiye's president.", "2024-06-01", ""),
        (
            "dispute",
            "Brazil condemned a speech of Türkiye's president.",
            "2026-06-01",
            "Whether the quarrel is settled",
        ),
        ("dispute", "They quarrelled over fish.", "2025-06-01", "Whether the quarrel is settled"),
        ("dispute", "They quarrelled over fish.", "2024-06-01", ""),
        ("tariffs", "A court voided the duties of Brazil on goods from Türkiye.", "2026-02-01", ""),
        ("tariffs", "Brazil put duties on goods from Türkiye.", "2026-02-01", "Whether the duties stay"),
        (
            "border_treaty",
            "They signed a treaty on a border that has yet to be ratified.",
            "2026-02-01",
            "Whether it is",
        ),
        ("border_treaty", "They signed a treaty on a border.", "2026-02-01", ""),
        ("arms", "Brazil froze all aid but that to Türkiye.", "2026-02-01", ""),
        ("arms", "Brazil gave Türkiye tanks.", "2026-02-01", "Whether more arms follow"),
    ],
)
def test_words_alone_are_soon_forgotten_and_what_undoes_an_act_leaves_none_open(kind, what, when, asks):
    asked = _watched(kind, what, when)
    assert asked == [] if not asks else asked[0].startswith(asks)


@pytest.mark.parametrize("pair", ["KAZ RUS", "IND PAK", "HRV SRB", "EGY SDN", "BIH SRB"])
def test_what_came_since_came_since(pair):
    said = first_page(pair).bottom_line.text
    before, _, since = said.partition("Since then: ")
    years = [int(y) for y in re.findall(r"\((\d{4})\)", before.partition("What went before: ")[2])]
    later = [int(y) for y in re.findall(r"\((\d{4})\)", since)]
    assert not later or max(years) <= min(later)
