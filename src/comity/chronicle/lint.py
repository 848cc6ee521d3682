"""What is wrong with rows of the chronicle, one line a fault; the words of the sentences included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import combinations, pairwise

from comity.chronicle.direction import direction_faults
from comity.chronicle.events import Event, dates_named, read_events
from comity.chronicle.kinds import kinds
from comity.chronicle.lookup import read_rows
from comity.chronicle.status import Status
from comity.chronicle.told_day import SOURCES
from comity.errors import UserError
from comity.terms.country import states
from comity.terms.dated import Dated

MOST_WORDS = 34
"""A sentence of the chronicle is read on a first page, between others."""

KIND_WORDS = ("kinds", "pattern", "kind", "reason")
"""Columns of `kind_words.csv`: kinds under which a row with such words may not stand, and the kind that it is of."""

ENDS_IN_FORM = (
    "relations_begun",
    "relations_restored",
    "relations_broken",
    "recognition",
    "recognition_withdrawn",
    "war_begins",
    "ceasefire",
    "alliance",
    "treaty_in_force",
)
"""Kinds that stand as a whole or not at all: a later row of a kind that ends them is their end, and their `until`."""

_ONCE = frozenset({"relations_begun", "relations_broken", "relations_restored", "war_begins", "recognition_withdrawn"})
"""Acts that cannot be done again before they were undone."""

_IN_PART = frozenset({"clash", "strike"})
"""What breaks a ceasefire on a day without ending it."""

_ALIKE = 0.85
"""From here on two sentences of one day tell the same."""

_PLAN = re.compile(r"\b(?:agreed|announced|are to|laid down|promised|prolonged|terms of|vision|were to|would)\b")
"""Words by which a sentence tells what was meant for later, and not what came of it."""

_SINCE_THEN = re.compile(
    r"\blater\b(?! (?:[A-Z]|than\b))"
    r"|\bha(?:s|ve) (?:\w+ ){0,3}since\b(?! (?:the )?(?:\d|[A-Z]))|\bever since\b"
    r"|\bwas (?:not|never) (?:built|carried out|kept)\b|\b(?:which|that) failed to\b"
    r"|\bstill (?:are|do|keeps?|quarrels?|rests?|stands?)\b|\bstill\.$"
)
"""Words that look back from after the day: days later, has been since, was not built. A name of later is none."""

_GENERAL = "general knowledge"
_PRESS = "Press report"
_REPORT = re.compile(r"\S.*, (?P<day>\d{1,2} [A-Z][a-z]+ \d{4}), https?://\S+")
_RELIABILITY = "ABCDEF"


def event_faults(rows: Sequence[dict[str, str]]) -> list[str]:
    """Faults of rows of `events.csv`: of each row, then of rows together."""
    found = [f"row {n}: {fault}" for n, row in enumerate(rows, 2) for fault in row_faults(row)]
    if found:
        return found
    held = read_events(rows)
    return [*_order(rows), *_twice(held), *_alike(held), *_against_one_another(held), *_still_standing(held)]


def status_faults(held: Iterable[Status]) -> list[str]:
    """Faults of lines of status."""
    found, seen = [], set()
    for s in held:
        found += [
            f"{s.id}: {fault}"
            for fault in (*_parties_of_status(s), *_of_sentence(s.what), *of_source(s.source, s.locator, s.opened))
        ]
        found += [f"{s.id}: tells of {named}, after its date" for named in dates_named(s.what) if _later(named, s)]
        found += [f"{s.id}: ends before it begins"] if s.until is not None and s.until.end < s.since.start else []
        found += [f"{s.id}: stands twice"] if s.id in seen else []
        found += [] if s.reason else [f"{s.id}: no reason"]
        seen.add(s.id)
    return found


def _later(named: Dated, s: Status) -> bool:
    return named.start > s.since.end


def row_faults(row: dict[str, str]) -> Iterator[str]:
    """Faults of one row of `events.csv` by itself."""
    yield from _dates(row)
    yield from _parties(row)
    if row["kind"] not in kinds():
        yield f"no kind {row['kind']!r}; kinds.csv names them"
    if row["weight"] not in ("1", "2", "3"):
        yield f"weight {row['weight']!r} is not 1, 2 or 3"
    if row["opened"] not in ("yes", "no"):
        yield f"opened {row['opened']!r} is not yes or no"
    if row["reliability"] not in tuple(_RELIABILITY) or row["credibility"] not in tuple("123456"):
        yield f"grade {row['reliability']}{row['credibility']} is none; A1 to F6"
    yield from _of_sentence(row["what"])
    yield from of_source(row["source"], row["locator"], row["opened"] == "yes")
    yield from _report(row)
    if row["later"]:
        yield from _of_sentence(row["later"])
    yield from _hindsight(row)
    yield from _of_kind(row)
    yield from direction_faults(row)


def _hindsight(row: dict[str, str]) -> Iterator[str]:
    """What was not known on the day stands in `later`, with its date; a plan for a later year may stand in `what`."""
    try:
        when = Dated.parse(row["date"])
    except UserError:
        return
    if not _PLAN.search(row["what"]):
        for named in dates_named(row["what"]):
            if named.start > when.end:
                yield f"tells of {named}, after its date; move that to `later`"
    if back := _SINCE_THEN.search(row["what"]):
        yield f"{back[0]!r} looks back from after its date; move that to `later`, with its month or year"
    if row["later"] and not dates_named(row["later"]):
        yield "`later` does not say when"
    for named in dates_named(row["later"]):
        if named.end < when.start:
            yield f"`later` tells of {named}, before its date"


def _of_kind(row: dict[str, str]) -> Iterator[str]:
    """What by its words is of a kind of its own, and stands under one that makes a quarrel or a bond of it."""
    for kinds_, words, kind, reason in _kind_words():
        if row["kind"] in kinds_ and words.search(row["what"]):
            yield f"{row['kind']} by its words is {kind}: {reason}"


@cache
def _kind_words() -> tuple[tuple[frozenset[str], re.Pattern[str], str, str], ...]:
    rows = read_rows("kind_words", KIND_WORDS)
    return tuple((frozenset(r["kinds"].split()), re.compile(r["pattern"]), r["kind"], r["reason"]) for r in rows)


def _report(row: dict[str, str]) -> Iterator[str]:
    """A press report resolves only by its address, and tells nothing of a day after its own."""
    if row["source"] != _PRESS:
        return
    try:
        found = _REPORT.fullmatch(row["locator"].partition("; ")[0])
        when = Dated.parse(row["date"])
        day = datetime.strptime(found["day"], "%d %B %Y").date() if found else None
    except (UserError, ValueError):
        day = None
    if day is None:
        yield "a press report is located by outlet, day and address"
    elif day < when.start:
        yield f"the report of {day} is older than what it tells"


def _dates(row: dict[str, str]) -> Iterator[str]:
    try:
        when = Dated.parse(row["date"])
        until = Dated.parse(row["until"]) if row["until"] else None
    except UserError as error:
        yield str(error)
        return
    if until is not None and until.end < when.start:
        yield f"ends on {until} before it begins on {when}"


def _parties(row: dict[str, str]) -> Iterator[str]:
    known = {s.id for s in states()}
    for name in ("a", "b"):
        if row[name] not in known:
            yield f"{name} {row[name]!r} is no state id"
    if row["a"] == row["b"]:
        yield f"{row['a']} with itself"


def _parties_of_status(s: Status) -> Iterator[str]:
    known = {each.id for each in states()} | {"*"}
    for name in (s.a, s.b):
        if name not in known:
            yield f"{name!r} is no state id"


def _of_sentence(text: str) -> Iterator[str]:
    if text != " ".join(text.split()):
        yield "stray spaces"
    if not text or (not text[0].isupper() and not text[0].isdigit()) or text[-1] not in ".":
        yield "a sentence begins with a capital and ends with a full stop"
    if len(text.split()) > MOST_WORDS:
        yield f"{len(text.split())} words, more than {MOST_WORDS}"
    if re.search(r"\b[A-Z]{3}-[A-Z]{3}\b|https?:|[\[\]{}|<>]", text):
        yield "a code, an address or markup in a sentence"


def of_source(source: str, locator: str, opened: bool) -> Iterator[str]:
    """Faults of where a row was read."""
    if source not in _sources():
        yield f"no source {source!r}; sources.csv names them" if source else "no source"
    if opened and (not locator or source == _GENERAL):
        yield "opened, but not where"
    if not opened and source != _GENERAL and not locator:
        yield "a source without a locator"


@cache
def _sources() -> frozenset[str]:
    return frozenset(row["source"] for row in read_rows("sources", SOURCES))


def _order(rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """Rows stand by date, parties and kind, so that two people's additions meet where they belong."""
    keys = [tuple(row[c] for c in ("date", "a", "b", "kind")) for row in rows]
    for n, (one, next) in enumerate(pairwise(keys), 3):
        if next < one:
            yield f"row {n}: {' '.join(next)} stands after {' '.join(one)}; sort by date, a, b, kind"


def _still_standing(held: Sequence[Event]) -> Iterator[str]:
    """What a later row ended, and would yet be told as standing."""
    for same in _by_pair(held).values():
        for event in same:
            if event.until is None and event.kind.lasts and event.kind.id in ENDS_IN_FORM:
                ender = next((later for later in same if _ends(later, event)), None)
                if ender is not None:
                    yield f"{event.id} has no end, and {ender.id} ends it"


def _by_pair(held: Sequence[Event]) -> dict[frozenset[str], list[Event]]:
    found: dict[frozenset[str], list[Event]] = {}
    for event in held:
        found.setdefault(frozenset((event.a, event.b)), []).append(event)
    return found


def _ends(later: Event, event: Event) -> bool:
    return event.kind.id in later.kind.ends and later.kind.id not in _IN_PART and later.when.start > event.when.end


def _twice(held: Sequence[Event]) -> Iterator[str]:
    seen: dict[str, Event] = {}
    for event in held:
        if event.id in seen:
            yield f"{event.id} stands twice"
        seen[event.id] = event


def _alike(held: Sequence[Event]) -> Iterator[str]:
    """One fact under two kinds: two sentences of a pair and day in nearly the same words."""
    for same in _by_pair(held).values():
        for one, other in combinations(same, 2):
            if one.when == other.when and _overlap(one.what, other.what) >= _ALIKE:
                yield f"{one.id} and {other.id} tell the same"


def _overlap(one: str, other: str) -> float:
    """Share of the words of the shorter of two sentences that stand in the other, short words left out."""
    a, b = ({word for word in re.findall(r"\w+", text.lower()) if len(word) > 3} for text in (one, other))
    return len(a & b) / max(1, min(len(a), len(b)))


def _against_one_another(held: Sequence[Event]) -> Iterator[str]:
    """The same lasting act by the same side twice, with nothing between that ended it."""
    runs: dict[tuple[frozenset[str], str, str], list[Event]] = {}
    for event in held:
        if event.kind.id in _ONCE:
            actor = event.a if event.kind.directed else ""
            runs.setdefault((frozenset((event.a, event.b)), event.kind.id, actor), []).append(event)
    for (pair, kind, _), same in runs.items():
        for one, next in pairwise(same):
            if not _ended(held, pair, kind, one, next):
                yield f"{next.id}: {kinds()[kind].title} again, and nothing ended that of {one.when}"


def _ended(held: Sequence[Event], pair: frozenset[str], kind: str, one: Event, next: Event) -> bool:
    if one.until is not None and one.until.start <= next.when.end:
        return True
    enders = {k.id for k in kinds().values() if kind in k.ends} | (
        {"relations_broken"} if kind == "relations_restored" else set()
    )
    return any(
        e.kind.id in enders
        and frozenset((e.a, e.b)) == pair
        and one.when.start <= e.when.end
        and e.when.start <= next.when.end
        for e in held
    )
