"""One look at all that is watched: what crossed a line since the last look, what did it, and what it touches.

The first look at a thing remembers it and tells nothing, but for what is late, refused or overdue already.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from comity.api.asking import request
from comity.api.due import Due, due
from comity.api.news import titled
from comity.api.pair import Pair
from comity.assessment.assess import assess
from comity.assessment.statements import evidence_rows, promises
from comity.atlas.read import Atlas
from comity.dossier.assessment import Assessment
from comity.errors import UserError
from comity.evidence.study import load_study
from comity.report.safe import clean
from comity.store import asked as publishers
from comity.store.leftover import held
from comity.store.owned import shown
from comity.store.place import whole_file
from comity.terms.country import state
from comity.terms.ref import measurement_ref, series_of, series_ref
from comity.terms.wording import day_name
from comity.watch import item as watched
from comity.watch import memory as remembered
from comity.watch import pairs, quantity
from comity.watch.item import Item
from comity.watch.memory import Alert, Memory
from comity.watch.pairs import Recorded, Said

EDITIONS = "editions"
_KEPT = re.compile(r"[A-Z0-9_-]{1,24}\.[0-9a-f]{16}")
_Seen = dict[str, Any] | None
_SHOWN = 3
MOST_KEPT = 5_000
"""Alerts that are remembered: the newest."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a look: what crossed a line now, what its reader should know, what could not be looked at and why,
    and the record of probabilities."""

    alerts: tuple[Alert, ...]
    notices: tuple[str, ...]
    missed: tuple[str, ...]
    scored: int
    brier: float | None
    memory: Memory


@dataclass
class _Look:
    """What is looked at, read once each however many lines are drawn for it."""

    folder: Path
    atlas: Atlas
    store: Path
    reports: dict[tuple[str, str], Assessment] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return self.atlas.as_of

    @cached_property
    def dues(self) -> dict[str, Due]:
        return {d.source: d for d in due(self.store, self.day)}

    def report(self, a: str, b: str) -> Assessment:
        """What is said of two states now."""
        a, b = sorted((a, b))
        if (a, b) not in self.reports:
            reader = self.atlas.reader(self.day)
            self.reports[a, b] = assess(
                reader, request(Pair(state(a), state(b)), reader, since=None, study=None, atlas=None)
            )
        return self.reports[a, b]

    def edition(self, name: str) -> Assessment:
        """What was said at an earlier look, by the name that `keep` gave it. Raises UserError where it was altered."""
        path = self.folder / EDITIONS / f"{name}.json"
        try:
            raw = path.read_bytes()
            if not _KEPT.fullmatch(name) or hashlib.sha256(raw).hexdigest()[:16] != name.rpartition(".")[2]:
                raise ValueError(name)
            return Assessment.model_validate_json(raw)
        except (OSError, ValueError):
            why = "is gone, altered, or another version's; remove the watch and add it again"
            raise UserError(f"{shown(path)} {why}") from None

    def keep(self, it: Assessment) -> str:
        """Keep what is said now under a name of its own, for the next look to compare with."""
        raw = it.model_dump_json(by_alias=True).encode() + b"\n"
        a, b = sorted((it.dyad.a, it.dyad.b))
        name = f"{a}-{b}.{hashlib.sha256(raw).hexdigest()[:16]}"
        path = self.folder / EDITIONS / f"{name}.json"
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as temporary:
                temporary.write_bytes(raw)
        return name

    def drop(self, memory: Memory) -> None:
        """Remove editions that nothing will be compared with any more; files of other names stay."""
        needed = {seen.get("edition") for seen in memory.seen.values()}
        for path in (self.folder / EDITIONS).glob("*.json"):
            if _KEPT.fullmatch(path.stem) and path.stem not in needed:
                path.unlink()


def run(
    folder: Path, atlas: Atlas, store: Path, moment: datetime, progress: Callable[[str], None] = lambda line: None
) -> Ran:
    """Look at everything once, remember what was seen, and give what crossed a line.

    Raises UserError where nothing is watched, where the list or the memory is not as it should be, and for a day before
    that of the last look.
    """
    items = watched.read(folder)
    if not items:
        raise UserError(f"nothing is watched in {shown(folder)}; see: comity watch add --help")
    with held(folder):
        memory = remembered.read(folder)
        if memory.as_of and date.fromisoformat(memory.as_of) > atlas.as_of:
            raise UserError(f"--as-of {atlas.as_of} lies before the last look, of {memory.as_of}; give a later day")
        look, notices, missed, alerts = _Look(folder, atlas, store), list[str](), list[str](), list[Alert]()
        stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        for item in items:
            progress(item.id)
            try:
                found = list(_looked(item, look, memory))
            except UserError as error:
                missed.append(f"{item.id}: {error}")
                continue
            alerts += [_alert(item, stamp, n, *each) for n, each in enumerate(found)]
        if atlas.manifest.id != memory.atlas and memory.atlas:
            notices.append(f"the atlas is {atlas.manifest.id} now; it was {memory.atlas} at the last look")
        memory.seen = {i.id: memory.seen[i.id] for i in items if i.id in memory.seen}
        memory.atlas, memory.as_of = atlas.manifest.id, atlas.as_of.isoformat()
        memory.alerts = [*memory.alerts, *alerts][-MOST_KEPT:]
        remembered.write(folder, memory)
        look.drop(memory)
    past = [Recorded.of(f) for f in memory.forecasts.values()]
    briers = [r.brier for r in past if r.brier is not None]
    mean = sum(briers) / len(briers) if briers else None
    return Ran(tuple(alerts), tuple(notices), tuple(missed), len(briers), mean, memory)


Found = tuple[str, Said, str, tuple[str, ...]]
"""Of an alert its title, its sentence with rows, the editions that did it, and the judgements that it touches."""


def _looked(item: Item, look: _Look, memory: Memory) -> Iterator[Found]:
    """What crossed the line of one item; what was seen of it goes into the memory."""
    was: _Seen = memory.seen.get(item.id)
    about = item.drawn.about
    if about == "quantity":
        yield from _quantity(item, look, memory, was)
    elif about == "source":
        yield from ((item.source, said, "", ()) for said in _source(item, look, memory, was))
    elif about == "study":
        yield from ((Path(item.study).name, said, "", ()) for said in _study(item, look, memory, was))
    else:
        names = f"{state(item.a).name} and {state(item.b).name}"
        yield from ((names, said, "", ()) for said in _pair(item, look, memory, was))


def _quantity(item: Item, look: _Look, memory: Memory, was: _Seen) -> Iterator[Found]:
    atlas = look.atlas
    if not atlas.has(item.quantity):
        return
    entry = atlas.entry(item.quantity)
    found = atlas.series(item.quantity, item.a, item.b)
    now = quantity.seen(found, sorted({edition for m in found for edition in m.basis}))
    if was is None:
        memory.seen[item.id] = now
        return
    said, kept = quantity.crossed(item.drawn, was, now, entry.unit)
    memory.seen[item.id] = kept if said or kept is was else {**kept, "basis": was["basis"]}
    if not said:
        return
    names = {id: state(id).name for id in (item.a, item.b) if id != "-"}
    newest = found[-1]
    title = titled(entry.title, newest, names, () if entry.direction == "directed" else (item.quantity,))  # type: ignore[arg-type]
    touched = _touched(item, look)
    for text, period in said:
        ref = measurement_ref(item.quantity, item.a, item.b, period)
        yield title, (f"{title} {text}", (ref,)), _cause(was["basis"], now["basis"]), touched


def _cause(before: list[str], after: list[str]) -> str:
    """Which editions differ: those that the series rests on now and did not when the line was last told."""
    new, old = sorted(set(after) - set(before)), sorted(set(before) - set(after))
    if not new and not old:
        return "no new edition: another version of Comity, or a later day"
    listed = [", ".join(names[:_SHOWN]) + (" and others" if len(names) > _SHOWN else "") for names in (new, old)]
    return f"{listed[0] or 'no new edition'}{f' in place of {listed[1]}' if old else ''}"


def _touched(item: Item, look: _Look) -> tuple[str, ...]:
    """The judgements of the first page that rest on the series, as they read now."""
    if item.b in ("", "-"):
        return ()
    it = look.report(item.a, item.b)
    ways = {series_ref(item.quantity, *way) for way in ((item.a, item.b), (item.b, item.a))}
    findings = {f.id for f in it.findings if ways & {series_of(ref) for ref in f.basis}}
    return tuple(f"{j.id}: {j.text}" for j in it.page1.judgements if findings & set(j.findings))


def _pair(item: Item, look: _Look, memory: Memory, was: _Seen) -> list[Said]:
    line = item.drawn
    if line.form == "event":
        said, ids = pairs.events(line, item.a, item.b, look.day, None if was is None else was["events"])
        memory.seen[item.id] = {"events": ids}
        return said
    after = look.report(item.a, item.b)
    if line.form == "probability":
        memory.seen[item.id] = {"as_of": look.day.isoformat()}
        own = {name: Recorded.of(held) for name, held in memory.forecasts.items() if _is_of(held, item)}
        said, now = pairs.scored(own, lambda measure, a, b, period: _value(look.atlas, measure, a, b, period))
        fresh = {pairs.key(f): Recorded(f, look.day.isoformat()) for f in after.forecasts}
        memory.forecasts |= {name: one.content() for name, one in (fresh | now).items()}
        return said
    before = None if was is None else look.edition(was["edition"])
    memory.seen[item.id] = {"edition": look.keep(after)}
    return pairs.otherwise(before, after) if line.form == "said" else pairs.indicators(before, after)


def _is_of(held: Mapping[str, Any], item: Item) -> bool:
    return {held["forecast"]["a"], held["forecast"]["b"]} == {item.a, item.b}


def _value(atlas: Atlas, measure: str, a: str, b: str, period: str) -> float | None:
    return atlas.at(measure, a, b, period).value if atlas.has(measure) else None


def _source(item: Item, look: _Look, memory: Memory, was: _Seen) -> list[Said]:
    if item.drawn.form == "refused":
        reason = clean(publishers.read(publishers.of(look.store, item.source)).reason)
        memory.seen[item.id] = {"reason": reason}
        fresh = reason and (was is None or was["reason"] != reason)
        return [(f"{item.source}: what the publisher gives is refused: {reason}", ())] if fresh else []
    if item.source not in look.dues:
        raise UserError(f"there is no source {item.source!r} any more; see: comity sources")
    found = look.dues[item.source]
    late = found.expected.isoformat() if found.standing == "late" and found.expected else ""
    memory.seen[item.id] = {"late": late}
    if not late or (was is not None and was["late"] == late):
        return []
    when = day_name(date.fromisoformat(late))
    held_now = f"; the edition held is {found.edition}" if found.edition else ""
    return [(f"{item.source} is late: {found.rhythm}, expected by {when}{held_now}", ())]


def _study(item: Item, look: _Look, memory: Memory, was: _Seen) -> list[Said]:
    study = load_study(Path(item.study))
    claims = {e.id: e.claim.rstrip(".") for e in evidence_rows(study, look.day)}
    overdue = {p.row: p for p in promises(study, look.day) if p.state == "overdue"}
    told = set() if was is None else set(was["overdue"])
    memory.seen[item.id] = {"overdue": sorted(overdue)}
    return [
        (f"{claims.get(row, row)}: due {p.due}, and nothing on record says that it was done", (row,))
        for row, p in overdue.items()
        if row not in told
    ]


def _alert(item: Item, stamp: str, n: int, title: str, said: Said, editions: str, judgements: tuple[str, ...]) -> Alert:
    text, refs = said
    id = hashlib.sha256(f"{item.id}\n{stamp}\n{n}\n{text}".encode()).hexdigest()[:32]
    ended = text if text.endswith((".", "?", "!")) else f"{text}."
    # What stands in a study is the user's alone, whatever the line says.
    private = item.private or bool(item.study)
    return Alert(id, item.id, stamp, clean(title), clean(ended), refs, editions, tuple(map(clean, judgements)), private)
