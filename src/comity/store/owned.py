"""Whose a folder is: what Comity wrote is known by its hash, everything else is somebody else's and stays.

A folder may be replaced only when every file in it stands in the list that was written with it, unaltered. Whoever
reads such a list sees to it that the list is one of ours; here it is only held against what is there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from comity.errors import UserError
from comity.terms.names import sanitise
from comity.terms.some import some

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Stranger:
    """Something in a folder that is not as Comity wrote it: its path in there, and whether it was ours once."""

    name: str
    altered: bool


def strangers(folder: Path, listed: Mapping[str, str]) -> Iterator[Stranger]:
    """What in `folder` does not stand in `listed` (paths with slashes, and their sha256): files, links, empty folders.

    Links are never followed. A listed file that is missing is none.
    """
    folders = {"/".join(name.split("/")[:n]) for name in listed for n in range(1, name.count("/") + 1)}
    yield from _within(folder, "", listed, folders)


def _within(folder: Path, before: str, listed: Mapping[str, str], folders: set[str]) -> Iterator[Stranger]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            name = f"{before}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                # A folder that nothing of ours lies in is named as a whole: a repository holds a thousand files.
                if name in folders:
                    yield from _within(folder / entry.name, f"{name}/", listed, folders)
                else:
                    yield Stranger(f"{name}/", altered=False)
            elif name not in listed or not entry.is_file(follow_symlinks=False):
                yield Stranger(name, altered=False)
            elif sha256(folder / entry.name) != listed[name]:
                yield Stranger(name, altered=True)


def expect_own(folder: Path, listed: Mapping[str, str], otherwise: str) -> None:
    """Refuse, in one line that ends in `otherwise`, a folder that holds anything but what is `listed`, unaltered.

    A folder that is not there, and an empty one, may be taken.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise UserError(f"{shown(folder)} is a file; {otherwise}")
    if not folder.is_dir():
        return
    found = list(strangers(folder, listed))
    if altered := [s.name for s in found if s.altered]:
        raise UserError(f"{shown(folder)}: {_some(altered)} altered since Comity wrote it; {otherwise}")
    if found:
        raise UserError(f"{shown(folder)} holds other files ({_some([s.name for s in found])}); {otherwise}")


def expect_free(path: Path, otherwise: str) -> None:
    """Refuse, in one line that ends in `otherwise`, the name of a file where something is already."""
    if path.is_dir():
        raise UserError(f"{shown(path)} is a folder; name a file")
    if os.path.lexists(path):
        raise UserError(f"{shown(path)} is there already; {otherwise}")


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def shown(path: Path) -> str:
    """A path as a message prints it."""
    return sanitise(str(path), 200)


def _some(names: list[str]) -> str:
    return some([sanitise(name) for name in names], _SHOWN)
