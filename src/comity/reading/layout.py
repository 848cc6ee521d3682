"""Runs of text on a page, as lines in the order in which a person reads them: columns one after another.

A run is (left, bottom, right, top, text) in points from the lower left corner. A page is cut at the widest empty strip
from top to bottom, band by band between lines that go over the whole width (recursive XY cut, Nagy and Seth 1984).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

Run = tuple[float, float, float, float, str]
_HYPHEN_MARKS = {ord(c): "-" for c in "\x02\ufffe\u00ad\u2010"}
_LEAST_LINES = 3
"""Lines on one side of a strip that make it a gutter; the last column of a page may have a single one."""
_GAP = 1.6
"""Heights of a line between two lines from which on a new paragraph begins."""
_MOST_LINES = 3_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its box, its text, and whether a paragraph begins with it."""

    left: float
    bottom: float
    right: float
    top: float
    text: str
    begins: bool = False

    @property
    def height(self) -> float:
        """Its height in points."""
        return self.top - self.bottom


def lines_of(runs: Sequence[Run]) -> tuple[Line, ...]:
    """The lines of a page in reading order, each with whether it begins a paragraph."""
    ordered = _ordered(_joined(runs)[:_MOST_LINES])
    high = median([line.height for line in ordered]) if ordered else 0.0
    found: list[Line] = []
    for line in ordered:
        before = found[-1] if found else None
        found.append(replace(line, begins=before is None or _parts(before, line, high)))
    return tuple(found)


def _parts(before: Line, line: Line, high: float) -> bool:
    """Whether a paragraph begins between two lines of one column; a new column only goes on."""
    if line.top > before.top:
        return False
    apart = before.bottom - line.bottom > _GAP * max(high, before.height, line.height) + 1
    size = abs(line.height - before.height) > 0.35 * max(high, 1.0) and line.text[:1].isupper()
    indent = line.left - before.left > 8 and before.text.rstrip().endswith((".", ":", "!", "?", "”", '"'))
    return apart or size or indent


def _joined(runs: Sequence[Run]) -> list[Line]:
    """Runs on one line of print without a wide gap between them are one line."""
    found: list[Line] = []
    for left, bottom, right, top, text in runs:
        said = text.translate(_HYPHEN_MARKS)
        if found and _goes_on(found[-1], left, bottom, top, said):
            last = found[-1]
            space = (
                " " if left - last.right > 0.15 * last.height and not last.text.endswith(" ") and said != "-" else ""
            )
            box = (min(last.left, left), min(last.bottom, bottom), max(last.right, right), max(last.top, top))
            found[-1] = Line(*box, last.text + space + said)
        elif said.strip():
            found.append(Line(left, bottom, right, top, said))
    return found


def _goes_on(last: Line, left: float, bottom: float, top: float, said: str) -> bool:
    middle = (bottom + top) / 2
    level = last.bottom - 1 <= middle <= last.top + 1
    return level and -2 <= left - last.right <= max(1.2 * last.height, 6) and bool(said)


def _ordered(lines: list[Line], depth: int = 0) -> list[Line]:
    """Reading order: bands from top to bottom, in each band columns from left to right."""
    if len(lines) <= _LEAST_LINES or depth > 4:
        return sorted(lines, key=lambda line: (-round(line.top / 3), line.left)) if depth else _by_height(lines)
    gutter = _gutter(lines)
    if gutter is None:
        return _by_height(lines)
    band: list[Line] = []
    found: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        if line.left < gutter < line.right:
            found += [*_columns(band, gutter, depth), line]
            band = []
        else:
            band.append(line)
    return found + _columns(band, gutter, depth)


def _columns(band: list[Line], gutter: float, depth: int) -> list[Line]:
    one = [line for line in band if line.right <= gutter]
    other = [line for line in band if line.right > gutter]
    return _ordered(one, depth + 1) + _ordered(other, depth + 1)


def _by_height(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom; those on one level from left to right."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -(line.top + line.bottom) / 2):
        if found and found[-1][0].bottom <= (line.top + line.bottom) / 2 <= found[-1][0].top:
            found[-1].append(line)
        else:
            found.append([line])
    return [line for row in found for line in sorted(row, key=lambda line: line.left)]


def _gutter(lines: list[Line]) -> float | None:
    """The middle of the widest strip that few lines cross and that has lines on both sides at the same heights."""
    edges = sorted({round(line.right) for line in lines})
    lefts = sorted({round(line.left) for line in lines})
    width = max(line.right for line in lines) - min(line.left for line in lines)
    best: tuple[float, float] | None = None
    for right in edges[:200]:
        left = next((x for x in lefts if x > right), None)
        if left is None or left - right < 6:
            continue
        middle = (left + right) / 2
        before = [line for line in lines if line.right <= middle]
        after = [line for line in lines if line.left >= middle]
        across = len(lines) - len(before) - len(after)
        if not before or not after or max(len(before), len(after)) < _LEAST_LINES or across > 0.25 * len(lines):
            continue
        narrow = min(_width(before), _width(after))
        if narrow < 0.3 * width or not _side_by_side(before, after):
            continue
        if best is None or left - right > best[0]:
            best = (left - right, middle)
    return best[1] if best else None


def _width(lines: list[Line]) -> float:
    """How wide the full lines of a column are: cells of a table are narrow, and are read across."""
    return sorted(line.right - line.left for line in lines)[-1 - len(lines) // 6]


def _side_by_side(one: list[Line], other: list[Line]) -> bool:
    top = min(max(line.top for line in one), max(line.top for line in other))
    bottom = max(min(line.bottom for line in one), min(line.bottom for line in other))
    return top > bottom
