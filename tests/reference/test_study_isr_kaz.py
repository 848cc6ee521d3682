"""The worked study that ships: all of its 267 statements, dated, sourced and graded."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from comity.assessment.questions.scope import INSTRUMENTS
from comity.evidence.contradictions.register import register
from comity.evidence.study import load_study
from comity.terms.period import Period

FOLDER = Path(__file__).resolve().parents[2] / "studies" / "isr-kaz"

# Notes of what was read where; a row may look ahead only to say what was then expected.
LOOK_AHEAD = {"128"}


@pytest.fixture(scope="module")
def study():
    return load_study(FOLDER)


def test_the_statements_are_all_there(study):
    assert len(study.statements) == 267
    assert {int(s.id) for s in study.statements} == set(range(1, 268))
    assert len({s.claim for s in study.statements}) == 267


def test_every_statement_has_date_source_address_and_grade(study):
    for s in study.statements:
        assert s.date, s.id
        assert s.source, s.id
        assert s.url.startswith("http"), s.id
        assert re.fullmatch(r"[A-D][1-5]", s.grade), s.id


def test_statements_by_question(study):
    assert Counter(s.question for s in study.statements) == {
        "scope": 36,
        "tenor": 20,
        "evolution": 25,
        "exchange": 18,
        "complementarity": 13,
        "dependence": 15,
        "defence": 23,
        "balance": 32,
        "access": 12,
        "intermediary": 10,
        "context": 42,
        "potential": 16,
        "outlook": 5,
    }


def test_sources_are_mostly_secondary(study):
    assert sum(s.source_type == "secondary" for s in study.statements) == 221


def test_all_of_it_is_known_by_the_study_s_own_date(study):
    assert len(study.evidence(study.settings.as_of)) == 267


@pytest.mark.parametrize(
    ("as_of", "known"), [("1995-12-31", 6), ("2006-12-31", 30), ("2014-05-31", 91), ("2020-12-31", 153)]
)
def test_the_blind_spots_of_the_time_stay_blind(study, as_of, known):
    assert len(study.evidence(date.fromisoformat(as_of))) == known


def test_no_row_tells_what_was_learned_after_it(study):
    for s in study.statements:
        years = [int(year) for year in re.findall(r"\b(?:19|20)[0-4][0-9]\b", f"{s.claim} {s.note}")]
        if s.status != "plan" and s.id not in LOOK_AHEAD:
            assert all(year <= s.known_by.year for year in years), s.id


def test_what_is_known_of_sales_of_arms_in_2001_came_out_in_2025(study):
    (sales,) = (s for s in study.statements if s.id == "34")
    assert (sales.date, sales.known_by) == ("2001", date(2025, 11, 30))


def test_contradictions_stand_side_by_side(study):
    jews = {s.id: s.value for s in study.statements if s.kind == "stock" and "Jews in Kazakhstan" in s.claim}
    assert {jews[id] for id in ("21", "54", "55", "73", "156")} == {"16000", "3578", "15000", "50000", "2500"}
    oil = [s for s in study.statements if s.sector == "energy" and s.value == "25"]
    assert {s.id for s in oil} == {"50", "72", "147", "151"}


def test_visits_go_both_ways(study):
    made = [s for s in study.statements if s.kind == "visit" and s.status != "plan"]
    ways = Counter((s.sender, s.receiver) for s in made)
    assert (ways["ISR", "KAZ"], ways["KAZ", "ISR"]) == (17, 10)
    assert "88" not in {s.id for s in made}, "a delegation that was only due"


def test_the_scope_of_the_pair(study):
    between = [s for s in study.statements if {s.a, s.b} == {"ISR", "KAZ"}]
    real = [s for s in between if s.kind in INSTRUMENTS and s.status != "plan"]
    assert all(s.sector for s in real)
    cells = Counter((s.sector, s.kind) for s in real)
    assert cells["space", "project"] == 2
    assert cells["defence", "agreement"] == 1
    assert ("environment", "project") not in cells, "only offered"


def test_peers_rivals_poles_and_blocs_have_reasons_and_are_dated_states(study):
    given = study.settings
    assert {peer.state for peer in given.peers} == {"AZE", "UZB", "TKM", "KGZ", "TJK"}
    assert {pole.state for pole in given.poles} == {"USA", "RUS", "CHN"}
    assert {bloc.id: len(bloc.members) for bloc in given.blocs} == {
        "cica": 28,
        "oic": 57,
        "eaeu": 5,
        "eco": 10,
    }
    assert "IRN" in {rival.state for rival in given.rivals if rival.of == "ISR"}
    assert given.since == Period.parse("1991").year


def test_no_address_is_that_of_a_proxy(study):
    for s in study.statements:
        assert not re.search(r"tor2web|ipfs|movatter|hiragana", s.url), s.id


def _labels(name):
    with (FOLDER.parents[1] / "validation" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_register_holds_what_the_casebook_contradicts_with_few_false_alarms(study):
    found = {(e.kind, " ".join(e.rows)) for e in register(study.evidence(study.settings.as_of), study.settings.as_of)}
    labels = {(r["kind"], r["rows"]): r["true"] for r in _labels("contradictions_labelled.csv")}
    assert found <= labels.keys()
    assert sum(labels[key] == "yes" for key in found) >= 0.9 * len(found)
    assert len(found) >= 40
    rows = [set(ids.split()) for _, ids in found]
    known = _labels("contradictions_known.csv")
    assert sum(any(set(k["rows"].split()) <= held for held in rows) for k in known) >= 0.9 * len(known)


def test_the_edition_of_2014_contradicts_itself_only_by_what_was_known(study):
    found = register(study.evidence(date(2014, 5, 1)), date(2014, 5, 1))
    known = {s.id for s in study.evidence(date(2014, 5, 1))}
    assert found and {i for e in found for i in e.rows} <= known
