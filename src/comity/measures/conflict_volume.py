"""How much conflict is reported between two states, whatever their prominence?

The level of hostility takes out what prominence explains, and with it much of what two large states do to each
other. The plain volume keeps it; it grows with attention, so it stands beside the level and never in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.measures.tenor import HOSTILITY, Z80
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

_LEAST_MONTHS = 10
"""Months of a year with any delivery, below which the year is missing."""

_LEAST_ACTIVE_DAYS = 12
"""Active days in the year below which no volume is given."""

CONFLICT_VOLUME = Measure(
    id="tenor.conflict_volume",
    question="tenor",
    title="Volume of reported conflict",
    unit="log_points",
    interval=Interval.CREDIBLE_80,
    formula="ln(1 + Σ h) over the days of the year, h the hostile score of a day, net of what is cooperative only "
    "where the source nets its days; each year is one source's",
    more="more conflict is reported, also because the pair is more in the news",
    reference=HOSTILITY.reference,
    not_when="Grows with attention: by itself it finds every pair that is much in the news. Read it beside "
    "tenor.hostility.",
    inputs=("event_days",),
    direction="undirected",
    decimals=1,
    low=0,
    among="all pairs with at least 12 active days in the same year",
)

_YEARS = f"""
    WITH delivered AS (SELECT source, year(date) AS period FROM event_days
                       GROUP BY ALL HAVING count(DISTINCT month(date)) >= {_LEAST_MONTHS}),
         days AS (SELECT least(a, b) AS a, greatest(a, b) AS b, date, source,
                         CASE WHEN bool_and(netted) THEN greatest(-sum(net), 0)
                              ELSE sum(hostility) END AS cold  -- of one row each way at most: either order is one
                  FROM event_days WHERE a <> b GROUP BY ALL),
         years AS (SELECT a, b, year(date) AS period, source, count(*) AS n, sum(cold ORDER BY cold DESC) AS cold,
                          sqrt(sum(cold ** 2 ORDER BY cold DESC)) AS error
                   FROM days GROUP BY ALL HAVING n >= {_LEAST_ACTIVE_DAYS})
    SELECT a, b, period, n, ln(1 + cold) AS value, greatest(value - {Z80} * error / (1 + cold), 0) AS low,
           value + {Z80} * error / (1 + cold) AS high, source AS basis
    FROM years SEMI JOIN delivered USING (source, period) ORDER BY a, b, period"""


@gives(CONFLICT_VOLUME)
def conflict_volume(con: duckdb.DuckDBPyConnection) -> Rows:
    """Yearly volume of each pair; a year of which two months or more were not delivered has none."""
    return {CONFLICT_VOLUME.id: con.sql(_YEARS)}
