"""A file from elsewhere as rows of evidence, by the ending of its name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.evidence.columns import BY_NAME, advise
from comity.evidence.guarded import read_bytes, read_text
from comity.evidence.importing.bibtex import read_bibtex
from comity.evidence.importing.csl import read_csl
from comity.evidence.importing.reference import as_table
from comity.evidence.importing.ris import read_ris
from comity.evidence.importing.sheet import cell_name, read_sheet
from comity.evidence.importing.units import plain_values
from comity.evidence.table import Table, any_csv
from comity.terms.names import sanitise

MOST_BYTES = 200_000_000
MOST_BIBLIOGRAPHY_BYTES = 50_000_000
READERS = {".bib": read_bibtex, ".ris": read_ris, ".json": read_csl}
ENDINGS = (".csv", ".xlsx", *READERS)


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever imports says of the file: `named` their column -> ours, `skipped` columns to leave out,
    `given` column -> what is written wherever the file says nothing, `sheet` of a workbook.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    skipped: Sequence[str] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None


def read_import(path: Path, choices: Choices) -> tuple[Table, Counter[str]]:
    """The rows of a file, and how often each of its fields was left out. `BadFile` names row and field of a fault."""
    label, ending = sanitise(path.name), path.suffix.lower()
    for column in (*choices.named.values(), *choices.given):
        if column not in BY_NAME:
            raise UserError(f"no column '{sanitise(column)}'; {advise(column, tuple(BY_NAME))}")
    if ending in READERS:
        text = read_text(path, label, MOST_BIBLIOGRAPHY_BYTES)
        table, left = as_table(READERS[ending](text, label), label)
    elif ending == ".csv":
        header, rows, separator = any_csv(read_text(path, label, MOST_BYTES), label)
        table, left = _mapped(header, [(f"row {n}", cells) for n, cells in rows], label, choices)
        plain_values(_filled(table, choices.given), lambda row, column: table.places[row], commas=separator != ",")
    elif ending == ".xlsx":
        sheet = read_sheet(read_bytes(path, label, MOST_BYTES), label, choices.sheet)
        header = sheet.rows[0][1] if sheet.rows else []
        table, left = _mapped(header, [(f"row {n}", cells) for n, cells in sheet.rows[1:]], label, choices)
        named = [
            "" if name.strip() in choices.skipped else choices.named.get(name.strip(), name.strip()) for name in header
        ]
        plain_values(
            _filled(table, choices.given),
            lambda row, column: f"cell {cell_name(sheet.rows[row + 1][0] - 1, sheet.column + named.index(column))}",
        )
    else:
        raise UserError(f"{label}: cannot tell what it is; give a file that ends in {', '.join(ENDINGS)}")
    if not table.places:
        raise BadFile(f"{label} holds no row; check that it is the right file")
    return _filled(table, choices.given), left


def _mapped(
    header: Sequence[str], rows: Sequence[tuple[str, list[str]]], label: str, choices: Choices
) -> tuple[Table, Counter[str]]:
    """Columns of a table under our names."""
    theirs = [name.strip() for name in header]
    if unknown := [name for name in (*choices.named, *choices.skipped) if name not in theirs]:
        raise UserError(f"{label} has no column '{sanitise(unknown[0])}'; {advise(unknown[0], theirs)}")
    columns: dict[str, list[str]] = {}
    left: Counter[str] = Counter()
    for place, name in enumerate(theirs):
        cells = [cells[place] for _, cells in rows]
        if name in choices.skipped or (not name and not any(cells)):
            left[name or "(no name)"] += sum(1 for cell in cells if cell)
            continue
        ours = choices.named.get(name, name)
        if ours not in BY_NAME:
            said = sanitise(name)
            raise BadFile(
                f"{label}, row 1: column '{said}' is not known; say which of the study's it fills (date, a, b, claim, "
                f"value, source and others), --map '{said}=COLUMN', or --skip '{said}'"
            )
        if ours in columns:
            raise BadFile(f"{label}, row 1: column {ours} is there twice; --skip one of them")
        columns[ours] = cells
    return Table(label, columns, [place for place, _ in rows]), left


def _filled(table: Table, given: Mapping[str, str]) -> Table:
    """The table with what was given for all rows, wherever a cell is empty."""
    for column, text in given.items():
        cells = table.columns.get(column, [""] * len(table.places))
        table.columns[column] = [cell if cell.strip() else text for cell in cells]
    return table
