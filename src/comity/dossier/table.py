"""A table as data."""

from __future__ import annotations

from comity.dossier.strict import Strict


class Column(Strict):
    """A column of a table; `unit` decides how numbers are printed and aligned."""

    name: str
    unit: str = ""
    numeric: bool = False


class TableModel(Strict):
    """A table: cells are text, numbers, or None, which prints as a dash with the table's note."""

    id: str
    question: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    note: str = ""
    source: str = ""
