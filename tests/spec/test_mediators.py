"""The ranking of go-betweens: its record, its features, its score and its words."""

import csv
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from comity.assessment.mediators import record, score
from comity.assessment.mediators.features import FEATURES, Columns, candidates
from comity.assessment.mediators.hostility import hostility
from comity.assessment.mediators.reasons import cases_between, checks, reasons
from comity.atlas.read import STARTER, Atlas
from comity.terms.country import states

DAY = date(2024, 12, 31)


def columns(day=DAY):
    return Columns(Atlas.open(STARTER, day))


@pytest.fixture(scope="module")
def seen():
    return columns()


@pytest.fixture(scope="module")
def ranking(seen):
    return score.rank(seen, "ISR", "IRN")


def test_every_row_of_the_record_is_whole():
    with record.PAGE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = {s.id for s in states()}
    assert len({r["id"] for r in rows}) == len(rows)
    for r in rows:
        assert r["mediator"] in ids and r["side_a"] in ids, r["id"]
        assert r["side_b"] in ids or r["side_b"].partition(":")[0] in ("NSA", "DOM"), r["id"]
        assert (r["kind"] == "interstate") == (r["side_b"] in ids), r["id"]
        assert r["mediator"] not in (r["side_a"], r["side_b"]), r["id"]
        assert r["evidence"] in ("seen", "known") and r["source"] and r["reason"], r["id"]
        assert r["use"] in ("estimate", "record"), r["id"]
        assert int(r["year"]) <= int(r["year_end"] or r["year"]) <= 2026, r["id"]


def made(mediator, year, *sides):
    return record.Mediation(
        id=f"{mediator}-{year}",
        sides=frozenset(sides),
        mediator=mediator,
        year=year,
        year_end=0,
        kind="interstate",
        role="mediator",
        outcome="",
        source="",
        evidence="seen",
        use="record",
        reason="x",
    )


def test_the_record_halves_every_ten_years_and_knows_nothing_of_later_years(monkeypatch):
    rows = (made("NOR", 1980, "FRA", "DEU"), made("NOR", 1990, "FRA", "ESP"), made("CHE", 1990, "FRA", "ESP"))
    monkeypatch.setattr(record, "mediations", lambda: rows)

    def standing(mediator, day):
        return record.standings(record.known_by(day), day).get(mediator, 0)

    assert standing("NOR", date(1989, 12, 31)) == pytest.approx(0.5)
    assert standing("NOR", date(1990, 6, 30)) == pytest.approx(0.5)
    assert standing("NOR", date(1999, 12, 31)) == pytest.approx(0.25 + 0.5)
    assert standing("SWE", date(2019, 12, 31)) == 0
    assert [m.id for m in cases_between("DEU", "FRA", date(1980, 12, 31))] == ["NOR-1980"]
    assert cases_between("DEU", "FRA", date(1980, 12, 30)) == ()


def test_chances_add_up_and_intervals_hold_their_values(ranking):
    rows = ranking.rows
    assert [r.rank for r in rows] == list(range(1, len(rows) + 1))
    assert sum(r.score for r in rows) == pytest.approx(1)
    assert all(r.low <= r.score <= r.high and r.rank_low <= r.rank <= r.rank_high for r in rows)
    assert [r.score for r in rows] == sorted((r.score for r in rows), reverse=True)
    assert not {"ISR", "IRN"} & {r.state for r in rows}
    assert ranking.of("ISR") is None


def test_neither_side_comes_first(seen, ranking):
    other = score.rank(seen, "IRN", "ISR")
    assert [(r.state, r.score, r.low, r.high) for r in other.rows] == [
        (r.state, r.score, r.low, r.high) for r in ranking.rows
    ]


def test_a_candidate_without_a_figure_stands_at_the_mean_and_is_marked(seen):
    found = candidates(seen, "ISR", "IRN")
    trade = [f.id for f in FEATURES].index("dialogue")
    missing = found.missing[:, trade]
    assert missing.any() and not missing.all()
    assert (found.matrix[missing, trade] == 0).all()
    assert found.matrix[:, trade].mean() == pytest.approx(0, abs=1e-9)


def test_an_earlier_day_does_not_know_later_mediations_or_states():
    then = score.rank(columns(date(2004, 12, 31)), "ISR", "IRN")
    assert "SSD" not in then.candidates.states and "SSD" in score.rank(columns(), "ISR", "IRN").candidates.states
    assert all(p <= "2004" for p in then.candidates.periods.values())
    later = then.candidates.states.index("KAZ")
    assert then.candidates.raw["record"][later] == 0


def test_votes_are_shown_and_not_ranked_on(ranking):
    atlas = columns().atlas
    rest = {name: entry for name, entry in atlas.manifest.measures.items() if name != "un.agreement"}
    seen = Columns(Atlas(atlas.folder, atlas.manifest.model_copy(update={"measures": rest}), atlas.as_of))
    blind = score.rank(seen, "ISR", "IRN")
    assert [(r.state, r.score) for r in blind.rows] == [(r.state, r.score) for r in ranking.rows]
    assert "not ranked on" not in reasons(blind, blind.rows[0], seen)
    assert "not ranked on" in reasons(ranking, ranking.rows[0], columns())


def test_conditions_say_what_stands_in_the_way(seen, ranking):
    saudi = ranking.of("SAU")
    found = checks(ranking, saudi, seen)
    assert [c.met for c in found] == [False, False, False, None]
    assert "Israel" in found[0].words and "Iran" in found[1].words and "sanctions" in found[3].words


def test_a_pair_that_is_no_rival_is_called_so(seen):
    assert hostility(seen, "IRN", "ISR").rivals is True
    friends = hostility(seen, "NOR", "SWE")
    assert friends.rivals is False and "not on record as strategic rivals" in friends.words
    early = hostility(columns(date(1989, 12, 31)), "IRN", "ISR")
    assert early.rivals is None and "not covered" in early.words


def test_before_the_atlas_begins_nothing_is_ranked():
    assert set(score.lacking(columns(date(1989, 12, 31)))) == set(score.NEEDED)
    assert score.lacking(columns()) == ()


def test_weights_fit_the_features_and_their_covariance_is_one():
    weights = score.estimated()
    assert weights.beta.shape == (len(FEATURES),)
    assert np.allclose(weights.covariance, weights.covariance.T)
    assert np.linalg.eigvalsh(weights.covariance).min() > -1e-9
    names = [f.id for f in FEATURES]
    signs = {n: weights.beta[names.index(n)] for n in ("forums", "near", "capability", "trade", "record")}
    assert all(v > 0 for v in signs.values()), signs
    assert weights.beta[names.index("hostile")] < 0


def test_certain_weights_leave_no_interval(monkeypatch, seen):
    sure = replace(score.estimated(), covariance=np.zeros((len(FEATURES), len(FEATURES))))
    monkeypatch.setattr(score, "estimated", lambda: sure)
    assert all(r.low == pytest.approx(r.score) == r.high for r in score.rank(seen, "IND", "PAK").rows)
