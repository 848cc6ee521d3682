"""Keep a copy of a document: in `documents/` under the hash of its content, with a line in `documents.csv`."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from comity.errors import BadFile, UserError
from comity.evidence.checking import Faults, check, clean
from comity.evidence.copies import altered
from comity.evidence.documents import COLUMNS, FOLDER, NAME, Document, read_documents
from comity.evidence.guarded import open_regular
from comity.evidence.table import Table
from comity.evidence.visible import hidden_character
from comity.evidence.writing import append_rows, inside, locked, new_file, rewrite
from comity.terms.names import sanitise

MOST_BYTES = 200_000_000
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")
_NAMES = tuple(column.name for column in COLUMNS)


def keep_document(folder: Path, path: Path, said: Mapping[str, str]) -> str:
    """Copy a file into the study and enter it with what is `said` of it (accessed, source, url, note); its id.

    A content that is kept already is copied again only where its copy is not what it was; its id is returned. The name
    of the file is written down and never used as a path.
    """
    with keeping(folder) as study:
        return study.keep(path, said)


@contextmanager
def keeping(folder: Path) -> Iterator[Keeping]:
    """Keep many documents under one lock: the register is read once, and written once at the end, whatever happens."""
    with locked(folder):
        study = Keeping(folder)
        try:
            yield study
        finally:
            study.enter()


class Keeping:
    """A study that is locked while documents are kept in it; `documents` are those that it held before, by id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.documents: Mapping[str, Document] = read_documents(folder)
        self._by_hash = {d.sha256: d for d in self.documents.values()}
        self._new: dict[str, dict[str, str]] = {}

    def keep(self, path: Path, said: Mapping[str, str]) -> str:
        """The id of the copy of a file; as `keep_document`."""
        label = sanitise(path.name or str(path))
        if hidden := hidden_character(path.name):
            raise UserError(f"{label}: its name holds the invisible character {hidden}; rename the file")
        target = inside(self._folder, FOLDER)
        target.mkdir(exist_ok=True)
        with new_file(target) as (to, temporary):
            sha256, size = _copy(path, label, to)
            if known := self._by_hash.get(sha256):
                if any(altered(self._folder, [known])):
                    temporary.replace(inside(self._folder, f"{FOLDER}/{known.file}"))
                return known.id
            ending = path.suffix.lower() if _ENDING.fullmatch(path.suffix.lower()) else ""
            row = {**said, "id": said.get("id") or sha256[:12], "sha256": sha256, "file": sha256 + ending}
            row |= {"bytes": str(size), "name": path.name}
            _check(row)
            if row["id"] in self.documents or row["id"] in self._new:
                raise UserError(f"{NAME}: '{sanitise(row['id'])}' is taken; choose another --id")
            temporary.replace(inside(self._folder, f"{FOLDER}/{row['file']}"))
            self._new[row["id"]] = row
            self._by_hash[sha256] = Document(**{name: row.get(name, "") for name in _NAMES}, origin=NAME)
            return row["id"]

    def enter(self) -> None:
        """Add a line for each that is new; a register of an earlier edition without one of the columns is rewritten."""
        rows, self._new = list(self._new.values()), {}
        try:
            append_rows(self._folder, NAME, _NAMES, rows)
        except BadFile:
            before = [{name: getattr(document, name) for name in _NAMES} for document in self.documents.values()]
            rewrite(self._folder, NAME, _NAMES, [*before, *rows])


def _copy(path: Path, label: str, to: BinaryIO) -> tuple[str, int]:
    """The hash of what was copied, and its size."""
    digest, size = hashlib.sha256(), 0
    with open_regular(path, label) as source:
        while chunk := source.read(1 << 20):
            size += len(chunk)
            if size > MOST_BYTES:
                raise BadFile(f"{label} is larger than {MOST_BYTES:,} bytes; keep the part that is cited")
            digest.update(chunk)
            to.write(chunk)
    if not size:
        raise BadFile(f"{label} is empty; give the file that holds the document")
    to.flush()
    os.fsync(to.fileno())
    return digest.hexdigest(), size


def _check(row: Mapping[str, str]) -> None:
    table = Table("the document", {name: [row.get(name, "")] for name in _NAMES}, ["options"])
    faults = Faults(COLUMNS)
    clean(table, COLUMNS)
    check(table, COLUMNS, faults, "document")
    faults.raise_first(table)
