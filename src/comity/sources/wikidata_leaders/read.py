"""Spells in office out of Wikidata's statements, of which many are not facts and some are fiction.

Kept are rows with an item of their own, a name and a start dated to the day. A start on 1 January stands for a year
unless somebody left the office about then. A spell without an end is taken to have ended when the next began, unless it
began in the middle of another's: then it is no spell at all (a pretender, a character of a film). Where the one spell
of an office without an end is followed by another that ended, either may be the claim: the later one is left out.
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
FILE = "leaders_history.csv"
COLUMNS = dict.fromkeys(("iso3", "role", "person", "person_qid", "start", "end"), "VARCHAR")
ROLES = {"head_of_state": "head of state", "head_of_government": "head of government"}
FIRST = 1990
"""Year into which a spell must reach; of one that began before, the end must be known."""

_DAY = "try_cast(substr({0}, 1, 10) AS DATE)"
_SPELLS = f"""
    WITH said AS (
        SELECT iso3 AS state, replace(role, '_', ' ') AS office, trim(person) AS holder,
               {_DAY.format("start")} AS start, {_DAY.format('"end"')} AS "end"
        FROM {{view}}
        WHERE regexp_full_match(person_qid, 'Q[0-9]+') AND NOT regexp_full_match(trim(person), 'Q[0-9]+')
          AND (start IS NULL OR regexp_full_match(start, '[0-9]{{{{4}}}}-[0-9]{{{{2}}}}-[0-9]{{{{2}}}}T.*'))
    ), dated AS (
        SELECT state, office, holder, start, min("end") AS "end" FROM said
        WHERE start IS NOT NULL AND coalesce("end" >= start, TRUE) GROUP BY ALL
    ), days AS (
        SELECT d.* FROM dated d
        WHERE month(start) <> 1 OR day(start) <> 1 OR EXISTS (
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
    """The table `office_holders`. Raises BadFile on other columns and roles, and where no spell is left."""
    path = folder / FILE
    rows = read_delimited(con, path, COLUMNS, ignore=source(ID).ignore)
    found = rows.project("role").distinct().fetchall()
    expect_categories((value for (value,) in found), ROLES, "role", path)
    rows.create_view("leaders_said", replace=True)
    listed = source(ID).origin.date_published
    spells = con.sql(_SPELLS.format(view="leaders_said", listed=listed))
    if not spells.limit(1).fetchall():
        raise BadFile(f"{path}: no spell with a person, an item and a day; fetch it again")
    return {"office_holders": spells}
