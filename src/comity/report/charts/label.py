"""Where words fit inside a plot without lying on lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

Pixel = tuple[float, float]
_CELL = 5.0


def sampled(path: Sequence[Pixel]) -> list[Pixel]:
    """Points along a polyline, no further apart than a cell."""
    points = list(path[:1])
    for (x0, y0), (x1, y1) in pairwise(path):
        steps = max(int(math.hypot(x1 - x0, y1 - y0) / (_CELL * 0.8)), 1)
        points += [(x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps) for k in range(1, steps + 1)]
    return points


def _sums(frame: Pixel, weighted: Iterable[tuple[Pixel, float]]) -> list[list[float]]:
    """Summed-area table of the weights that lie in each cell."""
    columns, rows = int(frame[0] / _CELL) + 1, int(frame[1] / _CELL) + 1
    field = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for (x, y), weight in weighted:
        if 0 <= x <= frame[0] and 0 <= y <= frame[1]:
            field[int(y / _CELL) + 1][int(x / _CELL) + 1] += weight
    for r in range(1, rows + 1):
        for c in range(1, columns + 1):
            field[r][c] += field[r - 1][c] + field[r][c - 1] - field[r - 1][c - 1]
    return field


def place(box: Pixel, wanted: Pixel, frame: Pixel, weighted: Iterable[tuple[Pixel, float]]) -> Pixel:
    """Centre of a box of this size inside the frame: near `wanted`, over as little as possible.

    Each weight is what lying on that point costs, in pixels of distance that one would go to avoid it.
    """
    field = _sums(frame, weighted)
    wide, high = box
    best, least = wanted, math.inf
    for row in range(int((frame[1] - high) / _CELL) + 1):
        for column in range(int((frame[0] - wide) / _CELL) + 1):
            right = min(column + math.ceil(wide / _CELL), len(field[0]) - 1)
            low = min(row + math.ceil(high / _CELL), len(field) - 1)
            covered = field[low][right] - field[row][right] - field[low][column] + field[row][column]
            centre = (column * _CELL + wide / 2, row * _CELL + high / 2)
            cost = covered + math.dist(centre, wanted)
            if cost < least:
                best, least = centre, cost
    return best


def spread(wanted: list[float], heights: list[float], top: float, bottom: float) -> list[float]:
    """Centres as near to the wanted ones as boxes of these heights allow without touching."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    floor = top
    for i in order:
        placed[i] = max(wanted[i], floor + heights[i] / 2)
        floor = placed[i] + heights[i] / 2
    ceiling = bottom
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling - heights[i] / 2)
        ceiling = placed[i] - heights[i] / 2
    return placed
