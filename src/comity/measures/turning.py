"""When did a relationship turn?

Three dekads (about thirty days) are compared with what the twelve months before them led one to expect. The comparison
is made when the third of them is over, so a break is stored under the month in which it can first be known, and its
own month, that of the first dekad, stands in the details. A calendar month would split most quarrels in two.

How large a step is rare was drawn on the quiet pairs of one source of events. Of the months of another source nothing
is said: the rows are there, and are `not_applicable`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.measures.pair_months import (
    DEKADS,
    LEAST_DELIVERED,
    Grid,
    Table,
    Vector,
    pair_dekads,
    pair_months,
    spoken_by,
)
from comity.measures.tenor import LEAST_ACTIVE_DAYS, SHRINKAGE, TONE, Z80
from comity.measures.tenor import WINDOW as LEVEL_WINDOW
from comity.measures.uncalibrated import not_applicable, some_rows
from comity.tables.columns import Columns, cells, concat
from comity.terms.detail import Month
from comity.terms.details import Break
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Contrast:
    """What a step compares, and how.

    `after` dekads from the break on, its own included, stand against the dekads of the twelve months before it; a
    month's weight among these is `decay` of that of the month after. `net_weight` is the weight of the step in the net
    sum beside the step in tone: what a few very large days tell. `floor` Goldstein points are added, as a root mean
    square, to a pair's usual net sum of thirty days.
    """

    after: int = DEKADS
    decay: float = 0.7
    net_weight: float = 0.5
    floor: float = 200.0

    @property
    def memory(self) -> Vector:
        """Weights of the dekads before the break, the nearest first."""
        return np.asarray(self.decay ** (np.arange(12 * DEKADS) / DEKADS), dtype=np.float64)


CONTRAST = Contrast()
"""The contrast in use, chosen on dated events (validation, section turning)."""

OWN_SHARE = 0.5
"""Least share of a step that must be left once the step of the two states' other pairs is taken off."""

LEAST_OTHERS = 10
"""Pairs of a state from which the step that all of them share is read."""

INTERVAL_SCALE = 2.1
"""Factor on the sampling error: 80 % of split halves agree about a step that one of them found large."""

Lines = tuple[tuple[int, float], ...]

_MONTH = 30.0
"""Days to which net sums are scaled."""

TURNING_POINT = Measure(
    id="evolution.turning_point",
    question="evolution",
    title="Step in tone",
    unit="log_points",
    interval=Interval.CREDIBLE_80,
    formula="Δ tone + ½ Δ (net sum / its usual size); Δ = three dekads − the twelve months before, weighted 0.7 per "
    "month; the month's largest; kept where beyond the line that 5 % of the months of quiet pairs cross and where no "
    "more than half is shared by a state's other pairs",
    more="dealings turned more cooperative",
    reference=TONE.reference,
    not_when="Dated by the press: the break's month is in the details, the row stands under the month in which it can "
    "first be known. One step in twenty quiet months is as large by chance; the details say how rare each is. "
    "Not applicable in months of a source on whose quiet pairs no line was drawn, as those of an event warehouse.",
    inputs=("event_days",),
    direction="undirected",
    grain="month",
    decimals=2,
    details=Break,
    among="all pairs with a step in tone in the same month",
)


SCORES = "gdelt-dyad-day"
"""The source on which the contrast was chosen."""


@cache
def quiet_lines(source: str = SCORES) -> tuple[tuple[int, float], ...]:
    """(one in so many months of quiet pairs, the size of step that they cross) in a source, commonest first."""
    with Path(__file__).with_name("quiet_steps.csv").open(encoding="utf-8", newline="") as stream:
        rows = [(int(r["one_in"]), float(r["step"])) for r in csv.DictReader(stream) if r["source"] == source]
    return tuple(sorted(rows))


@gives(TURNING_POINT)
def turning(con: duckdb.DuckDBPyConnection) -> Rows:
    """Every month's largest step of every pair that is rare among quiet pairs, under the month it became known."""
    months, dekads = pair_months(con), pair_dekads(con)
    if not len(months["a"]):
        return {TURNING_POINT.id: {}}
    parts = [_unjudged(months)]
    spoken = spoken_by(dekads)
    for source in np.unique(spoken):
        if lines := quiet_lines(str(source)):
            parts.append(_rare(some_rows(dekads, spoken == source), lines))
    return {TURNING_POINT.id: concat([part for part in parts if part])}


def _rare(dekads: Columns, lines: Lines) -> Columns:
    """The steps of one source's dekads that are beyond its lines."""
    after, before = CONTRAST.after, len(CONTRAST.memory)
    grid = Grid.of(dekads)
    size, error = steps(grid, dekads)
    size[~own(grid, size)] = np.nan
    known, break_at = largest(grid, size)
    pair, month = np.nonzero(np.nan_to_num(np.abs(known)) >= lines[0][1])
    column = break_at[pair, month]
    value, half = known[pair, month], Z80 * INTERVAL_SCALE * error[pair, column]
    active = np.cumsum(np.pad(grid.table(dekads["active"]), ((0, 0), (1, 0))), axis=1)
    return grid.names(pair) | {
        "period": (grid.periods[column + after - 1] // DEKADS).astype(np.int32),
        "value": value,
        "low": value - half,
        "high": value + half,
        "n": (active[pair, column + after] - active[pair, np.maximum(column - before, 0)]).astype(np.int32),
        "state": np.full(len(value), None, dtype=object),
        "basis": np.full(len(value), dekads["source"][0], dtype=object),
        "details": _breaks(grid.periods[column] // DEKADS, value, lines),
    }


def _unjudged(months: Columns) -> Columns:
    """The rows of months of which nothing is said; none where every source has lines."""
    found = not_applicable(months, np.array([bool(quiet_lines(source)) for source in spoken_by(months).tolist()]))
    if not found:
        return {}
    count = len(found["value"])
    ends = {name: np.full(count, np.nan) for name in ("low", "high")}
    none = np.ma.MaskedArray(np.zeros(count, dtype=np.int32), mask=True)
    return found | ends | {"n": none, "details": cells((() for _ in range(count)), count)}


def steps(grid: Grid, dekads: Columns, contrast: Contrast = CONTRAST) -> tuple[Table, Table]:
    """Size of the step at each dekad of each pair, and its sampling error; NaN where there is none to judge.

    A pair needs 24 active days in the 24 months to the end of the dekads compared, and one on each side of the break.
    """
    active, total, squares, net = (grid.table(dekads[name]) for name in ("active", "total", "squares", "net"))
    days = np.zeros((1, active.shape[1]))
    days[0, grid.column] = dekads["delivered"]
    past = np.cumsum(active, axis=1) - active
    mean = (np.cumsum(total, axis=1) - total) / (past + SHRINKAGE)
    # Daily scores of an unseen pair scatter by about one log point either side; that stands in as five days.
    spread = np.maximum((np.cumsum(squares, axis=1) - squares + SHRINKAGE * 4) / (past + SHRINKAGE) - mean**2, 0.25)
    after, memory = contrast.after, contrast.memory
    late, early, delivered, known = (
        _after(active, after),
        _before(active, memory),
        _after(days, after),
        _before(days, memory),
    )
    change = (_after(total, after) + SHRINKAGE * mean) / (late + SHRINKAGE)
    change -= (_before(total, memory) + SHRINKAGE * mean) / (early + SHRINKAGE)
    burst = _after(net, after) / np.maximum(delivered, 1) - _before(net, memory) / np.maximum(known, 1)
    scatter = 1 / (late + SHRINKAGE) + _before(active, memory**2) / (early + SHRINKAGE) ** 2
    # A step of which most days were not delivered could be told from later ones only.
    told = (delivered >= LEAST_DELIVERED) & (known > 0) & (late > 0) & (early > 0)
    told &= _recent(active, after) >= LEAST_ACTIVE_DAYS
    told[:, : 2 * DEKADS] = False
    told[:, active.shape[1] - after + 1 :] = False
    size = change + contrast.net_weight * _MONTH * burst / _usual(net, delivered, contrast)
    return np.where(told, size, np.nan), np.where(told, np.sqrt(spread * scatter), np.nan)


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


def largest(grid: Grid, size: Table, after: int = CONTRAST.after) -> tuple[Table, NDArray[np.intp]]:
    """Per pair and month in which a step can first be known: the largest step, signed (NaN if none), and its dekad.

    Months run from that of the grid's first dekad to that of its last.
    """
    known = (grid.periods[: size.shape[1] - after + 1] + after - 1) // DEKADS
    first = int(grid.periods[0]) // DEKADS
    shape = (size.shape[0], int(grid.periods[-1]) // DEKADS - first + 1)
    found, place = np.full(shape, np.nan), np.zeros(shape, dtype=np.intp)
    for month in np.unique(known):
        columns = np.flatnonzero(known == month)
        at = columns[np.nan_to_num(np.abs(size[:, columns]), nan=-1).argmax(axis=1)]
        place[:, month - first] = at
        found[:, month - first] = np.take_along_axis(size, at[:, None], axis=1)[:, 0]
    return found, place


def _usual(net: Table, delivered: Table, contrast: Contrast) -> Table:
    """A pair's usual net sum of thirty days so far, those compared included: root mean square, at least the floor."""
    enough = delivered >= LEAST_DELIVERED
    scaled = np.where(enough, _after(net, contrast.after) * _MONTH / np.maximum(delivered, 1), 0.0)
    mean = np.cumsum(scaled**2, axis=1) / np.maximum(np.cumsum(enough, axis=1), 1)
    return np.asarray(np.sqrt(mean + contrast.floor**2))


def _after(values: Table, after: int) -> Table:
    """Sums over the dekads compared: each and those that follow it."""
    total = np.cumsum(np.pad(values, ((0, 0), (1, after - 1))), axis=1)
    return np.asarray(total[:, after:] - total[:, :-after])


def _before(values: Table, weights: Vector) -> Table:
    """Weighted sums over the dekads before each."""
    found = np.zeros(values.shape)
    for back, weight in enumerate(weights[: values.shape[1] - 1], 1):
        found[:, back:] += weight * values[:, :-back]
    return found


def _recent(active: Table, after: int) -> Table:
    """Active days in the 24 months to the end of the dekads compared."""
    window = LEVEL_WINDOW * DEKADS
    total = np.cumsum(np.pad(active, ((0, 0), (window, 0))), axis=1)
    last = np.minimum(np.arange(active.shape[1]) + after - 1, active.shape[1] - 1)
    return np.asarray(total[:, last + window] - total[:, last])


def _breaks(months: NDArray[np.int64], value: Vector, lines: Lines) -> NDArray[np.object_]:
    """The break's month, and how rare so large a step is in quiet pairs."""
    rarity, least = (np.array(column) for column in zip(*lines, strict=True))
    one_in = rarity[np.searchsorted(least, np.abs(value), "right") - 1]
    pairs = zip(months.tolist(), one_in.tolist(), strict=True)
    return cells(((Break(Month(f"{p // 12:04d}-{p % 12 + 1:02d}"), n),) for p, n in pairs), len(months))
