"""How long do spells of yearly events last, and do they come again? Shares with their 80 % intervals.

A spell is a run of years without a gap. One that runs to the last covered year may go on, and that year says nothing of
the next. Nothing here looks beyond the covered years, so an earlier end of coverage gives what was known then.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_Z_80 = 1.2815515655446004
"""Standard normal quantile of .9."""


@dataclass(frozen=True, slots=True)
class Spell:
    """First and last year of an unbroken run; `over` where the year after it is covered."""

    first: int
    last: int
    over: bool


@dataclass(frozen=True, slots=True)
class Share:
    """`yes` of `of` cases; `low` and `high` end the 80 % interval of Wilson (1927), doi:10.2307/2276774."""

    yes: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None without cases."""
        return self.yes / self.of if self.of else None

    @property
    def low(self) -> float:
        """Lower end, 0 without cases."""
        return self._end(-1)

    @property
    def high(self) -> float:
        """Upper end, 1 without cases."""
        return self._end(1)

    def _end(self, sign: int) -> float:
        if not self.of:
            return max(0.0, float(sign))
        p, n, z = self.yes / self.of, self.of, _Z_80
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return min(1.0, max(0.0, (p + z * z / (2 * n) + sign * half) / (1 + z * z / n)))


def spells(years: Iterable[int], covered_to: int) -> tuple[Spell, ...]:
    """The runs of one thing's years up to the last covered one, in order."""
    found: list[list[int]] = []
    for year in sorted({y for y in years if y <= covered_to}):
        if found and found[-1][1] == year - 1:
            found[-1][1] = year
        else:
            found.append([year, year])
    return tuple(Spell(first, last, last < covered_to) for first, last in found)


def persistence(found: Iterable[Spell], ages: Sequence[int] = (1, 2, 3, 4, 5)) -> dict[int, Share]:
    """By age in years: of spells that reached it and whose next year is covered, how many were there in that year too.

    The last of `ages` stands for itself and all later ones.
    """
    yes, of = dict.fromkeys(ages, 0), dict.fromkeys(ages, 0)
    for spell in found:
        length = spell.last - spell.first + 1
        for age in range(1, length + spell.over):
            counted = min(age, ages[-1])
            of[counted] += 1
            yes[counted] += age < length
    return {age: Share(yes[age], of[age]) for age in ages}


def returned(runs: Iterable[Sequence[Spell]], within: int, covered_to: int) -> Share:
    """Of spells with `within` covered years after them, how many were followed by another in those years.

    `runs` holds the spells of each thing, in order.
    """
    yes = of = 0
    for own in runs:
        for number, spell in enumerate(own):
            if spell.last + within > covered_to:
                continue
            of += 1
            yes += number + 1 < len(own) and own[number + 1].first <= spell.last + within
    return Share(yes, of)
