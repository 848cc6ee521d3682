"""Snapshots: a source's files as they were on one day, named by what is in them.

Two editions of a source stand side by side; the address of a snapshot is the hash of its files' hashes,
so the same bytes are never kept twice and an altered file is noticed. An edition has two days: when its
publisher released it, where that is known, and when it was retrieved.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from comity.errors import BadFile, UserError
from comity.sources.contract import SourceSpec
from comity.sources.download import digest
from comity.store import asked
from comity.store.clock import today
from comity.store.health import expect_file
from comity.store.leftover import sweep
from comity.store.place import locked, whole_folder
from comity.store.receive import Received, inside, receive
from comity.store.release import released
from comity.store.seal import sealed_text, unsealed
from comity.terms.ref import edition_ref

_RECORD = "snapshot.json"
_FIRST_RECORD = {"source", "sha256", "retrieved", "files"}
"""What a record of the first edition held; it carried no seal."""


class NothingThere(UserError):
    """A source of which nothing was found where it was looked for; no damage, and no snapshot."""


class Refused(BadFile):
    """An edition that did not enter the store, with what its publisher said of its files."""

    def __init__(self, line: str, files: dict[str, asked.Told] | None = None) -> None:
        super().__init__(line)
        self.files = files or {}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One edition of one source. `sha256` is the hash over its files' names and hashes.

    `released` is the day on which the publisher released it, None where nobody says; `vintage` is the
    publisher's own name of it, empty where the bytes are not those that the source declares.
    """

    source: str
    sha256: str
    retrieved: date
    files: dict[str, str]
    folder: Path
    released: date | None = None
    vintage: str = ""

    @property
    def known(self) -> date:
        """The day from which the edition counts as known: when it was released, else when it was retrieved."""
        return self.released or self.retrieved

    @property
    def id(self) -> str:
        """Short name that reports print, for example `cow-trade@3f2a91c04d5e`."""
        return edition_ref(self.source, self.sha256)


Admit = Callable[[Snapshot], Snapshot | None]
"""Looks at an edition that waits at the door. Raises BadFile where it may not enter; gives an earlier one that says the
same where there is one, which then stays in its place."""


def pull(
    spec: SourceSpec,
    root: Path,
    *,
    mirror: Path | None = None,
    progress: Callable[[str, int], None] = lambda name, size: None,
    admit: Admit = lambda candidate: None,
) -> Snapshot:
    """Bring a source's files into the store at `root`, from the publisher or from an offline mirror.

    Bytes that equal the declared checksums carry the declared date of access, so that two stores filled
    with the same bytes are equal; other bytes carry today's date. Files that ship with Comity are taken from its
    package and carry the declared date. Of a publisher only what changed is fetched. What is held already, be it under
    other names, is no new edition. Raises Refused, with the store as it was, for a page in place of a file, a file
    without a byte, and whatever `admit` does not let in.
    """
    if spec.stream is not None:
        raise UserError(f"{spec.id} comes piece by piece into an event warehouse: {spec.stream.note}")
    if spec.days is not None:
        raise UserError(f"{spec.id} comes day by day and makes no edition; run: comity update {spec.id}")
    _expect_reachable(spec, mirror)
    waiting = root / "incoming" / spec.id
    sweep(root / "snapshots" / spec.id)
    with locked(root, f"pull-{spec.id}"):
        if mirror is not None:
            # What a killed run left. Of a download it is kept, so that the next one goes on from there.
            shutil.rmtree(waiting, ignore_errors=True)
        waiting.mkdir(parents=True, exist_ok=True)
        came = Received({}, {})
        try:
            held = _askable(root, spec.id)
            came = receive(spec, root, waiting, mirror, progress, held)
            _expect_content(spec, waiting, came.hashes, mirror)
            since = _load(held[1]).known if held[1] is not None and mirror is None else date.min
            kept = _enter(spec, waiting, came, root, admit, since)
        except BadFile as error:
            shutil.rmtree(waiting, ignore_errors=True)
            raise Refused(_named(str(error), spec, waiting, mirror), came.told) from error
        except BaseException:
            if mirror is not None:
                shutil.rmtree(waiting, ignore_errors=True)
            raise
        if came.told:
            asked.write(asked.of(root, spec.id), asked.Asked(kept.sha256, came.told))
        shutil.rmtree(waiting, ignore_errors=True)
        return kept


def _askable(root: Path, source_id: str) -> tuple[asked.Asked, Path | None]:
    """What the publisher said of an edition that the store still holds whole, and the folder of that edition."""
    held = asked.read(asked.of(root, source_id))
    home = root / "snapshots" / source_id / held.sha256[:12]
    return (held, home) if held.sha256 and _whole(home) else (asked.Asked(), None)


def _enter(spec: SourceSpec, waiting: Path, came: Received, root: Path, admit: Admit, since: date) -> Snapshot:
    """Keep what came as an edition, unless one that says the same is held.

    The edition that its publisher gave before is known from the day `since`: it was not released before that one.
    """
    if spec.packaged or any(came.hashes == {f.name: f.sha256 for f in files} for files in (spec.files, spec.reissued)):
        when = spec.origin.date_accessed, spec.origin.released, spec.origin.version
    else:
        told = released(spec, waiting, came)
        when = today(), min(max(told, since), today()) if told else None, ""
    edition = _edition(spec.id, came.hashes, when, root)
    if not _whole(edition.folder):
        same = _renamed(root, edition) or admit(replace(edition, folder=waiting))
        if same is not None:
            return same
    return _keep(edition, waiting)


def _renamed(root: Path, edition: Snapshot) -> Snapshot | None:
    """An edition that is held whole and has the same files under other names."""
    contents = sorted(edition.files.values())
    for home in _homes(root, edition.source):
        with suppress(BadFile):
            held = _load(home)
            if held.files and sorted(held.files.values()) == contents and _whole(home):
                return held
    return None


def _named(line: str, spec: SourceSpec, waiting: Path, mirror: Path | None) -> str:
    """A line about a file that waited, which is gone when it is read: of a mirror, its own file is meant."""
    return line.replace(str(waiting), spec.id if mirror is None else str(mirror / spec.id))


def adopt(spec: SourceSpec, waiting: Path, root: Path, retrieved: date) -> Snapshot:
    """Keep all files of the folder `waiting`, which are moved, as the edition of a stream as of `retrieved`.

    What is computed from a warehouse can be computed again, so an earlier edition as of the same day goes.
    """
    with locked(root, f"pull-{spec.id}"):
        hashes = {path.name: digest(path) for path in sorted(waiting.iterdir())}
        kept = _keep(_edition(spec.id, hashes, (retrieved, None, ""), root), waiting)
        for other in snapshots(root, spec.id):
            if other.retrieved == retrieved and other.sha256 != kept.sha256:
                shutil.rmtree(other.folder)
    return kept


def snapshots(root: Path, source_id: str) -> list[Snapshot]:
    """All editions of a source in the store, the one known first at the front. Raises BadFile for a broken record."""
    return sorted((_load(home) for home in _homes(root, source_id)), key=_age)


def _homes(root: Path, source_id: str) -> list[Path]:
    """Folders of a source's snapshots, whole or not. What a killed pull left begins with a point."""
    found = (root / "snapshots" / source_id).glob("*")
    return sorted(p for p in found if p.is_dir() and not p.name.startswith("."))


def _age(snapshot: Snapshot) -> tuple[date, date, int, str]:
    # Of two that came on one day the later counts.
    written = (snapshot.folder / _RECORD).stat().st_mtime_ns
    return snapshot.known, snapshot.retrieved, written, snapshot.sha256


def latest(root: Path, source_id: str, known_on: date | None = None) -> Snapshot | None:
    """The newest edition known on a day (any, if None); None when there is none.

    An edition is known once it was released; where nobody says when that was, once it was retrieved.
    """
    # The first edition kept snapshots of nothing; none of them is an edition.
    kept = [s for s in snapshots(root, source_id) if s.files and (known_on is None or s.known <= known_on)]
    return kept[-1] if kept else None


def verify(snapshot: Snapshot) -> None:
    """Check every file of a snapshot against its hash. Raises BadFile that names the first altered one."""
    for line in altered(snapshot):
        raise BadFile(line)


def altered(snapshot: Snapshot) -> Iterator[str]:
    """What is wrong with a snapshot's files, a line each that says what to do."""
    for name, expected in snapshot.files.items():
        path = snapshot.folder / name
        if not path.is_file() or digest(path) != expected:
            yield f"{path} is missing or altered; run: comity sources pull {snapshot.source}"
    yield from _strangers(snapshot.folder, snapshot.files)


def _strangers(folder: Path, files: dict[str, str]) -> Iterator[str]:
    """Files in a snapshot's folder that are not of the edition; those of a file manager, with a point, do not count."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in files and name != _RECORD and not path.name.startswith("."):
            yield f"{path} is no file of this edition; move it elsewhere"


def faults(root: Path, source_id: str) -> tuple[int, list[str]]:
    """How many snapshots of a source the store holds, and what is wrong with any of them, a line each."""
    said: list[str] = []
    homes = _homes(root, source_id)
    for home in homes:
        try:
            said += altered(_load(home))
        except BadFile as error:
            said.append(str(error))
    return len(homes), said


def _expect_reachable(spec: SourceSpec, mirror: Path | None) -> None:
    """Raise NothingThere for a source that the mirror does not hold, or that has no public address."""
    if spec.packaged:
        return
    if mirror is not None:
        if not (mirror / spec.id).is_dir():
            raise NothingThere(f"{mirror / spec.id} is not there; pass the folder that holds one folder per source id")
        return
    for file in spec.files:
        if file.url is None:
            raise NothingThere(
                f"{file.name} has no public address; get it from the publisher and pass its folder with --mirror"
            )


def _expect_content(spec: SourceSpec, waiting: Path, hashes: dict[str, str], mirror: Path | None) -> None:
    """Raise NothingThere for a source of which nothing came, and BadFile for a file without a byte."""
    if not hashes:
        kinds = ", ".join(spec.yearly)
        if mirror is None:
            raise NothingThere(
                f"{spec.id} has no file at a fixed address; pass a folder that holds {spec.id}/ ({kinds}) with --mirror"
            )
        raise NothingThere(
            f"{mirror / spec.id} holds none of its files ({kinds}); put them there, or leave the source out"
        )
    for name in hashes:
        expect_file(waiting / name)


def _edition(source_id: str, hashes: dict[str, str], when: tuple[date, date | None, str], root: Path) -> Snapshot:
    """The edition that files with these hashes are, whether it is held or not."""
    retrieved, released_on, vintage = when
    lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(hashes.items()))
    address = hashlib.sha256(lines.encode()).hexdigest()
    home = root / "snapshots" / source_id / address[:12]
    return Snapshot(source_id, address, retrieved, hashes, home, released_on, vintage)


def _keep(edition: Snapshot, waiting: Path) -> Snapshot:
    """Put an edition in its place, unless it is there whole; its files are moved out of `waiting`."""
    home = edition.folder
    if not _whole(home):
        for line in _strangers(home, edition.files):
            raise BadFile(line)
        with whole_folder(home) as folder:
            for name in edition.files:
                inside(folder, name)
                (waiting / name).replace(folder / name)
            record = asdict(edition) | {"retrieved": edition.retrieved.isoformat()}
            record["released"] = None if edition.released is None else edition.released.isoformat()
            del record["folder"]
            (folder / _RECORD).write_text(sealed_text(record), encoding="utf-8")
    for name in edition.files:
        (waiting / name).unlink(missing_ok=True)
    return _load(home)


def _whole(home: Path) -> bool:
    """Whether the snapshot is there and its files unaltered; a damaged one is put in place again by the next pull."""
    try:
        held = _load(home)
        return all(digest(home / name) == expected for name, expected in held.files.items())
    except (BadFile, OSError):
        return False


def _load(folder: Path) -> Snapshot:
    path = folder / _RECORD
    try:
        record = _record(path)
        lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(record["files"].items()))
        if hashlib.sha256(lines.encode()).hexdigest() != record["sha256"] or record["sha256"][:12] != folder.name:
            raise BadFile(f"{path} was altered (its hashes do not agree)")
        if record["source"] != folder.parent.name:
            raise BadFile(f"{path} was altered (it is of another source)")
        for name in record["files"]:
            if not (folder / name).resolve().is_relative_to(folder.resolve()):
                raise BadFile(f"{path} names {name!r}, which leads out of its folder")
        released = record.get("released")
        return Snapshot(
            record["source"],
            record["sha256"],
            date.fromisoformat(record["retrieved"]),
            record["files"],
            folder,
            None if released is None else date.fromisoformat(released),
            record.get("vintage", ""),
        )
    except BadFile as error:
        raise BadFile(f"{error}; remove its folder and run: comity sources pull {folder.parent.name}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFile(f"{path} is damaged ({error}); remove its folder and pull again") from error


def _record(path: Path) -> dict[str, Any]:
    """A snapshot's record; one of the first edition carries no seal."""
    with suppress(OSError, ValueError, RecursionError):
        first = json.loads(path.read_bytes())
        if isinstance(first, dict) and set(first) == _FIRST_RECORD:
            return first
    return unsealed(path)
