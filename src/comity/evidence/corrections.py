"""`corrections.csv`: what the study mends in its own evidence, each with the wrong value and a reason.

A correction that does not find what it expects fails, so that none outlives the mistake it was made for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.errors import BadFile
from comity.evidence.columns import BY_NAME, advise
from comity.evidence.guarded import read_text
from comity.evidence.table import Table, read_csv
from comity.evidence.visible import hidden_character, unguarded
from comity.terms.names import sanitise

NAME = "corrections.csv"
MOST_BYTES = 2_000_000
COLUMNS = ("id", "column", "expect", "value", "reason")


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
    path = folder / NAME
    if not path.exists() and not path.is_symlink():
        return ()
    table = read_csv(read_text(path, NAME, MOST_BYTES), NAME, COLUMNS, COLUMNS)
    cells = zip(*(table.columns[name] for name in COLUMNS), strict=True)
    return tuple(_correction(row, table.origin(i)) for i, row in enumerate(cells))


def _correction(cells: Sequence[str], origin: str) -> Correction:
    id, column, expect, value, reason = (unguarded(cell.strip()) for cell in cells)
    made = Correction(id, column, expect, value, reason, origin)
    for name, cell in zip(COLUMNS, (id, column, expect, value, reason), strict=True):
        if hidden := hidden_character(cell):
            raise BadFile(f"{origin}, {name}: holds the invisible character {hidden}; take it out")
    if made.column not in BY_NAME or made.column == "id":
        advice = advise(made.column, [name for name in BY_NAME if name != "id"])
        raise BadFile(f"{origin}, column: '{sanitise(made.column)}' cannot be corrected; {advice}")
    if not made.reason:
        raise BadFile(f"{origin}, reason: is empty; say why the value is wrong")
    if made.expect == made.value:
        raise BadFile(f"{origin}, value: is what is expected; write the right value or remove the correction")
    return made


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
            raise BadFile(
                f"{each.origin}, expect: {found}, not '{sanitise(each.expect)}'; update or remove this correction"
            )
        column[row] = each.value
        said.setdefault(each.id, []).append(f"{each.column}: '{each.expect}' mended to '{each.value}': {each.reason}")
    return {id: "; ".join(parts) for id, parts in said.items()}
