"""When did a relationship turn?

Two months are compared with what the months before them led one to expect. The comparison is made when the second
of the two months is over, so a break is stored under the month in which it can first be known, and its own month,
the first of the two, stands in the label.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.measures.pair_months import Grid, Table, Vector, pair_months
from comity.measures.tenor import LEAST_ACTIVE_DAYS, TONE, Z80, tone
from comity.measures.tenor import WINDOW as LEVEL_WINDOW
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

AFTER = 2
"""Months from the break on that are compared, its own included."""

MEMORY: Vector = np.asarray(0.7 ** np.arange(12), dtype=np.float64)
"""Weights of the twelve months before, the nearest first."""

NET_WEIGHT = 0.5
"""Weight of the step in the net sum beside the step in tone: what a few very large days tell."""

USUAL_FLOOR = 10.0
"""Goldstein points added, as a root mean square, to a pair's usual net sum of a month."""

OWN_SHARE = 0.5
"""Least share of a step that must be left once the step of the two states' other pairs is taken off."""

LEAST_OTHERS = 10
"""Pairs of a state from which the step that all of them share is read."""

INTERVAL_SCALE = 1.75
"""Factor on the sampling error: 80 % of split halves agree about a step that one of them found large."""

TURNING_POINT = Measure(
    id="evolution.turning_point",
    question="evolution",
    title="Step in tone",
    unit="log_points",
    formula="Δ tone + ½ Δ (net sum / its usual size); Δ = mean of two months − mean of the twelve before, weighted "
    "0.7^j; kept where beyond the line that 5 % of the months of quiet pairs cross and where no more than half is "
    "shared by a state's other pairs",
    more="dealings turned more cooperative",
    reference=TONE.reference,
    not_when="Dated by the press: the break's month is in the label, the row stands under the month after it, when it "
    "can first be known. One step in twenty quiet months is as large by chance; the label says how rare each is.",
    inputs=("event_scores",),
    direction="undirected",
    grain="month",
    decimals=2,
    labelled=True,
    among="all pairs with a step in tone in the same month",
)


@cache
def quiet_lines() -> tuple[tuple[int, float], ...]:
    """(one in so many months of quiet pairs, the size of step that they cross), commonest first."""
    with Path(__file__).with_name("quiet_steps.csv").open(encoding="utf-8", newline="") as stream:
        rows = [(int(row["one_in"]), float(row["step"])) for row in csv.DictReader(stream)]
    return tuple(sorted(rows))


@gives(TURNING_POINT)
def turning(con: duckdb.DuckDBPyConnection) -> Rows:
    """Every step of every pair that is rare among quiet pairs, under the month in which it became known."""
    months = pair_months(con)
    grid = Grid.of(months)
    size, error = steps(grid, months)
    found = np.nan_to_num(np.abs(size)) >= quiet_lines()[0][1]
    pair, column = np.nonzero(found & own(grid, size))
    value, half = size[pair, column], Z80 * INTERVAL_SCALE * error[pair, column]
    active = np.cumsum(grid.table(months["active"]), axis=1)
    before = np.where(column > len(MEMORY), active[pair, np.maximum(column - len(MEMORY) - 1, 0)], 0)
    rows = grid.names(pair) | {
        "period": (grid.periods[column] + AFTER - 1).astype(np.int32),
        "value": value,
        "low": value - half,
        "high": value + half,
        "n": (active[pair, column + AFTER - 1] - before).astype(np.int32),
        "label": _labels(grid.periods[column], value),
    }
    return {TURNING_POINT.id: rows}


def steps(grid: Grid, months: Columns) -> tuple[Table, Table]:
    """Size of the step in each month of each pair, and its sampling error; NaN where there is none to judge.

    A pair needs 24 active days in the 24 months to the end of the two compared, and one active month on each side.
    """
    found = tone(months)
    level = grid.table(found["value"], np.nan)
    error = grid.table((found["high"] - found["value"]) / Z80, np.nan)
    net = np.where(grid.delivered, grid.table(months["net"]), np.nan)
    ratio: Table = net / _usual(net)
    size = np.full(level.shape, np.nan)
    noise = np.full(level.shape, np.nan)
    late: Vector = np.ones(AFTER)
    for t in range(2, level.shape[1] - AFTER + 1):
        # A step whose second month was not delivered could be told from a later month only.
        if not grid.delivered[t : t + AFTER].all():
            continue
        after, before = np.arange(t, t + AFTER), np.arange(t - 1, max(t - 1 - len(MEMORY), -1), -1)
        early: Vector = MEMORY[: len(before)]
        change = _mean(level[:, after], late) - _mean(level[:, before], early)
        burst = _mean(ratio[:, after], late) - _mean(ratio[:, before], early)
        size[:, t] = change + NET_WEIGHT * burst
        noise[:, t] = np.hypot(_error(error[:, after], late), _error(error[:, before], early))
    seen = _recent(grid.table(months["active"])) >= LEAST_ACTIVE_DAYS
    return np.where(seen, size, np.nan), np.where(seen, noise, np.nan)


def own(grid: Grid, size: Table) -> NDArray[np.bool_]:
    """Whether the larger part of a step is the pair's own, and not what all pairs of one of the two states did."""
    common = np.zeros((len(grid.ids), size.shape[1]))
    for state in range(len(grid.ids)):
        pairs = size[(grid.one == state) | (grid.two == state)]
        enough = np.count_nonzero(~np.isnan(pairs), axis=0) >= LEAST_OTHERS
        if enough.any():
            common[state, enough] = np.nanmedian(pairs[:, enough], axis=0)
    sign = np.sign(np.nan_to_num(size))
    shared = np.maximum(np.maximum(sign * common[grid.one], sign * common[grid.two]), 0)
    return np.asarray(np.nan_to_num(np.abs(size)) * (1 - OWN_SHARE) >= shared)


def _usual(net: Table) -> Table:
    """A pair's usual net sum of a month so far: root mean square, never below the floor."""
    months = np.cumsum(~np.isnan(net), axis=1)
    squares = np.cumsum(np.nan_to_num(net) ** 2, axis=1)
    return np.asarray(np.sqrt(squares / np.maximum(months, 1) + USUAL_FLOOR**2))


def _mean(values: Table, weights: Vector) -> Vector:
    """Weighted mean over the months that have a value; NaN if none has."""
    weight = np.where(np.isnan(values), 0.0, weights)
    return _over(np.asarray((np.nan_to_num(values) * weight).sum(axis=1)), weight)


def _error(errors: Table, weights: Vector) -> Vector:
    """Standard error of such a mean from the errors of its months."""
    weight = np.where(np.isnan(errors), 0.0, weights)
    return _over(np.asarray(np.sqrt((np.nan_to_num(errors) ** 2 * weight**2).sum(axis=1))), weight)


def _over(summed: Vector, weight: Table) -> Vector:
    total = np.asarray(weight.sum(axis=1))
    return np.asarray(np.divide(summed, total, out=np.full(len(total), np.nan), where=total > 0))


def _recent(active: Table) -> Table:
    """Active days in the 24 months to the end of the months compared."""
    total = np.cumsum(np.pad(active, ((0, 0), (LEVEL_WINDOW, 0))), axis=1)
    last = np.minimum(np.arange(active.shape[1]) + AFTER - 1, active.shape[1] - 1)
    return np.asarray(total[:, last + LEVEL_WINDOW] - total[:, last])


def _labels(periods: NDArray[np.int64], value: Vector) -> NDArray[np.object_]:
    """`2020-06; 1 in 200`: the break's month, and how rare so large a step is in quiet pairs."""
    rarity, lines = (np.array(column) for column in zip(*quiet_lines(), strict=True))
    one_in = rarity[np.searchsorted(lines, np.abs(value), "right") - 1]
    found = [f"{p // 12:04d}-{p % 12 + 1:02d}; 1 in {n}" for p, n in zip(periods, one_in, strict=True)]
    return np.array(found, dtype=object)
