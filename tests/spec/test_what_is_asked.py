"""What an assessment asks the atlas for, and what it does with people who fled from one of the two to the other."""

from dataclasses import replace
from datetime import date

import pytest

from asked import Asked, beyond, spied, undeclared
from comity.assessment.answer import Judged
from comity.assessment.assess import Request, assess
from comity.assessment.declared import asked_by, findings, readers
from comity.assessment.salience import weights
from comity.atlas.read import Atlas
from comity.measures.recipes import RECIPES
from comity.quantities.derivations import DERIVATIONS
from comity.terms.question import QUESTIONS
from comity.terms.ref import measure_of

DAY = date(2025, 12, 31)
PAIRS = (("ISR", "KAZ"), ("CHN", "USA"), ("SYR", "TUR"), ("RUS", "UKR"), ("BTN", "URY"))


@pytest.fixture(scope="module")
def asked() -> tuple[dict[str, set[str]], list[Judged], Asked]:
    atlas = Asked.open(None, DAY)
    judged = spied(atlas, PAIRS)
    return atlas.seen, judged, atlas


def test_a_question_asks_for_nothing_that_it_does_not_declare(asked):
    seen, _, _ = asked
    assert set(seen) == {q.id for q in QUESTIONS} | {"page1"}
    assert undeclared(seen) == {}


def test_a_finding_rests_on_nothing_that_it_does_not_declare(asked):
    _, judged, _ = asked
    assert len({j.salience.finding for j in judged}) > 30
    assert beyond(judged) == set()


def test_a_finding_that_declares_less_than_it_rests_on_is_seen(asked):
    _, judged, _ = asked
    rests = [j for j in judged if any(measure_of(row) for row in j.finding.basis)]
    planted = replace(rests[0], salience=replace(rests[0].salience, finding="chronicle.war"))
    assert beyond([planted])


def test_what_is_declared_is_asked_for(asked):
    """By some question of these pairs, of all that the atlas at hand holds."""
    seen, _, atlas = asked
    every = set().union(*seen.values())
    declared = {m for q in seen for m in asked_by(q)}
    held = {m for m in declared if m in atlas.manifest.measures}
    assert held - every == set()


def test_every_finding_that_is_weighed_is_declared_and_no_other():
    assert {f.finding for f in findings()} == {name for name, _ in weights()}


def test_every_measure_declared_is_one():
    known = {m.id for recipe in RECIPES for m in recipe.measures} | {id for d in DERIVATIONS for id in d.ids}
    whole = known | {m.rpartition(".")[0] for m in known if m.count(".") == 2}
    assert {m for f in findings() for m in f.rests_on} | {m for r in readers() for m in r.measures} <= whole


@pytest.mark.parametrize("table", ["findings", "reads"])
def test_what_is_curated_has_its_words(table):
    words = [f.says for f in findings()] if table == "findings" else [r.reason for r in readers()]
    assert words and all(len(w) > 8 for w in words)


def _assessed(a: str, b: str, day: date = DAY):
    return assess(Atlas.open(None, day), Request(a, b, 1990, "comity assess"))


def test_two_million_refugees_stand_on_the_first_page():
    found = _assessed("SYR", "TUR")
    assert "most of them refugees or asylum seekers (2.3 million in 2025 by UNHCR)" in found.page1.bottom_line.text
    assert "scope.refugees.SYR-TUR" in {f.id for f in found.findings}


def test_a_few_thousand_are_a_finding_and_a_handful_is_none():
    ids = {f.id for f in _assessed("BTN", "NPL").findings}
    assert "scope.refugees.BTN-NPL" in ids and "scope.refugees.NPL-BTN" not in ids
    few = _assessed("ISR", "KAZ")
    assert not [f for f in few.findings if f.id.startswith("scope.refugees")]
    facts = next(t for t in few.tables if t.id == "table.facts")
    assert {row[0] for row in facts.rows} >= {
        "Refugees and asylum seekers from Kazakhstan in Israel",
        "Land neighbours",
    }


def test_before_the_war_nobody_is_told_of():
    assert not [f for f in _assessed("SYR", "TUR", date(2010, 12, 31)).findings if f.id == "scope.refugees.SYR-TUR"]


def test_votes_on_one_region_are_taken_out_where_that_is_known():
    [votes] = [f for f in _assessed("ISR", "KAZ").findings if f.id == "tenor.votes"]
    assert votes.against == (
        "A quarter of recorded votes concern one region: without roll calls on the Palestinian conflict agreement in "
        "2019 was 0.28 (74 votes), over all 0.24.",
    )
    assert "un.agreement_no_middle_east/ISR-KAZ/2019" in votes.basis


def test_a_share_of_votes_is_told_with_its_place_among_those_of_its_year():
    """Of two years, so that what the whole Assembly moved between them is not taken for a change of the pair."""
    [votes] = [f for f in _assessed("IND", "PAK").findings if f.id == "tenor.votes"]
    now, then = votes.claim.split(", after ")
    assert "er than for" in now.split(";")[0] and then.split(")")[0].endswith("of pairs")
