"""Harmonised tables on disk: made once for each pair of snapshot and code, read as DuckDB views."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.contract import SourceSpec
from comity.sources.registry import folder_name, reader
from comity.store.harmonise import Audit, harmonise
from comity.store.place import locked, whole_file
from comity.store.snapshot import Snapshot
from comity.tables import TABLES
from comity.tables.schema import STATE

if TYPE_CHECKING:
    import duckdb

_PACKAGE = Path(__file__).parent.parent


def make(root: Path, spec: SourceSpec, snapshot: Snapshot) -> dict[str, Path]:
    """Harmonise all tables of a snapshot, or find them made already. Returns Parquet paths by table."""
    paths = {name: root / "tables" / name / f"{_stem(spec, snapshot)}.parquet" for name in spec.provides}
    with locked(root, f"tables-{spec.id}"):
        if not all(path.exists() and _audit_path(path).exists() for path in paths.values()):
            _read_all(spec, snapshot, paths)
    return paths


def audit(path: Path) -> Audit:
    """The account of a harmonised table that `make` wrote beside it."""
    return Audit(**json.loads(_audit_path(path).read_text(encoding="utf-8")))


def view(con: duckdb.DuckDBPyConnection, table: str, paths: Iterable[tuple[str, Path]]) -> None:
    """Create the view `table` over the parts of all sources, with a `source` column."""
    parts = [
        f"SELECT *, '{source}' AS source FROM read_parquet('{str(path).replace(chr(39), chr(39) * 2)}')"
        for source, path in paths
    ]
    con.execute(f"CREATE OR REPLACE VIEW {table} AS {' UNION ALL BY NAME '.join(parts)}")


def empty(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Create the table `table` with its columns and no rows: no source at hand gives it."""
    kinds = {name: "VARCHAR" if f.type == STATE else f.type for name, f in TABLES[table].fields().items()}
    columns = ", ".join(f'"{name}" {kind}' for name, kind in (kinds | {"source": "VARCHAR"}).items())
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")


def _read_all(spec: SourceSpec, snapshot: Snapshot, paths: dict[str, Path]) -> None:
    import duckdb

    with duckdb.connect() as con:
        con.execute("SET threads = 2; SET memory_limit = '3GB'; SET preserve_insertion_order = true")
        found = reader(spec.id)(snapshot.folder, con)
        if set(found) != set(spec.provides):
            raise ValueError(f"{spec.id} declares {sorted(spec.provides)} but reads {sorted(found)}")
        for name, rows in found.items():
            with whole_file(paths[name]) as temporary:
                done = harmonise(
                    con,
                    rows,
                    TABLES[name],
                    source=spec.id,
                    provision=spec.provides[name],
                    target=temporary,
                )
            with whole_file(_audit_path(paths[name])) as temporary:
                temporary.write_text(json.dumps(asdict(done), indent=1) + "\n", encoding="utf-8")


def _audit_path(path: Path) -> Path:
    return path.with_suffix(".audit.json")


def _stem(spec: SourceSpec, snapshot: Snapshot) -> str:
    return f"{spec.id}-{snapshot.sha256[:12]}-{_code_fingerprint(spec.id)}"


@cache
def _code_fingerprint(source_id: str) -> str:
    """Hash of all code and curated data that can change a harmonised table of this source."""
    rooms = ("terms", "tables", "store", "sources/formats", f"sources/{folder_name(source_id)}")
    hasher = hashlib.sha256()
    for room in rooms:
        for path in sorted((_PACKAGE / room).rglob("*")):
            if path.is_file() and path.suffix in {".py", ".csv", ".yaml"}:
                hasher.update(os.fsencode(path.relative_to(_PACKAGE)) + b"\0" + path.read_bytes())
    return hasher.hexdigest()[:12]
