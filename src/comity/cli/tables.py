"""Print rows as a table for people, as CSV or as JSON: the same rows in all three."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Sequence
from typing import Any

from comity.cli.stream import broken, escaped, one_line, width
from comity.errors import UserError
from comity.terms.unit import MINUS, copied, number

FORMATS = ("table", "csv", "json")
_TALLEST = 6
"""Lines that one row of a table may take before a block of its own for each row is easier to read."""


def expect_format(form: str) -> None:
    """Raise UserError for a form that `emit` does not know, before any work is done."""
    if form not in FORMATS:
        raise UserError(f"no format {one_line(form)[:60]!r}; choose one of {', '.join(FORMATS)}")


def emit(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str, *, empty: str = "", less: Sequence[str] = ()
) -> None:
    """Write rows to stdout. None is an empty cell in CSV, null in JSON and a dash in a table.

    Where there are no rows, `empty` says on stderr why; a table is then not drawn at all. Where a table is too wide,
    the columns of `less` are left out first, in their order, and said to be unless they are the same in all rows.
    """
    expect_format(form)
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[_safe(v) for v in row] for row in rows])
    elif form == "json":
        print(_json([dict(zip(columns, row, strict=True)) for row in rows]))
    elif rows:
        _table(columns, rows, less)
    if not rows and empty:
        print(one_line(empty), file=sys.stderr)


def fits(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bool:
    """Whether rows have room side by side on this terminal."""
    return _widths([(name, [row[i] for row in rows]) for i, name in enumerate(columns)], width()) is not None


def _json(value: Any) -> str:
    """JSON in which what may not be seen is written out, and all but ASCII where the stream has no more."""
    return escaped(json.dumps(value, ensure_ascii=not getattr(sys.stdout, "unicode", True), indent=1))


def _safe(value: Any) -> Any:
    """A CSV cell that no spreadsheet runs, and that says what a terminal would hide."""
    from comity.report.safe import cell

    return escaped(cell(value)) if isinstance(value, str) else "" if value is None else value


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]], less: Sequence[str]) -> None:
    """Draw side by side if no number, code or word need be broken, else each row as a block of lines."""
    held = [(name, [row[i] for row in rows]) for i, name in enumerate(columns)]
    left: list[str] = []
    room = width()
    while (widths := _widths(held, room)) is None and len(left) < len(less):
        left.append(less[len(left)])
        held = [one for one in held if one[0] not in left]
    if widths is None:
        held, left = [(name, [row[i] for row in rows]) for i, name in enumerate(columns)], []
        print("\n\n".join(_blocks(held, room)))
    else:
        print(_drawn(held, widths))
    told = [name for i, name in enumerate(columns) if name in left and len({str(row[i]) for row in rows}) > 1]
    if told:
        print(f"left out, too wide: {', '.join(told)} (--format csv has all)", file=sys.stderr)


Column = tuple[str, list[Any]]


def _widths(held: Sequence[Column], room: int) -> list[int] | None:
    """The width of each column, at least that of its longest word; None where they do not fit or rows grow too tall."""
    from rich.cells import cell_len

    texts = [[name, *(as_text(v) for v in values)] for name, values in held]
    least = [max(max(map(cell_len, text.split(" "))) for text in column) for column in texts]
    wanted = [max(map(cell_len, column)) for column in texts]
    spare = room - sum(least) - 2 * (len(held) - 1)
    if spare < 0:
        return None
    # Those that need little get it whole; the widest share what is left.
    widths = list(least)
    for n, i in enumerate(sorted(range(len(held)), key=lambda i: wanted[i] - least[i])):
        more = min(wanted[i] - least[i], spare // (len(held) - n))
        widths[i] += more
        spare -= more
    # A line that is broken at words is at least half full, so that this is no less than its lines.
    tallest = max(math.ceil(cell_len(text) / w) for w, column in zip(widths, texts, strict=True) for text in column)
    return None if tallest > _TALLEST else widths


def _drawn(held: Sequence[Column], widths: Sequence[int]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for (name, values), w in zip(held, widths, strict=True):
        numeric = any(isinstance(v, int | float) for v in values)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold", width=w)
    for row in zip(*(values for _, values in held), strict=True):
        table.add_row(*(as_text(v) for v in row))
    # Brackets and colons in a cell are the text's own: no markup, no pictures.
    room = sum(widths) + 2 * len(widths)
    console = Console(width=room, markup=False, emoji=False, highlight=False, color_system=None)
    # Drawn first and printed after: to a reader who left early, the library would end the process with a fault.
    with console.capture() as drawn:
        console.print(table)
    return "\n".join(line.rstrip() for line in drawn.get().splitlines())


def _blocks(held: Sequence[Column], room: int) -> list[str]:
    """Each row as lines of a name and its cell, broken at words only: a word that is longer than a line stays whole."""
    label = max(len(name) for name, _ in held) + 2
    blocks = []
    for row in zip(*(values for _, values in held), strict=True):
        lines: list[str] = []
        for (name, _), value in zip(held, row, strict=True):
            lines += _line(name, as_text(value), label, room)
        blocks.append("\n".join(lines))
    return blocks


def _line(name: str, text: str, label: int, room: int) -> list[str]:
    """A name and its cell; the cell stands below its name where a word of it has no room beside it."""
    from rich.cells import cell_len

    if max(map(cell_len, text.split(" "))) > room - label:
        return [name, *(f"  {line}" for line in broken(text, room - 2))]
    first, *rest = broken(text, room - label)
    return [name.ljust(label) + first, *(" " * label + line for line in rest)]


def as_text(value: Any) -> str:
    """A cell as a person reads it: one line, thousands apart, a dash for None."""
    from comity.report.safe import clean

    if value is None:
        return "–"
    if isinstance(value, float):
        # What stands in a terminal is copied from there.
        return number(value).replace(MINUS, "-") if 1000 <= abs(value) < 1e15 else copied(value, 4)
    return clean(one_line(str(value)))
