"""Memberships of states with their days as the record stands on the day of asking.

The question that is asked stands in source.yaml beside this file. A body that the chronicle lists bears our id; every
other bears its item. Left out is what is not dated to a year at least, and what ended on a day that nobody knows.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.chronicle.bodies import body_called
from comity.errors import BadFile
from comity.sources.formats.check import expect_categories
from comity.sources.formats.frame import register
from comity.sources.formats.text import read_delimited

if TYPE_CHECKING:
    import duckdb

FILE = "memberships.csv"
COLUMNS = dict.fromkeys(
    ("state", "organisation", "title", "start", "start_precision", "end", "end_precision", "over", "asked"), "VARCHAR"
)
PRECISIONS = {"11": "day", "10": "month", "9": "year"}
"""Of a date by the publisher's number; what is less precise than a year has a lower one."""
_COARSER = tuple(str(n) for n in range(9))
_FAULTS = {
    "no code of a state": "NOT coalesce(regexp_full_match(state, '[A-Z]{3}'), FALSE)",
    "no item": "NOT coalesce(regexp_full_match(organisation, 'Q[0-9]+'), FALSE)",
    "no start": "start IS NULL OR start_precision IS NULL",
    "an end in a membership that lasts": "over <> 'yes' AND \"end\" IS NOT NULL",
    "no day of asking": "try_cast(asked AS DATE) IS NULL",
}
_DAY = "try_cast(substr({0}, 1, 10) AS DATE)"
_FIRST = "CASE {1} WHEN '9' THEN date_trunc('year', {0}) WHEN '10' THEN date_trunc('month', {0}) ELSE {0} END::DATE"
_SPELLS = f"""
    WITH said AS (
        SELECT m.state, coalesce(b.body, m.organisation) AS organisation, coalesce(b.called, m.title) AS title,
               {_FIRST.format(_DAY.format("m.start"), "m.start_precision")} AS start, m.start_precision AS began,
               {_FIRST.format(_DAY.format('m."end"'), "m.end_precision")} AS "end", m.end_precision AS ended,
               m.over = 'yes' AS over, CAST(m.asked AS DATE) AS listed
        FROM {{members}} m LEFT JOIN {{bodies}} b ON b.title = m.title
        WHERE m.start_precision IN ('9', '10', '11') AND coalesce(m.end_precision IN ('9', '10', '11'), TRUE)
    )
    SELECT state, organisation, min(title) AS title, start, {{start}} AS start_precision,
           min("end") AS "end", {{end}} AS end_precision, max(listed) AS listed
    FROM said
    WHERE start IS NOT NULL AND start <= listed AND over = ("end" IS NOT NULL) AND coalesce("end" >= start, TRUE)
    GROUP BY state, organisation, start"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `membership_spells`, keyed by ISO code of three letters; of two ends of one start the earlier counts.

    Raises BadFile on other columns, a row without a code, an item or a start, and an answer of more than one day.
    """
    path = folder / FILE
    rows = read_delimited(con, path, COLUMNS)
    for fault, condition in _FAULTS.items():
        for row in rows.filter(condition).limit(1).fetchall():
            raise BadFile(f"{path}: {fault} in the row {row}; ask again")
    for column in ("start_precision", "end_precision"):
        found = [v for (v,) in rows.filter(f"{column} IS NOT NULL").project(column).distinct().fetchall()]
        expect_categories(found, {*PRECISIONS, *_COARSER, "12", "13", "14"}, column, path)
    if len(rows.project("asked").distinct().fetchall()) > 1:
        raise BadFile(f"{path}: an answer of more than one day; ask again")
    cases = " ".join(f"WHEN '{number}' THEN '{word}'" for number, word in PRECISIONS.items())
    start, end = f"CASE max(began) {cases} END", f'CASE arg_min(ended, "end") {cases} END'
    bodies = register(con, _bodies(rows))
    return {"membership_spells": con.sql(_SPELLS.format(members=rows.alias, bodies=bodies, start=start, end=end))}


def _bodies(rows: duckdb.DuckDBPyRelation) -> dict[str, np.ndarray]:
    """The titles in the answer that name a body of ours, with its id and our words for it."""
    said = sorted(title for (title,) in rows.filter("title IS NOT NULL").project("title").distinct().fetchall())
    known = [(title, body) for title in said if (body := body_called(title)) is not None]
    return {
        "title": np.array([title for title, _ in known], dtype=object),
        "body": np.array([body.id for _, body in known], dtype=object),
        "called": np.array([body.title for _, body in known], dtype=object),
    }
