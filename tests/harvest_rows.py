"""What a reader makes of a folder, as plain rows; and how much of it names no state."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from comity.sources import registry
from comity.tables import TABLES
from comity.terms.crosswalk import to_state

Rows = list[dict[str, Any]]


def sample(source_id: str) -> Path:
    """The folder of a source's sample files."""
    return Path(registry.__file__).parent / registry.folder_name(source_id) / "sample"


def harvest(source_id: str, folder: Path) -> dict[str, Rows]:
    """Rows of every table that the source fills, after its columns are held against the table's fields."""
    with duckdb.connect() as con:
        found = registry.reader(source_id)(folder, con)
        assert set(found) == set(registry.source(source_id).provides)
        return {name: _rows(con, name, value) for name, value in found.items()}


def facts(source_id: str, folder: Path, table: str, where: str = "true") -> dict[str, Any]:
    """Counts of one table: rows, rows with a state missing, repeated keys; and the rows that meet `where`."""
    with duckdb.connect() as con:
        provision = registry.source(source_id).provides[table]
        view = _view(con, registry.reader(source_id)(folder, con)[table])
        con.execute(f"CREATE TEMP TABLE harvested AS SELECT * FROM {view}")
        shape = TABLES[table]
        years = f"year({shape.dated_by})" if "DATE" in shape.fields()[shape.dated_by].type else shape.dated_by
        columns = con.sql(f"SELECT *, {years} AS dated FROM harvested").fetchnumpy()
        states = {
            name: to_state(provision.codes, _plain(columns[name]), columns["dated"])
            for name in shape.state_columns()
        }
        known = np.all([ids != None for ids in states.values()], axis=0)  # noqa: E711
        keys = list(
            zip(*(states.get(name, columns[name])[known].tolist() for name in shape.key), strict=True)
        )
        return {
            "rows": len(known),
            "unmatched": int((~known).sum()),
            "repeated": len(keys) - len(set(keys)),
            "found": con.sql(f"SELECT * FROM harvested WHERE {where} ORDER BY ALL").fetchall(),
        }


def _rows(con: duckdb.DuckDBPyConnection, table: str, value: Any) -> Rows:
    relation = con.sql(f"SELECT * FROM {_view(con, value)} ORDER BY ALL")
    fields = TABLES[table].fields()
    assert relation.columns == list(fields), f"{table}: {relation.columns}"
    rows = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
    for name, field in fields.items():
        if field.required:
            assert all(row[name] is not None for row in rows), f"{table}.{name} is missing in a row"
    return rows


def _view(con: duckdb.DuckDBPyConnection, value: Any) -> str:
    if isinstance(value, dict):
        con.register("columns_read", value)
        return "columns_read"
    value.create_view("relation_read", replace=True)
    return "relation_read"


def _plain(values: Any) -> Any:
    return np.ma.filled(values.astype(object), None) if np.ma.isMaskedArray(values) else values
