"""Small atlases written out row by row, side by side in one folder as builds put them there."""

import hashlib
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from comity.atlas.encode import write
from comity.atlas.manifest import Entry, Input, Manifest
from comity.build.shelf import put
from comity.measures.recipes import RECIPES
from comity.tables.relation import as_view
from comity.terms.absence import Absence, Why

MEASURES = {measure.id: measure for recipe in RECIPES for measure in recipe.measures}
_CON = duckdb.connect(config={"threads": 1})
COLUMNS = ("a", "b", "period", "value", "low", "high")


def edition(source: str, number: int, known: date) -> Input:
    """An edition of a source: the number makes its id."""
    content = hashlib.sha256(f"{source}{number}".encode()).hexdigest()
    return Input(
        id=f"{source}@{content[:12]}", version=f"edition {number}", sha256=content, citation=f"{source}, invented",
        licence="CC0", licence_url=None, redistribute=True, retrieved=known, released=known, title=f"Of {source}",
        url="https://example.org/", files={}, locators={},
    )  # fmt: skip


def put_atlas(out: Path, store: Path, rows: list[tuple], editions: dict[str, Input], states: tuple[str, ...]) -> str:
    """Put an atlas of rows `(measure, a, b, period, value[, low, high])` into `out`; its id.

    Each measure rests on the edition that `editions` names for it. Measures without a row are absent.
    """
    entries, made = {}, {}
    with tempfile.TemporaryDirectory() as scratch:
        for id in sorted(editions):
            mine = [(*row[1:], *[None] * (7 - len(row))) for row in rows if row[0] == id]
            measure, target = MEASURES[id], Path(scratch) / f"{id}.parquet"
            kinds = (object, object, np.int32, *[np.float64] * 3)
            columns = {n: np.array([r[i] for r in mine], dtype=kinds[i]) for i, n in enumerate(COLUMNS)}
            basis = (editions[id].id,)
            with _CON.cursor() as con:
                as_view(con, "measured", columns)
                con.execute(
                    "CREATE OR REPLACE TEMP VIEW given AS SELECT a, b, period, value, "
                    "CASE WHEN NOT isnan(low) THEN low END AS low, "
                    "CASE WHEN NOT isnan(high) THEN high END AS high FROM measured"
                )
                n, first, last = write(con, "given", measure, states, basis, target, first_year=1800, exact=True)
            record = {name: value for name, value in asdict(measure).items() if name in Entry.model_fields}
            record |= {"basis": basis, "first": first, "last": last, "rows": n, "file": target.name, "decimals": None}
            entries[id] = Entry(**record | {"sha256": hashlib.sha256(target.read_bytes()).hexdigest()})
            made[target.name] = target
        absent = {id: Absence(Why.NO_ROWS) for id in MEASURES if id not in entries}
        inputs = {each.id: each for each in editions.values()}
        manifest = Manifest(comity="0", states=states, measures=entries, inputs=inputs, audits=(), absent=absent)
        manifest = manifest.sealed()
        put(manifest, made, out, store)
    return manifest.id
