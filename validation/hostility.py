"""Does the level of hostility find rivals, among pairs that are as much in the news?

Truth: strategic rivalries (Thompson, Sakuwa and Suhas) under way in the window. Index: the value of December
2019, which looks back over 2018 and 2019. Volume-matched: each rival against the 30 other pairs nearest in
volume, so that being in the news does not help.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
from figures import Figure, Material
from numpy.typing import NDArray
from rivals import auc, interval, matched

from comity.assessment.press_grade import press_grade
from comity.assessment.signals import disagreement, signals
from comity.assessment.view import View

Vector = NDArray[np.float64]
HARDEST = ("CHN", "USA")
"""Rivals in the news every day, whose netted scores are the friendliest of all."""


def figures(material: Material) -> list[Figure]:
    """AUC of hostility and of its rivals, the placebo, and where the hardest pair stands."""
    pairs = _pairs(material)
    found = []
    for claim, index, today in (
        ("tenor.hostility", pairs.hostility, ".734 (net Goldstein sum), .834 (hostile days less country effects)"),
        ("net Goldstein sum, sign turned", -pairs.net, ".734"),
        ("volume of hostility before country effects", pairs.cold, ".758"),
        ("latent counts: gamma-Poisson with country effects", pairs.latent, "tried, not adopted"),
        ("placebo: attention alone", pairs.volume, ".565"),
    ):
        shares = matched(index, pairs.volume, pairs.rival)
        low, high = interval(shares)
        found.append(
            Figure(
                f"volume-matched AUC, {claim}",
                f"{shares.mean():.3f} [{low:.3f}, {high:.3f}]",
                today,
                f"unmatched AUC {auc(index, pairs.rival):.3f}; {pairs.rival.sum()} rivals, {len(pairs.names):,} pairs",
            )
        )
    return [*found, _hardest(material)]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is known of each pair over 2018 and 2019."""

    names: list[tuple[str, str]]
    hostility: Vector
    volume: Vector
    cold: Vector
    net: Vector
    latent: Vector
    rival: NDArray[np.bool_]


def _pairs(material: Material) -> Pairs:
    level = material.atlas.column("tenor.hostility", "2019-12")
    with duckdb.connect() as con:
        material.tables(con, "event_days", "rivalries")
        seen = con.execute(
            """SELECT least(a, b), greatest(a, b), ln(1 + sum(abs(net))),
                      sum(ln(1 + greatest(-net, 0))), sum(net) FROM event_days
               WHERE year(date) IN (2018, 2019) AND a <> b GROUP BY ALL ORDER BY 1, 2"""
        ).fetchall()
        rivals = con.execute(
            """SELECT DISTINCT least(a, b), greatest(a, b) FROM rivalries
               WHERE coded_by = 'tss' AND first_year <= 2019 AND coalesce(last_year, 9999) >= 2018"""
        ).fetchall()
    names, known = sorted(level), set(rivals)
    volume, cold, net = ({(a, b): row[i] for a, b, *row in seen} for i in range(3))
    latent = dict(zip(((a, b) for a, b, *_ in seen), _latent(seen), strict=True))
    return Pairs(
        names,
        *(np.array([of[p] for p in names]) for of in (level, volume)),
        cold=np.log1p(np.array([cold[p] for p in names])),
        net=np.array([net[p] for p in names]),
        latent=np.array([latent[p] for p in names]),
        rival=np.array([p in known for p in names]),
    )


def _latent(seen: list[tuple[str, str, float, float, float]], prior: float = 20.0, rounds: int = 80) -> Vector:
    """log (y + k) / (μ + k): y the volume of hostility of any pair ever seen, μ = m_a m_b fitted to all of them.

    The mean of a gamma-Poisson model's pair effect; k = 20 was the best of 1, 5 and 20.
    """
    ids = np.unique([(a, b) for a, b, *_ in seen])
    one, two = (np.searchsorted(ids, [row[i] for row in seen]) for i in (0, 1))
    y = np.array([row[3] for row in seen])
    total = np.bincount(one, y, len(ids)) + np.bincount(two, y, len(ids))
    size = np.ones(len(ids))
    for _ in range(rounds):
        others = np.bincount(one, size[two], len(ids)) + np.bincount(two, size[one], len(ids))
        size = np.sqrt(size * (total + 0.5) / (others + 0.5))
    return np.asarray(np.log((y + prior) / (size[one] * size[two] + prior)))


def _hardest(material: Material) -> Figure:
    """A trade war that bare event scores do not see: the other signals must say so."""
    a, b = HARDEST
    atlas = material.atlas
    level, volume = (
        [
            standing.percentile
            for year in (2018, 2019, 2020)
            if (standing := atlas.standing(atlas.at(measure, a, b, f"{year}{month}"))) is not None
        ]
        for measure, month in (("tenor.hostility", "-12"), ("tenor.conflict_volume", ""))
    )
    view = View(atlas, a, b, 1990)
    said = disagreement(signals(view, press_grade(view)))
    return Figure(
        f"{a} and {b}, 2018 to 2020: percentile of hostility",
        ", ".join(f"{p:.0f}" for p in level),
        "0 (ratios), 15 (conflict residual)",
        f"unsolved by events alone; volume of reported conflict {', '.join(f'{p:.0f}' for p in volume)}; the section "
        f"says: {said}",
    )
