"""`comity publish`: many pairs as a static site, made again only where what it says would change.

The same inputs give the same bytes, whatever the number of workers and however often a run was stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from comity.api import site_record
from comity.api.site_pairs import pairs_of
from comity.api.site_record import Made, Record
from comity.api.site_work import COLUMNS, Done, Setting, Task, Worker, part_of, staged, start, work
from comity.atlas.editions import locate
from comity.atlas.read import STARTER
from comity.engine import connected
from comity.errors import UserError
from comity.report.site import FINDINGS, pair_path, ways
from comity.store.fingerprint import PACKAGE, parts
from comity.store.leftover import held
from comity.store.owned import sha256, shown
from comity.store.place import staged as staging_beside
from comity.store.place import writable

Say = Callable[[str], None]
BATCH = 16
"""Pairs that a worker takes at once. It is part of what is written only in that batches follow one another."""
_PACKAGES = ("duckdb", "jinja2", "numpy", "pydantic", "vl-convert-python")
"""Libraries whose next version may write otherwise."""
_GROUP = 50_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pairs to publish (see `pairs_of`), from which atlas, as seen from when, and where to.

    `address` is where the site will stand. `workers` is the number of processes, as many as there are processors if 0;
    with a `spark` master its workers make the pairs.
    """

    words: tuple[str, ...]
    out: Path
    as_of: date
    known_on: date | None = None
    since: int | None = None
    atlas: Path | None = None
    listed: Path | None = None
    world: bool = False
    address: str = ""
    workers: int = 0
    spark: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it: how many pairs the site has and how many were made now, files removed, and what to know."""

    pairs: int
    made: tuple[str, ...]
    removed: int
    notices: tuple[str, ...]


def publish(wanted: Wanted, progress: Say = lambda line: None) -> Published:
    """Make or bring up to date the site in `out`. Raises UserError, with every finished page in its place.

    Files of others stay as they are; where one lies in the way of ours, or one of ours was altered, nothing more is
    written.
    """
    pairs, notices = pairs_of(wanted.words, wanted.listed, wanted.world, wanted.as_of)
    _expect_address(wanted.address)
    if wanted.spark and wanted.workers:
        raise UserError("give --workers for processes of this machine, or --spark for those of a master, not both")
    site_record.read(wanted.out)
    with writable(wanted.out):
        wanted.out.mkdir(parents=True, exist_ok=True)
    with held(wanted.out), staging_beside(wanted.out.resolve()) as staging:
        done = _published(wanted, pairs, wanted.out.resolve(), staging, progress)
        return replace(done, notices=(*notices, *done.notices))


def _published(
    wanted: Wanted, pairs: tuple[tuple[str, str], ...], out: Path, staging: Path, progress: Say
) -> Published:
    record = site_record.read(out)
    setting = _setting(wanted, out, staging)
    tasks = [_task(a, b, record) for a, b in pairs]
    done: list[Done] = []
    told = 0
    with (staging / "rows").open("wb") as rows:
        for number, found in enumerate(_worked(setting, tasks, wanted)):
            part = part_of(staging, number)
            rows.write(part.read_bytes())
            part.unlink()
            for each in found:
                _settle(each, setting, record)
            done += found
            if len(done) * 50 // len(tasks) > told or len(done) == len(tasks):
                told = len(done) * 50 // len(tasks)
                progress(f"{len(done)} of {len(tasks)} pairs, {sum(d.fresh for d in done)} made")
    there = [d for d in done if d.card is not None and d.files is not None]
    if not there:
        raise UserError(f"there is nothing to publish: {done[0].why}")
    cards = [d.card for d in there if d.card is not None]
    foot = there[0].foot
    assert foot is not None
    _tabulate(staging)
    others = {FINDINGS: sha256(staging / FINDINGS)}
    for name, content in ways(cards, foot, wanted.address).items():
        staged(staging, name).write_bytes(content)
        others[name] = hashlib.sha256(content).hexdigest()
    for name, content_hash in others.items():
        _put(staged(staging, name), name, content_hash, setting.out, record)
    files = others | {path: sha for d in there for path, sha in (d.files or {}).items()}
    kept = {f"{d.a}-{d.b}": Made(setting.assessed, setting.drawn, d.files or {}) for d in there}
    removed, stay = _removed(out, record, files)
    site_record.end(out, kept, files)
    notices = [d.why for d in done if d.card is None]
    notices += [f"{shown(path)} is no page of the site any more, but was altered, and stays" for path in stay]
    return Published(len(there), tuple(f"{d.a}-{d.b}" for d in there if d.fresh), removed, tuple(notices))


def _expect_address(address: str) -> None:
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise UserError(f"--address {shown(Path(address))}: give the site's own, like https://relations.example/")


def _setting(wanted: Wanted, out: Path, staging: Path) -> Setting:
    home, manifest = locate(wanted.atlas if wanted.atlas is not None else STARTER, wanted.known_on)
    libraries = {name: version(name) for name in _PACKAGES}
    assessing = parts("comity.assessment.assess", "comity.api.asking")
    seen = [manifest.id, sorted(manifest.measures), wanted.as_of, wanted.known_on, wanted.since, wanted.atlas is None]
    assessed = _key(seen, assessing, libraries, _studies())
    templates = {p.name: sha256(p) for p in sorted((PACKAGE / "report" / "templates").iterdir()) if p.is_file()}
    drawn = _key(parts("comity.report.site"), templates, libraries)
    atlas = None if wanted.atlas is None else home
    return Setting(atlas, wanted.as_of, wanted.known_on, wanted.since, out, staging, assessed, drawn)


def _studies() -> dict[str, str]:
    """The worked studies that ship, which an assessment of their pair rests on."""
    roots = (PACKAGE / "studies", PACKAGE.parent.parent / "studies")
    files = (p for root in roots if root.is_dir() for p in sorted(root.rglob("*")) if p.is_file())
    return {p.name + str(n): sha256(p) for n, p in enumerate(files) if p.suffix != ".pyc"}


def _key(*things: object) -> str:
    return hashlib.sha256(json.dumps(things, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _task(a: str, b: str, record: Record) -> Task:
    paths = [pair_path(a, b, form) for form in ("html", "json")]
    ours = {path: frozenset(record.ours.get(path, ())) for path in paths}
    return Task(a, b, ours, record.pairs.get(f"{a}-{b}"))


def _worked(setting: Setting, tasks: list[Task], wanted: Wanted) -> Iterator[list[Done]]:
    """The batches in their order."""
    batches = [tasks[n : n + BATCH] for n in range(0, len(tasks), BATCH)]
    if wanted.spark:
        from comity.api.site_spark import batches_on_spark

        yield from batches_on_spark(wanted.spark, setting, batches)
        return
    many = min(wanted.workers or os.cpu_count() or 1, len(batches))
    if many == 1:
        worker = Worker(setting)
        yield from (worker.batch(n, batch) for n, batch in enumerate(batches))
        return
    # Begun anew, not forked: what draws has threads of its own, and a fork of a process that drew has lost them.
    context = get_context("spawn")
    initial = (os.getpid(), setting)
    with ProcessPoolExecutor(many, mp_context=context, initializer=start, initargs=initial) as pool:
        try:
            yield from pool.map(work, range(len(batches)), batches)
        except BrokenProcessPool:
            why = "a worker was ended from outside; every finished page is in its place: run it again, it goes on"
            raise UserError(why) from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _settle(done: Done, setting: Setting, record: Record) -> None:
    """Put a pair that was made into its place."""
    if not done.fresh or done.files is None:
        return
    site_record.begin(setting.out, done.files, f"{done.a}-{done.b}", setting.assessed, setting.drawn)
    record.note(done.files)
    for name in done.files:
        _move(staged(setting.staging, name), setting.out, name)


def _put(path: Path, name: str, content: str, out: Path, record: Record) -> None:
    """Put a page that leads to pairs into its place, where it differs."""
    target = out / name
    if os.path.lexists(target):
        there = None if target.is_symlink() or not target.is_file() else sha256(target)
        if there == content:
            record.note({name: content})
            return
        if there not in record.ours.get(name, ()):
            raise UserError(f"{shown(target)} is not as Comity wrote it; move it away, or choose another --out")
    site_record.begin(out, {name: content})
    record.note({name: content})
    _move(path, out, name)


def _move(path: Path, out: Path, name: str) -> None:
    target = out / name
    with writable(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(out):
            raise UserError(f"{shown(target.parent)} leads out of the site; choose another --out")
        path.replace(target)


def _tabulate(staging: Path) -> None:
    """The rows of all pairs as one Parquet file, in their order."""
    quoted = {name: str(staging / name).replace("'", "''") for name in ("rows", FINDINGS)}
    columns = ", ".join(f"{name}: '{kind}'" for name, kind in COLUMNS.items())
    # One thread keeps the order and the make-up of row groups.
    with connected(1) as con:
        con.execute("SET memory_limit = '1GB'")
        con.execute(
            f"COPY (SELECT * FROM read_json('{quoted['rows']}', format = 'newline_delimited', "
            f"columns = {{{columns}}})) TO '{quoted[FINDINGS]}' "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP})"
        )


def _removed(out: Path, record: Record, files: Mapping[str, str]) -> tuple[int, list[Path]]:
    """Remove what the site held and holds no longer; what was altered stays, and is named."""
    gone, stay = 0, []
    for name in sorted(record.ours.keys() - files.keys()):
        path = out / name
        if not os.path.lexists(path):
            continue
        if path.is_symlink() or not path.is_file() or sha256(path) not in record.ours[name]:
            stay.append(path)
            continue
        path.unlink()
        gone += 1
        _drop_empty(path.parent, out)
    return gone, stay


def _drop_empty(folder: Path, out: Path) -> None:
    while folder != out and not any(_names(folder)):
        folder.rmdir()
        folder = folder.parent


def _names(folder: Path) -> Iterable[Path]:
    return folder.iterdir()
