"""Fetch many files side by side, each resumed and checked; one that fails does not stop the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile, UserError
from comity.sources.download import fetch, session

if TYPE_CHECKING:
    from comity.sources.contract import File

AT_ONCE = 4
"""Connections at a time; more would be unkind to a publisher that asks nothing for its files."""


def fetch_all(
    wanted: Sequence[tuple[File, str | None]],
    folder: Path,
    progress: Callable[[str], None] = lambda line: None,
) -> dict[str, str]:
    """Download files with their MD5 (None where none is published) into `folder`.

    A file that is there with the right size and MD5 is not fetched again. Returns, by name, why a file could
    not be had; the others are there and whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    failed: dict[str, str] = {}
    with session() as client, ThreadPoolExecutor(AT_ONCE) as pool:

        def one(file: File, md5: str | None) -> None:
            target = folder / file.name
            if target.is_file() and _is_whole(target, file, md5):
                return
            fetch(file, target, client=client)
            if not _is_whole(target, file, md5):
                target.unlink()
                raise BadFile(
                    f"{file.url}: what arrived has another size or checksum than the list says; try again later"
                )

        jobs = {file.name: pool.submit(one, file, md5) for file, md5 in wanted}
        for done, (name, job) in enumerate(jobs.items(), 1):
            try:
                job.result()
            except UserError as error:
                failed[name] = str(error)
            if done % 100 == 0 or done == len(jobs):
                progress(f"{done} of {len(jobs)} files")
    return failed


def _is_whole(path: Path, file: File, md5: str | None) -> bool:
    if file.bytes is not None and path.stat().st_size != file.bytes:
        return False
    if md5 is None:
        return True
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest() == md5
