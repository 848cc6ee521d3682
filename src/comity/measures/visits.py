"""How often do a state's leaders and foreign ministers go to the other?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from comity.measures.contract import NO_ROWS, Measure, Rows, gives
from comity.terms.detail import packed
from comity.terms.interval import Interval
from comity.terms.membership import states_as_of
from comity.terms.relation_details import HighVisit

if TYPE_CHECKING:
    import duckdb

VISITS = Measure(
    id="visits.high_level",
    question="scope",
    title="Visits of leaders and foreign ministers, a to b",
    unit="visits",
    interval=None,
    bounds=Interval.BOUNDS,
    formula="visits in the year of a's leader or foreign minister to b at which the two met as a pair; gatherings, "
    "ceremonies, private stays and stops are left out; after the last year that a list covers whole, what is known of "
    "a year is the least; the details name each",
    more="more visits",
    reference="https://history.state.gov/departmenthistory/travels",
    not_when="Only pairs of a state that keeps a list are covered, of all other pairs nothing is known. Foreign "
    "ministers count of the state that keeps the list alone.",
    inputs=("visits",),
    decimals=0,
    low=0,
    details=HighVisit,
    among="all ordered pairs of a state that keeps a list in the same year",
)

_DETAIL = packed(HighVisit, day="start", who="visitor", office="office")


@gives(VISITS)
def visits(con: duckdb.DuckDBPyConnection) -> Rows:
    """Visits counted, and zeros for every state there was in the years that the state's list covers whole."""
    ((first, last),) = con.execute("SELECT min(year(start)), max(year(start)) FROM visits").fetchall()
    if first is None:
        return {VISITS.id: NO_ROWS}
    con.register("years_of_states", _existing(first, last))
    con.execute("CREATE OR REPLACE TEMP TABLE states_by_year AS FROM years_of_states")
    con.unregister("years_of_states")
    return {
        VISITS.id: con.sql(f"""
            WITH lists AS (
                SELECT CASE WHEN by_host THEN b ELSE a END AS lister, NOT by_host AS outward, min(year(start)) AS first,
                       max(year(complete_to) - CASE WHEN month(complete_to) = 12 THEN 0 ELSE 1 END) AS last,
                       min(source) AS source
                FROM visits WHERE a <> b GROUP BY ALL),
            silent AS (
                SELECT CASE WHEN outward THEN lister ELSE state END AS a,
                       CASE WHEN outward THEN state ELSE lister END AS b, year AS period, source
                FROM lists JOIN states_by_year ON year BETWEEN first AND last AND state <> lister),
            counted AS (
                SELECT a, b, year(start) AS period, by_host, count(*) AS n, min(source) AS source,
                       list({_DETAIL} ORDER BY start, visitor, office) AS details
                FROM (SELECT DISTINCT a, b, start, visitor, office, by_host, source FROM visits
                      WHERE purpose = 'bilateral' AND a <> b) GROUP BY ALL),
            known AS (
                SELECT c.*, c.period <= l.last AS whole
                FROM counted c JOIN lists l
                  ON l.outward <> c.by_host AND l.lister = CASE WHEN c.by_host THEN c.b ELSE c.a END
                QUALIFY row_number() OVER (PARTITION BY c.a, c.b, c.period ORDER BY c.n DESC, c.by_host) = 1)
            SELECT a, b, period, CASE WHEN whole THEN n END AS value, CASE WHEN NOT whole THEN n END AS low,
                   NULL::DOUBLE AS high, n::INTEGER AS n, source AS basis, details FROM known
            UNION ALL
            SELECT a, b, period, 0, NULL, NULL, 0, min(source), NULL FROM silent s
            WHERE NOT EXISTS (FROM counted c WHERE c.a = s.a AND c.b = s.b AND c.period = s.period)
            GROUP BY a, b, period""")
    }


def _existing(first: int, last: int) -> dict[str, np.ndarray]:
    """The states that were members of a system at the end of each year."""
    rows = [(each.id, year) for year in range(first, last + 1) for each in states_as_of(date(year, 12, 31), "any")]
    states, years = zip(*rows, strict=True)
    return {"state": np.array(states, dtype=object), "year": np.array(years, dtype=np.int32)}
