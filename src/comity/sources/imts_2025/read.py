"""A drawing's file of the publisher's series: nodes are states by English short name, edges are exports of 2025."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.check import expect_columns
from comity.sources.formats.lookup import read_lookup
from comity.sources.registry import source
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

_YEAR, _MILLION, _ROUNDING = 2025, 1e6, 5e4
_EDGE = ("source", "target", "value")


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """Exports in US$, keyed by name. Raises BadFile where the file is not as described, or a value is no amount."""
    path = folder / "trade_data.json"
    edges = _edges(path)
    lookup = read_lookup(__file__, "names.csv")
    known = dict(zip(lookup["name"], lookup["state"], strict=True))
    exporter, importer = (np.array([known.get(e[end], e[end]) for e in edges], dtype=object) for end in _EDGE[:2])
    million = np.array([_amount(path, edge) for edge in edges], dtype=np.float64)
    apart = exporter != importer
    rows: Columns = {
        "exporter": exporter,
        "importer": importer,
        "year": np.full(len(edges), _YEAR, dtype=np.int16),
        "account": np.full(len(edges), "imf-exporter", dtype=object),
        "value": million * _MILLION,
        "rounding": np.full(len(edges), _ROUNDING),
    }
    return {"goods_accounts": {name: column[apart] for name, column in rows.items()}}


def _edges(path: Path) -> list[dict[str, Any]]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadFile(f"{path}: is no JSON: {error}; fetch it again") from error
    if not isinstance(document, dict) or not all(isinstance(document.get(k), list) for k in ("nodes", "edges")):
        raise BadFile(f"{path}: holds no lists 'nodes' and 'edges'; fetch it again")
    named = {node.get("id") for node in document["nodes"] if isinstance(node, dict)}
    ignore = source("imts-2025").ignore
    for edge in document["edges"]:
        if not isinstance(edge, dict):
            raise BadFile(f"{path}: an edge that names nothing: {str(edge)[:60]!r}; fetch it again")
        expect_columns(edge, _EDGE, ignore=ignore, path=path)
        if not {edge["source"], edge["target"]} <= named:
            raise BadFile(f"{path}: the edge {edge['source']!r} to {edge['target']!r} has an end that is no node")
    return list(document["edges"])


def _amount(path: Path, edge: dict[str, Any]) -> float:
    value = edge["value"]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise BadFile(f"{path}: {value!r} from {edge['source']!r} to {edge['target']!r} is no amount; fetch it again")
    return float(value)
