"""Where the store keeps things, and the two habits that keep it sound: one writer, and nothing by halves."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from comity.errors import UserError
from comity.store.leftover import OLD, beside, clear, held
from comity.store.swap import exchange

_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.ENAMETOOLONG)
_LONGEST_SHOWN = 200


def default_root() -> Path:
    """The user's store: `COMITY_HOME` where set, else the platform's data folder."""
    if home := os.environ.get("COMITY_HOME"):
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("comity")


@contextmanager
def locked(root: Path, what: str) -> Iterator[None]:
    """Hold the store's lock; a second process waits until the first is done."""
    from filelock import FileLock

    with writable(root):
        _make(root, root)
        with FileLock(root / f"{what}.lock"):
            yield


@contextmanager
def writable(target: Path) -> Iterator[None]:
    """Turn an unwritable or full disk into one clear line."""
    try:
        yield
    except PermissionError as error:
        raise UserError(f"cannot write {_shown(error.filename or target)}; choose another folder") from error
    except (NotADirectoryError, FileExistsError) as error:
        raise UserError(f"{_shown(error.filename or target)} is in the way; choose another folder") from error
    except OSError as error:
        if error.errno == errno.ENOTEMPTY:
            raise UserError(f"{_shown(target)} is in the way; choose another folder") from error
        if error.errno in _UNWRITABLE:
            raise UserError(f"cannot write {_shown(target)}: {error.strerror}; choose another folder") from error
        raise


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give the path of a file to write; it becomes `target` only if the block succeeds.

    A new file has the permissions that the umask leaves, one that takes another's place has those of the other.
    """
    with writable(target), _parent(target), beside(target, mode=0o700) as folder:
        temporary = folder / (target.name if len(target.name) < 100 else f"new{target.suffix}")
        yield temporary
        if (mode := _mode(target)) is not None:
            temporary.chmod(mode)
        temporary.replace(target)


@contextmanager
def whole_folder(target: Path, expect: Callable[[Path], None] = lambda folder: None) -> Iterator[Path]:
    """Give a folder to fill; it takes the place of `target` only if the block succeeds.

    A folder that was there before stays untouched until the new one is complete, and then the two change places in
    one step. `expect` raises where the folder that would go must stay; it looks just before and just after that step.
    """
    with staged(target) as folder:
        yield folder
        take_place(folder, target, expect)


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """An empty folder beside `target`, made under the umask and removed at the end unless it took its place."""
    with writable(target), _parent(target), beside(target) as folder:
        yield folder


def take_place(folder: Path, target: Path, expect: Callable[[Path], None] = lambda folder: None) -> None:
    """Put `folder`, which is complete, in the place of `target`, which may be there."""
    clear(target)
    with writable(target), held(target):
        if not target.is_dir() or target.is_symlink():
            folder.rename(target)
            return
        expect(target)
        folder.chmod(stat.S_IMODE(target.stat().st_mode))
        if exchange(folder, target):
            try:
                expect(folder)
            except BaseException:
                exchange(folder, target)
                raise
            return
        # Two steps where there is no other way; `clear` of the next run puts the old one back after a kill between.
        old = folder.with_name(folder.name + OLD)
        target.rename(old)
        folder.rename(target)
        _drop(old, target, expect)


def _drop(old: Path, target: Path, expect: Callable[[Path], None]) -> None:
    try:
        expect(old)
    except BaseException:
        target.rename(old.with_name(old.name.removesuffix(OLD)))
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _parent(target: Path) -> Iterator[None]:
    """Make the folders that hold `target`; those that were made go again, while empty, if the block fails."""
    made = _make(target.parent, target)
    try:
        with suppress(FileNotFoundError):
            target.lstat()  # a name that is too long is found before the work is done
        yield
    except BaseException:
        for folder in made:
            try:
                folder.rmdir()
            except OSError:
                break
        raise


def _make(folder: Path, target: Path) -> list[Path]:
    """Make a folder with its parents; those that were not there, the innermost first."""
    missing = []
    for path in (folder, *folder.parents):
        if path.exists():
            break
        missing.append(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileNotFoundError as error:
        raise UserError(f"cannot write {_shown(target)}: {error.strerror}; choose another folder") from error
    return missing


def _mode(path: Path) -> int | None:
    """The permissions of a file that is there; None where there is none, or something else."""
    try:
        found = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    return stat.S_IMODE(found.st_mode) if stat.S_ISREG(found.st_mode) else None


def _shown(path: Path | str) -> str:
    text = str(path)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:60]}... ({len(text):,} letters)"
