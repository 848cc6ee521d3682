"""`comity update`: ask publishers for what is new, build what depends on it, and say what moved.

A run that was stopped goes on: what arrived is not fetched again, what was computed is not computed again, and what is
told is told against the atlas that stood before the first of the runs that did not come to their end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from comity.api.due import Due, due
from comity.api.gather import days_naming
from comity.api.pair import two_states
from comity.atlas.between import Move, Reach, Revision, moves, reaches, remade, revisions, spliced, surprise
from comity.atlas.editions import builds, files
from comity.atlas.manifest import NAME, load
from comity.atlas.read import STARTER, Atlas
from comity.build.ask import Answer, Ask, ask_all, askable
from comity.build.conduct import Plan, build
from comity.build.shelf import expect_shelf
from comity.errors import BadFile, UserError
from comity.measures.recipes import RECIPES
from comity.sources.contract import SourceSpec
from comity.sources.registry import source, sources
from comity.store.place import whole_file
from comity.store.seal import sealed_text, unsealed
from comity.store.snapshot import latest
from comity.terms.ref import source_of

Say = Callable[[str], None]
_FIRST = "no atlas stood here: compared is with the one that ships, and told is what is new or reaches further"
PAIRS, OF_A_PAIR = 10, 3
"""Pairs that are named as changed most, and how many changes of each."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to update: by `words` nothing (all that can be asked), two states, or ids of sources; and where it goes."""

    words: tuple[str, ...]
    store: Path
    out: Path
    mirror: Path | None = None
    since: int = 1816
    without: tuple[str, ...] = ()
    thinner: bool = False
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """The changes of one pair (or one state, `b` being "-"), the rarest first, and how rare they are together."""

    a: str
    b: str
    surprise: float
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Updated:
    """What came of an update. `journal` is to be given to `finish` once this has been told."""

    asked: tuple[Answer, ...]
    atlas: Path | None
    rebuilt: tuple[str, ...]
    reach: tuple[Reach, ...]
    changed: tuple[Changed, ...]
    revised: tuple[Revision, ...]
    due: tuple[Due, ...]
    notices: tuple[str, ...]
    pair: tuple[str, str] | None = None
    journal: Path | None = None
    named: tuple[date, ...] = ()
    """Days held on which both of the pair are named, later than what the chronicle tells of them up to `told_to`."""
    told_to: date | None = None


def update(wanted: Wanted, today: date, progress: Say = lambda line: None) -> Updated:
    """Ask, pull, build and compare. Raises UserError for words that are neither sources nor two states, and where
    nothing can be built; what a single publisher does wrong is part of the result."""
    expect_shelf(wanted.out)
    left_out = {source(id).id for id in wanted.without}
    before = _stood(wanted, today)
    pair, chosen = _chosen(wanted, before)
    chosen = [spec for spec in chosen if spec.id not in left_out]
    how = Ask(wanted.store, today, wanted.mirror, wanted.thinner, wanted.dry)
    asked = tuple(ask_all(how, chosen, progress))
    overdue = tuple(d for d in due(wanted.store, today) if d.standing in ("late", "due"))
    if wanted.dry:
        held = {a.source for a in asked if a.after} | {id for id in sources() if latest(wanted.store, id)}
        would = _depends({a.source for a in asked if a.outcome == "would change"}, held)
        return Updated(asked, None, would, (), (), (), overdue, (), pair)
    told_to, named = days_naming(wanted.store, pair, today) if pair else (None, ())
    if chosen and all(spec.days for spec in chosen):
        return Updated(asked, None, (), (), (), (), overdue, ())
    if not any(latest(wanted.store, id) for id in sources()):
        why = next((f": {a.source}: {a.says}" for a in asked if a.says), "")
        raise UserError(f"nothing could be had, so there is nothing to build{why}")
    notices: list[str] = [note for answer in asked for note in answer.notes]
    journal = _opened(wanted, before)
    plan = Plan(wanted.store, None, (), wanted.since, False, True, None, wanted.without)
    manifest = build(plan, wanted.out, progress, notices.append)
    notices += [line for audit in manifest.audits for line in audit.notes()]
    progress("compare")
    after = Atlas.open(wanted.out / manifest.id, today)
    return replace(_told(before, after, asked, overdue, notices, pair, journal), named=named, told_to=told_to)


def finish(done: Updated) -> None:
    """Say that what came of an update has been told; a run that is stopped before tells it again."""
    if done.journal is not None:
        done.journal.unlink(missing_ok=True)


def _told(
    before: Atlas,
    after: Atlas,
    asked: tuple[Answer, ...],
    overdue: tuple[Due, ...],
    notices: list[str],
    pair: tuple[str, str] | None,
    journal: Path,
) -> Updated:
    first = before.folder == STARTER
    if first:
        notices.insert(0, _FIRST)
    if apart := spliced(before, after):
        some = f"{', '.join(apart[:OF_A_PAIR])}{' and others' if len(apart) > OF_A_PAIR else ''}"
        notices.insert(0, f"of what rests on other sources than before no change of a pair is told: {some}")
    return Updated(
        asked,
        after.folder,
        tuple(remade(before, after)) if not first else tuple(sorted(after.manifest.measures)),
        tuple(r for r in reaches(before, after) if not first or r.after > r.before),
        _ranked(moves(before, after, pair)),
        () if first else tuple(revisions(before, after, pair)),
        overdue,
        tuple(dict.fromkeys(notices)),
        pair,
        journal,
    )


def _ranked(found: Iterable[Move]) -> tuple[Changed, ...]:
    by_pair: dict[tuple[str, str], list[Move]] = {}
    for move in found:
        key = (move.a, move.b) if move.b == "-" or move.a < move.b else (move.b, move.a)
        by_pair.setdefault(key, []).append(move)
    ranked = sorted(((surprise(held), key) for key, held in by_pair.items()), key=lambda one: (-one[0], one[1]))
    return tuple(
        Changed(a, b, rare, tuple(sorted(by_pair[a, b], key=lambda m: (m.share, m.measure, m.a))[:OF_A_PAIR]))
        for rare, (a, b) in ranked[:PAIRS]
    )


def _chosen(wanted: Wanted, before: Atlas) -> tuple[tuple[str, str] | None, list[SourceSpec]]:
    """The pair that is asked about, if any, and the sources to ask."""
    words, known = wanted.words, sources()
    if not words:
        return None, askable(wanted.mirror)
    if all(word in known for word in words):
        streams = [id for id in words if known[id].stream is not None]
        if streams:
            raise UserError(
                f"{streams[0]} comes piece by piece into an event warehouse; see: comity events pull --help"
            )
        return None, [known[id] for id in dict.fromkeys(words)]
    if len(words) != 2 or any(word in known for word in words):
        source(next(word for word in words if word not in known))
    pair = two_states(words[0], words[1])
    ids = (pair.one.id, pair.two.id)
    behind = _behind(before, *ids)
    return ids, [spec for spec in askable(wanted.mirror) if spec.id in behind or spec.days]


def _behind(atlas: Atlas, a: str, b: str) -> set[str]:
    """The sources of what is measured of two states and of each, and those that give the same tables."""
    entries = atlas.manifest.measures
    one = [id for id, entry in entries.items() if entry.direction == "state"]
    atlas.ahead((one, ((a, "-"), (b, "-"))), (set(entries) - set(one), ((a, b), (b, a))))
    tables: set[str] = set()
    found: set[str] = set()
    for id, entry in entries.items():
        ways = ((a, "-"), (b, "-")) if entry.direction == "state" else ((a, b), (b, a))
        if any(atlas.series(id, *way) for way in ways):
            found |= {source_of(edition) for edition in entry.basis}
            tables |= set(entry.inputs)
    return found | {spec.id for spec in sources().values() if tables & set(spec.provides)}


def _depends(ids: set[str], held: set[str]) -> tuple[str, ...]:
    """The measures that read a table of one of the sources, and whose tables are at hand then."""
    tables = {table for id in ids for table in source(id).provides}
    there = {table for id in ids | held for table in source(id).provides}
    readers = (r for r in RECIPES if tables & {*r.inputs, *r.optional} and there >= set(r.inputs))
    return tuple(sorted(m.id for r in readers for m in r.measures))


def _stood(wanted: Wanted, today: date) -> Atlas:
    """The atlas that what moved is told against: that of a run that did not come to its end, else the newest."""
    try:
        named = str(unsealed(_journal(wanted))["before"])
    except BadFile:
        named = ""
    held = {manifest.id: home for home, manifest in builds(wanted.out)} if wanted.out.is_dir() else {}
    if named in held:
        return Atlas.open(held[named], today)
    if named == _SHIPPED or not (wanted.out / NAME).is_file():
        return Atlas.open(STARTER, today)
    return Atlas.open(files(wanted.out, load(wanted.out)), today)


_SHIPPED = "the one that ships"


def _opened(wanted: Wanted, before: Atlas) -> Path:
    """Write down what is told against, for a run that has to go on from here."""
    path = _journal(wanted)
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as temporary:
        named = _SHIPPED if before.folder == STARTER else before.manifest.id
        temporary.write_text(sealed_text({"before": named}), encoding="utf-8")
    return path


def _journal(wanted: Wanted) -> Path:
    where = hashlib.sha256(str(wanted.out.resolve()).encode()).hexdigest()[:12]
    return wanted.store / "updates" / f"{where}.json"
