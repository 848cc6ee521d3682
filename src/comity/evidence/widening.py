"""Put cells into a file of evidence and leave all that stands there as it is; what is written is read again first."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from comity.errors import BadFile
from comity.evidence.table import Table, raw_csv, read_csv, read_yaml
from comity.evidence.visible import guarded, unguarded

Rows = Mapping[str, Mapping[str, str]]
"""Id of a statement -> column -> cell."""

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")


def widened_csv(text: str, label: str, columns: Sequence[str], rows: Rows) -> str | None:
    """The file with all of `columns`, and the cells of `rows` where they are empty; None where it could not be.

    A file that has the columns and lacks no cell stays byte for byte.
    """
    header, body = raw_csv(text, label)
    names = [name.strip() for name in header]
    wanted = [*columns, *(n for cells in rows.values() for n in cells)]
    new = [name for name in dict.fromkeys(wanted) if name not in names and (name in columns or _has(body, names, rows))]
    wide = [*names, *new]
    at = names.index("id")
    filled = [
        _filled([*cells, *[""] * len(new)], wide, rows.get(unguarded(cells[at].strip()), {})) for _, cells in body
    ]
    if not new and filled == [cells for _, cells in body]:
        return text
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n" if "\r\n" in text else "\n")
    writer.writerow([*header, *new])
    writer.writerows(filled)
    made = out.getvalue()
    return made if _holds(read_csv(text, label), read_csv(made, label)) else None


def _has(body: Sequence[tuple[int, list[str]]], names: Sequence[str], rows: Rows) -> bool:
    """Whether any row of the file is to be filled."""
    at = names.index("id")
    return any(unguarded(cells[at].strip()) in rows for _, cells in body)


def _filled(cells: list[str], names: Sequence[str], new: Mapping[str, str]) -> list[str]:
    """The row with what is new in its empty cells, and the names of what was put there in `proposed`."""
    put = [name for name in new if name in names and not cells[names.index(name)].strip()]
    for name in put:
        cells[names.index(name)] = guarded(new[name])
    if put:
        cells[names.index("proposed")] = " ".join(put)
    return cells


def widened_yaml(text: str, label: str, rows: Rows) -> str | None:
    """The file with the cells of `rows` as keys before those of their entries; None where it could not be."""
    table = read_yaml(text, label)
    starts = [0, *(m.end() for m in _BREAK.finditer(text))]
    end = "\r\n" if "\r\n" in text else "\n"
    made, done = [], 0
    for row, (line, column, flow) in enumerate(_mappings(text)):
        new = {n: cell for n, cell in _new(table, row, rows).items() if not table.columns.get(n, {row: ""})[row]}
        if not new:
            continue
        new = {**new, "proposed": " ".join(new)}
        place = starts[line] + column + flow
        after = ", " if flow else end + " " * column
        made += [text[done:place], *(f"{n}: {json.dumps(cell, ensure_ascii=False)}{after}" for n, cell in new.items())]
        done = place
    if not made:
        return text
    whole = "".join([*made, text[done:]])
    try:
        return whole if _holds(table, read_yaml(whole, label)) else None
    except BadFile:
        return None


def _new(table: Table, row: int, rows: Rows) -> Mapping[str, str]:
    if table.columns.get("proposed", [""] * (row + 1))[row].strip():
        return {}
    return rows.get(table.columns["id"][row].strip(), {})


def _mappings(text: str) -> Iterator[tuple[int, int, bool]]:
    """Line and column, from 0, of each entry, and whether it stands in braces."""
    import yaml

    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.MappingStartEvent) and event.start_mark is not None:
            yield event.start_mark.line, event.start_mark.column, bool(event.flow_style)


def _holds(old: Table, new: Table) -> bool:
    """Whether every cell that was filled reads as it did, and the rows are the same."""
    rows = range(len(old.places))
    return len(old.places) == len(new.places) and all(
        new.columns.get(name, [""] * len(new.places))[i] == cells[i]
        for name, cells in old.columns.items()
        for i in rows
        if cells[i].strip()
    )
