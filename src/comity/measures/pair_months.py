"""The river of events: days of undirected pairs summed by month or dekad, and the same laid out as pairs by periods.

In each month one source speaks. Its days are either netted by the publisher, so that a day is warm or cold, or hold
cooperation and hostility apart; sums of two sources are never added or compared as they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.tables.columns import Columns
from comity.terms.ref import source_of

if TYPE_CHECKING:
    import duckdb

Vector = NDArray[np.float64]
Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""Pairs by periods."""

DEKADS = 3
"""Ten-day periods of a month, as climatologists cut it: days 1 to 10, 11 to 20, and the rest."""

_DEKAD = f"period * {DEKADS} + least((day(date) - 1) // 10, {DEKADS - 1})"

LEAST_DELIVERED = 10
"""Days of a month that must have been delivered: with fewer it is missing, not quiet."""


def pair_months(con: duckdb.DuckDBPyConnection) -> Columns:
    """Sums per pair and month with a coded event, sorted by a, b, period, from `event_days`; `source` is who speaks.

    With `warm` = ln(1 + cooperation), `cold` = ln(1 + hostility) and s = warm − cold of a day, both directions of the
    pair together: `active` days with an event, `delivered` days of the month; `net` Σ of the days' net scores; `total`
    Σ s, `squares` Σ s²; `warm` and `cold` their sums, each with its squares.
    """
    delivered = f"""SELECT period, max(delivered) AS days FROM event_days
                    GROUP BY ALL HAVING days >= {LEAST_DELIVERED}"""
    return _summed(con, "period", delivered)


def pair_dekads(con: duckdb.DuckDBPyConnection) -> Columns:
    """The same per dekad, however few of its days were delivered; `period` is three times the month's, plus 0 to 2.

    A day counts as delivered here where any pair has a row.
    """
    delivered = f"SELECT {_DEKAD} AS period, count(DISTINCT date) AS days FROM event_days GROUP BY ALL"
    return _summed(con, _DEKAD, delivered)


def _summed(con: duckdb.DuckDBPyConnection, period: str, delivered: str) -> Columns:
    """Days by pair, one after the other in an order that their values give, and then their sums.

    A day has at most one row each way, and a sum of two is the same either way. Of a period's days the sums are taken
    in the order of a table that is sorted once: an aggregate that sorts for itself, of each pair and for each sum
    anew, takes four times as long for the same sums.
    """
    con.execute(f"CREATE OR REPLACE TEMP TABLE days_in_order AS {_DAYS.format(period=period)}")
    rows = con.execute(_SUMS.format(delivered=delivered)).fetchnumpy()
    con.execute("DROP TABLE days_in_order")
    return dict(rows)


_DAYS = """
    WITH days AS (SELECT least(a, b) AS a, greatest(a, b) AS b, {period} AS period, date,
                         any_value(source) AS source, bool_and(netted) AS netted, sum(net) AS net,
                         sum(cooperation) AS cooperation, sum(hostility) AS hostility
                  FROM event_days WHERE a <> b GROUP BY ALL),
         logs AS (SELECT *, ln(1 + CASE WHEN netted THEN greatest(net, 0) ELSE cooperation END) AS warm,
                         ln(1 + CASE WHEN netted THEN greatest(-net, 0) ELSE hostility END) AS cold,
                         warm - cold AS s
                  FROM days)
    SELECT a, b, period, source, net, warm, cold, s FROM logs ORDER BY a, b, period, s, warm, net"""
_SUMS = """
    SELECT a, b, period, any_value(source) AS source, any_value(d.days) AS delivered, count(*) AS active,
           sum(net) AS net, sum(s) AS total, sum(s * s) AS squares, sum(warm) AS warm,
           sum(warm * warm) AS warm_squares, sum(cold) AS cold, sum(cold * cold) AS cold_squares
    FROM days_in_order JOIN ({delivered}) d USING (period) GROUP BY a, b, period ORDER BY a, b, period"""


def speakers(rows: Columns) -> NDArray[np.intp]:
    """A number for the source that speaks in each row, equal where the source is; all 0 where rows name none."""
    if "source" not in rows:
        return np.zeros(len(rows["a"]), dtype=np.intp)
    return np.asarray(np.unique(rows["source"].astype(str), return_inverse=True)[1], dtype=np.intp)


def spoken_by(rows: Columns) -> NDArray[np.str_]:
    """The id of the source that speaks in each row: calibration is by source, not by edition."""
    editions, place = np.unique(rows["source"].astype(str), return_inverse=True)
    return np.asarray([source_of(str(edition)) for edition in editions], dtype=str)[place]


@dataclass(frozen=True, slots=True)
class Grid:
    """Where each row of `pair_months` lies among pairs (sorted) and months (every one from first to last), or dekads.

    `one` and `two` are the members' numbers in `ids`; `delivered` says which periods were delivered, and `speaker` by
    which source, as `speakers` numbers them (-1 by none; empty where one source speaks throughout).
    """

    ids: NDArray[np.str_]
    one: NDArray[np.intp]
    two: NDArray[np.intp]
    periods: NDArray[np.int64]
    delivered: NDArray[np.bool_]
    place: NDArray[np.intp]
    column: NDArray[np.intp]
    speaker: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, dtype=np.intp))

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
        speaker = np.full(len(periods), -1, dtype=np.intp)
        speaker[column] = speakers(months)
        return cls(ids, one, two, periods, delivered, np.asarray(place), column, speaker)

    def table(self, values: NDArray[np.float64], empty: float = 0.0) -> Table:
        """Values of rows as pairs by periods; `empty` where a pair has no row."""
        found = np.full((len(self.one), len(self.periods)), empty)
        found[self.place, self.column] = values
        return found

    def by_speaker(self, inside: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
        """Periods `inside` parted by who speaks in them; all of them, undelivered ones too, where one source does."""
        found = np.unique(self.speaker[inside & self.delivered]) if len(self.speaker) else self.speaker
        return [inside] if len(found) <= 1 else [inside & (self.speaker == number) for number in found]

    def names(self, pairs: NDArray[np.bool_] | NDArray[np.intp]) -> Columns:
        """Columns a and b of some of the pairs."""
        names = self.ids.astype(object)
        return {"a": names[self.one[pairs]], "b": names[self.two[pairs]]}
