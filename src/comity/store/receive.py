"""Bring a source's files into a folder where they wait: from its publisher, or from an offline mirror."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from comity.errors import UserError
from comity.sources.contract import File, SourceSpec
from comity.sources.download import Busy, Said, copy, digest, fetch, session, shipped
from comity.store import asked
from comity.store.patience import expect_patience, remember

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Received:
    """The hashes of a source's files by name, and what the publisher said of them; of a mirror nothing is said."""

    hashes: dict[str, str]
    told: dict[str, asked.Told]


def receive(
    spec: SourceSpec,
    root: Path,
    waiting: Path,
    mirror: Path | None,
    progress: Progress,
    held: tuple[asked.Asked, Path | None],
) -> Received:
    """Fill `waiting` with the files of a source; what is `held` and did not change is taken from there.

    Raises UserError where a file cannot be had; what arrived is kept for the next call, and how long a publisher asked
    to be left alone is kept in the store at `root`.
    """
    if spec.packaged:
        return Received({f.name: copy(f, shipped(f), inside(waiting, f.name)) for f in spec.files}, {})
    if mirror is not None:
        files = offered(spec, mirror / spec.id)
        return Received({f.name: copy(f, _holder(spec, mirror, f), inside(waiting, f.name)) for f in files}, {})
    came = Received({}, {})
    with session() as client:
        for file in spec.files:
            expect_patience(root, file.url)
            get = partial(fetch, file, client=client, progress=partial(progress, file.name))
            try:
                came.hashes[file.name], said = _one(file, waiting, get, held)
            except Busy as error:
                remember(root, file.url, error.seconds)
                raise
            came.told[file.name] = asked.Told(file.address or "", said)
    return came


def _one(
    file: File, waiting: Path, get: Callable[..., str | None], held: tuple[asked.Asked, Path | None]
) -> tuple[str, Said]:
    """The hash of one file, and what its publisher says of it."""
    target = inside(waiting, file.name)
    record = target.with_name(f".{target.name}.said")
    before, home = held
    # A file that a run finished before it was stopped comes first: it may be newer than what is held.
    stopped = asked.read(record).known(file) if target.is_file() else None
    said = [Said()]
    known = stopped or (before.known(file) if home is not None else None)
    sha256 = get(target, said=lambda now: said.__setitem__(0, now), known=known)
    if sha256 is None:
        if stopped is None and home is not None:
            shutil.copyfile(home / file.name, target)
        return digest(target), known or Said()
    asked.write(record, asked.Asked(files={file.name: asked.Told(file.address or "", said[0])}))
    return sha256, said[0]


def offered(spec: SourceSpec, home: Path) -> list[File]:
    """The declared files, or those re-issued; and whatever the folder holds of those that come in any number."""
    lying = {path for pattern in spec.yearly for path in home.glob(pattern) if path.is_file()}
    names = sorted(path.relative_to(home).as_posix() for path in lying)
    if spec.reissued and all((home / file.name).is_file() for file in spec.reissued):
        declared = list(spec.reissued)
    else:
        declared = [f for f in spec.files if not names or (home / f.name).is_file()]
    known = {f.name for f in declared}
    return declared + [File(name=name, url=None) for name in names if name not in known]


def _holder(spec: SourceSpec, mirror: Path, file: File) -> Path:
    """The folder of a mirror from which a source's file comes: its own, or the first beside it that has the file."""
    homes = [mirror / name for name in (spec.id, *spec.beside)]
    return next((home for home in homes if (home / file.name).is_file()), homes[0])


def inside(folder: Path, name: str) -> Path:
    """The path of `name` in `folder`. Raises UserError where it leads out."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise UserError(f"{name!r} leads out of {folder}; refused")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
