"""Rows as a page shows them and as a file gives them: one list for both, so that they cannot differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.desk.reply import CSV, Reply, json_reply, reply
from comity.report.package import Value, csv_bytes


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a page's table: its words, where they lead, and whether it is a number, old, or no value at all."""

    text: str
    href: str = ""
    numeric: bool = False
    note: str = ""
    kind: str = ""
    """`past` for what is past its shelf life, `none` for a reason in place of a value."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a page's table: its head, what stands below that, and where a click on it leads."""

    head: str
    under: str = ""
    numeric: bool = False
    href: str = ""
    order: str = ""
    """`ascending` or `descending` where the rows are in the order of this column."""


def as_file(ending: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> Reply:
    """Rows as CSV, or as JSON: a list of objects."""
    if ending == "csv":
        return reply(csv_bytes(columns, rows), CSV)
    return json_reply([dict(zip(columns, row, strict=True)) for row in rows])
