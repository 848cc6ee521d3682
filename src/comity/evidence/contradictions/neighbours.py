"""Statements that stand near each other: what is compared with what, so that a large study stays quick."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar

from comity.evidence.joined import Joined
from comity.evidence.statement import Statement

T = TypeVar("T")

MOST_ASKED = 300
"""Statements of one block that are looked through for one that answers another: in a larger block, the nearest."""

MOST_NEIGHBOURS = 60
"""A statement is compared with so many of its own block that come next in time."""


def parties(s: Statement) -> frozenset[str]:
    """The states a statement is about."""
    return _both(s.a, s.b)


@lru_cache(maxsize=65_536)
def _both(a: str, b: str) -> frozenset[str]:
    return frozenset({a, b} - {""})


_EVENTS = frozenset(("incident", "act", "contact", "visit", "mediation"))
_NEAR = 3
"""Days by which two sources may date one event differently."""


def two_events(x: Statement, y: Statement) -> bool:
    """Whether two things befell on two days: the dead of Monday and those of Tuesday are no two counts of one thing.

    One source that gives two days tells of two events; of two sources only days that lie further apart do.
    """
    if x.kind not in _EVENTS or y.kind not in _EVENTS or not x.when.precision == y.when.precision == "day":
        return False
    apart = abs((x.when.start - y.when.start).days)
    return apart > (0 if x.source == y.source else _NEAR)


def by_state_and_sector(s: Statement) -> list[tuple[str, str]]:
    """Keys of a `Shelf` whose blocks hold what was said about one state in one sector."""
    return [(state, s.sector) for state in parties(s)]


def _any(s: Statement) -> bool:
    return True


def near_pairs(
    statements: Iterable[Statement],
    block: Callable[[Statement], Hashable],
    earlier: Callable[[Statement], bool] = _any,
    later: Callable[[Statement], bool] = _any,
) -> Iterator[tuple[Statement, Statement]]:
    """Pairs (earlier, later) of what `next_in_time` gives."""
    return ((one, two) for one, following in next_in_time(statements, block, earlier, later) for two in following)


def next_in_time(
    statements: Iterable[Statement],
    block: Callable[[Statement], Hashable],
    earlier: Callable[[Statement], bool] = _any,
    later: Callable[[Statement], bool] = _any,
) -> Iterator[tuple[Statement, list[Statement]]]:
    """Each statement with those of its block among its next 60 in time. Statements whose block is None wait.

    Only statements that pass `earlier` are given, with those that pass `later`: each is asked of once, not for every
    pair.
    """
    held: dict[Hashable, list[Statement]] = defaultdict(list)
    for s in statements:
        key = block(s)
        if key is not None:
            held[key].append(s)
    for members in held.values():
        members.sort(key=lambda s: (s.date, s.id))
        seconds = [(i, s) for i, s in enumerate(members) if later(s)]
        start = 0
        for i, one in enumerate(members):
            while start < len(seconds) and seconds[start][0] <= i:
                start += 1
            if not earlier(one):
                continue
            yield one, [two for j, two in seconds[start : start + MOST_NEIGHBOURS] if j <= i + MOST_NEIGHBOURS]


class Shelf:
    """Statements in blocks, each block in order of time: those near a day are found without reading the others.

    Of a block at most `MOST_ASKED` statements are given, those next to the day. The statements come oldest first.
    """

    def __init__(self, statements: Iterable[Statement], keys: Callable[[Statement], Iterable[Hashable]]) -> None:
        self._held: dict[Hashable, list[tuple[str, int, Statement]]] = defaultdict(list)
        for place, s in enumerate(statements):
            for key in keys(s):
                self._held[key].append((s.date, place, s))

    def before(self, keys: Iterable[Hashable], date: str, since: datetime.date | None = None) -> list[Statement]:
        """Statements of the blocks dated before `date` and begun on `since` or later, oldest first; each once."""
        first = _earliest(since) if since else ""
        found: dict[int, Statement] = {}
        for key in keys:
            held = self._held.get(key, [])
            end = bisect_left(held, date, key=_DATED)
            start = max(bisect_left(held, first, key=_DATED), end - MOST_ASKED)
            found.update((place, s) for _, place, s in held[start:end])
        return [found[place] for place in sorted(found)]

    def after(self, keys: Iterable[Hashable], date: str) -> list[Statement]:
        """Statements of the blocks dated after `date`, oldest first; each once."""
        found: dict[int, Statement] = {}
        for key in keys:
            held = self._held.get(key, [])
            start = bisect_right(held, date, key=_DATED)
            found.update((place, s) for _, place, s in held[start : start + MOST_ASKED])
        return [found[place] for place in sorted(found)]


def _earliest(day: datetime.date) -> str:
    """The first date, as text, that begins on the day: a month before its days, a year before its months."""
    text = day.isoformat()
    return text.removesuffix("-01").removesuffix("-01") if day.day == 1 else text


_DATED = itemgetter(0)


def components(pairs: Iterable[tuple[Statement, Statement]]) -> list[list[Statement]]:
    """Statements joined by pairs, directly or through others; each group oldest first."""
    joined = Joined()
    known: dict[str, Statement] = {}
    for one, two in pairs:
        for s in (one, two):
            known[s.id] = s
        joined.join(one.id, two.id)
    groups: dict[str, list[Statement]] = defaultdict(list)
    for name, s in known.items():
        groups[joined.group(name)].append(s)
    return [sorted(group, key=lambda s: (s.date, s.id)) for group in groups.values()]


def best(candidates: Sequence[T], score: Callable[[T], float], least: float) -> T | None:
    """The candidate with the highest score of at least `least`; the first of equals."""
    top = max(candidates, key=score, default=None)
    return top if top is not None and score(top) >= least else None
