"""Print rows as a table for people, as CSV or as JSON: the same rows in all three."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from typing import Any

from comity.errors import UserError

FORMATS = ("table", "csv", "json")


def expect_format(form: str) -> None:
    """Raise UserError for a form that `emit` does not know, before any work is done."""
    if form not in FORMATS:
        raise UserError(f"no format {form!r}; choose one of {', '.join(FORMATS)}")


def emit(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Write rows to stdout. None is an empty cell in CSV, null in JSON and a dash in a table."""
    expect_format(form)
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[_safe(v) for v in row] for row in rows])
    elif form == "json":
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
    else:
        _table(columns, rows)


def _safe(value: Any) -> Any:
    """A CSV cell that no spreadsheet runs."""
    from comity.report.safe import cell

    return cell(value) if isinstance(value, str) else "" if value is None else value


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for i, name in enumerate(columns):
        numeric = any(isinstance(row[i], int | float) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(v) for v in row))
    # Brackets and colons in a cell are the text's own: no markup, no pictures.
    console = Console(width=None if sys.stdout.isatty() else 160, markup=False, emoji=False, highlight=False)
    # Drawn first and printed after: to a reader who left early, the library would end the process with a fault.
    with console.capture() as drawn:
        console.print(table)
    print(drawn.get(), end="")


def _cell(value: Any) -> str:
    from comity.report.safe import clean

    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return clean(str(value))
