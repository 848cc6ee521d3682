"""Fighting between states so far in years that are not over, summed from candidate events.

A file is of one month (`GEDEvent_v26_0_7.csv`) or of months of one year from the first (`GEDEvent_v26_01_26_06.csv`),
which replaces those of its months.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.sides import pairs_sql
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_COLUMNS = (
    "id", "year", "type_of_violence", "conflict_new_id", "conflict_name", "date_start", "date_end", "best",
    "gwnoa", "gwnob",
)  # fmt: skip
_MONTH = re.compile(r"GEDEvent_v(\d\d)_0_(\d{1,2})\.csv")
_SPAN = re.compile(r"GEDEvent_v(\d\d)_(\d\d)_(\d\d)_(\d\d)\.csv")
_RULES = {
    "an id": "id IS NOT NULL",
    "a kind of violence of 1 to 3": "coalesce(type_of_violence IN ('1', '2', '3'), FALSE)",
    "a number of deaths": "coalesce(try_cast(best AS BIGINT) >= 0, FALSE)",
    "a day of that year": "coalesce(year(try_cast(left(date_start, 10) AS DATE)) = try_cast(year AS INT), FALSE)",
    "an end that is not before": "coalesce(try_cast(left(date_end, 10) AS DATE) >= left(date_start, 10)::DATE, FALSE)",
    "numbers of states": "regexp_full_match(concat_ws(',', gwnoa, gwnob), '[\\d\\s,;]*')",
}
_YEARS = """(
    WITH fought AS (
        SELECT DISTINCT ON (id) conflict_new_id AS conflict, year::SMALLINT AS year, conflict_name,
               best::BIGINT AS best, left(date_end, 10)::DATE AS seen,
               regexp_extract_all(gwnoa, '\\d+') AS a, regexp_extract_all(gwnob, '\\d+') AS b
        FROM {events} WHERE type_of_violence = '1' AND gwnoa IS NOT NULL AND gwnob IS NOT NULL
    )
    SELECT conflict, year, list_distinct(flatten(list(a))) AS a, []::VARCHAR[] AS a_2nd,
           list_distinct(flatten(list(b))) AS b, []::VARCHAR[] AS b_2nd, 'interstate' AS type,
           min(conflict_name) AS conflict_name,
           CASE WHEN sum(best) >= 1000 THEN 2 WHEN sum(best) >= 25 THEN 1 ELSE 0 END::TINYINT AS intensity,
           NULL::DATE AS started, NULL::DATE AS episode, NULL::DATE AS ended, TRUE AS provisional,
           max(least(seen, make_date(year, 12, 31))) AS seen_to
    FROM fought GROUP BY conflict, year)"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Pairs of states that fought, keyed by Gleditsch-Ward numbers. Raises BadFile on other names, columns, values."""
    parts = []
    for path in _chosen(folder):
        listed = read_delimited(con, path, dict.fromkeys(_COLUMNS, "VARCHAR"), ignore=source("ucdp-candidate").ignore)
        view = f"candidate_{path.stem}"
        listed.create_view(view, replace=True)
        for rule, condition in _RULES.items():
            bad = con.execute(f"SELECT id FROM {view} WHERE NOT ({condition}) LIMIT 1").fetchone()
            if bad is not None:
                raise BadFile(f"{path}: event {bad[0]} has not {rule}; fetch it again or mend the row")
        parts.append(f"SELECT * FROM {view}")
    con.execute("CREATE OR REPLACE TEMP VIEW candidate_events AS " + " UNION ALL ".join(parts))
    return {"armed_conflicts": con.sql(pairs_sql(_YEARS.format(events="candidate_events")))}


def _chosen(folder: Path) -> list[Path]:
    """The files that count: of each month the widest. Raises BadFile on a name that says no month, and on none."""
    spans: dict[Path, tuple[int, int, int]] = {}
    for path in sorted(folder.glob("*.csv")):
        if month := _MONTH.fullmatch(path.name):
            spans[path] = (int(month[1]), int(month[2]), int(month[2]))
        elif (span := _SPAN.fullmatch(path.name)) and span[1] == span[3]:
            spans[path] = (int(span[1]), int(span[2]), int(span[4]))
        else:
            raise BadFile(f"{path}: the name says no month of an edition; keep the publisher's names (GEDEvent_v...)")
    if not spans:
        raise BadFile(f"{folder}: no file of candidate events; fetch them again")
    return [path for path, span in spans.items() if not any(_wider(other, span) for other in spans.values())]


def _wider(other: tuple[int, int, int], span: tuple[int, int, int]) -> bool:
    return other != span and other[0] == span[0] and other[1] <= span[1] and span[2] <= other[2]
