"""Keep a copy of a document: in `documents/` under the hash of its content, with a line in `documents.csv`."""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
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
    label = sanitise(path.name or str(path))
    if hidden := hidden_character(path.name):
        raise UserError(f"{label}: its name holds the invisible character {hidden}; rename the file")
    with locked(folder):
        held = read_documents(folder)
        target = inside(folder, FOLDER)
        target.mkdir(exist_ok=True)
        with new_file(target) as (to, temporary):
            sha256, size = _copy(path, label, to)
            if known := next((d for d in held.values() if d.sha256 == sha256), None):
                if any(altered(folder, [known])):
                    temporary.replace(inside(folder, f"{FOLDER}/{known.file}"))
                return known.id
            ending = path.suffix.lower() if _ENDING.fullmatch(path.suffix.lower()) else ""
            row = {**said, "id": said.get("id") or sha256[:12], "sha256": sha256, "file": sha256 + ending}
            row |= {"bytes": str(size), "name": path.name}
            _check(row)
            if row["id"] in held:
                raise UserError(f"{NAME}: '{sanitise(row['id'])}' is taken; choose another --id")
            temporary.replace(inside(folder, f"{FOLDER}/{row['file']}"))
            _enter(folder, held.values(), row)
            return row["id"]


def _enter(folder: Path, held: Iterable[Document], row: Mapping[str, str]) -> None:
    """Add a line; a register of an earlier edition that lacks a column that the line fills is written anew with it."""
    try:
        append_rows(folder, NAME, _NAMES, [row])
    except BadFile:
        before = [{name: getattr(document, name) for name in _NAMES} for document in held]
        rewrite(folder, NAME, _NAMES, [*before, row])


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
