"""Temporary folders beside a target: named so that they are known again, held so that a dead owner shows.

A run that is killed leaves its temporary folder, and the next run that writes the same target removes it. Its owner
holds a lock on the folder for as long as the process lives, so a folder that can be locked belongs to nobody. A folder
of any other name is somebody else's and is never looked into.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from comity.errors import UserError

try:
    import fcntl
except ImportError:  # Windows has no such locks: nothing can be known to be abandoned there, so nothing is removed
    fcntl = None  # type: ignore[assignment]

OLD = ".old"
_GONE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
_TEMPORARY = re.compile(r"\..{1,40}\.comity-[0-9a-f]{8}-[0-9a-f]{16}", re.DOTALL)
_READABLE = 40
"""Letters of the target's name that the temporary one repeats; the whole may not pass 255 bytes."""


def is_leftover(name: str) -> bool:
    """Whether this is the name of a temporary folder of ours, left or in use."""
    return _TEMPORARY.fullmatch(name.removesuffix(OLD)) is not None


@contextmanager
def beside(target: Path, *, mode: int = 0o777) -> Iterator[Path]:
    """An empty folder of our own beside `target`, made under the umask, removed at the end if it is still there.

    What killed runs left beside the same target is removed first.
    """
    clear(target)
    folder, handle = _made(target, mode)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _let_go(handle)


def clear(target: Path) -> None:
    """Put back what a run stopped in the middle of a change had moved aside, then remove what dead runs left there."""
    pattern = re.compile(re.escape(_stem(target)) + r"[0-9a-f]{16}\.old")
    for path in _named(target.parent, pattern):
        with _abandoned(path) as dead:
            if dead and os.path.lexists(target):
                shutil.rmtree(path, ignore_errors=True)
            elif dead:
                path.rename(target)
    sweep(target.parent)


def sweep(folder: Path) -> None:
    """Remove the temporary folders of dead runs from a folder, whatever they were to become."""
    for path in _named(folder, _TEMPORARY):
        with _abandoned(path) as dead:
            if dead:
                shutil.rmtree(path, ignore_errors=True)


def sweep_store(root: Path) -> None:
    """Remove what dead runs left anywhere in a store."""
    for folder in (root / "measures", root / "steps", *(root / "tables").glob("*"), *(root / "snapshots").glob("*")):
        sweep(folder)


@contextmanager
def _abandoned(path: Path) -> Iterator[bool]:
    """Whether nobody holds a folder; it is held meanwhile."""
    handle = hold(path, wait=False)
    try:
        yield handle is not None
    finally:
        _let_go(handle)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold `folder`, if it is there, while it is being replaced: one at a time, and nobody takes it for abandoned."""
    handle = hold(folder, wait=True)
    try:
        yield
    finally:
        if handle is not None:
            _let_go(handle)


def hold(folder: Path, *, wait: bool) -> int | None:
    """A lock on `folder` itself, not on a link to one; None where it is gone, or held by another that is not awaited.

    A file system that knows no locks gives a handle all the same when we wait, and None when we do not.
    """
    while fcntl is not None:
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError as error:
            if wait and error.errno not in _GONE:
                raise
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            if wait:
                return handle
            os.close(handle)
            return None
        if _same(handle, folder):
            return handle
        os.close(handle)
    return None


def _made(target: Path, mode: int) -> tuple[Path, int | None]:
    while True:
        folder = target.with_name(f"{_stem(target)}{secrets.token_hex(8)}")
        try:
            folder.mkdir(mode)
        except FileNotFoundError as error:
            raise UserError(f"cannot write {target}: {error.strerror}; choose another folder") from error
        # Between the two lines another run may take the folder for abandoned and remove it: then it is made anew.
        handle = hold(folder, wait=True)
        if handle is not None or fcntl is None:
            return folder, handle


def _stem(target: Path) -> str:
    whole = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]
    return f".{target.name[:_READABLE]}.comity-{whole}-"


def _named(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if pattern.fullmatch(path.name))
    except OSError:
        return []


def _same(handle: int, folder: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), folder.stat(follow_symlinks=False))
    except OSError:
        return False


def _let_go(handle: int | None) -> None:
    if handle is not None:
        with suppress(OSError):
            os.close(handle)
