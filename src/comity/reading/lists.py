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
    for run in (named[place:], named[place::-1]):
        for one, other in pairwise(run):
            if not _joined(text, one, other):
                break
            yield other.state


def longest(text: str, named: Sequence[Party]) -> int:
    """How many states stand in the longest list."""
    found, run = 1, 1
    for one, other in pairwise(named):
        run = run + 1 if _joined(text, one, other) else 1
        found = max(found, run)
    return found


def _joined(text: str, one: Party, other: Party) -> bool:
    first, second = sorted((one, other), key=lambda p: p.start)
    return bool(_JOINT.fullmatch(text[first.end : second.start]))
