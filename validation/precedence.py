"""Where several sources give one table, which of them speaks, for how many rows, and how far off is what gave way?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures import Figure, Material

from comity.sources.registry import sources
from comity.store.lay import source_of
from comity.store.precedence import precedence
from comity.tables import TABLES

if TYPE_CHECKING:
    import duckdb


def figures(material: Material) -> list[Figure]:
    """One line per table that several sources at hand give, and source."""
    import duckdb

    shared = [name for name in TABLES if sum(_in_mirror(material, id, name) for id in sources()) > 1]
    found = []
    with duckdb.connect() as con:
        material.tables(con, *shared)
        for table in shared:
            found += [_figure(con, table, edition) for edition in _editions(con, table)]
    return found


def _in_mirror(material: Material, source: str, table: str) -> bool:
    spec = sources()[source]
    return table in spec.provides and spec.stream is None and (material.mirror / source).is_dir()


def _editions(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    rows = con.execute(f"SELECT source FROM {table} UNION SELECT source FROM {table}_others ORDER BY source").fetchall()
    return [str(row[0]) for row in rows]


def _figure(con: duckdb.DuckDBPyConnection, table: str, edition: str) -> Figure:
    stands, lost = (
        con.execute(f"SELECT count(*) FROM {name} WHERE source = ?", [edition]).fetchall()[0][0]
        for name in (table, f"{table}_others")
    )
    return Figure(
        f"{table}: {source_of(edition)}",
        f"{stands:,} rows speak, {lost:,} give way",
        "every row of every source counts",
        _distance(con, table, edition) if lost else _why(table, source_of(edition)),
    )


def _distance(con: duckdb.DuckDBPyConnection, table: str, edition: str) -> str:
    """What gave way, beside what speaks under the same key."""
    contract = TABLES[table]
    key = [f'o."{c}" IS NOT DISTINCT FROM s."{c}"' for c in contract.key]
    rest = [c for c in contract.fields() if c not in contract.key]
    same = " AND ".join(f'o."{c}" IS NOT DISTINCT FROM s."{c}"' for c in rest) or "TRUE"
    both, equal = con.execute(
        f"SELECT count(*), count(*) FILTER ({same}) FROM {table}_others o JOIN {table} s ON {' AND '.join(key)} "
        "WHERE o.source = ?",
        [edition],
    ).fetchall()[0]
    if not both:
        return "none under a key of those that speak: the two number or name the same things in their own ways"
    said = [f"{both:,} under a key of those that speak, {equal:,} equal in all columns"]
    for column in (c for c in rest if contract.fields()[c].type == "DOUBLE"):
        one, two = f'o."{column}"', f's."{column}"'
        far = f"abs({one} - {two}) / nullif(greatest(abs({one}), abs({two})), 0)"
        n, near, median = con.execute(
            f"WITH d AS (SELECT {far} AS d FROM {table}_others o JOIN {table} s ON {' AND '.join(key)} "
            "WHERE o.source = ?) SELECT count(d), count(d) FILTER (d <= 0.01), median(d) FROM d",
            [edition],
        ).fetchall()[0]
        if n:
            said.append(f"`{column}` within 1 % in {near / n:.1%}, median distance {median:.2%}")
    return "; ".join(said)


def _why(table: str, source: str) -> str:
    """Why nothing of a source gives way."""
    lines = [line for line in precedence() if line.table == table and source in line.order]
    return "first in its line" if lines else "alone in its account"
