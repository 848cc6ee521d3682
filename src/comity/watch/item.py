"""What is watched: one readable file, `watches.csv`, a line for each, in a folder of the user's."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, fields, replace
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.store.owned import shown
from comity.store.place import whole_file
from comity.terms.country import resolve
from comity.watch.line import About, Line, parse

NAME = "watches.csv"
_MOST_BYTES = 1_000_000
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is watched: two states (`b` is "-" for one alone) with or without a quantity, a source by id, or a
    study folder; the line; whether what crosses it is private; and why it is watched."""

    id: str
    a: str = ""
    b: str = ""
    quantity: str = ""
    source: str = ""
    study: str = ""
    line: str = ""
    private: bool = False
    reason: str = ""

    @property
    def drawn(self) -> Line:
        """The line, understood. Raises UserError."""
        return parse(self.line)

    @property
    def of(self) -> str:
        """What is watched, as a list shows it."""
        pair = f"{self.a}-{self.b}" if self.b not in ("", "-") else self.a
        return " ".join(part for part in (pair, self.quantity, self.source, self.study) if part)


def read(folder: Path) -> list[Item]:
    """All that is watched in a folder; nothing where there is no file. Raises BadFile that names the row."""
    path = folder / NAME
    if not path.is_file():
        return []
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadFile(f"{shown(path)} is too large for a list of what is watched")
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), restkey="more"))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadFile(f"{shown(path)} cannot be read ({error}); it is a CSV file in UTF-8") from None
    known = {f.name for f in fields(Item)}
    found: list[Item] = []
    for n, row in enumerate(rows, 2):
        if "more" in row or set(row) - known or None in row.values():
            raise BadFile(f"{shown(path)}, row {n}: the columns are {', '.join(f.name for f in fields(Item))}")
        said = {name: str(value or "").strip() for name, value in row.items()}
        if said.get("private", "") not in ("", "yes", "no"):
            raise BadFile(f"{shown(path)}, row {n}: private is yes or no")
        texts = {name: text for name, text in said.items() if name != "private"}
        try:
            item = Item(**texts, private=said.get("private") == "yes")
            expect_fit(item)
            found.append(replace(item, a=_id(item.a), b=_id(item.b)))
        except UserError as error:
            raise BadFile(f"{shown(path)}, row {n}: {error}") from None
    if twice := {i.id for i in found if sum(i.id == j.id for j in found) > 1}:
        raise BadFile(f"{shown(path)}: {min(twice)} stands there twice; give each an id of its own")
    return found


def _id(text: str) -> str:
    """The id of a state however a person wrote it; nobody, and nothing, stay as they are."""
    return text if text in ("", "-") else resolve(text).id


def write(folder: Path, items: list[Item]) -> None:
    """Write the list whole."""
    out = io.StringIO(newline="")
    names = [f.name for f in fields(Item)]
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    for item in items:
        row = {name: getattr(item, name) for name in names}
        writer.writerow(row | {"private": "yes" if item.private else "no"})
    with whole_file(folder / NAME) as temporary:
        temporary.write_text(out.getvalue(), encoding="utf-8")


def expect_fit(item: Item) -> None:
    """Raise UserError unless an item names what its line is drawn for."""
    if not _ID.fullmatch(item.id):
        raise UserError(f"{item.id[:40]!r} is no id: small letters, digits, dots and hyphens")
    about = item.drawn.about
    named: About | None = None
    if item.source and not (item.a or item.study):
        named = "source"
    elif item.study and not (item.a or item.source):
        named = "study"
    elif item.a and item.b and not (item.source or item.study):
        named = "quantity" if item.quantity else "pair"
    if named != about:
        want = {"quantity": "two states and a quantity", "pair": "two states", "source": "a source", "study": "a study"}
        raise UserError(f"{item.line!r} is drawn for {want[about]}; name that and nothing else")


def with_id(item: Item, taken: list[Item]) -> Item:
    """The item under an id that nobody has: from what it is of, with a number where that is taken."""
    stem = re.sub(r"[^a-z0-9.]+", "-", f"{item.of} {item.line}".lower()).strip("-.")[:60].strip("-.")
    ids = {i.id for i in taken}
    number = next(n for n in range(1, len(ids) + 2) if (stem if n == 1 else f"{stem}-{n}") not in ids)
    return replace(item, id=stem if number == 1 else f"{stem}-{number}")
