"""Statements that stand near each other: what is compared with what, so that a large study stays quick."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from comity.evidence.statement import Statement

T = TypeVar("T")

MOST_NEIGHBOURS = 60
"""A statement is compared with so many of its own block that come next in time."""


def parties(s: Statement) -> frozenset[str]:
    """The states a statement is about."""
    return frozenset({s.a, s.b} - {""})


def near_pairs(
    statements: Iterable[Statement], block: Callable[[Statement], Hashable]
) -> Iterator[tuple[Statement, Statement]]:
    """Pairs (earlier, later) within each block, each with its next 60 in time. Statements whose block is None wait."""
    held: dict[Hashable, list[Statement]] = defaultdict(list)
    for s in statements:
        key = block(s)
        if key is not None:
            held[key].append(s)
    for members in held.values():
        members.sort(key=lambda s: (s.date, s.id))
        for i, one in enumerate(members):
            for two in members[i + 1 : i + 1 + MOST_NEIGHBOURS]:
                yield one, two


def components(pairs: Iterable[tuple[Statement, Statement]]) -> list[list[Statement]]:
    """Statements joined by pairs, directly or through others; each group oldest first."""
    parent: dict[str, str] = {}
    known: dict[str, Statement] = {}

    def root(x: str) -> str:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for one, two in pairs:
        for s in (one, two):
            known[s.id] = s
            parent.setdefault(s.id, s.id)
        parent[root(one.id)] = root(two.id)
    groups: dict[str, list[Statement]] = defaultdict(list)
    for name, s in known.items():
        groups[root(name)].append(s)
    return [sorted(group, key=lambda s: (s.date, s.id)) for group in groups.values()]


def best(candidates: Sequence[T], score: Callable[[T], float], least: float) -> T | None:
    """The candidate with the highest score of at least `least`; the first of equals."""
    top = max(candidates, key=score, default=None)
    return top if top is not None and score(top) >= least else None
