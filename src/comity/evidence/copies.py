"""Whether the kept copies of documents are what they were: each is read, and its hash compared with its name."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from comity.errors import BadFile
from comity.evidence.documents import FOLDER, Document
from comity.evidence.guarded import open_regular

MEND = "put it back as it was, or keep the document again: comity evidence document add"


def altered(folder: Path, documents: Iterable[Document]) -> Iterator[tuple[Document, str]]:
    """Documents whose copy is not there or not what it was, each with what is wrong."""
    for document in documents:
        name = f"{FOLDER}/{document.file}"
        if (folder / FOLDER).is_symlink() or (folder / name).is_symlink():
            yield document, "is a link"
        elif not (folder / name).is_file():
            yield document, "is missing"
        elif hash_of(folder / name, name) != document.sha256:
            yield document, "was altered"


def hash_of(path: Path, label: str) -> str:
    """The sha256 of a regular file; `BadFile`, which speaks of it as `label`, where it cannot be read."""
    digest = hashlib.sha256()
    with open_regular(path, label) as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def expect_whole(folder: Path, documents: Iterable[Document]) -> None:
    """`BadFile` for the first copy that is not what was kept: nothing is to rest on it without a word.

    A study that has no folder of copies at all was passed on without them, as it may be; its hashes still name them.
    """
    if not os.path.lexists(folder / FOLDER):
        return
    for document, wrong in altered(folder, documents):
        raise BadFile(f"{document.origin}, file: the copy {FOLDER}/{document.file} {wrong}; {MEND}")
