"""Does one state keep an embassy in another, year by year, and by whose account?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.breaks import BREAKS, KNOWN
from comity.measures.contract import Measure, Rows, gives
from comity.terms.detail import packed
from comity.terms.relation_details import MissionFact

if TYPE_CHECKING:
    import duckdb

EMBASSY = Measure(
    id="representation.embassy",
    question="access",
    title="Embassy of a in b",
    unit="yes_no",
    interval=None,
    formula="at the year's end 1 where the chronicle has an embassy opened, the yearly record lists one or a list of "
    "that year names one; 0 where the chronicle has it closed or relations broken off, where the yearly record, which "
    "covers both, lists none, or where a list names an office in its stead; else not reported. The details say which "
    "account, the basis its edition",
    more="a keeps an embassy in b",
    reference="doi:10.1177/0022343320929740; https://www.wikidata.org",
    not_when="Yearbooks behind the yearly record run late by a year or two. Where it ends (2020) nothing is carried "
    "on: a year is told only where a list of that year or a dated event tells it: most pairs are not reported after "
    "2022.",
    inputs=("missions",),
    decimals=0,
    low=0,
    high=1,
    details=MissionFact,
    among="all ordered pairs told of in the same year",
)

AN_EMBASSY = "lower(kind) IN ('embassy', 'high commission', 'nunciature')"
"""SQL: a mission of the first rank; a nunciature is the embassy of the Holy See."""
IN_ITS_STEAD = "lower(kind) IN ('office in place of an embassy', 'interests section', 'liaison office')"
"""SQL: an office that stands where there are no relations in form, and so says that there is no embassy."""

EMBASSIES = (
    "SELECT DISTINCT sender AS a, host AS b, year(listed) AS period, 1 AS value FROM missions "
    f"WHERE {AN_EMBASSY} AND sender <> host"
)
"""SQL over `missions`: each ordered pair with an embassy of a in b on a list of the year."""

_EVENTS = f"""
    SELECT a, b, {KNOWN} AS known, date, precision, event, source,
           CASE kind WHEN 'mission_opened' THEN 'opened' ELSE 'closed' END AS fact, until
    FROM relation_events WHERE kind IN ('mission_opened', 'mission_closed') AND mission = 'embassy' AND a <> b"""
_TURNS = f"""
    SELECT a, b, known, date, precision, event, source, fact FROM ({_EVENTS})
    UNION ALL
    SELECT a, b, until, until, 'day', event, source, 'over' FROM ({_EVENTS}) WHERE until IS NOT NULL
    UNION ALL
    SELECT a, b, known, date, precision, event, source, fact FROM broken
    UNION ALL
    SELECT b, a, known, date, precision, event, source, fact FROM broken"""
"""What turns a mission's fate, in ordered pairs: opened, closed, broken (relations: closes both), over (unknown)."""

_RANKS = "CASE level WHEN 6 THEN 'ambassador' WHEN 5 THEN 'minister' WHEN 4 THEN 'chargé d''affaires' END"
_LAST = """
    SELECT max(last) FROM (SELECT max(year) AS last FROM embassy_levels UNION ALL SELECT max(year(listed)) FROM missions
                           UNION ALL SELECT max(year(date)) FROM relation_events)"""


def _fact(said: str, account: str, day: str = "NULL", precision: str = "NULL") -> str:
    return "[" + packed(MissionFact, said=said, account=account, day=day, precision=precision) + "]"


_TOLD = f"""
    told AS (
        SELECT a, b, period, 1 AS rank, 0 AS value, source,
               {
    _fact("CASE fact WHEN 'broken' THEN 'relations broken off' ELSE 'closed' END", "'chronicle'", "date", "precision")
} AS details
        FROM turned WHERE fact IN ('closed', 'broken')
        UNION ALL
        SELECT sender, host, year, 2, 1, source, {_fact(_RANKS, "'yearly record'")} FROM levels
        UNION ALL
        SELECT a, b, period, 3, 1, source, {_fact("'opened'", "'chronicle'", "date", "precision")} FROM opened
        UNION ALL
        SELECT r.a, r.b, r.period, 4, 0, s.source, NULL FROM covered r JOIN spoken s ON s.year = r.period
        WHERE NOT EXISTS (FROM kept k WHERE k.a = r.a AND k.b = r.b AND k.fact IN ('restored', 'over')
                          AND year(k.known) BETWEEN r.period - 1 AND r.period)
        UNION ALL
        SELECT sender, host, year(listed), CASE WHEN {AN_EMBASSY} THEN 5 ELSE 6 END,
               CASE WHEN {AN_EMBASSY} THEN 1 ELSE 0 END, source,
               CASE WHEN {AN_EMBASSY} THEN {_fact("lower(kind)", "'list'", "listed", "'day'")}
                    ELSE {_fact("'office in place of an embassy'", "'list'", "listed", "'day'")} END
        FROM missions m WHERE sender <> host AND ({AN_EMBASSY} OR ({IN_ITS_STEAD} AND NOT EXISTS (
            FROM levels r WHERE r.sender = m.sender AND r.host = m.host AND r.year = (
                SELECT max(year) FROM spoken s WHERE s.year <= year(m.listed))))))"""
"""Each thing that an account says of an ordered pair in a year; the lowest rank speaks.

The yearly record lags: where a break ended in the year or the one before, its silence is no zero. And an office on a
list is no proof against an embassy in the record's last year: lists keep what was replaced.
"""


@gives(EMBASSY, optional=("embassy_levels", "relation_events"))
def embassies(con: duckdb.DuckDBPyConnection) -> Rows:
    """The account that speaks for each ordered pair and year.

    The yearly record's silence is a zero among the states that it lists as sender and host in that year: it goes
    through a yearbook state by state. Of the pairs on which it is silent in 2020 the list of 2022 names about one in a
    hundred.
    """
    return {
        EMBASSY.id: con.sql(f"""
            WITH broken AS ({BREAKS}), turns AS ({_TURNS}),
            kept AS (
                SELECT * FROM turns
                QUALIFY fact <> 'restored'
                     OR lag(fact) OVER (PARTITION BY a, b ORDER BY known, date, event, fact) IN ('broken', 'closed')),
            levels AS (SELECT * FROM embassy_levels WHERE sender <> host),
            spoken AS (SELECT year, min(source) AS source FROM levels GROUP BY year),
            covered AS (
                SELECT s.sender AS a, h.host AS b, s.year AS period
                FROM (SELECT DISTINCT sender, year FROM levels) s JOIN (SELECT DISTINCT host, year FROM levels) h
                  ON h.year = s.year AND h.host <> s.sender),
            years AS (
                SELECT p.a, p.b, y.period, make_date(y.period::INTEGER, 12, 31) AS day
                FROM (SELECT a, b, min(year(known)) AS first FROM kept GROUP BY ALL) p,
                     unnest(range(p.first, ({_LAST}) + 1)) AS y(period)),
            turned AS (
                SELECT y.a, y.b, y.period, k.known, k.date, k.precision, k.fact, k.source
                FROM years y JOIN kept k ON k.a = y.a AND k.b = y.b AND k.known <= y.day
                QUALIFY row_number() OVER (
                    PARTITION BY y.a, y.b, y.period ORDER BY k.known DESC, k.date DESC, k.event DESC) = 1),
            opened AS (
                SELECT t.* FROM turned t WHERE t.fact = 'opened'
                  AND NOT EXISTS (FROM levels r WHERE r.sender = t.a AND r.host = t.b
                                  AND r.year BETWEEN year(t.known) AND t.period)
                  AND (t.period = year(t.known) OR year(t.known) > (SELECT max(year) FROM spoken)
                       OR t.period <= (SELECT max(year) FROM spoken))),
            {_TOLD}
            SELECT a, b, period, value, source AS basis, details FROM told
            QUALIFY row_number() OVER (PARTITION BY a, b, period ORDER BY rank, source, details) = 1""")
    }
