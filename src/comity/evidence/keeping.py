"""Keep a copy of a document: in `documents/` under the hash of its content, with a line in `documents.csv`."""

import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.evidence.checking import Faults, check, clean
from comity.evidence.documents import COLUMNS, FOLDER, NAME, Document, read_documents
from comity.evidence.guarded import open_regular
from comity.evidence.table import Table
from comity.evidence.visible import hidden_character
from comity.evidence.writing import append_rows, inside, locked
from comity.terms.names import sanitise

MOST_BYTES = 200_000_000
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")
_NAMES = tuple(column.name for column in COLUMNS)


def keep_document(folder: Path, path: Path, said: Mapping[str, str]) -> str:
    """Copy a file into the study and enter it with what is `said` of it (accessed, source, url, note); its id.

    A content that is kept already is not copied again, and its id is returned. The name of the file is written
    down and never used as a path.
    """
    label = sanitise(path.name)
    if hidden := hidden_character(path.name):
        raise UserError(f"{label}: its name holds the invisible character {hidden}; rename the file")
    with locked(folder):
        held = read_documents(folder)
        target = inside(folder, FOLDER)
        target.mkdir(exist_ok=True)
        temporary, sha256, size = _copy(path, label, target)
        try:
            if known := next((d.id for d in held.values() if d.sha256 == sha256), None):
                return known
            ending = path.suffix.lower() if _ENDING.fullmatch(path.suffix.lower()) else ""
            row = {**said, "id": said.get("id") or sha256[:12], "sha256": sha256, "file": sha256 + ending}
            row |= {"bytes": str(size), "name": path.name}
            _check(row)
            if row["id"] in held:
                raise UserError(f"{NAME}: '{sanitise(row['id'])}' is taken; choose another --id")
            temporary.replace(inside(folder, f"{FOLDER}/{row['file']}"))
            append_rows(folder, NAME, _NAMES, [row])
            return row["id"]
        finally:
            temporary.unlink(missing_ok=True)


def _copy(path: Path, label: str, target: Path) -> tuple[Path, str, int]:
    """A copy under a name of no meaning, the hash of its content and its size."""
    digest, size = hashlib.sha256(), 0
    handle, made = tempfile.mkstemp(prefix=".writing-", dir=target)
    try:
        with os.fdopen(handle, "wb") as to, open_regular(path, label) as source:
            while chunk := source.read(1 << 20):
                size += len(chunk)
                if size > MOST_BYTES:
                    raise BadFile(f"{label} is larger than {MOST_BYTES:,} bytes; keep the part that is cited")
                digest.update(chunk)
                to.write(chunk)
            to.flush()
            os.fsync(to.fileno())
        Path(made).chmod(0o644)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
    return Path(made), digest.hexdigest(), size


def _check(row: Mapping[str, str]) -> None:
    table = Table("the document", {name: [row.get(name, "")] for name in _NAMES}, ["options"])
    faults = Faults(COLUMNS)
    clean(table, COLUMNS)
    check(table, COLUMNS, faults, "document")
    faults.raise_first(table)


def _hash(path: Path, label: str) -> str:
    digest = hashlib.sha256()
    with open_regular(path, label) as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def altered(folder: Path) -> tuple[tuple[Document, str], ...]:
    """Documents whose copy is not there or not what it was, each with what is wrong."""
    found = []
    for document in read_documents(folder).values():
        path = inside(folder, f"{FOLDER}/{document.file}")
        if not path.is_file():
            found.append((document, "the copy is missing"))
            continue
        if _hash(path, f"{FOLDER}/{document.file}") != document.sha256:
            found.append((document, "the copy was altered"))
    return tuple(found)
