"""States that stand in one list, of which the same is told: Niger, Mali and Burkina Faso."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from comity.reading.parties import Party

_JOINT = re.compile(r"\s*(?:,\s*(?:and|or|as well as)?|and|or|as well as)\s*(?:the\s)?")


def all_listed(text: str, named: Sequence[Party]) -> bool:
    """Whether all that are named stand in one list."""
    return all(_joined(text, one, other) for one, other in pairwise(named))


def listed_with(text: str, named: Sequence[Party], side: Party) -> Iterator[str]:
    """The states that stand in one list with a side, which is one of those named."""
    place = named.index(side)
    runs = [_run(text, part) for part in (named[place:], named[place::-1])]
    if any(_AND.search(_between(text, one, other)) for run in runs for one, other in pairwise(run)):
        yield from (party.state for run in runs for party in run[1:])


def _run(text: str, named: Sequence[Party]) -> Sequence[Party]:
    """Those that are joined to the first without a gap."""
    ends = (n for n, (one, other) in enumerate(pairwise(named), 1) if not _joined(text, one, other))
    return named[: next(ends, len(named))]


_AND = re.compile(r"\b(?:and|or|as well as)\b")
"""What a list has before its last: a comma alone parts a place from who acts there."""


def longest(text: str, named: Sequence[Party]) -> int:
    """How many states stand in the longest list."""
    found, run = 1, 1
    for one, other in pairwise(named):
        run = run + 1 if _joined(text, one, other) else 1
        found = max(found, run)
    return found


def _joined(text: str, one: Party, other: Party) -> bool:
    return bool(_JOINT.fullmatch(_between(text, one, other)))


def _between(text: str, one: Party, other: Party) -> str:
    first, second = sorted((one, other), key=lambda p: p.start)
    return text[first.end : second.start]
