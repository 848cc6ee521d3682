"""A worksheet of `.xls` or `.xlsx` as columns."""

import datetime as dt
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from comity.errors import BadFile, MissingExtra
from comity.tables.columns import Array, Columns

CELL_LIMIT = 20_000_000
SIZE_LIMIT = 1024**3


def read_sheet(
    path: Path,
    sheet: str | int,
    *,
    header: int = 0,
    names: Mapping[int, str] | None = None,
    cell_limit: int = CELL_LIMIT,
    size_limit: int = SIZE_LIMIT,
) -> Columns:
    """The columns of one worksheet, named by the row with index `header` (0 is the sheet's first row).

    `names` gives, by index, the names of columns whose heading is blank or misleading.

    All numbers -> float64 (empty is NaN); all dates -> datetime64[s]; all true/false -> bool, masked where
    empty; text or a mixture -> object array (empty is None). Rows without any value, and columns without
    name and values, are left out. `sheet` is a name or an index. Raises BadFile when the file is no
    workbook, the sheet or the header is missing, a column with values has no name, a name occurs twice, or a
    limit (cells; bytes decompressed) is exceeded; MissingExtra without the package that reads workbooks.
    """
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise MissingExtra('reading worksheets needs python-calamine: pip install "comity[build]"') from error
    if not path.is_file():
        raise BadFile(f"{path}: no such file")
    _check_size(path, size_limit)
    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            _check_sheet(path, sheet, book.sheet_names)
            page = book.get_sheet_by_name(sheet if isinstance(sheet, str) else book.sheet_names[sheet])
            last_row, last_column = page.end or (-1, -1)
            if (last_row + 1) * (last_column + 1) > cell_limit:
                raise BadFile(f"{path}: sheet {sheet!r} has more than {cell_limit} cells; raise the limit")
            rows = page.to_python(skip_empty_area=False)
    except (calamine.CalamineError, OSError) as error:
        raise BadFile(f"{path}: cannot be read as a workbook: {error}; fetch it again") from error
    if len(rows) <= header:
        raise BadFile(f"{path}: sheet {sheet!r} has {len(rows)} rows, the header was expected in row {header + 1}")
    heading = [(names or {}).get(number, cell) for number, cell in enumerate(rows[header])]
    return _columns(path, heading, [row for row in rows[header + 1 :] if any(cell != "" for cell in row)])


def _check_size(path: Path, limit: int) -> None:
    size = path.stat().st_size
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    if size > limit:
        raise BadFile(f"{path}: larger than {limit} bytes; raise the limit if the file is trusted")


def _check_sheet(path: Path, sheet: str | int, names: list[str]) -> None:
    known = sheet in names if isinstance(sheet, str) else 0 <= sheet < len(names)
    if not known:
        raise BadFile(f"{path}: no sheet {sheet!r}; there are {', '.join(repr(name) for name in names)}")


def _columns(path: Path, header: list[Any], rows: list[list[Any]]) -> Columns:
    columns: Columns = {}
    for number, cell in enumerate(header):
        values = [row[number] for row in rows]
        name = _name(cell)
        if not name:
            if any(value != "" for value in values):
                raise BadFile(f"{path}: column {number + 1} has values but no name; check the header's row")
            continue
        if name in columns:
            raise BadFile(f"{path}: two columns are named {name!r}; check the header's row")
        columns[name] = _array(values)
    return columns


def _name(cell: Any) -> str:
    """A heading as text: a year that the sheet holds as a number reads 1995, not 1995.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _array(values: list[Any]) -> Array:
    empty = [value == "" for value in values]
    kinds = {type(value) for value, absent in zip(values, empty, strict=True) if not absent}
    if kinds and kinds <= {int, float}:
        return np.array([np.nan if value == "" else value for value in values], dtype=np.float64)
    if kinds == {bool}:
        flags: Array = np.array([value is True for value in values])
        return np.ma.MaskedArray(flags, mask=empty) if any(empty) else flags
    if kinds and kinds <= {dt.date, dt.datetime}:
        return np.array([np.datetime64("NaT") if value == "" else value for value in values], dtype="M8[s]")
    found = np.empty(len(values), dtype=object)
    found[:] = [None if value == "" else value for value in values]
    return found
