"""Spells in office out of Wikidata's statements, of which many are not facts and some are fiction.

Kept are rows with an item of their own, a name and a start dated to the day. Where no precision is said, a start on
1 January stands for a year unless somebody left the office about then. A spell without an end is taken to have ended
when the next began, unless it began in the middle of another's: then it is no spell at all (a pretender, a character
of a film). Where the one spell of an office without an end is followed by another that ended, either may be the claim:
the later one is left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.check import expect_categories
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

ID = "wikidata-leaders"
FILE, REISSUED = "statements.csv", "leaders_history.csv"
COLUMNS = dict.fromkeys(("iso3", "role", "person", "person_qid", "start", "end"), "VARCHAR")
OF_THE_DAY = dict.fromkeys(("precision", "asked"), "VARCHAR")
"""What only the record itself says: how precise a start is (11 for a day), and the day of asking."""
ROLES = {"head_of_state": "head of state", "head_of_government": "head of government"}
FIRST = 1990
"""Year into which a spell must reach; of one that began before, the end must be known."""

_DAY = "try_cast(substr({0}, 1, 10) AS DATE)"
_SPELLS = f"""
    WITH said AS (
        SELECT iso3 AS state, replace(role, '_', ' ') AS office, trim(person) AS holder,
               {_DAY.format("start")} AS start, {_DAY.format('"end"')} AS "end",
               precision = '11' AS sure
        FROM {{view}}
        WHERE regexp_full_match(person_qid, 'Q[0-9]+') AND NOT regexp_full_match(trim(person), 'Q[0-9]+')
          AND coalesce(precision = '11', TRUE)
          AND (start IS NULL OR regexp_full_match(start, '[0-9]{{{{4}}}}-[0-9]{{{{2}}}}-[0-9]{{{{2}}}}T.*'))
    ), dated AS (
        SELECT state, office, holder, start, min("end") AS "end", bool_or(sure) AS sure FROM said
        WHERE start IS NOT NULL AND coalesce("end" >= start, TRUE) GROUP BY ALL
    ), days AS (
        SELECT d.* FROM dated d
        WHERE sure OR month(start) <> 1 OR day(start) <> 1 OR EXISTS (
            FROM dated o WHERE o.state = d.state AND o.office = d.office AND o.holder <> d.holder
              AND abs(date_diff('day', o."end", d.start)) <= 1)
    ), ordered AS (
        SELECT *, lead(start) OVER (PARTITION BY state, office ORDER BY start, holder) AS next,
               EXISTS (FROM days o WHERE o.state = d.state AND o.office = d.office AND o.holder <> d.holder
                       AND o.start < d.start AND o."end" > d.start) AS amid
        FROM days d
    ), ended AS (
        SELECT state, office, holder, start, coalesce("end", next) AS "end" FROM ordered s
        WHERE ("end" IS NOT NULL OR NOT amid) AND NOT EXISTS (
            FROM ordered o WHERE s."end" IS NOT NULL AND o."end" IS NULL AND NOT o.amid
              AND o.state = s.state AND o.office = s.office AND o.holder <> s.holder AND o.next = s.start
              AND NOT EXISTS (
                FROM ordered l WHERE l.state = s.state AND l.office = s.office AND l."end" IS NULL
                  AND NOT l.amid AND l.start > s.start))
    )
    SELECT state, office, 'history' AS list, holder, start, 'day' AS precision, max("end") AS "end",
           DATE '{{listed}}' AS listed
    FROM ended
    WHERE year(coalesce("end", start)) >= {FIRST} AND start <= DATE '{{listed}}' AND coalesce("end" > start, TRUE)
    GROUP BY ALL"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `office_holders`, of the answer to the question in source.yaml or of the list that was made of one.

    Raises BadFile on other columns and roles, an answer of more than one day, and where no spell is left.
    """
    path = folder / FILE if (folder / FILE).is_file() else folder / REISSUED
    own = path.name == FILE
    rows = read_delimited(con, path, COLUMNS | (OF_THE_DAY if own else {}), ignore=source(ID).ignore)
    found = rows.project("role").distinct().fetchall()
    expect_categories((value for (value,) in found), ROLES, "role", path)
    listed = _asked(rows, path) if own else source(ID).origin.date_published
    (rows if own else rows.project("*, CAST(NULL AS VARCHAR) AS precision")).create_view("leaders_said", replace=True)
    spells = con.sql(_SPELLS.format(view="leaders_said", listed=listed))
    if not spells.limit(1).fetchall():
        raise BadFile(f"{path}: no spell with a person, an item and a day; fetch it again")
    return {"office_holders": spells}


def _asked(rows: duckdb.DuckDBPyRelation, path: Path) -> str:
    days = [day for (day,) in rows.project("try_cast(asked AS DATE)").distinct().fetchall()]
    if len(days) != 1 or days[0] is None:
        raise BadFile(f"{path}: an answer of no day, or of more than one; ask again")
    return str(days[0])
