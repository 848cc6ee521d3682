"""Yearly matrices of trade: rows export, columns import, one matrix for each year from 2000.

The publisher's file tells a reported zero from a missing value by a flag; the matrices, sums over industries,
no longer do. A zero cell is therefore no row. The diagonal is a state's trade with itself, no relation.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.r_data import RArray, RList, read_r
from comity.tables.columns import Columns, concat

if TYPE_CHECKING:
    import duckdb

_FIRST_YEAR, _YEARS = 2000, 17


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """Positive flows in constant US$ of 2010 between different countries, keyed by name.

    Raises BadFile when there are not 17 square matrices with the same names on both sides, or a cell is
    negative or missing.
    """
    path = folder / "itpd_aggregated.rds"
    matrices = read_r(path)[""]
    if not isinstance(matrices, RList) or len(matrices.items) != _YEARS:
        raise BadFile(f"{path}: expected a list of {_YEARS} matrices; fetch the release that this source describes")
    parts = [_flows(path, matrix, _FIRST_YEAR + place) for place, matrix in enumerate(matrices.items)]
    return {"trade": concat(parts)}


def _flows(path: Path, matrix: object, year: int) -> Columns:
    names, values = _checked(path, matrix, year)
    off_diagonal = ~np.eye(len(names), dtype=bool)
    exporters, importers = np.nonzero((values > 0) & off_diagonal)
    count = len(exporters)
    return {
        "exporter": names[exporters],
        "importer": names[importers],
        "year": np.full(count, year, dtype=np.int16),
        "reported_by": np.full(count, "compiler", dtype=object),
        "commodity": np.full(count, "total", dtype=object),
        "price_basis": np.full(count, "constant-2010", dtype=object),
        "scope": np.full(count, "goods-and-services", dtype=object),
        "value": values[exporters, importers],
    }


def _checked(path: Path, matrix: object, year: int) -> tuple[np.ndarray, np.ndarray]:
    if not isinstance(matrix, RArray) or len(matrix.dims) != 2:
        raise BadFile(f"{path}: the entry for {year} is no matrix; fetch the file again")
    rows, columns = matrix.dimnames
    if rows is None or rows != columns or None in rows or len(set(rows)) != len(rows):
        raise BadFile(f"{path}: the matrix of {year} has not the same distinct names on both sides; fetch it again")
    values = matrix.values.astype(np.float64)
    if not (values >= 0).all():
        raise BadFile(f"{path}: the matrix of {year} has a negative or missing cell; compare with the notes")
    return np.array(rows, dtype=object), values
