"""Migrant stocks from a matrix with rows for regions among those for areas, and a matrix of remittances.

A zero of either matrix fills a cell for which there is no figure (the migrant stocks) or no recorded migrant
to model from (the remittances); it is no row.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.check import expect_columns
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.sheet import read_sheet
from comity.sources.registry import source
from comity.tables.columns import Array, Columns, concat

if TYPE_CHECKING:
    import duckdb

_SHEET, _CORNER, _TOTAL, _YEAR = (
    "Bilateral_Remittances_2017",
    "receiving (across) / sending (down)",
    "WORLD",
    2017,
)


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """Persons at mid-year, and US$ of 2017, keyed by name. Raises BadFile when a file is not as described."""
    return {
        "migrant_stocks": _stocks(folder / "stock.json"),
        "remittances": _remittances(folder / "WB_Bilateral_Remittance_Estimates_2017.xlsx"),
    }


def _stocks(path: Path) -> Columns:
    document = _document(path)
    lookup = read_lookup(__file__, "names.csv")
    known = dict(zip(lookup["name"], lookup["state"], strict=True))
    names = np.array([known.get(name, name) for name in document["names"]], dtype=object)
    area = np.ones(len(names), dtype=bool)
    area[document["regions"]] = False
    parts = []
    for year, rows in sorted(document["matrix"].items()):
        persons = _matrix(path, rows, len(names), f"the matrix of {year}")
        origins, destinations = _cells(persons, area)
        parts.append(
            {
                "origin": names[origins],
                "destination": names[destinations],
                "year": np.full(len(origins), int(year), dtype=np.int16),
                "persons": persons[origins, destinations],
            }
        )
    return concat(parts)


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadFile(f"{path}: cannot be read: {error}; fetch it again") from error
    expected = ("names", "regions", "matrix")
    expect_columns(document, expected, ignore=source("migration").ignore, path=path)
    return dict(document)


def _remittances(path: Path) -> Columns:
    sheet = read_sheet(path, _SHEET, header=1)
    if _CORNER not in sheet or _TOTAL not in sheet or _TOTAL not in sheet[_CORNER]:
        raise BadFile(f"{path}: the sheet has no {_CORNER!r} or no {_TOTAL!r}; fetch the edition of April 2018")
    # Below the row of totals there are notes only.
    count = sheet[_CORNER].tolist().index(_TOTAL)
    senders = sheet[_CORNER][:count]
    recipients = np.array([name for name in sheet if name not in (_CORNER, _TOTAL)], dtype=object)
    if sorted(senders) != sorted(recipients):
        raise BadFile(f"{path}: senders and recipients are not the same names; fetch the edition of April 2018")
    columns = [[_cell(value) for value in sheet[name][:count]] for name in recipients]
    million = _matrix(path, columns, count, "the sheet").T
    order = {name: place for place, name in enumerate(recipients)}
    own = np.array([order[name] for name in senders])
    rows, places = np.nonzero((million > 0) & (own[:, None] != np.arange(count)))
    return {
        "sender": senders[rows],
        "recipient": recipients[places],
        "year": np.full(len(rows), _YEAR, dtype=np.int16),
        "value": million[rows, places] * 1e6,
    }


def _cell(value: Any) -> Any:
    # The publisher prints a dash between a few hostile states, for which it makes no estimate.
    return np.nan if value in (None, "-") else value


def _cells(values: Array, area: Array) -> tuple[Array, Array]:
    wanted = area[:, None] & area[None, :] & ~np.eye(len(area), dtype=bool) & (values > 0)
    rows, columns = np.nonzero(wanted)
    return rows, columns


def _matrix(path: Path, rows: Any, size: int, what: str) -> Array:
    try:
        values = np.array([list(row) for row in rows], dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise BadFile(f"{path}: {what} holds something that is no number: {error}; fetch it again") from error
    if values.shape != (size, size):
        raise BadFile(f"{path}: {what} is {values.shape}, expected {size} by {size}; fetch it again")
    if (values < 0).any():
        raise BadFile(f"{path}: {what} has a negative cell; compare the release with the source's notes")
    return values
