"""Snapshots: a source's files as they were on one day, named by what is in them.

Two editions of a source stand side by side; the address of a snapshot is the hash of its files' hashes,
so the same bytes are never kept twice and an altered file is noticed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.sources.contract import File, SourceSpec
from comity.sources.download import copy, digest, fetch, session
from comity.store.clock import today
from comity.store.leftover import sweep
from comity.store.place import locked, whole_folder


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One edition of one source. `sha256` is the hash over its files' names and hashes."""

    source: str
    sha256: str
    retrieved: date
    files: dict[str, str]
    folder: Path

    @property
    def id(self) -> str:
        """Short name that reports print, for example `cow-trade@3f2a91c04d5e`."""
        return f"{self.source}@{self.sha256[:12]}"


def pull(
    spec: SourceSpec,
    root: Path,
    *,
    mirror: Path | None = None,
    progress: Callable[[str, int], None] = lambda name, size: None,
) -> Snapshot:
    """Bring a source's files into the store at `root`, from the publisher or from an offline mirror.

    Bytes that equal the declared checksums carry the declared date of access, so that two stores filled
    with the same bytes are equal; other bytes carry today's date.
    """
    if spec.stream is not None:
        raise UserError(f"{spec.id} comes piece by piece into an event warehouse: {spec.stream.note}")
    waiting = root / "incoming" / spec.id
    sweep(root / "snapshots" / spec.id)
    with locked(root, f"pull-{spec.id}"):
        waiting.mkdir(parents=True, exist_ok=True)
        hashes = _receive(spec, waiting, mirror, progress)
        pinned = hashes == {file.name: file.sha256 for file in spec.files}
        retrieved = spec.origin.date_accessed if pinned else today()
        return _keep(spec.id, waiting, hashes, retrieved, root)


def adopt(spec: SourceSpec, waiting: Path, root: Path, retrieved: date) -> Snapshot:
    """Keep all files of the folder `waiting`, which are moved, as the edition of a stream as of `retrieved`.

    What is computed from a warehouse can be computed again, so an earlier edition as of the same day goes.
    """
    with locked(root, f"pull-{spec.id}"):
        hashes = {path.name: digest(path) for path in sorted(waiting.iterdir())}
        kept = _keep(spec.id, waiting, hashes, retrieved, root)
        for other in snapshots(root, spec.id):
            if other.retrieved == retrieved and other.sha256 != kept.sha256:
                shutil.rmtree(other.folder)
    return kept


def snapshots(root: Path, source_id: str) -> list[Snapshot]:
    """All editions of a source in the store, oldest retrieval first."""
    found = [_load(path.parent) for path in (root / "snapshots" / source_id).glob("*/snapshot.json")]
    return sorted(found, key=lambda s: (s.retrieved, s.sha256))


def latest(root: Path, source_id: str, as_of: date | None = None) -> Snapshot | None:
    """The newest edition retrieved on or before `as_of` (any, if None); None when there is none."""
    kept = [s for s in snapshots(root, source_id) if as_of is None or s.retrieved <= as_of]
    return kept[-1] if kept else None


def verify(snapshot: Snapshot) -> None:
    """Check every file of a snapshot against its hash. Raises BadFile that names the first altered one."""
    for name, expected in snapshot.files.items():
        path = snapshot.folder / name
        if not path.is_file() or digest(path) != expected:
            raise BadFile(f"{path} is missing or altered; run: comity sources pull {snapshot.source}")


def _receive(
    spec: SourceSpec, waiting: Path, mirror: Path | None, progress: Callable[[str, int], None]
) -> dict[str, str]:
    if mirror is not None:
        home = mirror / spec.id
        return {f.name: copy(f, home, _inside(waiting, f.name)) for f in _offered(spec, home)}
    with session() as client:
        return {
            f.name: fetch(
                f,
                _inside(waiting, f.name),
                client=client,
                progress=lambda size, name=f.name: progress(name, size),  # type: ignore[misc]
            )
            for f in spec.files
        }


def _offered(spec: SourceSpec, home: Path) -> list[File]:
    """The declared files, and whatever the folder holds of those that come in any number."""
    names = sorted({path.name for pattern in spec.yearly for path in home.glob(pattern) if path.is_file()})
    declared = [f for f in spec.files if not names or (home / f.name).is_file()]
    known = {f.name for f in declared}
    return declared + [File(name=name, url=None) for name in names if name not in known]


def _inside(folder: Path, name: str) -> Path:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise UserError(f"{name!r} leads out of {folder}; refused")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _keep(source_id: str, waiting: Path, hashes: dict[str, str], retrieved: date, root: Path) -> Snapshot:
    lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(hashes.items()))
    address = hashlib.sha256(lines.encode()).hexdigest()
    home = root / "snapshots" / source_id / address[:12]
    snapshot = Snapshot(source_id, address, retrieved, hashes, home)
    if not _whole(home):
        with whole_folder(home) as folder:
            for name in hashes:
                _inside(folder, name)
                (waiting / name).replace(folder / name)
            record = asdict(snapshot) | {"retrieved": retrieved.isoformat()}
            del record["folder"]
            (folder / "snapshot.json").write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
    for name in hashes:
        (waiting / name).unlink(missing_ok=True)
    return _load(home)


def _whole(home: Path) -> bool:
    """Whether the snapshot is there and unaltered; a damaged one is put in place again by the next pull."""
    try:
        verify(_load(home))
    except (BadFile, OSError):
        return False
    return True


def _load(folder: Path) -> Snapshot:
    path = folder / "snapshot.json"
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return Snapshot(
            record["source"],
            record["sha256"],
            date.fromisoformat(record["retrieved"]),
            record["files"],
            folder,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BadFile(f"{path} is damaged ({error}); remove its folder and pull again") from error
