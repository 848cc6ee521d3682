"""Ask for a new edition of each source, and say of each what came of it: one that fails does not stop the others.

Publishers are asked one after another, which is one request at a time for each; files of a mirror are read by two
processes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from comity.build.workers import end_with
from comity.errors import BadFile, UserError
from comity.sources.contract import SourceSpec
from comity.sources.download import digest
from comity.sources.registry import sources
from comity.store import days
from comity.store.enter import enter, peek
from comity.store.receive import offered
from comity.store.snapshot import NothingThere, latest, snapshots

Outcome = Literal["new", "unchanged", "pinned", "refused", "not had", "by hand", "would change"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for one source.

    `before` and `after` are the newest editions in the store before and after it, empty where there is none; `known` is
    the day from which the latter is known; `says` is why, where that is not plain; `notes` is what else was to be told.
    Of what comes day by day `before` and `after` say which day is held last, and `days` which have another page.
    """

    source: str
    outcome: Outcome
    before: str = ""
    after: str = ""
    known: date | None = None
    says: str = ""
    notes: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """How to ask: into which store, for what comes day by day up to `today`, of a mirror or of the publishers, also for
    thinner editions, or only looking.
    """

    store: Path
    today: date
    mirror: Path | None = None
    thinner: bool = False
    dry: bool = False


def ask_all(
    how: Ask, chosen: Sequence[SourceSpec], progress: Callable[[str], None] = lambda line: None
) -> Iterator[Answer]:
    """The answers of the sources, in their order; each is complete when it is given."""
    if how.mirror is None:
        for spec in chosen:
            progress(f"ask {spec.id}")
            yield ask(how, spec)
        return
    with ProcessPoolExecutor(max_workers=2, initializer=end_with, initargs=(os.getpid(),)) as pool:
        jobs = [pool.submit(ask, how, spec) for spec in chosen]
        for spec, job in zip(chosen, jobs, strict=True):
            yield job.result()
            progress(f"asked {spec.id}")


def ask(how: Ask, spec: SourceSpec) -> Answer:
    """Ask for one source. Never raises for what is the publisher's or the file's fault."""
    try:
        return _days(how, spec) if spec.days is not None else _edition(how, spec)
    except NothingThere as error:
        return _kept(how, spec, "by hand", str(error))
    except BadFile as error:
        return _kept(how, spec, "refused", str(error))
    except UserError as error:
        return _kept(how, spec, "not had", str(error))


def _edition(how: Ask, spec: SourceSpec) -> Answer:
    """Bring a new edition into the store, if there is one. Raises UserError for what is the publisher's fault."""
    notes: list[str] = []
    before = latest(how.store, spec.id)
    was = before.id if before else ""
    if held := _needless(how, spec):
        return Answer(spec.id, held, was, was, before.known if before else None)
    if how.dry:
        return _looked(how, spec, was, before.known if before else None)
    came = enter(spec, how.store, mirror=how.mirror, thinner=how.thinner, note=notes.append)
    now = latest(how.store, spec.id)
    assert now is not None
    if now.sha256 != came.sha256:
        notes.append(f"{came.id} is known from {came.known}, before {now.id}, which stays the newest")
    outcome: Outcome = "unchanged" if before is not None and now.sha256 == before.sha256 else "new"
    return Answer(spec.id, outcome, was, now.id, now.known, notes=tuple(notes))


def _days(how: Ask, spec: SourceSpec) -> Answer:
    """Bring up the pages of days, or look how many would be asked for."""
    if how.mirror is not None:
        raise NothingThere(f"{spec.id} comes day by day from its publisher; leave --mirror out")
    if how.dry:
        was = _to(days.last_day(days.home(how.store, spec.id), how.today))
        waiting = days.wanted(spec, how.store, how.today)
        return Answer(spec.id, "would change" if waiting else "unchanged", was, was, says=f"{len(waiting)} days")
    came = days.bring_up(spec, how.store, how.today)
    outcome: Outcome = "new" if came.changed else "unchanged"
    return Answer(spec.id, outcome, _to(came.before), _to(came.after), came.after, days=came.changed)


def _to(day: date | None) -> str:
    return f"days to {day}" if day else ""


def _kept(how: Ask, spec: SourceSpec, outcome: Outcome, says: str) -> Answer:
    """What did not come: the edition that is held stays the newest."""
    if spec.days is not None:
        was = _to(days.last_day(days.home(how.store, spec.id), how.today))
        return Answer(spec.id, outcome, was, was, says=says)
    try:
        held = latest(how.store, spec.id)
    except BadFile as error:
        return Answer(spec.id, outcome, says=f"{says}; {error}")
    return Answer(
        spec.id, outcome, held.id if held else "", held.id if held else "", held.known if held else None, says
    )


def _needless(how: Ask, spec: SourceSpec) -> Literal["", "pinned", "unchanged"]:
    """Whether what a source gives is held already and nothing need be fetched or read to know it."""
    held = [s.files for s in snapshots(how.store, spec.id)]
    if how.mirror is None:
        declared = {file.name: file.sha256 for file in spec.files}
        # An address at a fixed revision gives these bytes or an error, for ever.
        return "pinned" if declared and None not in declared.values() and declared in held else ""
    home = how.mirror / spec.id
    if not home.is_dir():
        return ""
    files = offered(spec, home)
    if not held or not files or not all((home / f.name).is_file() for f in files):
        return ""
    return "unchanged" if {f.name: digest(home / f.name) for f in files} == held[-1] else ""


def _looked(how: Ask, spec: SourceSpec, was: str, known: date | None) -> Answer:
    """What would come of it, where that can be seen without fetching or writing anything."""
    if how.mirror is not None:
        if not (how.mirror / spec.id).is_dir():
            raise NothingThere(f"{how.mirror / spec.id} is not there")
        return Answer(spec.id, "would change", was, was, known)
    if not spec.files or any(file.url is None for file in spec.files):
        raise NothingThere(f"{spec.id} has no public address for all of its files")
    return Answer(spec.id, "would change" if peek(spec, how.store) else "unchanged", was, was, known)


def askable(mirror: Path | None) -> list[SourceSpec]:
    """The sources that can be asked: all that a mirror holds, or all whose files have an address; no streams."""
    every = [spec for spec in sources().values() if spec.stream is None]
    if mirror is not None:
        return [spec for spec in every if spec.days is None and (mirror / spec.id).is_dir()]
    return [spec for spec in every if spec.days or (spec.files and all(file.url for file in spec.files))]
