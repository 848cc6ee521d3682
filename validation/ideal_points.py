"""Do UN ideal points equal the published ones, though ours never look ahead, and do their intervals hold the truth?"""

from __future__ import annotations

import csv
import time

import duckdb
import numpy as np
from figures import Figure, Material
from numpy.typing import NDArray

from comity.measures.ballots import Ballots, ballots
from comity.measures.ideal_points import Session, sessions
from comity.measures.ordinal_session import Chain
from comity.terms.crosswalk import to_state

Published = dict[tuple[str, int], tuple[float, float]]
LAST = 2019


def figures(material: Material) -> list[Figure]:
    """Correlation and error over all sessions and by session, seconds, coverage in simulated assemblies."""
    published = _published(material)
    with duckdb.connect() as con:
        con.execute("SET threads = 2")
        material.tables(con, "votes")
        wall, processor = time.perf_counter(), time.process_time()
        found = list(sessions(each for each in ballots(con) if each.year <= LAST))
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
    r, error, by_year, n = _agreement(found, published)
    worst = sorted(by_year.items(), key=lambda item: item[1])[:3]
    bridge = min((s for s in found if not np.isnan(s.bridge)), key=lambda s: s.bridge)
    return [
        Figure(
            "ideal points 1946-2019 against the published ones, filtered (no look ahead)",
            f"r = {r:.4f}, RMSE = {error:.4f} over {n:,} state-sessions",
            "a full re-estimation with look ahead: r = .9941, RMSE = .1085",
            "Band: r >= .99, RMSE <= .12.",
        ),
        Figure(
            "the same, session by session",
            f"lowest r {worst[0][1]:.3f} ({worst[0][0]}), then "
            + ", ".join(f"{value:.3f} ({year})" for year, value in worst[1:])
            + f"; median {np.median(list(by_year.values())):.4f}",
            "lowest .963",
            "Band: every session >= .95 and positive. 1951 has 7 contested roll calls.",
        ),
        Figure(
            "no session reflected: correlation with where the same states stood before",
            f"lowest {bridge.bridge:.3f} ({bridge.year})",
            "one session of 73 came out reflected before it was checked",
        ),
        Figure(
            "time for 1946-2019, one process",
            f"{wall:.0f} s wall, {processor:.0f} s CPU",
            "the published sampler: hours",
            "Other work shared the machine; CPU seconds are the steadier figure.",
        ),
        Figure("width of the 80 % interval, ours over the published", f"median {_widths(found, published):.2f}", "1"),
        Figure(
            "80 % intervals of simulated assemblies that hold the truth",
            f"{_coverage():.1%}",
            "none",
            "40 states, 60 roll calls, 10 assemblies drawn from the model; each put on the scale of its truth first.",
        ),
    ]


def _published(material: Material) -> dict[tuple[str, int], tuple[float, float]]:
    path = material.mirror / "unga-ideal-points" / "IdealpointestimatesAll_Apr2020.csv"
    with path.open(encoding="latin-1") as file:
        rows = list(csv.DictReader(file))
    years = np.array([int(row["session"]) + 1945 for row in rows])
    states = to_state("cow", np.array([int(row["ccode"]) for row in rows]), years)
    return {
        (s, int(y)): (float(row["IdealPoint"]), float(row["Q90%"]) - float(row["Q10%"]))
        for s, y, row in zip(states, years, rows, strict=True)
    }


def _agreement(found: list[Session], published: Published) -> tuple[float, float, dict[int, float], int]:
    by_year: dict[int, float] = {}
    ours, theirs = [], []
    for session in found:
        both = [(v, published[s, session.year][0]) for s, v in zip(session.states, session.position, strict=True)
                if (s, session.year) in published]  # fmt: skip
        if both:
            x, y = np.array(both).T
            by_year[session.year] = float(np.corrcoef(x, y)[0, 1])
            ours.append(x)
            theirs.append(y)
    x, y = np.concatenate(ours), np.concatenate(theirs)
    return float(np.corrcoef(x, y)[0, 1]), float(np.sqrt(np.mean((x - y) ** 2))), by_year, len(x)


def _widths(found: list[Session], published: Published) -> float:
    ratios = []
    for session in found:
        low, high = session.interval()
        ratios += [
            (h - lo) / published[s, session.year][1]
            for s, lo, h in zip(session.states, low, high, strict=True)
            if (s, session.year) in published
        ]
    return float(np.median(ratios))


def _coverage() -> float:
    held = []
    for seed in range(10):
        theta, year = _simulated(seed)
        (session,) = sessions([year], chain=Chain())
        slope, intercept = np.polyfit(theta, session.position, 1)
        low, high = session.interval()
        target = slope * theta + intercept
        held.append(((low <= target) & (target <= high)).mean())
    return float(np.mean(held))


def _simulated(seed: int) -> tuple[NDArray[np.float64], Ballots]:
    rng = np.random.default_rng(seed)
    theta, beta = rng.normal(size=40), 1.5 * rng.normal(size=60)
    z = np.outer(theta, beta) + rng.normal(size=(40, 60))
    low = 0.7 * rng.normal(size=60)
    votes = (1 + (z > low) + (z > low + rng.uniform(0.2, 0.8, 60))).astype(np.int8)
    return theta, Ballots(3000 + seed, [f"X{i:02d}" for i in range(40)], [str(i) for i in range(60)], votes)
