"""Changes of territory by gainer, loser and year, out of the publisher's archive or the table that it holds.

A change that the publisher ascribes to no entity on one side (newly claimed land) is none between two and is left out.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.archive import members
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_COLUMNS = ("year", "month", "gainer", "procedur", "entity", "area", "pop", "loser", "number", "conflict")
_LARGEST = 16 * 1024**2
_RULES = {
    "a year": "coalesce(try_cast(year AS INT) BETWEEN 1816 AND 2100, FALSE)",
    "a month of 1 to 12": "(month IS NULL OR coalesce(try_cast(month AS INT) BETWEEN 1 AND 12, FALSE))",
    "numbers of gainer and loser": "(regexp_full_match(coalesce(gainer, '-9'), '-9|\\d+') AND "
    "regexp_full_match(coalesce(loser, '-9'), '-9|\\d+'))",
    "a procedure of 1 to 6": "(procedur IS NULL OR procedur IN ('-9', '1', '2', '3', '4', '5', '6'))",
    "numbers for area and population": "((pop IS NULL OR try_cast(pop AS DOUBLE) IS NOT NULL) AND "
    "(area IS NULL OR try_cast(area AS DOUBLE) IS NOT NULL))",
    "conflict of 0 or 1": "(conflict IS NULL OR conflict IN ('-9', '0', '1'))",
    "a number": "number IS NOT NULL",
}
_PROCEDURES = ("conquest", "annexation", "cession", "secession", "unification", "mandate")
_ROWS = """
    SELECT gainer, loser, year::SMALLINT AS year, number AS change, month::TINYINT AS month,
           {procedures}[nullif(procedur::INT, -9)] AS procedure,
           nullif(greatest(area::DOUBLE, -1), -1) AS square_km, nullif(greatest(pop::DOUBLE, -1), -1) AS population,
           nullif(entity, '-9') AS entity, CASE conflict WHEN '1' THEN TRUE WHEN '0' THEN FALSE END AS fought
    FROM {listed} WHERE gainer <> '-9' AND loser <> '-9' AND gainer <> loser
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Changes keyed by Correlates of War numbers. Raises BadFile on other columns and values."""
    path = _edition(folder)
    if path.suffix == ".csv":
        return {"territorial_changes": _changes(path, path, con)}
    with tempfile.TemporaryDirectory() as place:
        tables = list(members(path, wanted=lambda name: name.lower().endswith(".csv"), member_limit=_LARGEST))
        if len(tables) != 1:
            raise BadFile(f"{path}: holds {len(tables)} tables where one is expected; fetch it again")
        target = Path(place) / "changes.csv"
        target.write_bytes(tables[0][1])
        return {"territorial_changes": _changes(target, path, con)}


def _edition(folder: Path) -> Path:
    found = sorted(path for pattern in ("terr-changes-*.zip", "tc*.csv") for path in folder.glob(pattern))
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        raise BadFile(f"{folder}: one edition of the territorial changes is expected, as .zip or .csv; found: {names}")
    return found[0]


def _changes(path: Path, named: Path, con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    listed = read_delimited(
        con, path, dict.fromkeys(_COLUMNS, "VARCHAR"), missing=("", "."), ignore=source("territorial-change").ignore
    )
    listed.create_view("territory_listed", replace=True)
    for rule, condition in _RULES.items():
        bad = con.execute(f"SELECT number, year FROM territory_listed WHERE NOT ({condition}) LIMIT 1").fetchone()
        if bad is not None:
            raise BadFile(f"{named}: change {bad[0]}, year {bad[1]} has not {rule}; fetch it again or mend the row")
    return con.sql(_ROWS.format(procedures=list(_PROCEDURES), listed="territory_listed"))
