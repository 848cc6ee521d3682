"""Daily scores of undirected pairs summed by month or dekad, and the same laid out as pairs by periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

Vector = NDArray[np.float64]
Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""Pairs by periods."""

DEKADS = 3
"""Ten-day periods of a month, as climatologists cut it: days 1 to 10, 11 to 20, and the rest."""

_MONTH = "year(date) * 12 + month(date) - 1"
_DEKAD = f"({_MONTH}) * {DEKADS} + least((day(date) - 1) // 10, {DEKADS - 1})"

LEAST_DELIVERED = 10
"""Days of a month that must have been delivered: with fewer it is missing, not quiet."""


def pair_months(con: duckdb.DuckDBPyConnection) -> Columns:
    """Sums per pair and month with a coded event, sorted by a, b, period; `s` = sign(w) ln(1 + |w|) of a day's score w.

    `active` days with an event, `delivered` days of the month; `net` Σ w; `total` Σ s, `squares` Σ s²; `warm` and
    `cold` Σ of the positive and of the negative s without sign, each with its squares.
    """
    return dict(con.execute(_sums(_MONTH, LEAST_DELIVERED)).fetchnumpy())


def pair_dekads(con: duckdb.DuckDBPyConnection) -> Columns:
    """The same per dekad, however few of its days were delivered; `period` is three times the month's, plus 0 to 2."""
    return dict(con.execute(_sums(_DEKAD, 1)).fetchnumpy())


def _sums(period: str, least_delivered: int) -> str:
    return f"""
        WITH delivered AS (SELECT {period} AS period, count(DISTINCT date) AS days
                           FROM event_scores GROUP BY ALL HAVING days >= {least_delivered})
        SELECT a, b, period, any_value(d.days) AS delivered, count(*) AS active,
               sum(score ORDER BY score) AS net, sum(s ORDER BY s) AS total, sum(s * s ORDER BY s) AS squares,
               sum(greatest(s, 0) ORDER BY s) AS warm, sum(greatest(s, 0) * greatest(s, 0) ORDER BY s) AS warm_squares,
               sum(greatest(-s, 0) ORDER BY s) AS cold,
               sum(greatest(-s, 0) * greatest(-s, 0) ORDER BY s) AS cold_squares
        FROM (SELECT a, b, {period} AS period, score, sign(score) * ln(1 + abs(score)) AS s
              FROM (SELECT least(a, b) AS a, greatest(a, b) AS b, date, sum(score ORDER BY score) AS score
                    FROM event_scores WHERE a <> b GROUP BY ALL))
        JOIN delivered d USING (period) GROUP BY a, b, period ORDER BY a, b, period"""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where each row of `pair_months` lies among pairs (sorted) and months (every one from first to last), or dekads.

    `one` and `two` are the members' numbers in `ids`; `delivered` says which periods the publisher delivered.
    """

    ids: NDArray[np.str_]
    one: NDArray[np.intp]
    two: NDArray[np.intp]
    periods: NDArray[np.int64]
    delivered: NDArray[np.bool_]
    place: NDArray[np.intp]
    column: NDArray[np.intp]

    @classmethod
    def of(cls, months: Columns) -> Grid:
        """The grid that holds all rows of `months` (or dekads)."""
        ids = np.unique(np.r_[months["a"], months["b"]].astype(str))
        key = np.searchsorted(ids, months["a"].astype(str)) * len(ids) + np.searchsorted(ids, months["b"].astype(str))
        pairs, place = np.unique(key, return_inverse=True)
        one, two = np.divmod(pairs, len(ids))
        first, last = int(months["period"].min()), int(months["period"].max())
        periods = np.arange(first, last + 1)
        column = np.asarray(months["period"] - first, dtype=np.intp)
        delivered = np.isin(periods, months["period"])
        return cls(ids, one, two, periods, delivered, np.asarray(place), column)

    def table(self, values: NDArray[np.float64], empty: float = 0.0) -> Table:
        """Values of rows as pairs by periods; `empty` where a pair has no row."""
        found = np.full((len(self.one), len(self.periods)), empty)
        found[self.place, self.column] = values
        return found

    def names(self, pairs: NDArray[np.bool_] | NDArray[np.intp]) -> Columns:
        """Columns a and b of some of the pairs."""
        names = self.ids.astype(object)
        return {"a": names[self.one[pairs]], "b": names[self.two[pairs]]}
