"""What a reader makes of a folder, as plain rows; and how much of it names no state."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from comity.sources import registry
from comity.tables import TABLES
from comity.terms.crosswalk import to_state
from databases import database

Rows = list[dict[str, Any]]


def sample(source_id: str) -> Path:
    """The folder of a source's sample files."""
    return Path(registry.__file__).parent / registry.folder_name(source_id) / "sample"


def harvest(source_id: str, folder: Path) -> dict[str, Rows]:
    """Rows of every table that the source fills, after its columns are held against the table's fields."""
    with database() as con:
        found = registry.reader(source_id)(folder, con)
        assert set(found) == set(registry.source(source_id).provides)
        return {name: _rows(con, name, value) for name, value in found.items()}


def facts(source_id: str, folder: Path, table: str, where: str = "true") -> dict[str, Any]:
    """Rows, rows without a state, repeated keys and years of one table; and the rows that meet `where`."""
    shape, provision = TABLES[table], registry.source(source_id).provides[table]
    with database() as con:
        view = _view(con, registry.reader(source_id)(folder, con)[table])
        con.execute(f"CREATE TEMP TABLE harvested AS SELECT * FROM {view}")
        dated = shape.dated_by if shape.fields()[shape.dated_by].type != "DATE" else f"year({shape.dated_by})"
        columns = con.sql(f"SELECT *, {dated} AS dated FROM harvested").fetchnumpy()
        years = columns["dated"]
        states = {name: to_state(provision.codes, _plain(columns[name]), years) for name in shape.state_columns()}
        known = np.array([None not in ids for ids in zip(*states.values(), strict=True)])
        keys = [states.get(name, columns[name])[known].tolist() for name in shape.key]
        return {
            "rows": len(known),
            "unmatched": int((~known).sum()),
            "repeated": int(known.sum()) - len(set(zip(*keys, strict=True))),
            "years": (int(years.min()), int(years.max())),
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
