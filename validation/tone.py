"""Do the intervals of tenor hold what they say, and does the expected tone beat an exponential mean?

Intervals: the days are split into alternate weeks, each half is measured as if it were all, and one half's interval is
held against the other half. Odd and even days share stories and would flatter; halves of a month differ by what
happened between them and would blame the interval for it.

Forecast: pairs with 60 active months, from the fourth year on; each forecast uses only the months before it.
"""

from __future__ import annotations

import duckdb
import numpy as np
from figures import Figure, Material
from numpy.typing import NDArray

from comity.measures.expected_tone import lines_of, predictive
from comity.measures.pair_months import Grid, Table, pair_dekads, pair_months
from comity.measures.tenor import SHRINKAGE, Z80, levels, tone
from comity.measures.turning import INTERVAL_SCALE, largest, quiet_lines, steps
from comity.tables.columns import Columns

Vector = NDArray[np.float64]
LEAST_MONTHS = 60
BEFORE = 36
AHEAD = (1, 3, 6, 12)
DRAWS = 1000


def figures(material: Material) -> list[Figure]:
    """Coverage of the three channels, of tone and of steps; errors of the forecast at four horizons."""
    with duckdb.connect() as con:
        con.execute("SET threads = 1")
        material.tables(con, "event_days")
        months = pair_months(con)
        con.execute("CREATE TEMP TABLE every_day AS SELECT * FROM event_days")
        halves, dekads = zip(*(_half(con, part) for part in (0, 1)), strict=True)
    found = [_level(halves, i, name) for i, name in enumerate(("cooperation", "hostility"))]
    return [*found, _tone(halves), _steps(dekads), *_forecasts(months)]


def _half(con: duckdb.DuckDBPyConnection, part: int) -> tuple[Columns, Columns]:
    """Sums of every other week, by month and by dekad; of a month the days of these weeks were delivered."""
    con.execute("DROP VIEW IF EXISTS event_days")
    con.execute(
        "CREATE TEMP VIEW event_days AS SELECT * REPLACE ((count(DISTINCT date) OVER (PARTITION BY period))::DOUBLE "
        f"AS delivered) FROM every_day WHERE ((date - DATE '2018-01-01') // 7) % 2 = {part}"
    )
    return pair_months(con), pair_dekads(con)


def _same(one: Columns, two: Columns) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Places of the rows that both have: same pair, same month."""
    keys = [
        np.char.add(np.char.add(m["a"].astype(str), m["b"].astype(str)), m["period"].astype(str)) for m in (one, two)
    ]
    _, first, second = np.intersect1d(*keys, return_indices=True)
    return first, second


def _level(halves: tuple[Columns, ...], channel: int, name: str) -> Figure:
    one, two = (levels(half)[channel] for half in halves)
    i, j = _same(one, two)
    quarter = one["period"][i] % 12 == 11
    i, j = i[quarter], j[quarter]
    z = (one["value"][i] - two["value"][j]) / np.hypot(_error(one, i), _error(two, j))
    note = "both halves' errors; Decembers"
    return _coverage(f"tenor.{name}", z, np.minimum(_error(one, i), _error(two, j)), "interval width", note)


def _error(rows: Columns, at: NDArray[np.intp]) -> Vector:
    return np.asarray((rows["high"][at] - rows["value"][at]) / Z80)


def _tone(halves: tuple[Columns, ...]) -> Figure:
    """The interval is of a shrunk value: it is held against the other half's plain mean, which has an error too."""
    scores, days = [], []
    for one, two in (halves, halves[::-1]):
        found = tone(one) | {name: one[name] for name in ("a", "b", "period")}
        i, j = _same(one, two)
        grid = Grid.of(one)
        seen, total, squares = (np.cumsum(grid.table(one[name]), axis=1) for name in ("active", "total", "squares"))
        daily = np.maximum((squares + SHRINKAGE * 4) / (seen + SHRINKAGE) - (total / (seen + SHRINKAGE)) ** 2, 0.25)[
            grid.place, grid.column
        ][i]
        gap = two["total"][j] / two["active"][j] - found["value"][i]
        scores.append(gap / np.sqrt(_error(found, i) ** 2 + daily / two["active"][j]))
        days.append(one["active"][i])
    note = "each half's interval against the other half's plain mean and its error"
    return _coverage("tenor.tone", np.concatenate(scores), np.concatenate(days), "active days", note)


def _steps(halves: tuple[Columns, ...]) -> Figure:
    """Only steps that one half would have reported, each against the same dekads of the other half."""
    grids = [Grid.of(half) for half in halves]
    (one, first), (two, second) = (steps(grid, half) for grid, half in zip(grids, halves, strict=True))
    names = [np.char.add(g.ids[g.one], g.ids[g.two]) for g in grids]
    _, i, j = np.intersect1d(*names, return_indices=True)
    size, place = largest(grids[0], one)
    size, place = size[i], place[i]
    other, noise, error = (np.take_along_axis(x, place, axis=1) for x in (two[j], second[j], first[i]))
    z = (size - other) / np.hypot(error, noise) / INTERVAL_SCALE
    large = (np.abs(size) >= quiet_lines()[0][1]) & ~np.isnan(z)
    note = f"steps beyond the 5 % line in the first half; the factor {INTERVAL_SCALE} on the error was set on these"
    return _coverage("evolution.turning_point", z[large], np.abs(size)[large], "size", note)


def _coverage(name: str, z: Vector, by: Vector, label: str, note: str) -> Figure:
    """Share of halves that agree within the 80 % interval, over all and in thirds."""
    inside = np.abs(z) < Z80
    thirds = np.quantile(by, (1 / 3, 2 / 3))
    place = np.searchsorted(thirds, by)
    parts = ", ".join(f"{inside[place == k].mean():.2f}" for k in range(3) if (place == k).any())
    return Figure(
        f"coverage of the 80 % interval, {name}",
        f"{inside.mean():.3f}",
        "none",
        f"{len(z):,} cases; {note}; by {label}: {parts}",
    )


def _forecasts(months: Columns) -> list[Figure]:
    grid, lines = Grid.of(months), lines_of()
    if lines is None:
        raise ValueError("no lines of a forecast for the daily scores")
    value, spread = predictive(grid, months, lines)
    seen = grid.table(tone(months)["value"], np.nan)
    often = np.count_nonzero(~np.isnan(seen), axis=1) >= LEAST_MONTHS
    seen, value, spread = seen[often], value[often], spread[often]
    smooth, mean = _exponential(seen), _running(seen)
    found = []
    for ahead in AHEAD:
        truth = seen[:, BEFORE + ahead :]
        ours, theirs, flat = (np.abs(truth - x[:, BEFORE:-ahead]) for x in (value, smooth, mean))
        low, high = _gain(theirs - ours)
        width = np.sqrt(spread[:, BEFORE:-ahead] ** 2 + lines.width**2 * lines.drift * (ahead - 1))
        held = (ours < Z80 * width)[~np.isnan(truth)].mean()
        found.append(
            Figure(
                f"error of the tone {ahead} month{'s' * (ahead > 1)} ahead (MAE)",
                f"{np.nanmean(ours):.4f}; gain {np.nanmean(theirs) - np.nanmean(ours):.4f} [{low:.4f}, {high:.4f}]",
                f"{np.nanmean(theirs):.4f} (EWMA 0.1), {np.nanmean(flat):.4f} (running mean)",
                f"{len(seen):,} pairs; 80 % predictive interval holds {held:.3f}",
            )
        )
    return found


def _gain(better: Table) -> tuple[float, float]:
    """95 % bootstrap interval over dyads of the mean gain."""
    total, count = np.nansum(better, axis=1), np.count_nonzero(~np.isnan(better), axis=1)
    drawn = np.random.default_rng(20).integers(0, len(total), (DRAWS, len(total)))
    means = total[drawn].sum(axis=1) / count[drawn].sum(axis=1)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def _exponential(seen: Table, weight: float = 0.1) -> Table:
    found = np.full(seen.shape, np.nan)
    level = np.full(len(seen), np.nan)
    for t in range(seen.shape[1]):
        now = seen[:, t]
        moved = np.where(np.isnan(now), level, level + weight * (now - level))
        level = np.where(np.isnan(level), now, moved)
        found[:, t] = level
    return found


def _running(seen: Table) -> Table:
    count = np.cumsum(~np.isnan(seen), axis=1)
    total = np.nancumsum(seen, axis=1)
    return np.divide(total, count, out=np.full(seen.shape, np.nan), where=count > 0)
