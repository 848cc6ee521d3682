"""Whether two customs reports are judged rightly: against simulated truth, and against reports not yet seen."""

from __future__ import annotations

import time

import duckdb
import numpy as np
from figures import Figure, Material

from comity.measures.mirror import BOTH
from comity.measures.reconciliation import CIF_MARGIN, reconcile
from comity.measures.reliability import YEARS_KEPT, foreseen, reliability
from comity.measures.simulated_reports import World, simulated

SEEDS = range(10)
YEARS = (1996, 2000, 2004, 2008, 2012)
LEAST = 1e6


def figures(material: Material) -> list[Figure]:
    """Recovery, coverage and nearness to the truth; gaps foretold; freight as importers state it; time."""
    worlds = [simulated(seed) for seed in SEEDS]
    return [*_recovered(worlds), *_simulated(worlds), *_ahead(material), _freight(material), _timed()]


def _recovered(worlds: list[World]) -> list[Figure]:
    errors, biases = [], []
    for world in worlds:
        x, m = world.both["x"], world.both["m"]
        _, found = reliability(*(world.both[k] for k in ("a", "b", "period")), np.log(m / x), np.sqrt(x * m))
        last = found.year == found.year.max()
        for error, bias, told, leaning in (
            (world.error_x, world.bias_x, found.error_x, found.bias_x),
            (world.error_m, world.bias_m, found.error_m, found.bias_m),
        ):
            errors.append(np.corrcoef(np.log(error), np.log(told[last]))[0, 1])
            biases.append(np.corrcoef(bias, leaning[last])[0, 1])
    note = (
        "60 states, three years, all pairs; errors of 0.2 log points, four fifths of them 0.09 to 0.43, biases 0.15; "
        "Student tails of 5."
    )
    return [
        Figure("simulated: errors of reporters, correlation with the truth", _range(errors), "not offered", note),
        Figure("simulated: biases of reporters, correlation with the truth", _range(biases), "not offered"),
    ]


def _simulated(worlds: list[World]) -> list[Figure]:
    held, misses = [], []
    for world in worlds:
        found = reconcile(world.both)
        held.append(float(((found["low"] <= world.truth) & (world.truth <= found["high"])).mean()))
        x, fob = world.both["x"], world.both["m"] / (1 + CIF_MARGIN)
        tried = (found["value"], x, fob, np.sqrt(x * fob), np.maximum(x, fob))
        misses.append([float(np.nanmedian(np.abs(np.log(v / world.truth)))) for v in tried])
    miss = np.mean(misses, axis=0)
    return [
        Figure("simulated: truth inside the 80 % interval", _range(held), "no interval", "75 to 85 % asked for"),
        Figure(
            "simulated: typical distance of the reconciled value from the truth, log points",
            f"{miss[0]:.3f}",
            f"exporter {miss[1]:.3f}, importer free of freight {miss[2]:.3f}, their mean {miss[3]:.3f}, the larger "
            f"{miss[4]:.3f}",
        ),
    ]


def _ahead(material: Material) -> list[Figure]:
    """Gaps of a year against the interval foretold from the nine years before it."""
    with duckdb.connect() as con:
        material.tables(con, "trade")
        both = con.execute(f"SELECT * FROM ({BOTH}) WHERE x > 0 AND m > 0 ORDER BY period, a, b").fetchnumpy()
    gap, size = np.log(both["m"] / both["x"]), np.sqrt(both["m"] * both["x"])
    held, counted, rows = 0, 0, []
    for year in YEARS:
        inside = foreseen(both["a"], both["b"], both["period"], gap, size, year) & (size >= LEAST)
        asked = (both["period"] == year) & (size >= LEAST)
        held, counted = held + int(inside.sum()), counted + int(asked.sum())
        rows.append(f"{year} {inside.sum() / asked.sum():.1%}")
    return [
        Figure(
            "real reports: gaps of a year inside the 80 % interval foretold without it",
            f"{held / counted:.1%} of {counted:,}",
            "no interval",
            f"Flows of US$ 1 million; from the {YEARS_KEPT} years before. " + ", ".join(rows) + ".",
        )
    ]


def _freight(material: Material) -> Figure:
    with duckdb.connect() as con:
        material.tables(con, "commodity_trade")
        found = con.execute("""
            SELECT median(value / value_fob) - 1, quantile_cont(value / value_fob, 0.25) - 1,
                   quantile_cont(value / value_fob, 0.75) - 1, count(*), count(DISTINCT importer)
            FROM commodity_trade WHERE reported_by = 'importer' AND valuation = 'cif' AND value_fob < value
                 AND value_fob > value / 2""").fetchall()
    middle, low, high, n, states = found[0]
    return Figure(
        "freight and insurance where importers state both values",
        f"median {middle:.1%}, half between {low:.1%} and {high:.1%}",
        f"{CIF_MARGIN:.0%} assumed",
        f"{n:,} flows of fish by {states} importers, UN Comtrade 2000 to 2024.",
    )


def _timed() -> Figure:
    world = simulated(1, states=230, years=20, share=1_000_000 / (230 * 229 * 20))
    begun = time.process_time()
    reconcile(world.both)
    used = time.process_time() - begun
    return Figure("one million flows reconciled", f"{used:.1f} s CPU", "not published", "From arrays; twenty years.")


def _range(values: list[float]) -> str:
    return f"{np.mean(values):.3f} ({min(values):.3f} to {max(values):.3f})"
