"""Where the store keeps things, and the two habits that keep it sound: one writer, and nothing by halves."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.errors import UserError


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
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / f"{what}.lock"):
            yield


@contextmanager
def writable(target: Path) -> Iterator[None]:
    """Turn an unwritable or full disk into one clear line."""
    try:
        yield
    except PermissionError as error:
        raise UserError(f"cannot write {error.filename or target}; choose another folder") from error
    except (NotADirectoryError, FileExistsError) as error:
        raise UserError(f"{error.filename or target} is in the way; choose another folder") from error
    except OSError as error:
        if error.errno in (28, 30, 36):
            raise UserError(f"cannot write {target}: {error.strerror}; choose another folder") from error
        raise


def _expect_parent(target: Path) -> None:
    """Make the folder that holds `target`, and find out now whether anything can be written there."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=target.parent):
            pass
    except FileNotFoundError as error:
        raise UserError(f"cannot write {target}: {error.strerror}; choose another folder") from error


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a temporary path beside `target`; it becomes `target` only if the block succeeds."""
    with writable(target):
        _expect_parent(target)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            temporary.chmod(0o644)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Give a temporary folder beside `target`; it takes the place of `target` only if the block succeeds.

    A folder that was there before stays untouched until the new one is complete.
    """
    with writable(target):
        _expect_parent(target)
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        temporary.chmod(0o755)
        old = temporary.with_name(temporary.name + ".old")
        try:
            yield temporary
            if target.exists():
                target.replace(old)
            temporary.replace(target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)
