"""Positions: periods on the shared time axis, values on a scale with round ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from comity.report import numerals


@lru_cache(maxsize=20_000)
def when(period: str) -> float | None:
    """A period as decimal years: `2012` is 2012.0, `2012-07` is 2012.5, a day falls within its month."""
    parts = period.split("-")
    if not all(p.isdigit() for p in parts) or len(parts) > 3:
        return None
    year = float(parts[0])
    month = int(parts[1]) - 1 if len(parts) > 1 else 0
    day = int(parts[2]) - 1 if len(parts) > 2 else 0
    return year + month / 12 + day / 372


def follows(earlier: str, later: str) -> bool:
    """Whether no period lies between two: a line may join them."""
    a, b = when(earlier), when(later)
    step = 1 / 12 if "-" in earlier else 1.0
    return a is not None and b is not None and 0 < b - a < step * 1.5


def ticks(low: float, high: float, about: int) -> list[float]:
    """Round numbers that span [low, high], about so many."""
    if not math.isfinite(high - low) or high <= low:
        high = low + (abs(low) or 1.0)
    raw = (high - low) / about
    power = 10.0 ** math.floor(math.log10(raw))
    step = power * next(m for m in (1, 2, 2.5, 5, 10) if raw <= m * power * 1.0000001)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(k * step, 12) if abs(step) < 1e6 else k * step for k in range(first, last + 1)]


def frame(low: float, high: float, about: int) -> tuple[list[float], tuple[float, float]]:
    """Ticks and the ends of a scale for values in [low, high]: no more than half a step beyond the values."""
    marks = ticks(low, high, about)
    half = (marks[1] - marks[0]) / 2
    first = marks[0] + half if low >= marks[0] + half else marks[0]
    last = marks[-1] - half if high <= marks[-1] - half else marks[-1]
    return [m for m in marks if first <= m <= last], (first, last)


def years(first: int, last: int, room: float) -> list[int]:
    """Round years within the period that fit into so many pixels."""
    step = next(s for s in (1, 2, 5, 10, 20, 25, 50, 100, 500) if (last - first) / s * 48 <= room or s == 500)
    return list(range(-(-first // step) * step, last + 1, step)) or [first]


def labels(values: Iterable[float], unit: str) -> list[str]:
    """Ticks as printed, all in one scale and with equal decimals: `0`, `0.5`, `1.0 bn`."""
    values = list(values)
    by = numerals.factor(unit)
    size, word = numerals.scale([v * by for v in values])
    short = {"trillion": " tn", "billion": " bn", "million": " m"}.get(word, "")
    step = min((abs(b - a) for a, b in pairwise(values)), default=1.0) * by / size
    places = 0 if step >= 1 and float(step).is_integer() else min(max(-math.floor(math.log10(step) + 1e-9), 0), 6)
    if abs(round(step, places) - step) > 1e-9 * max(step, 1):
        places += 1
    sign = " %" if numerals.percent_like(unit) else short
    return [("0" if v == 0 else numerals.fixed(v * by / size, places)) + (sign if v else "") for v in values]
