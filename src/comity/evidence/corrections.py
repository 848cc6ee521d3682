"""`corrections.csv`: what the study mends in its own evidence, each with the wrong value and a reason.

A correction that does not find what it expects fails, so that none outlives the mistake it was made for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.errors import BadFile
from comity.evidence.columns import BY_NAME, Column, one_of
from comity.evidence.register import read_register, rows
from comity.evidence.table import Table
from comity.terms.names import sanitise

NAME = "corrections.csv"
COLUMNS = (
    Column("id", required=True),
    Column("column", one_of([name for name in BY_NAME if name != "id"]), required=True),
    Column("expect", longest=2000),
    Column("value", longest=2000),
    Column("reason", required=True, longest=500),
)


@dataclass(frozen=True, slots=True)
class Correction:
    """In the statement `id`, `column` reads `expect` and should read `value`, because of `reason`."""

    id: str
    column: str
    expect: str
    value: str
    reason: str
    origin: str


def read_corrections(folder: Path) -> tuple[Correction, ...]:
    """The corrections of a study, in order; none where there is no such file. `BadFile` for any fault."""
    table, faults = read_register(folder, NAME, COLUMNS)
    columns = table.columns
    for row, (expect, value) in enumerate(zip(columns["expect"], columns["value"], strict=True)):
        if expect == value:
            faults.add(row, "value", "is what is expected; write the right value or remove the correction")
    faults.raise_first(table)
    return tuple(Correction(**row) for row in rows(table))


def correct(tables: Sequence[Table], corrections: Sequence[Correction]) -> dict[str, str]:
    """Change the tables in place; returns id -> what was changed and why, in words.

    `BadFile` for a correction whose statement is not there or does not read as expected.
    """
    if not corrections:
        return {}
    where = {id: (table, row) for table in tables for row, id in enumerate(table.columns["id"])}
    said: dict[str, list[str]] = {}
    for each in corrections:
        if each.id not in where:
            raise BadFile(f"{each.origin}, id: no statement '{sanitise(each.id)}'; update or remove this correction")
        table, row = where[each.id]
        column = table.columns.setdefault(each.column, [""] * len(table.places))
        if column[row] != each.expect:
            found = f"{table.origin(row)}, {each.column} reads '{sanitise(column[row])}'"
            expected = f"not '{sanitise(each.expect)}'"
            raise BadFile(f"{each.origin}, expect: {found}, {expected}; update or remove this correction")
        column[row] = each.value
        said.setdefault(each.id, []).append(f"{each.column}: '{each.expect}' mended to '{each.value}': {each.reason}")
    return {id: "; ".join(parts) for id, parts in said.items()}
