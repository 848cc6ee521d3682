"""Access, intermediary and context where the question has no easy answer: each says so."""

from datetime import date

import pytest

from comity.assessment.assess import Request, assess
from comity.assessment.blocs.membership import Named
from comity.atlas.read import STARTER, Atlas

DAY = date(2024, 12, 31)


def report(a, b, day=DAY, **asked):
    return assess(Atlas.open(STARTER, day), Request(a, b, 1990, "comity assess", **asked))


def section(found, name):
    return next(s for s in found.sections if s.id == name)


def table(found, name):
    return next((t for t in found.tables if t.id == name), None)


def test_two_without_rivals_have_no_go_between_to_judge():
    found = section(report("PRT", "URY"), "intermediary")
    assert found.state == "no_evidence" and "strategic rivals" in found.answer


def test_a_rival_that_only_the_study_names_is_ranked_too():
    found = report("BTN", "URY", rivals=(("BTN", "CHN"),))
    assert section(found, "intermediary").state == "answered"
    rows = table(found, "table.intermediary").rows
    assert len(rows) == 1 and "Bhutan and China" in rows[0][0] and rows[0][1] == "Uruguay"
    finding = next(f for f in found.findings if f.question == "intermediary")
    known = {m.id: m for m in found.measures}
    assert known["conflict.rivalry/BTN-CHN/2020"].state == "true_zero"
    assert set(finding.basis) <= set(known)


def test_a_rival_that_is_no_more_is_left_out():
    found = section(report("BTN", "URY", rivals=(("BTN", "DDR"), ("URY", "CSK"))), "intermediary")
    assert found.state == "no_evidence"


def test_the_known_error_stands_beside_every_ranking():
    found = report("ISR", "KAZ")
    asked = section(found, "intermediary")
    assert asked.state == "answered" and "in its first ten" in asked.paragraphs[0]
    findings = [f for f in found.findings if f.question == "intermediary"]
    assert findings and all("first ten" in f.confidence_reason for f in findings)
    assert all(f.estimate.low <= f.estimate.value <= f.estimate.high for f in findings)
    assert all("Neither side has been shown to want" in f.against[-1] for f in findings)


def test_before_forums_and_distances_begin_a_ranking_is_not_determinable():
    found = report("IRN", "OMN", date(1990, 6, 30), rivals=(("IRN", "IRQ"),))
    asked = section(found, "intermediary")
    assert asked.state == "not_determinable" and "igo.shared" in asked.answer


def test_a_bloc_of_the_study_without_members_says_so_and_others_are_as_the_study_says():
    named = (Named("nobody", "Union of nobody", ()), Named("few", "Club of few", ("KAZ", "UZB", "IRN")))
    found = report("ISR", "KAZ", blocs=named)
    rows = {row[0]: row for row in table(found, "table.blocs").rows}
    assert rows["Union of nobody"][-1] == "no member on record"
    assert rows["Club of few"][1] == "Israel through Kazakhstan" and rows["Club of few"][2] == "1 of 2"
    assert rows["Club of few"][5] == "Iran"


@pytest.mark.parametrize(("a", "b"), [("JPN", "GBR"), ("TUV", "NRU"), ("ISR", "KAZ")])
def test_the_neighbourhood_of_islands_is_not_a_peaceful_one(a, b):
    found = report(a, b)
    rows = {row[0]: row[1:] for row in table(found, "table.surroundings").rows}
    land = rows.get("Hostile share of land neighbours' weight", ("–", "–"))
    if a in ("JPN", "TUV"):
        assert land[0] == "–"
    assert section(found, "access").state == "answered"


def test_who_rises_is_told_with_both_years_and_the_sources_end():
    found = report("NOR", "COL")
    rising = next(f for f in found.findings if f.id == "context.rising.COL")
    assert "China's share of Colombia's imports rose from" in rising.claim
    assert "Between 2006 and 2016" in rising.claim and len(rising.basis) == 4
    relations = {row[0]: row[2] for row in table(found, "table.relations").rows}
    assert relations["Strategic rivals"].startswith("Venezuela")


def test_who_holds_office_is_told_of_the_day_of_the_list_with_both_offices():
    found = report("FRA", "COL", date(2026, 6, 30))
    claim = next(f for f in found.findings if f.id == "context.leader.FRA").claim
    assert claim.startswith("On 31 December 2025") and "Emmanuel Macron" in claim and "Sébastien Lecornu" in claim
    assert "14 May 2017" in claim and "9 September 2025" in claim
    one = next(f for f in report("USA", "COL", date(2026, 6, 30)).findings if f.id == "context.leader.USA").claim
    assert "head of state and of government" in one and "20 January 2025" in one


def test_a_leader_of_long_ago_is_not_told_at_all():
    late = report("NOR", "COL", date(2032, 6, 30))
    assert not [f for f in late.findings if f.id.startswith("context.leader")]
    rows = table(late, "table.context").rows
    assert all(row[-1] == "\u2013" for row in rows)


def test_the_answer_has_people_and_economy_with_their_years():
    answer = section(report("RUS", "UKR", date(2026, 6, 30)), "context").answer
    assert "In 2024 Russia had 140 million people" in answer and "Ukraine" in answer and "2015" not in answer
