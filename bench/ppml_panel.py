"""Synthetic trade panel: exporters x importers x years with three sets of effects and about 30 % zeros."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Panel = dict[str, NDArray[np.float64] | NDArray[np.int64]]


def panel(states: int, years: int, *, zeros: float = 0.3, seed: int = 1) -> Panel:
    """Columns trade, agreement, tariff, exporter, importer, year, and the three sets of effects as numbers.

    A state does not trade with itself. Sizes, pair costs and the noise are lognormal; an agreement starts in a
    random year for a third of the pairs and raises trade by half; zeros fall on small flows more often.
    """
    rng = np.random.default_rng(seed)
    exporter, importer, year = (v.ravel() for v in np.mgrid[0:states, 0:states, 0:years])
    apart = exporter != importer
    exporter, importer, year = exporter[apart], importer[apart], year[apart]
    n = len(exporter)
    pair = exporter * states + importer
    start = np.where(rng.random(states**2) < 1 / 3, rng.integers(0, years, states**2), years + 1)
    agreement = (year >= start[pair]).astype(float)
    tariff = rng.normal(size=n) * 0.1
    sold, bought = rng.normal(0, 1.5, (states, years)), rng.normal(0, 1.5, (states, years))
    log_mean = sold[exporter, year] + bought[importer, year] + rng.normal(0, 1.5, states**2)[pair]
    log_mean += 0.4 * agreement - 1.0 * tariff
    chance = rng.random(n) * np.exp(-0.3 * log_mean)
    trade = np.exp(log_mean) * rng.lognormal(-0.5, 1.0, n)
    trade[chance > np.quantile(chance, 1 - zeros)] = 0.0
    return {
        "trade": trade,
        "agreement": agreement,
        "tariff": tariff,
        "exporter": exporter,
        "importer": importer,
        "year": year,
        "exporter_year": exporter * years + year,
        "importer_year": importer * years + year,
        "pair": pair,
    }
