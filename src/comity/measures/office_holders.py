"""Who is head of state and who head of government, and since when?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.terms.detail import packed
from comity.terms.details import Leader
from comity.terms.relation_details import OfficeHolder

if TYPE_CHECKING:
    import duckdb

_FORMULA = (
    "years from taking office to 31 December, or to the day of the list in the list's own year; a list of those in "
    "office speaks from the day that it names, a history of spells before; where both name a person of the same last "
    "name the earlier start counts"
)
_REFERENCE = "https://www.cia.gov/the-world-factbook/; https://www.wikidata.org"
_NOT_WHEN = (
    "The office need not hold the power: see context.leader. Before the list of those in office it rests on what "
    "volunteers entered, and may lack a holder."
)


def _measure(office: str) -> Measure:
    return Measure(
        id=f"context.{office.replace(' ', '_')}",
        question="context",
        title=f"{office.capitalize()} at the end of the year, with years in office",
        unit="years",
        interval=None,
        formula=_FORMULA,
        more="a longer tenure",
        reference=_REFERENCE,
        not_when=_NOT_WHEN,
        inputs=("office_holders",),
        direction="state",
        decimals=1,
        low=0,
        details=OfficeHolder,
        among="all states with a holder on record in the same year",
    )


HEAD_OF_STATE, HEAD_OF_GOVERNMENT = _measure("head of state"), _measure("head of government")

_SURNAME = "lower(strip_accents(regexp_extract({}, '(\\S+)$')))"
HOLDERS = f"""
    SELECT state, office, period, day, holder, precision, start, source, list FROM (
        SELECT *, row_number() OVER (
            PARTITION BY state, office, period ORDER BY list = 'current' DESC, begun DESC, start, holder) AS place
        FROM (
            SELECT o.state, o.office, y.period, o.holder, o.precision, o.list, o.source, o.start AS begun,
                   least(make_date(y.period::INTEGER, 12, 31), greatest(o.listed, o.start)) AS day,
                   CASE WHEN o.list = 'current' THEN least(o.start, coalesce((
                       SELECT min(h.start) FROM office_holders h
                       WHERE h.list = 'history' AND h.state = o.state AND h.office = o.office
                         AND coalesce(h."end" > o.start, TRUE)
                         AND {_SURNAME.format("h.holder")} = {_SURNAME.format("o.holder")}), o.start))
                   ELSE o.start END AS start
            FROM office_holders o, unnest(range(year(o.start), year(o.listed) + 1)) AS y(period)
            WHERE coalesce(o."end", DATE '9999-01-01') >= make_date(y.period::INTEGER, 12, 31))
    ) WHERE place = 1"""
"""SQL over `office_holders`: the holder of each office in each year, on its last day or on the day of the list."""


def _of(con: duckdb.DuckDBPyConnection, office: str) -> duckdb.DuckDBPyRelation:
    detail = packed(OfficeHolder, name="holder", since="start", precision="precision", told="day", account="list")
    return con.sql(f"""
        SELECT state AS a, '-' AS b, period, round(date_diff('day', start, day) / 365.25, 1) AS value, source AS basis,
               [{detail}] AS details
        FROM ({HOLDERS}) WHERE office = '{office}'""")


@gives(HEAD_OF_STATE, HEAD_OF_GOVERNMENT)
def office_holders(con: duckdb.DuckDBPyConnection) -> Rows:
    """The holder of each office by year; the basis is the edition that names the holder."""
    return {HEAD_OF_STATE.id: _of(con, "head of state"), HEAD_OF_GOVERNMENT.id: _of(con, "head of government")}


_NEAR_DAYS = 45
LATER_LEADERS = f"""
    SELECT h.state AS a, '-' AS b, h.period, round(date_diff('day', h.start, h.day) / 365.25, 1) AS value,
           h.source AS basis, [{packed(Leader, name="h.holder")}] AS details
    FROM ({HOLDERS}) h JOIN (
        SELECT state, office, count(*) OVER (PARTITION BY state) AS tied FROM (FROM (
            SELECT state, office, (count(DISTINCT start) FILTER (near), count(DISTINCT start) FILTER (named)) AS met
            FROM (
                SELECT l.state, o.office, l.start,
                       abs(date_diff('day', l.start, o.start)) <= {_NEAR_DAYS} AS near,
                       {_SURNAME.format("l.leader")} = {_SURNAME.format("o.holder")}
                       AND o.start <= coalesce(l."end", DATE '9999-01-01')
                       AND l.start <= coalesce(o."end", DATE '9999-01-01') AS named
                FROM leaders l JOIN office_holders o ON o.state = l.state AND o.list = 'history')
            WHERE near OR named
            GROUP BY ALL
        ) QUALIFY met = max(met) OVER (PARTITION BY state))
    ) w USING (state, office)
    LEFT JOIN ({HOLDERS}) other ON other.state = h.state AND other.period = h.period AND other.office <> h.office
    WHERE tied = 1 OR (h.office = 'head of state'
                       AND {_SURNAME.format("h.holder")} = {_SURNAME.format("other.holder")})"""
"""SQL for the effective leader after the list of effective leaders: the holder of the office in which they stood.

That is the office of which more holders began within some weeks of an effective leader, then the one of which more bear
a leader's last name in the leader's time; where the two offices tie, whoever holds both, and else nobody.
"""
