"""Scenarios with probabilities from a base rate: what became of pairs that stood where this one stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.assessment.derived.base_rate import BaseRate, base_rate
from comity.assessment.likelihood import likelihood
from comity.assessment.say import chosen, say
from comity.assessment.view import View, ref
from comity.assessment.words import sentence
from comity.dossier.forecast import Forecast
from comity.dossier.table import Column, TableModel
from comity.quantities.derivations import SERIES
from comity.terms.curated import curated_rows
from comity.terms.unit import copied, format_value

_SERIES = (
    ("tone", "the tone of reported dealings", ("colder", "much the same", "warmer")),
    ("votes", "agreement in UN votes", ("further apart in votes", "much the same", "closer in votes")),
)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The scenarios of one series, from coldest to warmest, and the base they rest on."""

    forecasts: tuple[Forecast, ...]
    table: TableModel
    words: str


def scenarios(view: View) -> Outlook | None:
    """Three scenarios from the first series that is new enough and has enough pairs; None where there is none."""
    for series, noun, names in _SERIES:
        newest = view.last(SERIES[series])
        if newest is None or newest.value is None or not proven(newest.measure) or view.past_shelf(newest):
            continue
        if (rate := base_rate(view, series)) is not None:
            return _outlook(view, rate, noun, names)
    return None


@cache
def _skill() -> dict[str, dict[str, str]]:
    return {row["measure"]: row for row in curated_rows(Path(__file__).with_name("scenario_skill.csv"))}


def proven(measure: str) -> bool:
    """Whether such probabilities beat what all pairs did before, out of sample: the interval of the gain is above 0."""
    row = _skill().get(measure)
    return row is not None and bool(row["low"]) and float(row["low"]) > 0


def courses(view: View) -> TableModel | None:
    """What may become of a relationship of this kind, without probabilities, and what would show it first."""
    kind = None if view.kind is None else view.kind
    rows = (
        () if kind is None else tuple((r["scenario"], r["what"], r["sign"]) for r in _courses() if r["kind"] == kind.id)
    )
    if kind is None or not rows:
        return None
    return TableModel(
        id="table.courses",
        question="outlook",
        title=f"What becomes of {kind.name}",
        columns=tuple(Column(name=n) for n in ("Course", "What happens", "First sign")),
        rows=tuple(tuple(sentence(cell) for cell in row) for row in rows),
        note="Courses that relations of this kind take. No probability stands beside them: none that was tested beats "
        "what all pairs did before.",
    )


def told_courses(view: View, *, odds: bool) -> tuple[str, ...]:
    """Each course as a sentence with its first sign, and that no probability stands beside them where none does."""
    rows = [r for r in _courses() if view.kind is not None and r["kind"] == view.kind.id]
    said = [
        say(
            "questions",
            "course.of",
            course=chosen(sentence(r["scenario"]), "courses", r["scenario"]),
            what=chosen(r["what"], "courses", r["scenario"]),
            why=chosen(r["reason"], "courses", r["scenario"]),
            sign=chosen(r["sign"], "courses", r["scenario"]),
        )
        for r in rows
    ]
    no_odds = [] if odds else [say("questions", "course.no_odds")]
    return (" ".join(c.text for c in said), *(c.text for c in no_odds)) if said else ()


@cache
def _courses() -> tuple[dict[str, str], ...]:
    return tuple(curated_rows(Path(__file__).with_name("outlooks.csv")))


def unfounded(view: View) -> str:
    """Why there are no probabilities, where there are none."""
    if all(view.last(measure) is None for measure in SERIES.values()):
        return f"neither {' nor '.join(noun for _, noun, _ in _SERIES)} of the two is at hand"
    if not any(map(proven, SERIES.values())):
        return "no probability that was tested beats what all pairs did before"
    return "too few pairs with a series long enough and new enough to give a base rate"


def _outlook(view: View, rate: BaseRate, noun: str, names: tuple[str, str, str]) -> Outlook:
    newest, before, until, step = rate.newest, rate.before, rate.until, rate.step
    counts, shares = rate.counts, rate.shares
    shown = [view.worked(row) for row in rate.rows]
    said = (
        f"{noun} falls by more than {copied(step)}",
        f"{noun} moves by no more than {copied(step)} either way",
        f"{noun} rises by more than {copied(step)}",
    )
    bounds = ((None, -step), (-step, step), (step, None))
    forecasts = tuple(
        Forecast(
            id=f"scenario.{name.replace(' ', '_')}",
            statement=f"Between {newest.period} and {until} {what}.",
            likelihood=likelihood(p),
            measure=newest.measure,
            a=newest.a,
            b=newest.b,
            start=newest.period,
            resolves=until,
            above=low,
            below=high,
            basis=(ref(newest), ref(row)),
        )
        for name, what, p, row, (low, high) in zip(names, said, shares, shown, bounds, strict=True)
    )
    rows = tuple(
        (
            name[:1].upper() + name[1:],
            what,
            f.likelihood.term,
            format_value(p, "probability"),
            f"{n} of {rate.pairs}",
        )
        for name, what, f, p, n in zip(names, said, forecasts, shares, counts, strict=True)
    )
    table = TableModel(
        id="table.scenarios",
        question="outlook",
        title=f"Scenarios from {newest.period} to {until}",
        columns=tuple(Column(name=n) for n in ("Scenario", "What happens", "Likelihood", "Probability", "Base rate")),
        rows=rows,
        note=f"Base rate: of the pairs in the same third of {noun} in {before}, how "
        f"many had moved so by {newest.period}. One case is added to each. Probabilities sum to 1.",
        source=view.source(newest.measure),
    )
    most = max(zip(shares, names, strict=True))
    words = (
        f"Of {rate.pairs} pairs that stood alike in {before}, {counts[0]} were {names[0]} by {newest.period}, "
        f"{counts[1]} {names[1]} and {counts[2]} {names[2]}. On that base rate “{most[1]}” is the most "
        f"probable of three scenarios up to {until}, at {format_value(most[0], 'probability')}."
    )
    return Outlook(forecasts, table, words)
