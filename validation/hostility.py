"""Does the level of hostility find rivals, among pairs that are as much in the news?

Truth: strategic rivalries (Thompson, Sakuwa and Suhas) under way in the window. Index: the value of December
2019, which looks back over 2018 and 2019. Volume-matched: each rival against the 30 other pairs nearest in
volume, so that being in the news does not help.
"""

from __future__ import annotations

import duckdb
import numpy as np
from figures import Figure, Material
from numpy.typing import NDArray

Vector = NDArray[np.float64]
NEAREST = 30
DRAWS = 2000


def figures(material: Material) -> list[Figure]:
    """AUC of hostility, of the same without country effects, and of attention alone."""
    names, hostility, volume, cold, rival = _pairs(material)
    found = []
    for claim, index, today in (
        ("tenor.hostility", hostility, ".734 (net Goldstein sum), .834 (hostile days less country effects)"),
        ("hostility before country effects", cold, ".758"),
        ("placebo: attention alone", volume, ".565"),
    ):
        matched = _matched(index, volume, rival)
        low, high = _interval(matched)
        found.append(
            Figure(
                f"volume-matched AUC, {claim}",
                f"{matched.mean():.3f} [{low:.3f}, {high:.3f}]",
                today,
                f"unmatched AUC {_auc(index, rival):.3f}; {rival.sum()} rivals of {len(names):,} pairs",
            )
        )
    return found


def _pairs(material: Material) -> tuple[list[tuple[str, str]], Vector, Vector, Vector, NDArray[np.bool_]]:
    level = material.atlas.column("tenor.hostility", "2019-12")
    with duckdb.connect() as con:
        material.tables(con, "event_scores", "rivalries")
        seen = con.execute(
            """SELECT least(a, b), greatest(a, b), ln(1 + sum(abs(score))),
                      ln(1 + sum(ln(1 + greatest(-score, 0)))) FROM event_scores
               WHERE year(date) IN (2018, 2019) GROUP BY ALL"""
        ).fetchall()
        rivals = con.execute(
            """SELECT DISTINCT least(a, b), greatest(a, b) FROM rivalries
               WHERE coded_by = 'tss' AND first_year <= 2019 AND coalesce(last_year, 9999) >= 2018"""
        ).fetchall()
    sums = {(a, b): (volume, cold) for a, b, volume, cold in seen}
    names = sorted(level)
    volume, cold = (np.array([sums[pair][i] for pair in names]) for i in (0, 1))
    known = set(rivals)
    return names, np.array([level[p] for p in names]), volume, cold, np.array([p in known for p in names])


def _auc(index: Vector, positive: NDArray[np.bool_]) -> float:
    """Chance that a rival's index is above another pair's; ties count half."""
    others = np.sort(index[~positive])
    below = np.searchsorted(others, index[positive], "left") + np.searchsorted(others, index[positive], "right")
    return float(below.mean() / 2 / len(others))


def _matched(index: Vector, volume: Vector, positive: NDArray[np.bool_]) -> Vector:
    """For each rival, the share of the pairs nearest in volume whose index lies below its own."""
    others = np.flatnonzero(~positive)
    shares = []
    for i in np.flatnonzero(positive):
        near = others[np.argsort(np.abs(volume[others] - volume[i]), kind="stable")[:NEAREST]]
        shares.append((index[near] < index[i]).mean() + (index[near] == index[i]).mean() / 2)
    return np.array(shares)


def _interval(shares: Vector) -> tuple[float, float]:
    """95 % bootstrap interval of the mean over rivals."""
    draws = np.random.default_rng(20).choice(shares, (DRAWS, len(shares))).mean(axis=1)
    return float(np.quantile(draws, 0.025)), float(np.quantile(draws, 0.975))
