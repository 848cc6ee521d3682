"""Who speaks where several sources say the same thing: the lines of `precedence.csv`, checked as they are read.

A line holds for the rows of one table, of one role where it names one (a value of the table's `role` column) and
of a span of years. Within its `unit` one source speaks alone: a row of the table by its key where it is empty,
`table` for all rows that the line holds for, else the columns that it names. Later sources of `order` fill the
units that earlier ones lack.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from comity.errors import BadFile
from comity.sources.registry import sources
from comity.tables import TABLES
from comity.tables.schema import Table

FILE = Path(__file__).with_name("precedence.csv")
COLUMNS = ("table", "role", "from", "to", "unit", "order", "reason")
WHOLE = "table"
"""The unit of a line within which two sources never stand together."""


@dataclass(frozen=True, slots=True)
class Line:
    """One decision. `role` is empty for all rows of the table, `first` and `last` are None where open."""

    table: str
    order: tuple[str, ...]
    reason: str
    role: str = ""
    first: int | None = None
    last: int | None = None
    unit: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        """First and last year, both included."""
        return self.first if self.first is not None else -9999, self.last if self.last is not None else 9999


@cache
def precedence() -> tuple[Line, ...]:
    """All lines of `precedence.csv`. Raises BadFile that names the line."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return read(csv.DictReader(file), str(FILE))


def read(rows: Iterable[Mapping[str, str | None]], where: str) -> tuple[Line, ...]:
    """Lines from the rows of a file in the columns `COLUMNS`; `where` names it in errors.

    Raises BadFile on a table, source, column or role that there is not, years out of order, a missing reason, and
    two lines that hold for the same rows.
    """
    lines = tuple(_line(row, f"{where}: line {number}") for number, row in enumerate(rows, 2))
    for one, two in combinations(lines, 2):
        if _overlap(one, two):
            raise BadFile(f"{where}: two lines hold for the same rows of {one.table}; part them by role or years")
    return lines


def _line(row: Mapping[str, str | None], where: str) -> Line:
    if set(row) != set(COLUMNS) or None in row.values():
        raise BadFile(f"{where}: not the columns {', '.join(COLUMNS)}")
    cell = {name: (value or "").strip() for name, value in row.items()}
    if cell["table"] not in TABLES:
        raise BadFile(f"{where}: no table {cell['table']!r}; docs/tables.md lists them")
    table = TABLES[cell["table"]]
    if cell["role"] and not table.role:
        raise BadFile(f"{where}: {table.name} has no roles; leave the cell empty")
    first, last = (_year(cell[end], table, where) for end in ("from", "to"))
    if first is not None and last is not None and first > last:
        raise BadFile(f"{where}: from {first} to {last}; put the earlier year first")
    if not cell["reason"]:
        raise BadFile(f"{where}: no reason; say why this source speaks first")
    return Line(
        table=table.name,
        order=_order(cell["order"], table, where),
        reason=cell["reason"],
        role=cell["role"],
        first=first,
        last=last,
        unit=_unit(cell["unit"], table, where),
    )


def _year(text: str, table: type[Table], where: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{4}", text):
        raise BadFile(f"{where}: {text!r} is no year")
    if not table.year_sql():
        raise BadFile(f"{where}: rows of {table.name} have no year; leave from and to empty")
    return int(text)


def _order(text: str, table: type[Table], where: str) -> tuple[str, ...]:
    order = tuple(part.strip() for part in text.split(">"))
    for id in order:
        if id not in sources() or table.name not in sources()[id].provides:
            raise BadFile(f"{where}: no source {id!r} gives {table.name}; write source ids with > between")
    if len(set(order)) < max(len(order), 2):
        raise BadFile(f"{where}: an order names two sources or more, each once")
    return order


def _unit(text: str, table: type[Table], where: str) -> tuple[str, ...]:
    unit = tuple(text.split())
    if unknown := [name for name in unit if name != WHOLE and name not in table.fields()]:
        raise BadFile(f"{where}: {table.name} has no column {unknown[0]!r} that could be a unit")
    if WHOLE in unit and len(unit) > 1:
        raise BadFile(f"{where}: {WHOLE!r} is a unit by itself")
    return unit


def _overlap(one: Line, two: Line) -> bool:
    same = one.table == two.table and (one.role == two.role or "" in (one.role, two.role))
    return same and one.span[0] <= two.span[1] and two.span[0] <= one.span[1]
