"""Scenarios with probabilities from a base rate: what became of pairs that stood where this one stands.

Taken are all pairs that stood in the same third of the scale one horizon before the newest period. The share of them
that rose, fell or stayed is the probability, with one case added to each so that none is 0 (rule of succession).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.assessment.likelihood import likelihood
from comity.assessment.view import View, ref
from comity.assessment.words import sentence
from comity.atlas.measurement import Measurement
from comity.dossier.forecast import Forecast
from comity.dossier.table import Column, TableModel
from comity.terms.curated import curated_rows
from comity.terms.period import periods_after
from comity.terms.unit import copied, format_value

_SERIES = (
    ("tenor.tone", 36, "the tone of reported dealings", ("colder", "much the same", "warmer")),
    ("un.agreement", 5, "agreement in UN votes", ("further apart in votes", "much the same", "closer in votes")),
)
FEWEST_PAIRS = 60
_LEAST_STEP = {"tenor.tone": 0.05, "un.agreement": 0.05}
"""A change smaller than this is none, whatever the interval says."""
_ONE_SCALE = {"tenor.tone"}
"""Series on another scale where another source speaks: no change is measured over a join."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The scenarios of one series, from coldest to warmest, and the base they rest on."""

    forecasts: tuple[Forecast, ...]
    table: TableModel
    words: str


def scenarios(view: View) -> Outlook | None:
    """Three scenarios from the first series that is new enough and has enough pairs; None where there is none."""
    for measure, horizon, noun, names in _SERIES:
        newest = view.last(measure)
        if newest is None or newest.value is None or not proven(measure) or view.past_shelf(newest):
            continue
        before = periods_after(newest.period, -horizon)
        if measure in _ONE_SCALE and not _one_source(view, newest, before):
            continue
        old, new = view.atlas.column(measure, before), view.atlas.column(measure, newest.period)
        both = {pair: (old[pair], new[pair]) for pair in old.keys() & new.keys() if pair[0] < pair[1]}
        like = _like(both, newest.value)
        if len(like) >= FEWEST_PAIRS:
            return _outlook(view, newest, horizon, noun, names, like)
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


@cache
def _courses() -> tuple[dict[str, str], ...]:
    return tuple(curated_rows(Path(__file__).with_name("outlooks.csv")))


def _one_source(view: View, newest: Measurement, before: str) -> bool:
    """Whether a pair's months at both ends of the horizon rest on one source; so where the series has only one."""
    if len(view.atlas.entry(newest.measure).basis) == 1:
        return True
    then = view.at(newest.measure, before)
    return then is not None and then.known and then.basis == newest.basis


def unfounded(view: View) -> str:
    """Why there are no probabilities, where there are none."""
    if all(view.last(measure) is None for measure, *_ in _SERIES):
        return f"neither {' nor '.join(noun for _, _, noun, _ in _SERIES)} of the two is at hand"
    if not any(proven(measure) for measure, *_ in _SERIES):
        return "no probability that was tested beats what all pairs did before"
    return "too few pairs with a series long enough and new enough to give a base rate"


def _like(both: dict[tuple[str, str], tuple[float, float]], value: float) -> list[float]:
    """Changes of the pairs whose earlier value lay in the same third as `value` does."""
    if not both:
        return []
    levels = sorted(was for was, _ in both.values())
    cuts = (levels[len(levels) // 3], levels[2 * len(levels) // 3])
    third = _third(value, cuts)
    return [now - was for was, now in both.values() if _third(was, cuts) == third]


def _third(value: float, cuts: tuple[float, float]) -> int:
    return (value > cuts[0]) + (value > cuts[1])


def _outlook(
    view: View, newest: Measurement, horizon: int, noun: str, names: tuple[str, str, str], changes: list[float]
) -> Outlook:
    half = 0.0 if newest.low is None or newest.high is None else (newest.high - newest.low) / 2
    step = round(max(half, _LEAST_STEP[newest.measure]), 2)
    counts = [sum(c < -step for c in changes), sum(abs(c) <= step for c in changes), sum(c > step for c in changes)]
    shares = rounded([(n + 1) / (len(changes) + 3) for n in counts])
    until = periods_after(newest.period, horizon)
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
            basis=(ref(newest),),
        )
        for name, what, p, (low, high) in zip(names, said, shares, bounds, strict=True)
    )
    rows = tuple(
        (
            name[:1].upper() + name[1:],
            what,
            f.likelihood.term,
            format_value(p, "probability"),
            f"{n} of {len(changes)}",
        )
        for name, what, f, p, n in zip(names, said, forecasts, shares, counts, strict=True)
    )
    table = TableModel(
        id="table.scenarios",
        question="outlook",
        title=f"Scenarios from {newest.period} to {until}",
        columns=tuple(Column(name=n) for n in ("Scenario", "What happens", "Likelihood", "Probability", "Base rate")),
        rows=rows,
        note=f"Base rate: of the pairs in the same third of {noun} in {periods_after(newest.period, -horizon)}, how "
        f"many had moved so by {newest.period}. One case is added to each. Probabilities sum to 1.",
        source=view.source(newest.measure),
    )
    most = max(zip(shares, names, strict=True))
    before = periods_after(newest.period, -horizon)
    words = (
        f"Of {len(changes)} pairs that stood alike in {before}, {counts[0]} were {names[0]} by {newest.period}, "
        f"{counts[1]} {names[1]} and {counts[2]} {names[2]}. On that base rate “{most[1]}” is the most "
        f"probable of three scenarios up to {until}, at {format_value(most[0], 'probability')}."
    )
    return Outlook(forecasts, table, words)


def rounded(shares: list[float]) -> list[float]:
    """Shares in hundredths that still sum to 1: the largest remainders are rounded up."""
    floors = [int(100 * s) for s in shares]
    order = sorted(range(len(shares)), key=lambda i: -(100 * shares[i] - floors[i]))
    for i in order[: 100 - sum(floors)]:
        floors[i] += 1
    return [f / 100 for f in floors]
