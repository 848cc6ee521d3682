"""Scales of words, confidence, hypotheses, scenarios and scores: small cases that a reader can check by hand."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import isclose

import pytest

from assessments import rich
from comity.api.affected import affected
from comity.api.score import calibration, mean_brier, score
from comity.assessment.answer import Judged
from comity.assessment.confidence import of_statements
from comity.assessment.derived.base_rate import rounded
from comity.assessment.hypotheses import table, weigh
from comity.assessment.judgements import FEWEST, MOST, aged, key_judgements
from comity.assessment.likelihood import likelihood, likely_that, scale, scales
from comity.assessment.record import Record
from comity.assessment.salience import Salience
from comity.dossier.finding import Finding
from comity.dossier.forecast import Forecast
from comity.dossier.statement import Contradiction, EvidenceRow
from comity.errors import BadFile
from comity.evidence.hypotheses import Contest, read_hypotheses

WORDS = [
    ("icd203", 0.03, "almost no chance", ""),
    ("icd203", 0.20, "very unlikely", ""),
    ("icd203", 0.50, "roughly even chance", ""),
    ("icd203", 0.80, "likely", ""),
    ("icd203", 1.00, "almost certain", ""),
    ("phia", 0.15, "highly unlikely", ""),
    ("phia", 0.07, "remote chance", "gap"),
    ("phia", 0.22, "highly unlikely", "gap"),
    ("phia", 0.38, "realistic possibility", "gap"),
    ("phia", 0.70, "likely", ""),
    ("phia", 0.93, "almost certain", "gap"),
    ("kent", 0.75, "probable", ""),
    ("kent", 0.50, "chances about even", ""),
    ("kent", 0.07, "almost certainly not", ""),
]


@pytest.mark.parametrize(("name", "probability", "term", "note"), WORDS)
def test_a_probability_has_one_word_on_each_scale(name, probability, term, note):
    found = likelihood(probability, name)
    assert (found.term, found.scale) == (term, name)
    assert bool(note) == bool(found.note)
    assert likely_that(found).endswith("that")


def test_bands_do_not_overlap_and_the_number_is_kept():
    for name, bands in scales().items():
        assert all(one.high <= two.low for one, two in pairwise(bands)), name
    assert likelihood(0.22, "phia").probability == 0.22
    with scale("phia"):
        assert likelihood(0.85).term == "highly likely"
    assert likelihood(0.85).term == "very likely"


def statement(n: int, source: str = "", grade: str = "A1", day: str = "2025-06", kind: str = "primary") -> EvidenceRow:
    return EvidenceRow(
        id=f"evidence/{n}",
        date=day,
        claim=f"Statement {n}.",
        source=source or f"Source {'abcdefghij'[n % 10]}",
        kind="flow",
        grade=grade,
        source_type=kind,
    )


def test_confidence_shows_three_criteria_and_any_poor_one_makes_it_low():
    good = [statement(n) for n in range(7)]
    level, reason = of_statements(good, "good", "counted", date(2026, 1, 1))
    assert level == "high"
    assert "information base good (7 statements of 7 independent origins, 7 primary)" in reason
    assert "rigour good" in reason and "stability good (newest of 2025)" in reason
    assert of_statements(good, "fair", "counted", date(2026, 1, 1))[0] == "moderate"
    assert of_statements(good, "good", "counted", date(2040, 1, 1))[0] == "low"
    assert of_statements([statement(1, grade="D4")], "good", "counted", date(2026, 1, 1))[0] == "low"
    same = [statement(n, source="One paper, 2025") for n in range(7)]
    assert of_statements(same, "good", "counted", date(2026, 1, 1))[0] == "moderate"


CONTEST = Contest.model_validate(
    {
        "id": "oil",
        "question": "How much?",
        "hypotheses": [{"id": "little", "text": "Little"}, {"id": "much", "text": "Much"}],
        "evidence": [
            {"row": "1", "ratings": {"little": "++", "much": "--"}, "reason": "x"},
            {"row": "2", "ratings": {"little": "-", "much": "+"}, "reason": "x"},
            {"row": "3", "ratings": {"little": "-", "much": "+"}, "reason": "x"},
        ],
    }
)


def test_odds_are_those_of_bayes_and_grades_temper_them():
    rows = {e.id: e for e in (statement(1), statement(2))}
    outcome = weigh(CONTEST, rows, ())
    assert outcome is not None
    little = 0.5 * 0.9 * 0.3
    much = 0.5 * 0.1 * 0.7
    assert isclose(outcome.posterior[0], little / (little + much))
    assert isclose(sum(outcome.posterior), 1.0)
    assert outcome.columns[0].row.id == "evidence/1"
    doubtful = weigh(CONTEST, rows | {"evidence/1": statement(1, grade="D4")}, ())
    assert doubtful is not None and doubtful.posterior[0] < outcome.posterior[0]


def test_dependent_statements_count_once():
    rows = {e.id: e for e in (statement(1), statement(2), statement(3))}
    apart = weigh(CONTEST, rows, ())
    echo = Contradiction(id="c", kind="one_origin", label="x", rows=("evidence/2", "evidence/3"), what="x", settle="x")
    once = weigh(CONTEST, rows, (echo,))
    single = weigh(CONTEST, {k: rows[k] for k in ("evidence/1", "evidence/2")}, ())
    assert apart is not None and once is not None and single is not None
    assert apart.posterior[1] > once.posterior[1]
    assert isclose(once.posterior[1], single.posterior[1])


def test_the_matrix_has_hypotheses_in_rows_and_names_no_winner():
    outcome = weigh(CONTEST, {e.id: e for e in (statement(1), statement(2))}, ())
    assert outcome is not None
    made = table(outcome)
    assert [row[0] for row in made.rows] == ["Little", "Much", "Weight of the statement"]
    assert isclose(sum(float(row[-1]) for row in made.rows[:2]), 1.0, abs_tol=0.02)
    assert "no winner" in made.note
    assert weigh(CONTEST, {"evidence/1": statement(1)}, ()) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {id: x, question: q, hypotheses: [{id: a, text: t}], evidence: []}", "hypotheses"),
        ("- {id: x, question: q, hypotheses: [{id: a, text: t}, {id: a, text: u}], evidence: []}", "two hypotheses"),
        (
            "- {id: x, question: q, hypotheses: [{id: a, text: t}, {id: b, text: u}], "
            "evidence: [{row: '1', ratings: {a: '+'}, reason: r}]}",
            "rate each of a, b",
        ),
        ("x: [", "hypotheses.yaml"),
    ],
)
def test_a_fault_in_hypotheses_is_one_line(tmp_path, text, words):
    (tmp_path / "hypotheses.yaml").write_text(text)
    with pytest.raises(BadFile, match=words):
        read_hypotheses(tmp_path)


def test_shares_are_rounded_so_that_they_sum_to_one():
    for shares in ([1 / 3, 1 / 3, 1 / 3], [0.005, 0.49, 0.505], [0.125, 0.125, 0.75]):
        assert isclose(sum(rounded(shares)), 1.0)


def finding(n: int, question: str) -> Finding:
    return Finding(
        id=f"f.{n:02d}",
        question=question,
        claim="x",
        confidence="low",
        confidence_reason="x",
        basis=("b",),
        would_change="x",
    )


QUIET = Record("BTN", "URY", date(2026, 3, 31), (), ())
"""Two states between which the chronicle knows nothing."""


def test_key_judgements_are_the_weightiest_and_never_three_of_one_question():
    judged = [Judged(finding(n, "tenor"), Salience(0.9 - n / 100)) for n in range(6)]
    judged += [
        Judged(finding(10 + n, q), Salience(0.5)) for n, q in enumerate(("scope", "defence", "balance", "access"))
    ]
    chosen = [j.findings[0] for j in key_judgements(judged, QUIET)]
    assert chosen == ["f.00", "f.01", "f.10", "f.11", "f.12", "f.13"]
    many = (
        (weight, len(key_judgements([Judged(finding(n, f"q{n}"), Salience(weight)) for n in range(12)], QUIET)))
        for weight in (0.9, 0.3, 0.1)
    )
    assert list(many) == [(0.9, MOST), (0.3, FEWEST), (0.1, 0)]


def test_what_is_about_one_of_the_two_is_no_key_judgement():
    of_one = [Judged(finding(n, f"q{n}"), Salience(0.9, about_both=False)) for n in range(4)]
    assert key_judgements(of_one, QUIET) == ()
    chosen = key_judgements([*of_one, Judged(finding(9, "q9"), Salience(0.3))], QUIET)
    assert [j.findings[0] for j in chosen] == ["f.09"]


def test_what_is_old_counts_less_and_what_a_war_made_history_leads_nothing():
    def resting_on(period):
        return finding(1, "exchange").model_copy(update={"basis": (f"exchange.exports_compiled/RUS-UKR/{period}",)})

    at_war = Record.of("RUS", "UKR", date(2026, 3, 31))
    ages = [aged(resting_on(period), QUIET) for period in ("2024", "2018", "2010")]
    assert ages == sorted(ages, reverse=True) and len(set(ages)) == 3 and ages[0] == 1.0
    assert aged(resting_on("2016"), at_war) == 0.0 and aged(resting_on("2024"), at_war) == 1.0


def test_a_forecast_is_scored_by_a_later_edition():
    it = rich()
    m = next(m for m in it.measures if m.value is not None)
    later = m.model_copy(update={"period": "2099", "value": (m.value or 0) + 1, "id": "later"})
    both = [("up", 0.8, 0.5, None), ("flat", 0.1, -0.5, 0.5), ("down", 0.1, None, -0.5)]
    forecasts = tuple(
        Forecast(
            id=name,
            statement="x",
            likelihood=likelihood(p),
            measure=m.measure,
            a=m.a,
            b=m.b,
            start=m.period,
            resolves="2099",
            above=above,
            below=below,
            basis=(m.id,),
        )
        for name, p, above, below in both
    )
    old = it.model_copy(update={"forecasts": forecasts})
    new = it.model_copy(update={"measures": (*it.measures, later)})
    scored = score(old, new)
    assert [s.outcome for s in scored] == [1, 0, 0]
    assert isclose(mean_brier(scored) or 9, (0.04 + 0.01 + 0.01) / 3)
    assert [(n, came) for _, _, n, _, came in calibration(scored)] == [(2, 0.0), (1, 1.0)]
    assert [s.outcome for s in score(old, it)] == [None] * 3


def test_what_rests_on_a_row_is_found_in_findings_and_judgements():
    it = rich()
    row = it.findings[0].basis[0]
    found = affected(it, row)
    assert it.findings[0].id in found.findings
    assert not affected(it, "nothing at all").anything
