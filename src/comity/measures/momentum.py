"""Is the tone of a relationship rising or falling?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.measures.pair_months import Grid, Table, Vector, pair_months
from comity.measures.tenor import TONE, Z80, basis_of, tone
from comity.tables.columns import Columns, concat
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

WINDOW = 36
"""Months that the trend looks back."""

LEAST_MONTHS = 18
"""Active months in the window below which no trend is given."""

MOMENTUM = Measure(
    id="evolution.momentum",
    question="evolution",
    title="Trend of tone",
    unit="log_points_per_year",
    interval=Interval.CREDIBLE_80,
    formula="slope of monthly tone on time over 36 months, weighted by active days, 80 % interval from the "
    "residuals with first-order serial correlation; each source of events in the window has a level of its own",
    more="tone is rising",
    reference=TONE.reference,
    not_when="A trend of the past, not a forecast: tone returns to its mean. Where the source of events changes within "
    "the 36 months, the trend is that within each of them.",
    inputs=("event_days",),
    direction="undirected",
    grain="month",
    decimals=2,
    among="all pairs with at least 18 active months in the same 36 months",
)


@gives(MOMENTUM)
def momentum(con: duckdb.DuckDBPyConnection) -> Rows:
    """Weighted straight lines through the last 36 months of every pair, at the end of each quarter."""
    months = pair_months(con)
    if not len(months["a"]):
        return {MOMENTUM.id: {}}
    return {MOMENTUM.id: slopes(months | tone(months))}


def slopes(months: Columns) -> Columns:
    """Slope per year with its 80 % interval; `months` is sorted by a, b, period and holds value and active."""
    grid = Grid.of(months)
    places = np.arange(len(grid.periods))
    weight, value = grid.table(np.sqrt(months["active"])), grid.table(months["value"])
    parts = []
    for last in range(WINDOW // 2, len(grid.periods)):
        if grid.periods[last] % 3 != 2:
            continue
        first = max(0, last + 1 - WINDOW)
        w, y = weight[:, first : last + 1], value[:, first : last + 1]
        enough = (w > 0).sum(axis=1) >= LEAST_MONTHS
        parted = [part[first : last + 1] for part in grid.by_speaker((places >= first) & (places <= last))]
        slope, error = _line(w[enough], y[enough], parted)
        parts.append(
            grid.names(enough)
            | {
                "period": np.full(len(slope), grid.periods[last], dtype=np.int32),
                "value": slope,
                "low": slope - Z80 * error,
                "high": slope + Z80 * error,
                "n": (w[enough] > 0).sum(axis=1).astype(np.int32),
            }
            | basis_of(months, int(grid.periods[last]), len(slope))
        )
    return concat(parts)


def _line(w: Table, y: Table, parted: list[NDArray[np.bool_]]) -> tuple[Vector, Vector]:
    """Weighted slopes per year and their standard errors, one per row; every part of the columns has its own level."""
    t = np.arange(w.shape[1]) / 12
    total = w.sum(axis=1, keepdims=True)
    if len(parted) == 1:
        time = t - (w * t).sum(axis=1, keepdims=True) / total
        level = y - (w * y).sum(axis=1, keepdims=True) / total
        levels: Vector = np.ones(len(w))
    else:
        time, level, levels = _within(w, t, y, parted)
    spread = (w * time**2).sum(axis=1)
    slope = (w * time * level).sum(axis=1) / np.where(spread > 0, spread, np.nan)
    residual = np.where(w > 0, level - slope[:, None] * time, 0.0)
    n = (w > 0).sum(axis=1)
    variance = (w * residual**2).sum(axis=1) / total[:, 0] * n / (n - 1 - levels)
    lagged = (residual[:, 1:] * residual[:, :-1]).sum(axis=1)
    rho = np.clip(lagged / np.maximum((residual**2).sum(axis=1), 1e-12), 0.0, 0.9)
    effective = total[:, 0] ** 2 / (w**2).sum(axis=1)
    error = np.sqrt(variance * (1 + rho) / (1 - rho) / (effective * spread / total[:, 0]))
    return slope, error


def _within(w: Table, t: Vector, y: Table, parted: list[NDArray[np.bool_]]) -> tuple[Table, Table, Vector]:
    """Time and value about their weighted means in each part, and the number of parts in which a row has weight."""
    time, level, levels = np.zeros(w.shape), np.zeros(w.shape), np.zeros(len(w))
    for part in parted:
        some = w * part
        total = some.sum(axis=1, keepdims=True)
        held = np.where(total > 0, total, 1.0)
        time += part * (t - (some * t).sum(axis=1, keepdims=True) / held)
        level += part * (y - (some * y).sum(axis=1, keepdims=True) / held)
        levels += total[:, 0] > 0
    return time, level, levels
