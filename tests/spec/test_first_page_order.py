"""What comes first on a first page: what the two did before what registers list, and what a union did last of all."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from chronicle_rows import event_row
from comity.assessment.judgements import MOST
from comity.assessment.page1.bottom_line import bottom_line, event_told
from comity.assessment.page1.course import brief
from comity.assessment.page1.judged import topics
from comity.assessment.page1.kind import kind_of_relations
from comity.assessment.page1.page import _stands_in
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.events import read_events
from page_one import DAY, first_page

REGISTERS = (
    "In goods neither",
    "Also on record",
    "On record between",
    "Both hold seats",
    "first ten partners in goods",
)


def event(kind, what, when, weight="2", **more):
    return event_row(when, kind, what, weight=weight, **more)


def line(atlas, *rows):
    held = replace(Record.of("BRA", "TUR", DAY), events=read_events(rows), pacts=())
    view = View(atlas, "BRA", "TUR", 1990, record=held)
    view.kind = kind_of_relations(view, held)
    return bottom_line(view, held, view.kind).text


def in_order(text, *parts):
    """Whether all parts stand in a text, one after another."""
    places = [text.find(part) for part in parts]
    return -1 not in places and all(a < b for a, b in pairwise(places))


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("deportation", "Brazil drove out most of its Turks."),
        ("base_ended", "Brazil gave up its last base in Türkiye."),
        ("relations_restored", "The two took up relations again."),
        ("mission_opened", "Brazil moved its embassy back to Ankara."),
        ("mediation", "Brazil brought Türkiye and its rebels together."),
        ("incident", "A bomb destroyed a Turkish airliner on its way from Brazil."),
    ],
)
@pytest.mark.parametrize("when", ["1983-05-01", "2005-05-01"])
def test_what_defines_two_comes_before_what_registers_list_whatever_its_kind_and_age(atlas, kind, what, when):
    said = line(atlas, event(kind, what, when, "3"))
    assert what.removesuffix(".") in said and "In goods neither" not in said, said


def test_what_befell_two_by_others_hands_is_told_and_not_what_neither_is_to_the_other(atlas):
    said = line(atlas, event("incident", "A dam of Brazil's builders burst in Türkiye.", "2018-07-23", "3", a="TUR"))
    assert "A dam of Brazil's" in said and "In goods neither" not in said, said


@pytest.mark.parametrize(
    ("pair", "first"),
    [
        ("CRI ISR", "moved its embassy from Jerusalem back"),
        ("COD ISR", "first state of Africa to take up relations"),
        ("KWT PSE", "drove out or kept out most of its four hundred thousand"),
        ("KOR PAK", "first motorway"),
        ("MNG CAN", "Oyu Tolgoi"),
        ("GUY CUB", "Cuban airliner"),
        ("BRA ECU", "called home its ambassador"),
        ("ZAF CIV", "together in Pretoria"),
    ],
)
def test_pages_lead_with_the_act_and_not_with_the_inventory(pair, first):
    said = first_page(pair).bottom_line.text
    after = [place for words in REGISTERS if (place := said.find(words)) >= 0]
    assert 0 <= said.find(first) < min(after, default=len(said)), said


@pytest.mark.parametrize("pair", ["CZE GBR", "DNK GBR", "GBR NLD", "NLD SYR", "BRA PRT", "CHN GRC"])
def test_what_a_union_did_stands_last(pair):
    said = first_page(pair).bottom_line.text
    sentence = re.search(r"[^.]*, and not of the two alone: ", said)
    if sentence is None:
        return
    for words in ("What went before", "What binds them as well", "What shaped", *REGISTERS):
        assert said.find(words) < sentence.start(), said


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("allies", ["DNK GBR", "GBR NOR"]),
        ("allies", ["EST LVA", "EST LTU", "LTU LVA"]),
    ],
)
def test_works_that_run_or_are_under_way_are_what_binds_two_now(kind, rows):
    for pair in rows:
        said = first_page(pair).bottom_line.text
        past = said.partition("What went before")[2]
        work = re.search(r"Viking Link|Langeled|Rail Baltica", said)
        assert work is not None and work[0] not in past and "than this" not in said, said


def test_a_work_told_as_built_that_stands_is_no_past(atlas):
    said = line(
        atlas,
        event("treaty_signed", "They signed a treaty of friendship.", "2024-09-01", "3"),
        event("project_done", "A cable between the two was completed.", "2016-09-01", "3"),
    )
    assert "What went before: A cable" not in said and "A cable between the two was completed" in said, said


def test_an_absence_from_a_body_is_told_with_the_membership():
    for pair, out in (("LBY MRT", "without Libya"), ("GIN SEN", "without Guinea")):
        said = first_page(pair).bottom_line.text
        assert out in said and re.search(r"hold seats in|belong to", said), said
    union = next(c for c in first_page("GIN SEN").strip if c.label == "Union")
    assert "without Guinea" in union.level.text


def test_what_came_of_the_act_that_shaped_two_is_told_with_it(atlas):
    said = first_page("ISR MWI").bottom_line.text
    assert "Malawi kept them after the war" in said, said


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        ("A bomb destroyed an airliner on its way from Brazil; all 73 on board died.", "all 73 on board died"),
        ("An earthquake struck; Türkiye sent Brazil a field hospital with fifty doctors.", "Türkiye sent Brazil"),
        ("Police stormed the embassy, which peasants had held, and 37 people burned.", "37 people"),
    ],
)
def test_a_short_form_keeps_the_dead_and_the_other_state(atlas, what, kept):
    assert kept in line(atlas, event("incident", what, "1980-01-31", "3"))


@pytest.mark.parametrize("pair", ["PRT STP"])
def test_few_ballots_give_no_trend(pair):
    page = first_page(pair)
    votes = [j.text for j in page.judgements if j.label == "UN votes"]
    assert not any("moved away" in text or "100 %" in text for text in votes), votes


@pytest.mark.parametrize(
    ("pair", "never", "said"),
    [
        ("JPN TKM", "1922", ""),
        ("BWA COD", "since 9 February 2023 by their lists", "since 9 February 2023 at the latest"),
        ("AUS NRU", "none of Nauru on the list", "embassy of Australia in Nauru on the list"),
        ("FSM TWN", "The Micronesia", ""),
        ("TWN MHL", "Islands recognises", "recognise the government in Taipei"),
        ("PRT CPV", "Cape Verde", "Cabo Verde"),
        ("ZAF CIV", "Ivory Coast", "Côte d'Ivoire"),
        ("KNA TWN", "On record between them", "relations with it since 1983"),
        (
            "MYS SRB",
            "relations restored 23",
            "Malaysia broke off relations with Belgrade over the war in Bosnia (12 August 1992 to 23 January 2003)",
        ),
        ("DJI QAT", "apart and from Qatar", "not to be told either way"),
    ],
)
def test_dates_lists_and_names_are_what_they_are(pair, never, said):
    page = first_page(pair)
    whole = " ".join(
        [
            *(s.text for s in page.status),
            page.bottom_line.text,
            *(j.text for j in page.judgements),
            *(c.level.text for c in page.strip),
            *(w.what.text for w in page.watch),
        ]
    )
    assert never not in whole, whole
    assert said in whole, whole


@pytest.mark.parametrize(("origin", "host"), [("AGO", "PRT"), ("MOZ", "PRT"), ("LBY", "ISR"), ("KAZ", "DEU")])
def test_settlers_who_came_home_are_no_migrants_of_the_other(origin, host):
    page = first_page(f"{origin} {host}")
    told = [page.bottom_line.text, *(j.text for j in page.judgements), *(c.level.text for c in page.strip)]
    counts = [
        t for t in told if (re.search(r"\d (?:thousand|million|persons)[^.]*", t) and "People" in t) or "live" in t
    ]
    assert all(re.search(r"many of them|most of them", t) for t in counts), counts


@pytest.mark.parametrize(
    ("what", "a", "b", "day", "said"),
    [
        ("Ivory Coast's rebels met.", "CIV", "ZAF", "2005-04-03", "Côte d'Ivoire's rebels met."),
        (
            "Gambia shut it. Senegal and Gambia met.",
            "GMB",
            "SEN",
            "2005",
            "The Gambia shut it. Senegal and the Gambia met.",
        ),
        ("The Gambia and the Gambians met.", "GMB", "SEN", "2005", "The Gambia and the Gambians met."),
        ("Rebels in eastern Congo fell.", "COD", "UGA", "2012", "Rebels in eastern DR Congo fell."),
        ("Congo became independent of Belgium.", "COD", "BEL", "1960-06-30", "Congo became independent of Belgium."),
        ("Congo owes France money.", "COG", "FRA", "2010", "Congo-Brazzaville owes France money."),
        ("Congo and its namesake met on the Congo river.", "COD", "COG", "2010", ""),
        ("Boats of Congo-Brazzaville came.", "COD", "AGO", "2010", "Boats of Congo-Brazzaville came."),
        ("Indonesia invaded East Timor.", "IDN", "TLS", "1975-12-07", "Indonesia invaded East Timor."),
        (
            "Australia sent soldiers to East Timor.",
            "AUS",
            "TLS",
            "2006-05-25",
            "Australia sent soldiers to Timor-Leste.",
        ),
    ],
)
def test_a_state_has_one_name_in_the_chronicle_and_two_never_share_one(what, a, b, day, said):
    row = event("dispute", what, day, a=a, b=b)
    assert read_events([row])[0].what == (said or what)


def test_what_came_of_the_newest_turn_is_told_with_it(atlas):
    said = line(
        atlas,
        event("dispute", "They quarrelled over fish.", "2024-06-01", "3"),
        event(
            "embargo_good", "Brazil barred all fish from Türkiye. Türkiye answered in kind in July 2025.", "2025-06-01"
        ),
    )
    assert "Brazil barred all fish from Türkiye (1 June 2025). Türkiye answered in kind in July 2025." in said, said


def test_who_withdrew_from_most_votes_is_no_level(atlas):
    cells = {c.label: c.level.text for c in first_page("PRT STP").strip}
    assert "2025" not in cells.get("UN votes", ""), "twelve ballots of some two hundred"


def test_rivals_are_so_by_the_quarrel_that_defines_these_years_and_not_by_an_older_one_that_stands():
    said = first_page("CHN USA").bottom_line.text
    assert in_order(said, "Rivals: American duties on Chinese goods", "The two cut their duties"), said


@pytest.mark.parametrize("pair", ["DEU IRN", "FRA IRN"])
def test_a_quarrel_of_their_own_of_these_years_comes_before_what_a_union_did(pair):
    said = first_page(pair).bottom_line.text
    assert in_order(said, "Strained: ", "The European Union agreed to list"), said


@pytest.mark.parametrize("pair", ["GRC RUS", "ESP RUS"])
def test_a_lesser_quarrel_of_their_own_does_not(pair):
    assert first_page(pair).bottom_line.text.startswith("Strained, not between the two alone but with a union")


@pytest.mark.parametrize("pair", ["FRA RUS", "CHN MYS", "GBR RUS", "TUR USA", "DEU CHN", "NGA ZAF", "BRA VEN"])
def test_where_there_is_room_no_act_of_weight_of_these_years_is_left_out_for_being_slighter_than_others(pair):
    a, b = pair.split()
    page = first_page(pair)
    text = " ".join([page.bottom_line.text, *(j.text for j in page.judgements)])
    record = Record.of(a, b, DAY)
    for topic in topics():
        taken = [
            e for e in record.events if topic.takes(e, record) and e.weight > 1 and record.years_since_begun(e) < 15
        ]
        told = [e for e in taken if e.what.partition(". ")[0].partition(", ")[0].removesuffix(".")[1:] in text]
        assert len(page.judgements) == MOST or not taken or told, (topic.id, [e.what for e in taken])


def test_what_the_line_tells_with_what_came_of_it_no_judgement_tells_again():
    """The date stands between the act and what came of it, and the act is told whole all the same."""
    (one,) = read_events([event("incident", "Brazil seized a tanker from Türkiye.", "2026-01-22")])
    seized = replace(one, what="Brazil seized a tanker from Türkiye. It let it go in February 2026.")
    assert _stands_in(seized, event_told(seized)) and not _stands_in(seized, event_told(one))


def test_what_one_of_the_two_did_toward_all_is_no_judgement_on_the_two_where_there_is_more_to_say():
    page = first_page("CRI USA")
    assert not any("moved away from most states" in j.text for j in page.judgements)


def test_a_break_that_was_mended_and_what_went_before_it_are_told_under_two_heads(atlas):
    said = line(
        atlas,
        event("statehood", "Türkiye became independent of Brazil.", "1821-09-15", "3"),
        event("relations_broken", "Brazil broke off relations with Türkiye.", "1980-02-01", until="1984"),
        event("relations_restored", "Brazil and Türkiye took up relations again.", "1984", "2"),
    )
    assert (
        in_order(said, "What shaped the two: Brazil broke off", "What went before: ") and said.count("What went") == 1
    )


def test_who_joined_later_is_not_told_of_what_a_union_did_long_ago():
    assert not any("European Communities" in j.text for j in first_page("CHN CZE").judgements)


def test_what_came_of_each_act_of_the_past_is_told_with_it():
    said = first_page("CIV FRA").bottom_line.text
    assert in_order(
        said, "became independent of France (1960). ", "the French treasury stands (1973). An accord of December 2019"
    ), said


def test_a_series_that_lacks_most_of_an_exporters_goods_is_not_told():
    cells = {c.label: c.level.text for c in first_page("CHN OMN").strip}
    assert "from Oman CEPII's account" in cells["Trade"], cells


def test_the_date_of_an_act_stands_before_what_came_of_it_where_the_other_side_denies_something():
    (one,) = read_events([event("project", "Brazil signed to run a port in Türkiye.", "2024-05-13")])
    denied = replace(one, what="Brazil signed to run a port in Türkiye. It denied in January 2026 that it was leaving.")
    said = "Brazil signed to run a port in Türkiye (13 May 2024). It denied in January 2026 that it was leaving"
    assert brief(denied).text.removesuffix(".") == said


def test_what_is_given_against_one_stands_behind_nobody_against_another():
    assert not any("Behind" in j.text for pair in ("ARE SAU", "ISR QAT") for j in first_page(pair).judgements)
    assert any("Behind Bahrain stands the United States" in j.text for j in first_page("BHR IRN").judgements)


def test_an_act_of_which_the_year_alone_is_known_is_no_news_after_a_month_of_that_year(atlas):
    said = line(
        atlas,
        event("talks", "They spoke of fish.", "2025"),
        event("project", "They began a port.", "2025-11-03"),
    )
    assert "They spoke of fish" not in said.partition("Newest")[2], said


@pytest.mark.parametrize("pair", ["QAT YEM", "QAT SYR"])
def test_who_had_struck_before_is_not_told_to_strike_since_the_last_year_alone(pair):
    said = first_page(pair).bottom_line.text
    assert "Israel has struck both in these years; the last blows told here" in said and "since 6 May" not in said
