"""Codes of all editions of the Harmonized System, SITC and BEC that stand for the same goods, one row each."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.check import expect_columns
from comity.sources.formats.sheet import read_sheet
from comity.tables.columns import Array, Columns, concat

if TYPE_CHECKING:
    import duckdb

_LISTS = {
    "HS17": 6, "HS12": 6, "HS07": 6, "HS02": 6, "HS96": 6, "HS92": 6, "BEC4": 0, "SITC4": 0, "SITC3": 0, "SITC2": 0,
    "SITC1": 0,
}  # fmt: skip
"""Column of the sheet -> digits of its codes, 0 where they vary."""

_MISSING = {"NULL", "", "N/A"}


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """Every pair of corresponding codes of every two lists. Raises BadFile with the row of a damaged code."""
    path = folder / "CompleteCorrelationsOfHS-SITC-BEC_20170606.xlsx"
    sheet = read_sheet(path, 0)
    expect_columns(sheet, _LISTS, path=path)
    codes = {name: _codes(path, name, sheet[name], digits) for name, digits in _LISTS.items()}
    return {"commodity_concordance": concat([_pairs(codes, one, two) for one, two in permutations(_LISTS, 2)])}


def _codes(path: Path, name: str, values: Array, digits: int) -> Array:
    """Codes as text, None where the list has no code for the goods of the row."""
    found = np.empty(len(values), dtype=object)
    for row, value in enumerate(values.tolist()):
        text = _text(value)
        if text in _MISSING:
            continue
        if not text.isascii() or not text.isdigit() or (digits and len(text) != digits):
            wanted = f"of {digits} digits" if digits else "of digits"
            raise BadFile(
                f"{path}: row {row + 2}, column {name}: {text[:20]!r} is no code {wanted}; a spreadsheet that takes "
                "codes for numbers loses leading zeros: fetch the file again"
            )
        found[row] = text
    return found


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _pairs(codes: dict[str, Array], one: str, two: str) -> Columns:
    both = sorted({(a, b) for a, b in zip(codes[one], codes[two], strict=True) if a is not None and b is not None})
    counterparts: dict[str, int] = {}
    for a, _ in both:
        counterparts[a] = counterparts.get(a, 0) + 1
    return {
        "from_list": np.full(len(both), one, dtype=object),
        "from_code": np.array([a for a, _ in both], dtype=object),
        "to_list": np.full(len(both), two, dtype=object),
        "to_code": np.array([b for _, b in both], dtype=object),
        "counterparts": np.array([counterparts[a] for a, _ in both], dtype=float),
    }
