"""Does actual over expected trade mean something beyond the year it was computed in?

Trade as compiled in ITPD-E, 2000 to 2016, by the measure's own functions. Coverage: a fifth of all pairs is held out
of estimation and of the ranges, both directions. Growth: exports from the year after the ratio to five years later,
so that an accident of the ratio's own year is in neither end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from figures import Figure, Material
from numpy.typing import NDArray

from comity.measures import gravity as measure
from comity.measures.comparable import usual_range
from comity.measures.expectation import DISTANCE, SIZED, expectation
from comity.measures.matrices import yearly
from comity.measures.ppml.absorb import Absorber
from comity.measures.ppml.fit import ppml
from comity.terms.country import states

Matrix = NDArray[np.float64]
HELD_OUT = 5
YEARS_AHEAD = 5
REFITS = 40


@dataclass(frozen=True, slots=True)
class Year:
    """One year's trade and covariates between the states that have both exports and imports."""

    year: int
    ids: list[str]
    trade: Matrix
    ln_distance: Matrix
    ties: dict[str, Matrix]


def figures(material: Material) -> list[Figure]:
    """Coverage of the interval, accuracy of leaving out, and prediction of growth."""
    with duckdb.connect() as con:
        material.tables(con, "trade", "trade_agreements", "contiguities")
        worlds = [_world(con, year, flows) for year, flows in yearly(con, measure._FLOWS)]
    return [*_coverage(worlds), _left_out(worlds[8]), *_growth(worlds)]


def _world(con: duckdb.DuckDBPyConnection, year: int, flows: dict[str, Any]) -> Year:
    located = {s.id: (s.capital_lat, s.capital_lng) for s in states() if s.capital_lat is not None}
    ids = sorted((set(flows["exporter"]) | set(flows["importer"])) & set(located))
    square = measure._square(ids, flows["exporter"], flows["importer"], flows["value"])
    ids, trade, _ = measure._active(ids, square, square)
    np.fill_diagonal(trade, 0)
    far = np.log(np.maximum(measure.great_circle(np.array([located[s] for s in ids], dtype=float)), 50.0))
    ties = {"border": measure._bordering(con, ids, year), "agreement": measure._agreeing(con, ids, year)}
    return Year(year, ids, trade, far, ties)


def _unseen(world: Year, seen: NDArray[np.bool_]) -> Matrix:
    """Expected exports of every pair from a model of the cells `seen` alone."""
    trade = np.where(seen, world.trade, 0.0)
    sold, bought = trade.sum(axis=1), trade.sum(axis=0)
    size = np.log(np.outer(sold.clip(1e-9), bought.clip(1e-9)))
    off = ~np.eye(len(trade), dtype=bool)
    far = world.ln_distance - world.ln_distance[off].mean()
    z = {DISTANCE: far, SIZED: far * (size - size[off].mean()), **world.ties}
    row, column = np.nonzero(seen)
    fit = ppml(world.trade[seen], {n: m[seen] for n, m in z.items()}, [row, column])
    slopes = sum(beta * z[name] for name, beta in zip(fit.names, fit.beta, strict=True))
    pull = np.where(seen, np.exp(slopes), 0.0)
    seller, buyer = np.ones(len(trade)), np.ones(len(trade))
    for _ in range(500):
        seller = sold / (pull @ buyer)
        buyer = bought / (seller @ pull)
    return np.where(off, seller[:, None] * buyer * np.exp(slopes), 0.0)


def _coverage(worlds: list[Year]) -> list[Figure]:
    inside, thirds, wide, margin = [], [], [], []
    for world in worlds:
        n = len(world.trade)
        fold = np.triu(np.random.default_rng(world.year).integers(0, HELD_OUT, (n, n)), 1)
        held = (fold + fold.T == 0) & ~np.eye(n, dtype=bool)
        seen = ~held & ~np.eye(n, dtype=bool)
        expected = _unseen(world, seen)
        model = np.where(held, 0.0, expected)
        # Ranges are learnt from expectations that leave each pair out, as the measure does.
        with np.errstate(divide="ignore", invalid="ignore"):
            sold, bought = (np.where(seen, world.trade, 0.0).sum(axis=k, keepdims=True) for k in (1, 0))
            left = model * (sold - world.trade) / (sold - model) * (bought - world.trade) / (bought - model)
        known = (world.trade > 0) & (np.where(held, expected, left) >= measure.LEAST_EXPECTED)
        a, b = np.nonzero(known & seen)
        learnt = usual_range(np.log(world.trade[a, b] / left[a, b]), np.log(left[a, b]), a, b)
        a, b = np.nonzero(known & held)
        residual = np.log(world.trade[a, b] / expected[a, b])
        _, low, high = learnt.of(np.log(expected[a, b]), a, b)
        inside.append((residual >= low) & (residual <= high))
        thirds.append(np.digitize(expected[a, b], np.quantile(expected[a, b], [1 / 3, 2 / 3])))
        wide.append(high - low)
        margin.append(world.ties["border"][a, b] > 0)
    hit, third, width, border = (np.concatenate(v) for v in (inside, thirds, wide, margin))
    by_year = [v.mean() for v in inside]
    parts = ", ".join(f"{hit[third == k].mean():.1%}" for k in range(3))
    return [
        Figure(
            "80 % interval of the ratio holds what is usual: pairs never seen by model or range",
            f"{hit.mean():.1%} (years between {min(by_year):.1%} and {max(by_year):.1%})",
            "no tool gives an interval",
            f"{len(hit):,} ordered pairs held out, 2000 to 2016; small, middle and large expected trade {parts}; "
            f"neighbours {hit[border].mean():.1%}; half of the intervals span more than a factor of "
            f"{np.exp(np.median(width)):.0f}",
        )
    ]


def _left_out(world: Year) -> Figure:
    """The closed form for leaving a pair out against models fitted without it, both directions."""
    closed = expectation(world.trade, world.ln_distance, world.ties)
    n = len(world.trade)
    judged = np.argwhere((closed.without_pair >= measure.LEAST_EXPECTED) & (world.trade > 0))
    pull = np.abs(np.log(closed.without_pair[tuple(judged.T)] / closed.fitted[tuple(judged.T)]))
    hard = judged[np.argsort(-pull)[: REFITS // 2]]
    usual = judged[np.random.default_rng(1).choice(len(judged), REFITS // 2, replace=False)]
    errors = []
    for a, b in np.concatenate([hard, usual]):
        seen = ~np.eye(n, dtype=bool)
        seen[a, b] = seen[b, a] = False
        errors.append(abs(closed.without_pair[a, b] / _unseen(world, seen)[a, b] - 1))
    hardest, typical = np.array(errors[: len(hard)]), np.array(errors[len(hard) :])
    return Figure(
        f"expectation without the pair's own trade, beside a model fitted without it ({world.year})",
        f"typical pairs: median difference {np.median(typical):.2%}, largest {typical.max():.1%}; those it moves most: "
        f"{np.median(hardest):.1%}, {hardest.max():.1%}",
        "no tool leaves the pair out",
        f"{REFITS} models fitted anew; among the pairs moved most the expectation moves by a factor of up to "
        f"{np.exp(pull.max()):.0f}",
    )


def _growth(worlds: list[Year]) -> list[Figure]:
    by_year = {w.year: w for w in worlds}
    rows: dict[str, list[Any]] = {n: [] for n in ("growth", "ratio", "trade", "seller", "buyer", "a", "b")}
    place = {s.id: i for i, s in enumerate(states())}
    for world in worlds:
        after, later = by_year.get(world.year + 1), by_year.get(world.year + 1 + YEARS_AHEAD)
        if after is None or later is None:
            continue
        expected = expectation(world.trade, world.ln_distance, world.ties).without_pair
        first, last = _aligned(after, world.ids), _aligned(later, world.ids)
        i, j = np.nonzero((world.trade > 0) & (expected >= measure.LEAST_EXPECTED) & (first > 0) & (last > 0))
        residual, size = np.log(world.trade[i, j] / expected[i, j]), np.log(expected[i, j])
        rows["growth"].append(np.log(last[i, j] / first[i, j]))
        rows["ratio"].append(residual - usual_range(residual, size, i, j).of(size, i, j)[0])
        rows["trade"].append(np.log(world.trade[i, j]))
        codes = np.array([place[s] for s in world.ids])
        rows["a"].append(codes[i])
        rows["b"].append(codes[j])
        rows["seller"].append(codes[i] + 1000 * world.year)
        rows["buyer"].append(codes[j] + 1000 * world.year)
    data = {n: np.concatenate(v) for n, v in rows.items()}
    named = (("ratio", "actual over expected (ln)"), ("trade", "naive baseline: exports of the year (ln)"))
    return [_slope(data, [column], label) for column, label in named] + [
        _slope(data, ["ratio", "trade"], "actual over expected, with exports of the year beside it")
    ]


def _aligned(world: Year, ids: list[str]) -> Matrix:
    place = {s: i for i, s in enumerate(world.ids)}
    row = np.array([place.get(s, -1) for s in ids])
    return np.where((row >= 0)[:, None] & (row >= 0), world.trade[np.ix_(row, row)], 0.0)


def _slope(data: dict[str, Any], names: list[str], label: str) -> Figure:
    """Least squares with exporter-year and importer-year effects; errors clustered by exporter and by importer."""
    codes = [np.unique(data[n], return_inverse=True)[1] for n in ("seller", "buyer")]
    absorber = Absorber(codes)
    order = absorber.order
    absorber.weigh(np.ones(len(order)))
    y, *x = (absorber.residual(data[n][order], tolerance=1e-8) for n in ("growth", *names))
    design = np.stack(x)
    bread = np.linalg.inv(design @ design.T)
    beta = bread @ (design @ y)
    scores = design * (y - beta @ design)
    variance = bread @ _meat(scores, [data["a"][order], data["b"][order]]) @ bread
    error = float(np.sqrt(variance[0, 0]))
    explained = 1 - float(((y - beta @ design) ** 2).sum() / (y**2).sum())
    ranked = np.corrcoef(_ranks(x[0]), _ranks(y))[0, 1]
    return Figure(
        f"growth of exports over the next {YEARS_AHEAD} years on {label}",
        f"{beta[0]:.3f} [{beta[0] - 1.96 * error:.3f}, {beta[0] + 1.96 * error:.3f}]; rank correlation {ranked:.3f}",
        "no tool shows it",
        f"explains {explained:.1%} of what is left beside country-years; {len(y):,} pair-years, 2000 to 2010; "
        "95 % interval",
    )


def _meat(scores: Matrix, groups: list[NDArray[Any]]) -> Matrix:
    both = np.unique(groups[0] * 1000 + groups[1], return_inverse=True)[1]
    out = np.zeros((len(scores), len(scores)))
    for sign, code in ((1, groups[0]), (1, groups[1]), (-1, both)):
        summed = np.stack([np.bincount(code, row) for row in scores])
        out += sign * summed @ summed.T
    return out


def _ranks(values: Matrix) -> Matrix:
    return np.argsort(np.argsort(values)).astype(float)
