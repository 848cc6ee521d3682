"""Does how often two states name each other in the UN general debate find rivals, among pairs as much spoken of?

Truth: strategic rivalries (Thompson, Sakuwa and Suhas) under way in the window. Index: the larger of the two directions
of log (y + 1) / (E + 1), counts and expectations added up over the years of the window. Matched for volume: each rival
against the 30 other pairs nearest in the mentions expected of the two, so that being spoken of does not help; and once
more against those nearest in the press, as hostility is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import duckdb
import numpy as np
from figures import Figure, Material
from numpy.typing import NDArray
from rivals import auc, interval, matched

from comity.measures.mentions import PRIOR, Debate, debates
from comity.terms.membership import system_members

Vector = NDArray[np.float64]
WINDOW, OTHERS = (2011, 2020), ((1991, 2000), (2001, 2010))
"""The window in which variants were compared, and two that no variant was chosen by."""
ALIVE = 2018
"""Rivalries that ended earlier do not count in the window of the press."""
ADDED = 1.0
"""To counts and expectations of a window: with less, a pair that nobody expects to be named decides on one mention."""


def figures(material: Material) -> list[Figure]:
    """Matched AUC of the index and its rivals, placebos, other decades, interval coverage, known quarrels."""
    with duckdb.connect() as con:
        material.tables(con, "debate_mentions", "debate_speeches", "rivalries", "event_days")
        years = list(debates(con))
        now = _pairs(con, years, WINDOW, ALIVE)
        then = [(span, _pairs(con, years, span, span[0])) for span in OTHERS]
    return [*_levels(now), *_press(now), *[_decade(*each) for each in then], _coverage(years), _known(now)]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of members of the state system: mentions and expectations each way, volume in the press (NaN: none)."""

    names: list[tuple[str, str]]
    said: NDArray[np.float64]
    expected: NDArray[np.float64]
    press: Vector
    rival: NDArray[np.bool_]

    def ratio(self, added: float = ADDED) -> NDArray[np.float64]:
        """Log of observed over expected, each way: 2 x pairs."""
        return np.asarray(np.log((self.said + added) / (self.expected + added)))

    @property
    def larger(self) -> Vector:
        """The index: the direction in which more is said than expected."""
        return np.asarray(self.ratio().max(axis=0))

    @property
    def summed(self) -> Vector:
        """Both ways taken together, as first tried."""
        return np.asarray(np.log((self.said.sum(axis=0) + 0.5) / (self.expected.sum(axis=0) + 0.5)))

    @property
    def volume(self) -> Vector:
        """Log of the mentions that the prominence of both leads to expect."""
        return np.asarray(np.log(self.expected.sum(axis=0) + 0.01))


def _pairs(con: duckdb.DuckDBPyConnection, years: Iterable[Debate], span: tuple[int, int], alive: int) -> Pairs:
    members = {id for _, id in system_members("cow", span[1])}
    said: dict[tuple[str, str], float] = {}
    expected: dict[tuple[str, str], float] = {}
    for debate in (each for each in years if span[0] <= each.year <= span[1]):
        for i, a in enumerate(debate.speakers):
            for j, b in enumerate(debate.states):
                if a != b and a in members and b in members:
                    said[a, b] = said.get((a, b), 0.0) + debate.said[i, j]
                    expected[a, b] = expected.get((a, b), 0.0) + debate.expected[i, j]
    names = sorted({(min(pair), max(pair)) for pair in said})
    seen = con.execute(
        "SELECT least(a, b), greatest(a, b), ln(1 + sum(abs(net))) FROM event_days "
        "WHERE year(date) IN (2018, 2019) AND a <> b GROUP BY ALL"
    ).fetchall()
    rivals = con.execute(
        "SELECT DISTINCT least(a, b), greatest(a, b) FROM rivalries WHERE coded_by = 'tss' "
        f"AND first_year <= {span[1]} AND coalesce(last_year, 9999) >= {alive}"
    ).fetchall()
    press, known = {(a, b): volume for a, b, volume in seen}, set(rivals)
    both = [(names, [(b, a) for a, b in names]), (said, expected)]
    each_way = [np.array([[of.get(pair, 0.0) for pair in way] for way in both[0]]) for of in both[1]]
    return Pairs(
        names,
        *each_way,
        press=np.array([press.get(pair, np.nan) for pair in names]),
        rival=np.array([pair in known for pair in names]),
    )


def _figure(claim: str, index: Vector, volume: Vector, rival: NDArray[np.bool_], today: str) -> Figure:
    shares = matched(index, volume, rival)
    low, high = interval(shares)
    note = f"unmatched AUC {auc(index, rival):.3f}; {rival.sum()} rivals, {len(rival):,} pairs"
    return Figure(claim, f"{shares.mean():.3f} [{low:.3f}, {high:.3f}]", today, note)


def _levels(pairs: Pairs) -> list[Figure]:
    raw = np.log1p(pairs.said.sum(axis=0))
    return [
        _figure(f"volume-matched AUC, {claim}", index, pairs.volume, pairs.rival, today)
        for claim, index, today in (
            ("named more than expected, the larger of both ways", pairs.larger, "hostility in the press .836"),
            ("the same, both ways added up", pairs.summed, "before anything was tuned .885 (unmatched .877)"),
            ("the way in which less is said than expected", pairs.ratio().min(axis=0), "tried, not adopted"),
            ("number of mentions", raw, "not offered"),
            ("placebo: expected mentions alone", pairs.volume, ""),
        )
    ]


def _press(pairs: Pairs) -> list[Figure]:
    seen = ~np.isnan(pairs.press)
    return [
        _figure(
            f"AUC matched for volume in the press, {claim}", index[seen], pairs.press[seen], pairs.rival[seen], today
        )
        for claim, index, today in (
            ("larger of both ways", pairs.larger, "hostility in the press .836; before anything was tuned .789"),
            ("placebo: expected mentions alone", pairs.volume, ""),
        )
    ]


def _decade(span: tuple[int, int], pairs: Pairs) -> Figure:
    claim = f"volume-matched AUC, larger of both ways, {span[0]} to {span[1]}: no variant was chosen by it"
    placebo = matched(pairs.volume, pairs.volume, pairs.rival).mean()
    return _figure(claim, pairs.larger, pairs.volume, pairs.rival, f"placebo {placebo:.3f}")


def _coverage(years: list[Debate]) -> Figure:
    """How often the next year's count lies in the interval foretold from this year's: a pair's ratio does not stand."""
    from scipy.stats import nbinom

    held, asked = 0.0, 0
    for before, after in pairwise(years):
        was = {(a, b): (i, j) for i, a in enumerate(before.speakers) for j, b in enumerate(before.states)}
        for i, a in enumerate(after.speakers):
            for j, b in enumerate(after.states):
                if (a, b) not in was or before.said[was[a, b]] == 0 or after.expected[i, j] == 0:
                    continue
                shape, rate = before.said[was[a, b]] + PRIOR, before.expected[was[a, b]] + PRIOR
                foretold, y = nbinom(shape, rate / (rate + after.expected[i, j])), after.said[i, j]
                # A count holds several ranks: the share of them that lies within the interval counts.
                below, upto = foretold.cdf(y - 1), foretold.cdf(y)
                held += max(0.0, min(upto, 0.9) - max(below, 0.1)) / (upto - below)
                asked += 1
    return Figure(
        "next year's count inside the 80 % interval that this year's ratio foretells",
        f"{held / asked:.1%} of {asked:,}",
        "no interval",
        "Pairs of which the one named the other this year. The interval is of chance in one statement; what a state "
        "chooses to speak of changes beyond that.",
    )


def _known(pairs: Pairs) -> Figure:
    place = {pair: i for i, pair in enumerate(pairs.names)}
    order = np.argsort(np.argsort(pairs.larger)) / len(pairs.names)
    shown = (("CHN", "USA"), ("ARM", "AZE"), ("RUS", "UKR"), ("IND", "PAK"), ("ISR", "KAZ"), ("CAN", "USA"))
    told = ", ".join(f"{a}-{b} {100 * order[place[a, b]]:.0f}" for a, b in shown)
    return Figure(
        "percentile among all pairs, larger of both ways",
        told,
        "hostility in the press: CHN-USA 2 (2018)",
        "A quarrel that netted press scores do not see.",
    )
