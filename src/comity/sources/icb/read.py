"""Crises by pair and year, with the violence used and the organisations that mediated.

The pairs stand in the dyadic file; what each actor did, and what organisations did, in the actors' file, which a
pair's row names by crisis and edition. Editions revise names and dates, so all of a crisis is of one edition: the
earliest at hand that has it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.frame import register
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_DYADS = ("crisno", "year", "crisname", "statea", "stateb", "trgyrdy", "trgmody", "trgdady", "trmyrdy", "trmmody",
          "trmdady")  # fmt: skip
_ACTORS = ("crisno", "cracid", "yrtrig", "sevvio", "globact", "regact", "regorg")
_NAMES = {"icbdy": re.compile(r"icbdy_v(\d+)\w*\.csv"), "icb2": re.compile(r"icb2v(\d+)\w*\.csv")}
_RULES = {
    "numbers of crisis, year and two states": "coalesce(least(try_cast(crisno AS INT), try_cast(year AS INT), "
    "try_cast(statea AS INT), try_cast(stateb AS INT)) > 0, FALSE)",
    "a name": "crisname IS NOT NULL",
    "a year of the trigger that is not later": "coalesce(try_cast(trgyrdy AS INT) <= try_cast(year AS INT), FALSE)",
    "an end that is not before": "coalesce(try_cast(trmyrdy AS INT) >= try_cast(year AS INT), trmyrdy IS NULL)",
}
_DAY = """CREATE OR REPLACE TEMP MACRO icb_day(y, m, d) AS coalesce(
    try_cast(concat_ws('-', y, lpad(m, 2, '0'), lpad(d, 2, '0')) AS DATE),
    try_cast(concat_ws('-', y, lpad(m, 2, '0'), '01') AS DATE), try_cast(y || '-01-01' AS DATE))"""
_PRECISION = """CREATE OR REPLACE TEMP MACRO icb_precision(y, m, d) AS CASE WHEN y IS NULL THEN NULL
    WHEN try_cast(concat_ws('-', y, lpad(m, 2, '0'), lpad(d, 2, '0')) AS DATE) IS NOT NULL THEN 'day'
    WHEN try_cast(concat_ws('-', y, lpad(m, 2, '0'), '01') AS DATE) IS NOT NULL THEN 'month' ELSE 'year' END"""
# A pair may be twice in one crisis: it is under way from the first trigger to the last end.
_ROWS = """
    WITH chosen AS (
        SELECT * FROM icb_dyads QUALIFY edition = min(edition) OVER (PARTITION BY crisno)
    ), mediated AS (
        SELECT DISTINCT c.edition, c.crisno, m.name FROM icb_actors c JOIN {mediators} m
        ON (m."column" = 'globact' AND c.globact = m.activity AND c.yrtrig::INT >= coalesce(m."from"::INT, 0)
            AND c.yrtrig::INT <= coalesce(m."to"::INT, 9999))
        OR (m."column" = 'regact' AND c.regact = m.activity AND c.regorg = m.organisation)
    ), named AS (
        SELECT edition, crisno, string_agg(name, '|' ORDER BY name) AS mediator FROM mediated GROUP BY ALL
    )
    SELECT statea AS a, stateb AS b, year::SMALLINT AS year, d.crisno AS crisis, any_value(crisname) AS title,
           d.edition::VARCHAR AS edition,
           min(icb_day(trgyrdy, trgmody, trgdady)) AS began,
           arg_min(icb_precision(trgyrdy, trgmody, trgdady), icb_day(trgyrdy, trgmody, trgdady)) AS began_precision,
           max(icb_day(trmyrdy, trmmody, trmdady)) AS ended,
           arg_max(icb_precision(trmyrdy, trmmody, trmdady), icb_day(trmyrdy, trmmody, trmdady)) AS ended_precision,
           max((SELECT max(sevvio::TINYINT) FROM icb_actors c WHERE c.edition = d.edition AND c.crisno = d.crisno
                AND c.cracid IN (d.statea, d.stateb))) AS violence,
           any_value(n.mediator) AS mediator
    FROM chosen d LEFT JOIN named n ON n.edition = d.edition AND n.crisno = d.crisno
    GROUP BY statea, stateb, year, d.crisno, d.edition
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Crises keyed by Gleditsch-Ward numbers. Raises BadFile on other names, columns, and values."""
    _stack(con, folder, "icbdy", _DYADS, "icb_dyads")
    _stack(con, folder, "icb2", _ACTORS, "icb_actors")
    _expect(con, "icb_dyads", _RULES, folder)
    levels = {"a violence of 1 to 4": "coalesce(sevvio IN ('1', '2', '3', '4'), FALSE)"}
    _expect(con, "icb_actors", levels, folder)
    con.execute(_DAY)
    con.execute(_PRECISION)
    mediators = register(con, read_lookup(__file__, "mediators.csv"))
    con.execute(f"CREATE OR REPLACE TEMP TABLE icb_crises AS {_ROWS.format(mediators=mediators)}")
    return {"crises": con.table("icb_crises")}


def _stack(con: duckdb.DuckDBPyConnection, folder: Path, kind: str, columns: tuple[str, ...], table: str) -> None:
    """All editions of one file as a table, with the number of the edition."""
    parts = []
    for path in sorted(folder.glob(f"{kind}*.csv")):
        found = _NAMES[kind].fullmatch(path.name)
        if found is None:
            raise BadFile(f"{path}: the name says no edition; keep the publisher's names ({kind}_v15.csv)")
        listed = read_delimited(
            con, path, dict.fromkeys(columns, "VARCHAR"), encoding="latin-1" if _plain(path) else "utf-8",
            ignore=source("icb").ignore,
        )  # fmt: skip
        listed.create_view(f"{table}_{found[1]}", replace=True)
        parts.append(f"SELECT *, {int(found[1])} AS edition FROM {table}_{found[1]}")
    if not parts:
        raise BadFile(f"{folder}: no file {kind}_v*.csv; fetch the source again")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {' UNION ALL '.join(parts)}")


def _plain(path: Path) -> bool:
    """Whether a file is not UTF-8: editions differ."""
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _expect(con: duckdb.DuckDBPyConnection, table: str, rules: dict[str, str], folder: Path) -> None:
    for rule, condition in rules.items():
        bad = con.execute(f"SELECT edition, crisno FROM {table} WHERE NOT ({condition}) LIMIT 1").fetchone()
        if bad is not None:
            raise BadFile(
                f"{folder}: crisis {bad[1]} of edition {bad[0]} has not {rule}; fetch it again or mend the row"
            )
