"""Since when do two states have diplomatic relations, and do they stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.breaks import BREAKS
from comity.measures.contract import Measure, Rows, gives
from comity.terms.detail import packed
from comity.terms.interval import Interval
from comity.terms.relation_details import RelationFact

if TYPE_CHECKING:
    import duckdb

SINCE = Measure(
    id="relations.since",
    question="evolution",
    title="Diplomatic relations since",
    unit="year",
    interval=None,
    bounds=Interval.ACCOUNTS,
    formula="year in which first relations began, by both states' lists where they agree, by the chronicle where it "
    "rests on a source of its own; where accounts differ in the year, no value and their span; n counts the accounts, "
    "the details date what each says, breaks and restorations",
    more="relations began later",
    reference="https://en.wikipedia.org/wiki/Category:Foreign_relations_by_country",
    not_when="The beginning of first relations, often of a predecessor: not of those that were restored after a break. "
    "Breaks are told of pairs that the chronicle covers.",
    inputs=("relation_dates",),
    direction="undirected",
    decimals=0,
    low=1000,
    details=RelationFact,
    among="all pairs whose relations began by then",
)
IN_FORCE = Measure(
    id="relations.in_force",
    question="scope",
    title="Diplomatic relations stand",
    unit="yes_no",
    interval=None,
    formula="at the year's end 1 once an account has relations begun, 0 while they are broken off; n counts the "
    "accounts that had them begun by then; no value before a list that calls them suspended and gives no day",
    more="the two have diplomatic relations",
    reference="https://en.wikipedia.org/wiki/Category:Foreign_relations_by_country",
    not_when="Breaks before the lists were read are known of pairs that the chronicle covers; a short break of others "
    "is told as relations that stand.",
    inputs=("relation_dates",),
    direction="undirected",
    decimals=0,
    low=0,
    high=1,
    details=RelationFact,
    among="all pairs with relations that stand or were broken off",
)

_SAME_ORIGIN = "Wikipedia, Foreign relations"
"""Where the chronicle read a beginning in the lists themselves: it is no account of its own."""

_ACCOUNTS = f"""
    SELECT least(state, partner) AS a, greatest(state, partner) AS b, begun AS date, precision, year(begun) AS period,
           state AS account, 1 AS rank, source FROM relation_dates WHERE state <> partner
    UNION ALL
    SELECT least(a, b), greatest(a, b), date, precision, year(date), 'chronicle',
           CASE WHEN grade LIKE 'F%' THEN 2 WHEN told_by = '{_SAME_ORIGIN}' THEN 2 ELSE 0 END, source
    FROM relation_events WHERE kind = 'relations_begun' AND a <> b"""
"""What is said of the beginning of a pair's relations; the accounts of the lowest rank at hand decide."""

_LAST = """
    SELECT max(last) FROM (SELECT max(year(listed)) AS last FROM relation_dates
                           UNION ALL SELECT max(year(date)) FROM relation_events)"""

_BEGUN = packed(RelationFact, fact="'begun'", day="date", precision="precision", account="account")
_TURNED = packed(RelationFact, fact="fact", day="date", precision="precision", account="'chronicle'")


@gives(SINCE, optional=("relation_events",))
def since(con: duckdb.DuckDBPyConnection) -> Rows:
    """One row a year from the first account on; what a year's row says changes where something is added."""
    return {
        SINCE.id: con.sql(f"""
            WITH accounts AS ({_ACCOUNTS}), breaks AS ({BREAKS}),
            moments AS (SELECT a, b, period FROM accounts
                        UNION SELECT a, b, year(known) FROM breaks SEMI JOIN accounts USING (a, b)),
            heard AS (
                SELECT m.a, m.b, m.period, x.date, x.precision, x.account, x.rank,
                       x.rank = min(x.rank) OVER (PARTITION BY m.a, m.b, m.period) AS decides
                FROM moments m JOIN accounts x ON x.a = m.a AND x.b = m.b AND x.period <= m.period),
            begun AS (
                SELECT a, b, period, count(*) AS n, min(year(date)) FILTER (decides) AS earliest,
                       max(year(date)) FILTER (decides) AS latest,
                       list({_BEGUN} ORDER BY rank, account, date, precision) AS details
                FROM heard GROUP BY ALL),
            turned AS (
                SELECT m.a, m.b, m.period, list({_TURNED} ORDER BY known, date, event) AS details
                FROM moments m JOIN breaks t ON t.a = m.a AND t.b = m.b AND year(t.known) <= m.period GROUP BY ALL),
            said AS (
                SELECT a, b, period, n, earliest, latest, list_concat(g.details, coalesce(t.details, [])) AS details,
                       lead(period) OVER (PARTITION BY a, b ORDER BY period) AS next
                FROM begun g LEFT JOIN turned t USING (a, b, period))
            SELECT a, b, y.period AS period, CASE WHEN earliest = latest THEN earliest END AS value,
                   CASE WHEN earliest < latest THEN earliest END AS low,
                   CASE WHEN earliest < latest THEN latest END AS high, n, details
            FROM said, unnest(range(said.period, coalesce(next, ({_LAST}) + 1))) AS y(period)""")
    }


@gives(IN_FORCE, optional=("relation_events",))
def in_force(con: duckdb.DuckDBPyConnection) -> Rows:
    """One row a year in which it is known whether relations stand; the details name the turn behind it.

    What is suspended without a day is known to be so on the day of the list alone, and unknown before.
    """
    return {
        IN_FORCE.id: con.sql(f"""
            WITH breaks AS ({BREAKS}), accounts AS ({_ACCOUNTS}),
            marked AS (
                SELECT least(state, partner) AS a, greatest(state, partner) AS b, max(listed) AS listed,
                       arg_max(source, listed) AS source
                FROM relation_dates WHERE NOT standing AND state <> partner GROUP BY ALL),
            turns AS (
                SELECT a, b, known, date, precision, fact, source, 'chronicle' AS account FROM breaks
                UNION ALL SELECT a, b, listed, listed, 'day', 'suspended', source, 'list' FROM marked),
            begun AS (SELECT a, b, min(period) AS first, arg_min(source, (date, source)) AS source
                      FROM accounts GROUP BY ALL),
            pairs AS (
                SELECT a, b, min(period) AS first FROM (
                    SELECT a, b, first AS period FROM begun UNION ALL SELECT a, b, year(known) FROM turns)
                GROUP BY ALL),
            years AS (
                SELECT p.a, p.b, y.period, make_date(y.period::INTEGER, 12, 31) AS day
                FROM pairs p, unnest(range(p.first, ({_LAST}) + 1)) AS y(period)),
            turned AS (
                SELECT y.a, y.b, y.period, arg_max(t, (t.known, t.date, t.account)) AS turn
                FROM years y JOIN turns t ON t.a = y.a AND t.b = y.b AND t.known <= y.day GROUP BY ALL),
            heard AS (SELECT y.a, y.b, y.period, count(*) AS n FROM years y
                      JOIN accounts x ON x.a = y.a AND x.b = y.b AND x.period <= y.period GROUP BY ALL),
            unsure AS (SELECT a, b FROM marked ANTI JOIN breaks USING (a, b))
            SELECT y.a, y.b, y.period,
                   CASE WHEN t.turn IS NULL OR t.turn.fact = 'restored' THEN 1 ELSE 0 END AS value,
                   n, coalesce(t.turn.source, g.source) AS basis,
                   CASE WHEN t.turn IS NOT NULL THEN [{
            packed(
                RelationFact,
                fact="t.turn.fact",
                day="t.turn.date",
                precision="t.turn.precision",
                account="t.turn.account",
            )
        }] END AS details
            FROM years y LEFT JOIN turned t USING (a, b, period) LEFT JOIN begun g USING (a, b)
            LEFT JOIN heard h USING (a, b, period)
            WHERE t.turn IS NOT NULL
               OR (g.first <= y.period AND NOT EXISTS (FROM unsure u WHERE u.a = y.a AND u.b = y.b))""")
    }
