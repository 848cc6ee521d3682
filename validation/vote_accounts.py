"""How far two accounts of the UN's roll calls differ where both are at hand, and positions to 2025 beside others'."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import duckdb
import numpy as np
from figures import Figure, Material
from numpy.typing import NDArray

from comity.measures.ballots import Ballots, ballots
from comity.measures.ideal_points import Session, sessions
from comity.measures.un_similarity import similarity, unfiltered
from comity.terms.crosswalk import to_state

LEAST_JOINT = 10
LEAST_PAIRS = 200
ALIKE_FROM = 1976
SEAM = 2023
SPANS = ((1946, 1975), (ALIKE_FROM, 1999), (2000, SEAM))
FACT = ("UKR", "USA")


def figures(material: Material) -> list[Figure]:
    """Correlation and mean difference by span and score, the seam, one fact, and positions by session."""
    with duckdb.connect() as con:
        con.execute("SET threads = 2")
        material.tables(con, "votes")
        for name, source in (("whole", "unga-votes"), ("adopted", "un-rollcalls")):
            # Of a year one account stands, and the other beside it.
            parts = (f"SELECT * FROM {table} WHERE source LIKE '{source}%'" for table in ("votes", "votes_others"))
            con.execute(f"CREATE VIEW {name} AS {' UNION ALL BY NAME '.join(parts)}")
        one = {year.year: year for year in ballots(con)}
        all_votes, adopted = ({year.year: year for year in ballots(con, name)} for name in ("whole", "adopted"))
    both = sorted(set(all_votes) & set(adopted))
    compared = {year: _compared(all_votes[year], adopted[year]) for year in both if year <= SEAM}
    years = {year: found for year, found in compared.items() if found.scores["agreement"].shape[1] >= LEAST_PAIRS}
    spans = [figure for span in SPANS for figure in _span(span, years)]
    return [*spans, _seam(years[SEAM]), _fact(one), *_positions(material, list(one.values()))]


@dataclass(frozen=True, slots=True)
class Compared:
    """One year: by score the values of every pair by both accounts (2 x pairs)."""

    scores: dict[str, NDArray[np.float64]]

    def mean_difference(self, score: str) -> float:
        """Adopted texts less all votes, mean over pairs."""
        first, second = self.scores[score]
        return float(np.nanmean(second - first))

    def correlation(self, score: str) -> float:
        """Over pairs."""
        first, second = self.scores[score]
        both = np.isfinite(first) & np.isfinite(second)
        return float(np.corrcoef(first[both], second[both])[0, 1])


def _compared(one: Ballots, two: Ballots) -> Compared:
    states = sorted(set(one.states) & set(two.states))
    found = [_scores(each, states) for each in (one, two)]
    enough = np.logical_and(*(each["n"] >= LEAST_JOINT for each in found))
    enough &= np.triu(np.ones_like(enough), 1)
    return Compared({name: np.stack([each[name][enough] for each in found]) for name in found[0] if name != "n"})


def _scores(year: Ballots, states: list[str]) -> dict[str, NDArray[np.float64]]:
    place = [year.states.index(state) for state in states]
    alike, all_votes = similarity(year.votes[place]), unfiltered(year.votes[place])
    return {
        "n": alike.n,
        "agreement": alike.agreement,
        "same vote": all_votes.same,
        "kappa squared": alike.kappa_squared,
    }


def _span(span: tuple[int, int], years: dict[int, Compared]) -> list[Figure]:
    within = {year: found for year, found in years.items() if span[0] <= year <= span[1]}
    figures = []
    for score in ("agreement", "same vote", "kappa squared"):
        differences = {year: found.mean_difference(score) for year, found in within.items()}
        r = {year: found.correlation(score) for year, found in within.items()}
        far, low = max(differences, key=lambda year: abs(differences[year])), min(r, key=r.__getitem__)
        figures.append(
            Figure(
                f"{score}, {span[0]} to {span[1]}: adopted texts less all votes",
                f"mean difference {np.mean(list(differences.values())):+.4f}, most {differences[far]:+.4f} ({far}); "
                f"r median {np.median(list(r.values())):.4f}, lowest {r[low]:.4f} ({low})",
                "spliced without a word",
                f"{len(within)} years, pairs with at least {LEAST_JOINT} joint votes in both.",
            )
        )
    return figures


def _seam(found: Compared) -> Figure:
    moved = {score: found.scores[score][1] - found.scores[score][0] for score in found.scores}
    return Figure(
        f"the newest year that both hold in full, {SEAM}, by both",
        "; ".join(
            f"{score} {found.mean_difference(score):+.4f}, nine pairs in ten below {np.nanquantile(np.abs(d), 0.9):.3f}"
            for score, d in moved.items()
        ),
        "not told",
        "What a change from 2022 to 2023 may owe to the change of account.",
    )


def _fact(years: dict[int, Ballots]) -> Figure:
    told = []
    for year in sorted(years)[-3:]:
        each = years[year]
        i, j = (each.states.index(state) for state in FACT)
        same = unfiltered(each.votes).same
        told.append(f"{year} {same[i, j]:.2f} (all pairs {np.nanmean(same[np.triu_indices(len(same), 1)]):.2f})")
    return Figure(
        f"votes cast alike by {FACT[0]} and {FACT[1]}",
        ", ".join(told),
        ".57 (2024), about .2 (2025)",
        "In 2025 many texts that used to pass without a vote were put to one, so most pairs rise; this one falls.",
    )


def _positions(material: Material, years: list[Ballots]) -> list[Figure]:
    published = _published(material)
    by_year: dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
    for session in sessions(years):
        ours, theirs = _both(session, published)
        if len(ours) > LEAST_JOINT:
            by_year[session.year] = ours, theirs
    r = {year: float(np.corrcoef(*pair)[0, 1]) for year, pair in by_year.items()}
    low = sorted(r, key=r.__getitem__)[:3]
    late = [year for year in r if year >= ALIKE_FROM]
    ours, theirs = (np.concatenate([by_year[year][i] for year in late]) for i in (0, 1))
    return [
        Figure(
            "ideal points by session against the estimates of 2026 of final votes, 1946-2025",
            f"median r {np.median(list(r.values())):.4f}; lowest "
            + ", ".join(f"{r[year]:.3f} ({year})" for year in low)
            + f"; from {ALIKE_FROM} lowest {min(r[year] for year in late):.3f}",
            "published: hours of sampling",
            "Before 1976 the two rest on different votes.",
        ),
        Figure(
            "the same, the newest sessions",
            ", ".join(f"{r[year]:.3f} ({year})" for year in sorted(r)[-6:]),
            "published: 2024 rests on 8 roll calls, 2025 counts December 2024 too",
            "Every session >= .95 and positive is asked for.",
        ),
        Figure(
            f"all sessions from {ALIKE_FROM} together",
            f"r = {np.corrcoef(ours, theirs)[0, 1]:.4f}, RMSE = {np.sqrt(np.mean((ours - theirs) ** 2)):.3f} "
            f"over {len(ours):,} state-sessions",
            "",
            "Level and spread of a session are a convention of each series, and theirs looks ahead.",
        ),
    ]


def _both(session: Session, published: dict[tuple[str, int], float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    known = [(i, published[s, session.year]) for i, s in enumerate(session.states) if (s, session.year) in published]
    places = np.array([i for i, _ in known], dtype=np.intp)
    return session.position[places], np.array([value for _, value in known])


def _published(material: Material) -> dict[tuple[str, int], float]:
    path = material.mirror / "unga-ideal-points-2025" / "Idealpointestimates1946-2025.tab"
    with path.open(encoding="latin-1", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["IdealPointFP"]]
    years = np.array([int(row["year"]) for row in rows])
    states = to_state("cow", np.array([int(row["ccode"]) for row in rows]), years)
    found = zip(states, years, rows, strict=True)
    return {(s, int(y)): float(row["IdealPointFP"]) for s, y, row in found if s is not None}
