"""A study beyond its first page: each answer says what is known now, and none says what the first page overtakes."""

import re
from datetime import date

import pytest

from comity.assessment.assess import Request, assess
from comity.assessment.questions.story import chapters, on_the_day, told_in_chapters
from comity.assessment.record import Record
from comity.atlas.read import Atlas
from comity.dossier.claim import When
from comity.report.argument import argument
from comity.report.compose import compose
from comity.terms.ref import event_ref
from page_one import assessed


def section(pair, name):
    return next(s for s in assessed(*pair.split()).sections if s.id == name)


def whole(pair, name):
    found = section(pair, name)
    return "\n".join((found.answer, *found.paragraphs))


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("RUS UKR", ("left the Soviet Union", "Crimea", "invaded Ukraine")),
        ("FRA DEU", ("invaded France", "Élysée palace", "Aachen")),
        ("IND PAK", ("was divided", "Bangladesh", "Balakot")),
    ],
)
def test_evolution_tells_how_it_came_to_this(pair, told):
    found = section(pair, "evolution")
    assert found.answer.startswith("What the two are to each other was made by")
    text = whole(pair, "evolution")
    assert all(name in text for name in told)
    assert "Phases of tone" not in text


def test_a_chapter_ends_where_the_next_begins_and_none_is_empty():
    found = chapters(Record.of("IND", "PAK", date(2026, 11, 28)))
    assert len(found) > 3 and all(c.events for c in found)
    assert [c.before for c in found[:-1]] == [c.events[0] for c in found[1:]]
    assert found[-1].before is None
    assert not chapters(Record.of("BTN", "URY", date(2026, 11, 28)))


def test_a_day_is_told_with_on_and_a_month_with_in():
    events = Record.of("RUS", "UKR", date(2026, 11, 28)).events
    first = {e.when.precision: on_the_day(e).text for e in events}
    assert first["day"].startswith("On ") and first["month"].startswith("In ") and first["year"].startswith("In ")


@pytest.mark.parametrize("pair", ["RUS UKR", "IND PAK", "FRA DEU", "KAZ RUS"])
def test_exchange_opens_with_the_newest_account(pair):
    newest = next(f for f in assessed(*pair.split()).findings if f.id == "exchange.now")
    first = section(pair, "exchange").answer.split(". ")[0].rstrip(".")
    assert first in newest.claim
    assert not re.search(r"\breports? US\$", section(pair, "exchange").answer)


def test_a_share_of_before_an_embargo_is_told_as_of_before_it():
    answer = section("RUS UKR", "dependence").answer
    assert "Ukraine barred all imports from Russia" in answer
    assert answer.index("barred all imports") > answer.index("2016")
    assert "barred" not in section("FRA DEU", "dependence").answer


def test_the_newest_printed_share_leads_where_one_is_newer():
    answer = section("FRA DEU", "dependence").answer
    assert answer.index("2023") < answer.index("2016")


def test_paper_does_not_speak_of_friendship_between_two_at_war():
    assert "point the other way" not in whole("RUS UKR", "tenor")
    assert section("RUS UKR", "tenor").answer.startswith("The two are at war")
    assert section("FRA DEU", "tenor").answer.startswith("The two are allies")


def test_the_table_of_signals_does_not_deny_a_source_that_the_first_page_uses():
    notes = [t.note for t in assessed("RUS", "UKR").tables if t.id == "table.signals"]
    assert notes and all("No source on sanctions" not in note for note in notes)


@pytest.mark.parametrize("pair", ["RUS UKR", "IND PAK"])
def test_defence_of_two_at_odds_opens_with_what_they_did_to_each_other(pair):
    answer = section(pair, "defence").answer
    assert answer.startswith("What is between the two in arms is this")
    assert "had none" not in answer.split(". ")[0]


def test_scope_says_what_the_dealings_are():
    text = whole("KAZ RUS", "scope")
    assert "nuclear power plant" in text or "Rosatom" in text
    assert "Caspian Pipeline" in text
    text = whole("RUS UKR", "scope")
    assert "prisoners" in text


def test_outlook_says_what_each_course_is_and_what_would_show_it_first():
    text = whole("RUS UKR", "outlook")
    assert "Ceasefire" in text and "first sign" in text and "No probability" in text


def test_what_is_not_asked_of_the_two_takes_a_line():
    made = argument(compose(assessed("RUS", "UKR")))
    assert {"Balance", "Intermediary", "Potential"} <= {s.title for s in made.passed}
    assert not {"Balance", "Intermediary", "Potential"} & {s.title for s in made.told}


def test_no_map_of_two_capitals_stands_among_the_answers():
    made = argument(compose(assessed("RUS", "UKR")))
    assert {f.model.kind for s in made.told for f in made.shown(s)}.isdisjoint({"map", "matrix"})


def test_the_argument_says_how_sure_and_what_argues_against_it():
    text = whole("FRA DEU", "exchange")
    assert "confidence" in text and "against" in text.lower()


def test_a_tool_is_named_in_no_answer_of_a_study():
    for s in assessed("FRA", "DEU").sections:
        assert not any("comity build" in p for p in s.paragraphs)


@pytest.mark.parametrize("pair", ["DNK SWE", "POL UKR"])
def test_what_machines_alone_read_as_hostility_is_told_as_theirs(pair):
    answer = section(pair, "tenor").answer
    assert not answer.split(". ")[1].startswith("Much hostility")
    assert "no other record of the two bears out" in answer


def test_a_pair_without_a_turn_is_not_told_by_the_tone_of_its_press():
    found = section("DNK SWE", "evolution")
    assert not found.answer.startswith("Tone")
    assert any("Tone over the three years" in p for p in found.paragraphs)


def test_who_fled_is_told_in_a_sentence():
    assert "They are most of them" not in whole("POL UKR", "scope")


def test_threats_of_force_stand_under_defence():
    assert "blockade" in section("CHN TWN", "defence").answer


def test_powers_are_told_by_treaty_and_votes_before_old_shares_of_trade():
    found = section("POL UKR", "balance")
    assert found.answer.startswith("Poland has a pact of defence with the United States")
    assert "2016" not in found.answer and any("2016" in p for p in found.paragraphs)


def test_a_go_between_far_down_the_list_takes_a_line():
    far, near = section("POL UKR", "intermediary"), section("ISR KAZ", "intermediary")
    assert not far.paragraphs and not far.figures and "57th" in far.answer
    assert near.paragraphs and near.figures


def test_what_has_nothing_behind_it_has_no_head_in_the_annex():
    made = argument(compose(assessed("RUS", "UKR")))
    assert {s.title for s in made.passed if made.bare(s)} == {"Balance", "Intermediary", "Potential"}


def test_an_older_account_does_not_lead_over_newer_reports_of_the_two():
    then = assess(Atlas.open(None, date(2014, 12, 31)), Request("ISR", "KAZ", 1990, "comity assess"))
    found = next(s for s in then.sections if s.id == "exchange")
    years = [int(y) for y in re.findall(r"in (20\d\d)", found.answer.split(". ")[0])]
    assert years and max(years) >= 2012
    assert not any("end earlier" in p for p in found.paragraphs)
    evolution = next(s for s in then.sections if s.id == "evolution")
    assert any("not determinable: the record of the news at hand begins later" in p for p in evolution.paragraphs)


def test_how_two_began_is_named_among_the_turns_however_many_came_since():
    answer = section("IND PAK", "evolution").answer
    assert "British India was divided" in answer and "(1947)" in answer


def test_a_chapter_ends_in_the_year_and_by_the_row_of_what_opens_the_next():
    record = Record.of("IND", "PAK", date(2026, 11, 28))
    for chapter, head in zip(chapters(record)[:-1], told_in_chapters(record), strict=False):
        end = [p for p in head.parts if isinstance(p, When)][1]
        assert (end.ref, end.date) == (event_ref(chapter.before.id), str(chapter.before.when.year))


def test_an_event_of_the_answer_is_not_told_again_by_a_finding_in_other_words():
    defence = section("KAZ RUS", "defence")
    again = [p for p in defence.paragraphs if "Russian-led troops came" in p]
    assert "Russian-led troops came" in defence.answer and not again
