"""`documents.csv` and `documents/`: copies of sources, each kept under the sha256 of its content."""

import re
from dataclasses import dataclass
from pathlib import Path

from comity.errors import UserError
from comity.evidence.columns import BY_NAME, Column
from comity.evidence.register import expect_unique, read_register, rows
from comity.terms.country import state
from comity.terms.names import sanitise

NAME = "documents.csv"
FOLDER = "documents"

_SHA256 = re.compile(r"[0-9a-f]{64}")
_FILE = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,8})?")


def _sha256(text: str) -> str:
    if not _SHA256.fullmatch(text):
        raise UserError(f"'{sanitise(text)}' is not a sha256; it has 64 digits 0-9 and a-f")
    return text


def _file(text: str) -> str:
    if not _FILE.fullmatch(text):
        raise UserError(f"'{sanitise(text)}' is not a file of {FOLDER}/; it is named by its sha256 and a short ending")
    return text


def _about(text: str) -> str:
    return " ".join(state(id).id for id in text.split())


COLUMNS = (
    Column("id", BY_NAME["id"].check, required=True),
    Column("sha256", _sha256, required=True),
    Column("file", _file, required=True),
    Column("bytes", longest=20),
    Column("accessed", BY_NAME["accessed"].check, required=True),
    Column("name", longest=255),
    Column("source", longest=300),
    Column("url", BY_NAME["url"].check, longest=2000),
    Column("note", longest=1000),
    Column("published", BY_NAME["published"].check),
    Column("licence", longest=100),
    Column("about", _about, longest=20),
    Column("speaker", _about, longest=10),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A kept copy: `file` in the folder `documents`, what it was called, and when it was read.

    `published` is the day that it is dated by, `licence` its terms in a few words, `about` the ids of the one or two
    states that it is about as a whole, `speaker` that of the one state whose own words it holds.
    """

    id: str
    sha256: str
    file: str
    bytes: str
    accessed: str
    name: str
    source: str
    url: str
    note: str
    origin: str
    published: str = ""
    licence: str = ""
    about: str = ""
    speaker: str = ""


def read_documents(folder: Path) -> dict[str, Document]:
    """Id -> kept document; empty where there is no such file. `BadFile` for any fault; no copy is opened."""
    table, faults = read_register(folder, NAME, COLUMNS)
    expect_unique(table, faults)
    for row, (sha256, file) in enumerate(zip(table.columns["sha256"], table.columns["file"], strict=True)):
        if file and not file.startswith(sha256):
            faults.add(row, "file", "is not named by its sha256; restore the name that it was given")
    faults.raise_first(table)
    return {row["id"]: Document(**row) for row in rows(table)}
