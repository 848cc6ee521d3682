"""From a source's rows in the publisher's codes to a harmonised table, with an account of what was lost.

Every row that could not be matched to a state is counted by code, never dropped in silence. So is what becomes of
rows that share a key (`together`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.errors import BadFile
from comity.sources.contract import Provision
from comity.store.together import Joined, join
from comity.tables.relation import as_view
from comity.tables.schema import STATE, Table
from comity.terms.crosswalk import same_code, to_state

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb


@dataclass(frozen=True, slots=True)
class Audit:
    """What became of the rows of one table of one source: each was kept, or is counted in one of the others.

    `duplicate_rows` repeated another row in every column, `combined_rows` went into the row of another code of the same
    state, `contradicted_rows` are of two codes of one state and say what cannot be brought together. Unmatched codes
    are counted by code, the other two by codes and year of the two (`SCG + SRB, 2006`).
    """

    source: str
    table: str
    rows_read: int
    rows_kept: int
    unmatched_rows: int
    duplicate_rows: int
    unmatched_codes: dict[str, int] = field(default_factory=dict)
    combined_rows: int = 0
    contradicted_rows: int = 0
    combined_codes: dict[str, int] = field(default_factory=dict)
    contradicted_codes: dict[str, int] = field(default_factory=dict)


def harmonise(
    con: duckdb.DuckDBPyConnection,
    rows: Any,
    table: type[Table],
    *,
    source: str,
    provision: Provision,
    target: Path,
) -> Audit:
    """Write `rows` (a relation or columns, in publisher's codes) to `target` as Parquet.

    Raises BadFile when a declared field is missing, a required value is NULL, a check fails, the edition is thinner
    than declared, or it says two things of one key under one code.
    """
    as_view(con, "raw", rows)
    given = _expect_fields(con, table, source)
    _map_states(con, table, provision)
    rows_read = _count(con, "raw")
    unmatched = _unmatched(con, table)
    con.execute(f"CREATE OR REPLACE TEMP TABLE harmonised AS {_select(table, given)}")
    _check(con, table, source)
    before = _count(con, "harmonised")
    joined = _join_repeated(con, table, provision, given, source)
    _write(con, table, target)
    audit = Audit(
        source=source,
        table=table.name,
        rows_read=rows_read,
        rows_kept=before - joined.duplicate - joined.combined - joined.contradicted,
        unmatched_rows=rows_read - before,
        duplicate_rows=joined.duplicate,
        unmatched_codes=unmatched,
        combined_rows=joined.combined,
        contradicted_rows=joined.contradicted,
        combined_codes=joined.combined_codes,
        contradicted_codes=joined.contradicted_codes,
    )
    _expect_health(con, audit, provision)
    con.execute("DROP TABLE harmonised")
    return audit


def _count(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {relation}").fetchone()
    assert row is not None
    return int(row[0])


def _expect_fields(con: duckdb.DuckDBPyConnection, table: type[Table], source: str) -> set[str]:
    """Names that the reader gives; optional fields may be left out and are NULL then."""
    # DuckDB's names ignore case, and an alias that differs only in case keeps the original's.
    found = {row[0].lower() for row in con.execute("DESCRIBE raw").fetchall()}
    declared = table.fields()
    if missing := {name for name, f in declared.items() if f.required} - found:
        raise BadFile(f"{source}: the reader gives no {sorted(missing)} for table {table.name}")
    if unknown := found - set(declared):
        raise BadFile(f"{source}: table {table.name} has no field {sorted(unknown)}")
    return found


def _year_of(table: type[Table]) -> str:
    """SQL for the year by which codes are read; NULL where the table is undated or names states as of today."""
    if not table.dated_by or table.named_today:
        return "NULL::SMALLINT"
    kind = table.fields()[table.dated_by].type
    column = f'raw."{table.dated_by}"'
    return f"year({column}::DATE)" if kind == "DATE" else f"{column}::SMALLINT"


def _map_states(con: duckdb.DuckDBPyConnection, table: type[Table], provision: Provision) -> None:
    for column in table.state_columns():
        pairs = con.execute(
            f'SELECT DISTINCT CAST(raw."{column}" AS VARCHAR) AS code, {_year_of(table)} AS year '
            f'FROM raw WHERE raw."{column}" IS NOT NULL ORDER BY ALL'
        ).fetchnumpy()
        codes = np.asarray(pairs["code"], dtype=object)
        years = np.ma.filled(pairs["year"].astype(float), np.nan) if len(codes) else None
        dated = years is not None and not np.isnan(years).any()
        ids = to_state(provision.codes, codes, years.astype(int) if dated and years is not None else None)
        # DuckDB would make an enum of a fixed-width text column, which does not compare with other text.
        mapped = {"code": codes, "year": pairs["year"], "id": np.asarray(ids, dtype=object)}
        con.register("mapped", mapped | {"plain": same_code(provision.codes, codes)})
        con.execute(f'CREATE OR REPLACE TEMP TABLE "map_{column}" AS SELECT * FROM mapped')
        con.unregister("mapped")


def _joins(table: type[Table]) -> str:
    return "".join(
        f' LEFT JOIN "map_{c}" ON "map_{c}".code = CAST(raw."{c}" AS VARCHAR)'
        f' AND "map_{c}".year IS NOT DISTINCT FROM {_year_of(table)}'
        for c in table.state_columns()
    )


def _select(table: type[Table], given: set[str], more: str = "") -> str:
    def column(name: str, kind: str) -> str:
        if kind == STATE:
            return f'"map_{name}".id'
        return f'CAST(raw."{name}" AS {kind})' if name in given else f"NULL::{kind}"

    columns = ", ".join(f'{column(name, f.type)} AS "{name}"' for name, f in table.fields().items())
    matched = " AND ".join(f'"map_{c}".id IS NOT NULL' for c in table.state_columns()) or "TRUE"
    return f"SELECT {columns}{more} FROM raw{_joins(table)} WHERE {matched}"


def _unmatched(con: duckdb.DuckDBPyConnection, table: type[Table]) -> dict[str, int]:
    lost: dict[str, int] = {}
    for column in table.state_columns():
        rows = con.execute(
            f"SELECT coalesce(CAST(raw.\"{column}\" AS VARCHAR), '(none)') AS code, count(*) FROM raw"
            f'{_joins(table)} WHERE "map_{column}".id IS NULL GROUP BY ALL ORDER BY 2 DESC, 1'
        ).fetchall()
        for code, n in rows:
            lost[str(code)] = lost.get(str(code), 0) + int(n)
    return lost


def _check(con: duckdb.DuckDBPyConnection, table: type[Table], source: str) -> None:
    for name, f in table.fields().items():
        quoted = f'"{name}"'
        conditions = ([f"{quoted} IS NULL"] if f.required else []) + (
            [f"NOT ({f.check.format(quoted)})"] if f.check else []
        )
        for condition in conditions:
            bad = con.execute(f"SELECT * FROM harmonised WHERE {condition} LIMIT 1").fetchone()
            if bad is not None:
                raise BadFile(f"{source}: {table.name}.{name} breaks '{condition}' in row {bad}")


def _join_repeated(
    con: duckdb.DuckDBPyConnection, table: type[Table], provision: Provision, given: set[str], source: str
) -> Joined:
    """Make one row of each key in `harmonised`, and say what became of the rest."""
    key = ", ".join(f'"{c}"' for c in table.key)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT {key} FROM harmonised GROUP BY ALL HAVING count(*) > 1"
    )
    if not _count(con, "repeated"):
        return Joined()
    same = " AND ".join(f'r."{c}" IS NOT DISTINCT FROM k."{c}"' for c in table.key)
    # Which of the publisher's codes a row bore is asked for only where it matters: for few rows of few sources.
    bore = "".join(f', "map_{c}".plain AS "bore_{c}"' for c in table.state_columns())
    rows = f"SELECT r.* FROM ({_select(table, given, bore)}) r SEMI JOIN repeated k ON {same}"
    con.execute(f"CREATE OR REPLACE TEMP TABLE contested AS {rows}")
    joined = join(con, table, source, named=provision.codes == "name")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE harmonised AS SELECT r.* FROM harmonised r ANTI JOIN repeated k ON {same} "
        "UNION ALL BY NAME SELECT * FROM together"
    )
    return joined


def _write(con: duckdb.DuckDBPyConnection, table: type[Table], target: Path) -> None:
    order = ", ".join(f'"{c}"' for c in (*table.key, *(c for c in table.fields() if c not in table.key)))
    con.execute(
        f"COPY (SELECT * FROM harmonised ORDER BY {order}) TO '{str(target).replace(chr(39), chr(39) * 2)}' "
        "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
    )


def _expect_health(con: duckdb.DuckDBPyConnection, audit: Audit, provision: Provision) -> None:
    expect, where = provision.expect, f"{audit.source}: table {audit.table}"
    if audit.rows_read < expect.rows:
        raise BadFile(
            f"{where} has {audit.rows_read} rows, fewer than the {expect.rows} of a whole edition; pull it again"
        )
    if not audit.rows_read:
        return
    share = audit.unmatched_rows / audit.rows_read
    if share > expect.unmatched_share:
        worst = ", ".join(list(audit.unmatched_codes)[:5])
        raise BadFile(f"{where}: {share:.2%} of rows match no state, first {worst}; add them to the aliases")
    for column, least in expect.fill.items():
        row = con.execute(f'SELECT count("{column}") / count(*) FROM harmonised').fetchone()
        assert row is not None
        if row[0] < least:
            raise BadFile(f"{where}: only {row[0]:.1%} of {column} has a value, {least:.1%} expected")
