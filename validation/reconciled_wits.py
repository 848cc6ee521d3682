"""Two reports of one flow, judged on every pair and year of which both are at hand."""

from __future__ import annotations

import time

import duckdb
import numpy as np
from figures import Figure, Material
from wits import lay_wits

from comity.measures.reconciliation import CIF_MARGIN, reconcile
from comity.measures.reliability import YEARS_KEPT, foreseen
from comity.tables.columns import Array, Columns

ALL_YEARS = 1962
LEAST, LARGE = 1e6, 1e8
THIRD_YEARS = (2000, 2005, 2010, 2015)


def figures(material: Material) -> list[Figure]:
    """Gaps foretold without their year; reconciled values and their intervals beside a third account."""
    with duckdb.connect() as con:
        lay_wits(con, material, ALL_YEARS)
        both = con.execute(
            "SELECT x.reporter AS a, x.partner AS b, x.year AS period, x.x, m.m FROM wits x JOIN wits m "
            "ON m.reporter = x.partner AND m.partner = x.reporter AND m.year = x.year WHERE x.x > 0 AND m.m > 0 "
            "ORDER BY period, a, b"
        ).fetchnumpy()
        material.tables(con, "goods_accounts")
        third = con.execute(
            "SELECT exporter AS a, importer AS b, year AS period, value FROM goods_accounts "
            f"WHERE account = 'baci' AND year IN {THIRD_YEARS} AND value >= {LEAST:g}"
        ).fetchnumpy()
    return [*_foretold(both), *_beside(both, third)]


def _foretold(both: Columns) -> list[Figure]:
    gap, size = np.log(both["m"] / both["x"]), np.sqrt(both["m"] * both["x"])
    years = [int(y) for y in np.unique(both["period"])][YEARS_KEPT:]
    counted = {True: np.zeros(2, dtype=int), False: np.zeros(2, dtype=int)}
    by_decade: dict[int, np.ndarray] = {}
    begun = time.process_time()
    for year in years:
        inside, now = foreseen(both["a"], both["b"], both["period"], gap, size, year), both["period"] == year
        for large in counted:
            asked = now & ((size >= LEAST) if large else True)
            counted[large] += (int((inside & asked).sum()), int(asked.sum()))
        decade = by_decade.setdefault(year // 10 * 10, np.zeros(2, dtype=int))
        decade += (int((inside & now).sum()), int(now.sum()))
    used = time.process_time() - begun
    told = ", ".join(f"{d}s {held / n:.1%}" for d, (held, n) in sorted(by_decade.items()))
    return [
        Figure(
            f"gaps inside the 80 % interval foretold from the {YEARS_KEPT} years before, {years[0]} to {years[-1]}",
            f"{counted[False][0] / counted[False][1]:.1%} of {counted[False][1]:,}; from US$ 1 million "
            f"{counted[True][0] / counted[True][1]:.1%} of {counted[True][1]:,}",
            "no interval",
            f"Of {len(gap):,} pairs and years with two reports above zero. By decade: {told}. {used:.0f} s CPU.",
        )
    ]


def _beside(both: Columns, third: Columns) -> list[Figure]:
    """A third account is no truth: it is made of the same two reports, product by product and with other weights."""
    found = reconcile({name: both[name] for name in ("a", "b", "period", "x", "m")})
    place = {key: i for i, key in enumerate(zip(both["a"], both["b"], both["period"], strict=True))}
    keys = zip(third["a"], third["b"], third["period"], strict=True)
    here = [(place[key], v) for key, v in zip(keys, third["value"], strict=True) if key in place]
    rows, truth = np.array([i for i, _ in here]), np.array([v for _, v in here])
    x, fob = both["x"][rows], both["m"][rows] / (1 + CIF_MARGIN)
    low, high, value = (found[name][rows] for name in ("low", "high", "value"))
    settled = ~np.isnan(value)
    tried = {"reconciled": value, "exporter": x, "importer free of freight": fob, "mean": np.sqrt(x * fob)}
    held = (low <= truth) & (truth <= high)
    years = ", ".join(f"{y} {held[settled & (both['period'][rows] == y)].mean():.1%}" for y in THIRD_YEARS)
    return [
        *(_distance(tried, truth, settled & (truth >= least), least) for least in (LEAST, LARGE)),
        Figure(
            "CEPII's value inside our 80 % interval",
            f"{held[settled].mean():.1%}",
            "no interval",
            f"{years}; from US$ 100 million {held[settled & (truth >= LARGE)].mean():.1%}. Where the reports lie too "
            f"far apart for a value, {int((~settled).sum()):,} flows, bounds hold it in {held[~settled].mean():.1%}"
            ". Its value is settled product by product, counts other goods and is no truth: what the interval is meant "
            "to hold is the flow of the two reports' goods.",
        ),
    ]


def _distance(tried: Columns, truth: Array, asked: Array, least: float) -> Figure:
    far = {name: np.abs(np.log(v[asked] / truth[asked])) for name, v in tried.items()}
    told = [f"{name} {np.median(d):.3f} (nine in ten within {np.quantile(d, 0.9):.2f})" for name, d in far.items()]
    return Figure(
        f"distance from CEPII's reconciliation, log points, median, flows from US$ {least / 1e6:.0f} million",
        told[0],
        "; ".join(told[1:]),
        f"{int(asked.sum()):,} flows of {', '.join(map(str, THIRD_YEARS))}.",
    )
