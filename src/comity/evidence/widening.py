"""Put cells into a file of evidence and leave all that stands there as it is; what is written is read again first."""

from __future__ import annotations

import csv
import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

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
    header, body = raw_csv(text, label, ("id",))
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
    before, after = (read_csv(each, label, needed=("id",)) for each in (text, made))
    return made if _holds(before, after) else None


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
    """The file with the cells of `rows` as keys before those of their entries, or in place of empty values; None
    where it could not be.
    """
    table = read_yaml(text, label)
    end = "\r\n" if "\r\n" in text else "\n"
    edits: list[tuple[int, int, str]] = []
    for row, entry in enumerate(_entries(text)):
        new = {n: cell for n, cell in _new(table, row, rows).items() if not table.columns.get(n, {row: ""})[row]}
        for name, cell in {**new, "proposed": " ".join(new)}.items() if new else ():
            said = json.dumps(cell, ensure_ascii=False)
            if name in entry.values:
                edits.append((*entry.values[name], f" {said}"))
            else:
                after = ", " if entry.flow else end + " " * entry.column
                edits.append((entry.place, entry.place, f"{name}: {said}{after}"))
    if not edits:
        return text
    whole = _edited(text, sorted(edits, key=lambda edit: edit[0]))
    try:
        return whole if _holds(table, read_yaml(whole, label)) else None
    except BadFile:
        return None


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    made, done = [], 0
    for first, last, new in edits:
        made += [text[done:first], new]
        done = last
    return "".join([*made, text[done:]])


def _new(table: Table, row: int, rows: Rows) -> Mapping[str, str]:
    if table.columns.get("proposed", [""] * (row + 1))[row].strip():
        return {}
    return rows.get(table.columns["id"][row].strip(), {})


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where an entry of a list begins, its indent, whether it stands in braces, and where the value of each key is."""

    place: int
    column: int
    flow: bool
    values: dict[str, tuple[int, int]]


def _entries(text: str) -> list[_Entry]:
    import yaml

    starts = [0, *(m.end() for m in _BREAK.finditer(text))]

    def at(mark: Any) -> int:
        return int(starts[mark.line] + mark.column)

    found: list[_Entry] = []
    key: str | None = None
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.MappingStartEvent):
            place, flow = at(event.start_mark), bool(event.flow_style)
            found.append(_Entry(place + flow, place - starts[bisect_right(starts, place) - 1], flow, {}))
        elif isinstance(event, yaml.ScalarEvent) and found:
            if key is None:
                key = event.value
            else:
                found[-1].values[key], key = (at(event.start_mark), at(event.end_mark)), None
    return found


def _holds(old: Table, new: Table) -> bool:
    """Whether every cell that was filled reads as it did, and the rows are the same."""
    rows = range(len(old.places))
    return len(old.places) == len(new.places) and all(
        new.columns.get(name, [""] * len(new.places))[i] == cells[i]
        for name, cells in old.columns.items()
        for i in rows
        if cells[i].strip()
    )
