"""Two customs' reports of flows whose truth is known, to test and to time what judges reports."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.tables.columns import Columns

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class World:
    """`both` holds a, b, period, x, m as reconciliation reads them; `truth` the flow behind each row, in US$.

    By state: biases and errors (log points) as exporter (`x`) and as importer (`m`).
    """

    both: Columns
    truth: Vector
    states: NDArray[np.object_]
    bias_x: Vector
    bias_m: Vector
    error_x: Vector
    error_m: Vector


def simulated(
    seed: int,
    *,
    states: int = 60,
    years: int = 3,
    share: float = 1.0,
    margin: float = 0.06,
    tails: float = 5.0,
    bias: float = 0.15,
) -> World:
    """A world in which a `share` of all ordered pairs trade each year and both sides report.

    Errors have Student tails of `tails` degrees of freedom; exporters and importers err alike on average;
    `margin` is freight and insurance as a share of the free-on-board value.
    """
    rng = np.random.default_rng(seed)
    names = np.array([f"S{i:03d}" for i in range(states)], dtype=object)
    error_x, error_m = (np.exp(rng.normal(np.log(0.2), 0.6, states)) for _ in range(2))
    error_m *= np.sqrt((error_x**2).mean() / (error_m**2).mean())
    bias_x, bias_m = (_centred(rng.normal(0, bias, states)) for _ in range(2))
    i, j, year = _flows(rng, states, years, share)
    truth = rng.lognormal(17.5, 1.5, len(i))
    # One flow's two errors share their heaviness: a hard case is hard for both customs.
    heavy = np.sqrt(tails / rng.chisquare(tails, len(i)))
    off_x, off_m = (rng.normal(size=len(i)) * heavy for _ in range(2))
    x = truth * np.exp(bias_x[i] + error_x[i] * off_x)
    m = truth * (1 + margin) * np.exp(bias_m[j] + error_m[j] * off_m)
    both = {"a": names[i], "b": names[j], "period": year, "x": x, "m": m}
    return World(both, truth, names, bias_x, bias_m, error_x, error_m)


def _flows(rng: np.random.Generator, states: int, years: int, share: float) -> tuple[NDArray[np.intp], ...]:
    i, j = (~np.eye(states, dtype=bool)).nonzero()
    kept = rng.random((years, len(i))) < share
    year, pair = kept.nonzero()
    return i[pair], j[pair], (2000 + year).astype(np.intp)


def _centred(values: Vector) -> Vector:
    return np.asarray(values - np.median(values))
