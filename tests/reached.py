"""What a measure gives of publishers' files, through reader, corrections, harmonising and precedence; no store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from comity.measures.contract import Recipe
from comity.sources import registry
from comity.store.corrections import correct, read_corrections
from comity.store.harmonise import Audit, harmonise
from comity.store.lay import empty, lay
from comity.store.precedence import precedence
from comity.tables import TABLES


def reached(
    con: duckdb.DuckDBPyConnection, recipe: Recipe, folders: dict[str, Path], work: Path
) -> tuple[dict[str, Any], list[Audit]]:
    """Relations of the recipe's measures by id, and what became of the rows of each table of each source."""
    parts: dict[str, list[tuple[str, Path]]] = {}
    audits = []
    for id, folder in folders.items():
        spec = registry.source(id)
        mended = read_corrections(Path(registry.__file__).parent / registry.folder_name(id) / "corrections.csv")
        for table, rows in registry.reader(id)(folder, con).items():
            target = work / f"{id}-{table}.parquet"
            right = correct(con, table, rows, mended, spec.origin.date_accessed)
            provision = spec.provides[table]
            audits.append(harmonise(con, right, TABLES[table], source=id, provision=provision, target=target))
            parts.setdefault(table, []).append((f"{id}@0", target))
    for table in (*recipe.inputs, *recipe.optional):
        if table in parts:
            lay(con, table, parts[table], precedence())
        else:
            empty(con, table)
    return dict(recipe.compute(con)), audits


def rows(con: duckdb.DuckDBPyConnection, relation: Any, where: str = "TRUE") -> list[dict[str, Any]]:
    """Rows of a measure as mappings, by pair and period; `where` is SQL."""
    relation.create_view("measured", replace=True)
    found = con.sql(f"SELECT * FROM measured WHERE {where} ORDER BY a, b, period")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
