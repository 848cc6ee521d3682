"""Do odds from pairs that stood alike beat what all pairs did before, out of sample?

From each year on the share of pairs alike (same third of the scale five years earlier) that rose, fell or stayed, by
the rule that an assessment uses, is the forecast for the next five years; it is held against the shares of all pairs in
all spans that had ended by that year.
The gain is in the Brier score over three outcomes, by origin; the interval is over blocks of five years, since spans
overlap and years share what happened in the world.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from figures import Figure, Material
from numpy.typing import NDArray

from comity.assessment.derived.base_rate import Pairs, alike, came, shares_of, third, thirds
from comity.atlas.read import STARTER, Atlas

MEASURE, HORIZON, STEP = "un.agreement", 5, 0.05
FIRST, FIRST_ORIGIN, LAST = 1990, 2000, 2025
DRAWS = 2000


def figures(material: Material) -> list[Figure]:
    """The gain of the votes' odds, and why those of tone cannot be tested."""
    atlas = Atlas.open(STARTER, date(LAST + 1, 6, 30))
    columns = {year: atlas.column(MEASURE, str(year)) for year in range(FIRST, LAST + 1)}
    spans = {year: _span(columns[year], columns[year + HORIZON]) for year in range(FIRST, LAST + 1 - HORIZON)}
    origins = [_origin(spans, year) for year in range(FIRST_ORIGIN, LAST + 1 - HORIZON)]
    gains = np.array([base - model for model, base, _ in origins])
    low, high = _blocks(gains)
    tone = atlas.entry("tenor.tone")
    return [
        Figure(
            f"gain of the odds on {MEASURE} over {HORIZON} years (Brier score)",
            f"{gains.mean():.4f} [{low:.4f}, {high:.4f}]",
            f"{np.mean([base for _, base, _ in origins]):.4f} (all pairs before)",
            f"{len(gains)} origins, {sum(n for *_, n in origins):,} cases; the 90 % interval holds nought, so no odds "
            "are shown"
            if low <= 0
            else f"{len(gains)} origins, {sum(n for *_, n in origins):,} cases",
        ),
        Figure(
            "spans of three years one after another that the tone of the press holds",
            f"{(tone.last - tone.first) // 36}",
            "none",
            "the first trains and the second tests: one case shows no skill, so no odds are shown",
        ),
    ]


def _span(then: dict[tuple[str, str], float], later: dict[tuple[str, str], float]) -> Pairs:
    return {pair: (then[pair], later[pair]) for pair in then.keys() & later.keys() if pair[0] < pair[1]}


def _shares(changes: list[float]) -> NDArray[np.float64]:
    return np.array(shares_of(came(changes, STEP)))


def _origin(spans: dict[int, Pairs], year: int) -> tuple[float, float, int]:
    """Mean score of the odds, of what all pairs did before, and the number of cases."""
    past, future = spans[year - HORIZON], spans[year]
    cuts = thirds(past)
    odds: dict[int, NDArray[np.float64]] = {}
    before = [now - was for start in spans if start + HORIZON <= year for was, now in spans[start].values()]
    base = _shares(before)
    scores = []
    for was, now in future.values():
        which = third(was, cuts)
        if which not in odds:
            odds[which] = _shares(alike(past, was))
        moved = np.array(came((now - was,), STEP))
        scores.append((((odds[which] - moved) ** 2).sum(), ((base - moved) ** 2).sum()))
    model, other = np.array(scores).mean(axis=0)
    return float(model), float(other), len(scores)


def _blocks(gains: NDArray[np.float64]) -> tuple[float, float]:
    """90 % interval of the mean gain, drawn in circular blocks of one horizon."""
    rng, n = np.random.default_rng(1), len(gains)
    means = []
    for _ in range(DRAWS):
        starts = rng.integers(0, n, n // HORIZON + 1)
        places = np.concatenate([(np.arange(HORIZON) + s) % n for s in starts])[:n]
        means.append(gains[places].mean())
    low, high = np.quantile(means, [0.05, 0.95])
    return float(low), float(high)
