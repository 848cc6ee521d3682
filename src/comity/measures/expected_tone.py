"""Which tone is to be expected of the months ahead?

Tone returns to a level that itself drifts slowly. The level is filtered from the months so far; what follows is a
distribution, and its width is most of what it says. The width was fitted on one source of events: of the months of
another nothing is expected, and the rows say `not_applicable`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.measures.contract import Measure, Rows, gives
from comity.measures.pair_months import Grid, Table, Vector, pair_months, spoken_by
from comity.measures.tenor import SHRINKAGE, TONE, Z80
from comity.measures.uncalibrated import not_applicable, some_rows
from comity.tables.columns import Columns, concat
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Lines:
    """What was fitted on the months of one source, in squared log points.

    `drift` is the variance that the level gains from one month to the next, `monthly` that of a month about the level
    that its number of days does not explain; `width` is the factor on the standard deviation with which 80 % of
    outcomes fall inside.
    """

    drift: float
    monthly: float
    width: float


SCORES = "gdelt-dyad-day"
"""The source whose lines stand where none is named."""


@cache
def lines_of(source: str = SCORES) -> Lines | None:
    """The lines fitted on a source; None where none were."""
    with Path(__file__).with_name("forecast_lines.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["source"] == source:
                return Lines(float(row["drift"]), float(row["monthly"]), float(row["width"]))
    return None


LEAST_MONTHS = 24
"""Active months behind a forecast."""

EVERY = 3
"""Months from one forecast to the next."""

_FORGET = 0.2
"""Weight of the newest month in the number of days expected of the next."""

_VAGUE = 4.0
"""Variance of the level before the first month."""

EXPECTED_TONE = Measure(
    id="evolution.expected_tone",
    question="evolution",
    title="Tone expected of the next month",
    unit="log_points",
    formula="m + w (ℓ − m), w = n / (n + 5); ℓ by the Kalman filter of a local level in monthly means, drift 0.004 a "
    "month; n days expected; m = Σ s / (Σ n + 5); 80 % predictive interval, its variance growing by the drift",
    more="dealings in the news are expected to be more cooperative",
    reference=TONE.reference,
    not_when="Knows only the pair's own past: no election, no war. Better than the exponential mean by less than one "
    "per cent; what it adds is the distribution. Not applicable in months of a source on which no width was fitted, as "
    "those of an event warehouse.",
    inputs=("event_days",),
    direction="undirected",
    grain="month",
    decimals=2,
    interval=Interval.PREDICTIVE_80,
    among="all pairs with 24 active months, in the news in the last year",
)


@gives(EXPECTED_TONE)
def expected_tone(con: duckdb.DuckDBPyConnection) -> Rows:
    """At the end of each quarter, the distribution of the tone of the month that follows."""
    months = pair_months(con)
    if not len(months["a"]):
        return {EXPECTED_TONE.id: {}}
    parts = [_unjudged(months)]
    spoken = spoken_by(months)
    for source in np.unique(spoken):
        if lines := lines_of(str(source)):
            some = some_rows(months, spoken == source)
            found = forecasts(some, lines=lines)
            count = len(found.get("value", ()))
            told = {"state": None, "basis": some["source"][0]}
            parts.append(found and found | {name: np.full(count, v, dtype=object) for name, v in told.items()})
    return {EXPECTED_TONE.id: concat([part for part in parts if part])}


def _unjudged(months: Columns) -> Columns:
    """The rows of months after which nothing is expected; none where every source has lines."""
    calibrated = np.array([lines_of(source) is not None for source in spoken_by(months).tolist()])
    found = not_applicable(months, calibrated, every=EVERY)
    if not found:
        return {}
    count = len(found["value"])
    ends = {name: np.full(count, np.nan) for name in ("low", "high")}
    return found | ends | {"n": np.ma.MaskedArray(np.zeros(count, dtype=np.int32), mask=True)}


def forecasts(months: Columns, every: int = EVERY, lines: Lines | None = None) -> Columns:
    """Expected tone with its predictive interval after each `every`-th month; `months` as `pair_months` gives them.

    All months are one source's, by default that whose `lines` stand where none are named.
    """
    grid = Grid.of(months)
    active = grid.table(months["active"])
    value, spread = predictive(grid, months, lines)
    known = np.cumsum(active > 0, axis=1)
    parts = []
    for t in range(len(grid.periods)):
        if grid.periods[t] % every != every - 1 or not grid.delivered[t]:
            continue
        ready = (known[:, t] >= LEAST_MONTHS) & (active[:, max(0, t - 11) : t + 1].sum(axis=1) > 0)
        centre, half = value[ready, t], Z80 * spread[ready, t]
        period = np.full(len(centre), grid.periods[t], dtype=np.int32)
        rows = {"period": period, "value": centre, "low": centre - half, "high": centre + half}
        parts.append(grid.names(ready) | rows | {"n": known[ready, t].astype(np.int32)})
    return concat(parts)


def predictive(grid: Grid, months: Columns, lines: Lines | None = None) -> tuple[Table, Table]:
    """After each month: mean and standard deviation of the tone of the next month in which the pair is seen."""
    lines = lines or lines_of()
    assert lines is not None
    active, total, squares = (grid.table(months[name]) for name in ("active", "total", "squares"))
    days, sums = np.cumsum(active, axis=1), np.cumsum(total, axis=1)
    prior = sums / (days + SHRINKAGE)
    mean = sums / (days + SHRINKAGE)
    daily = np.maximum((np.cumsum(squares, axis=1) + SHRINKAGE * 4) / (days + SHRINKAGE) - mean**2, 0.25)
    level, variance = _filtered(active, total, daily, lines)
    coming = np.maximum(_expected_days(active, grid), 1.0)
    weight = coming / (coming + SHRINKAGE)
    spread = weight * np.sqrt(variance + lines.drift + daily / coming + lines.monthly)
    return prior + weight * (level - prior), lines.width * spread


def _filtered(active: Table, total: Table, daily: Table, lines: Lines) -> tuple[Table, Table]:
    """Level after each month and its variance, by the Kalman filter; a month without days adds nothing."""
    levels, variances = np.zeros(active.shape), np.zeros(active.shape)
    level, variance = np.zeros(len(active)), np.full(len(active), _VAGUE)
    for t in range(active.shape[1]):
        variance = variance + lines.drift
        n = np.maximum(active[:, t], 1.0)
        gain = np.where(active[:, t] > 0, variance / (variance + daily[:, t] / n + lines.monthly), 0.0)
        level = level + gain * (total[:, t] / n - level)
        variance = (1 - gain) * variance
        levels[:, t], variances[:, t] = level, variance
    return levels, variances


def _expected_days(active: Table, grid: Grid) -> Table:
    """Exponential mean of active days over the delivered months."""
    found = np.zeros(active.shape)
    mean: Vector = np.zeros(len(active))
    begun = False
    for t in range(active.shape[1]):
        if grid.delivered[t]:
            mean = mean + _FORGET * (active[:, t] - mean) if begun else active[:, t].astype(float)
            begun = True
        found[:, t] = mean
    return found
