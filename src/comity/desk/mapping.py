"""A quantity as a map: each state a dot in one of five steps, with its value or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from comity.desk.naming import name_of
from comity.desk.worded import interval_words, value_words
from comity.desk.world import Frame, frame, height, spots
from comity.terms.unit import UNITS

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement

STEPS = 5
"""Colours of a map: more are not told apart."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One state: where it is drawn, its step (0: no value), what is said of it, and where it leads."""

    id: str
    x: float
    y: float
    step: int
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class Map:
    """Dots in a frame, what each step means, and the same in lines (words, address) by name for who sees no dots."""

    title: str
    frame: Frame
    dots: tuple[Dot, ...]
    steps: tuple[tuple[int, str], ...]
    lines: tuple[tuple[str, str], ...]
    views: tuple[tuple[str, str, bool], ...] = ()
    missing: int = 0
    """How many dots are without a value."""

    @property
    def high(self) -> float:
        """Units from north to south of all that is drawn."""
        return height()


@dataclass(frozen=True, slots=True)
class Said:
    """What a map says of one state: a number where there is one, the words, and where its dot leads."""

    number: float | None
    words: str
    href: str


def said_of(m: Measurement, href: str) -> Said:
    """What a map says of a measurement."""
    ends = interval_words(m)
    return Said(m.value, f"{value_words(m)}{f', {ends}' if ends else ''} ({m.period})", href)


def mapped(
    title: str, said: Mapping[str, Said], view: str, link: Callable[[str], str] | None = None, unit: str = ""
) -> Map:
    """The map of what is said of states by id. `link` gives the address of another view; without it there is no key."""
    ids = tuple(sorted(said))
    seen = frame(view, ids)
    steps, names = steps_of([s.number for s in said.values() if s.number is not None], unit)
    where = spots(ids, seen.radius)
    dots = [
        Dot(
            id,
            round(x, 2),
            round(y, 2),
            _step(said[id].number, steps),
            f"{name_of(id)}: {said[id].words}",
            said[id].href,
        )
        for id, (x, y) in where.items()
    ]
    # The highest are drawn last, so that none of them lies below another.
    dots.sort(key=lambda d: (d.step, d.id))
    views = tuple((name, link(name), name == view) for name in _views()) if link is not None else ()
    lacking = sum(d.step == 0 for d in dots)
    lines = sorted((f"{name_of(id)}: {s.words}", s.href) for id, s in said.items())
    key = tuple(enumerate(names, 1)) if link is not None else ()
    return Map(title, seen, tuple(dots), key, tuple(lines), views, lacking)


def _views() -> tuple[str, ...]:
    from comity.desk.world import VIEWS

    return VIEWS


def steps_of(numbers: Sequence[float], unit: str) -> tuple[list[float], list[str]]:
    """The least value of each step, and each in words: of few different values each is a step, else fifths of them."""
    distinct = sorted(set(numbers))
    if len(distinct) <= STEPS:
        return distinct, [_words(n, unit) for n in distinct]
    lows = [float(n) for n in np.quantile(np.array(sorted(numbers)), np.arange(STEPS) / STEPS, method="higher")]
    lows = sorted(set(lows))
    ends = [max(n for n in distinct if n < high) for high in lows[1:]] + [distinct[-1]]
    return lows, [
        _words(a, unit) if a == b else f"{_words(a, unit)} to {_words(b, unit)}"
        for a, b in zip(lows, ends, strict=True)
    ]


def _words(number: float, unit: str) -> str:
    from comity.report.numerals import quantity

    return UNITS[unit].text(number) if unit in UNITS else quantity(number, unit)


def _step(number: float | None, lows: Sequence[float]) -> int:
    return 0 if number is None else sum(number >= low for low in lows)
