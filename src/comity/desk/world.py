"""The world as the desk draws it: land without borders, and each state as a dot at its capital, none over another."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from comity.terms.country import state

WIDTH = 1000.0
"""Units of the drawing from the western to the eastern edge of the world."""
_A = (1.340264, -0.081106, 0.000893, 0.003796)
"""Coefficients of the Equal Earth projection (Šavrič, Patterson and Jenny 2018, doi:10.1080/13658816.2018.1504949)."""
_M = math.sqrt(3) / 2
_SOUTH, _NORTH = -58.0, 84.0
"""Degrees north between which there are capitals."""
_APART = 2.35
"""Least distance of two dots, in radii: each can be hit."""
_NEAR = 20
"""Radii from each other within which two dots are kept apart."""
VIEWS = ("world", "Africa", "Americas", "Asia", "Europe", "Oceania")
"""What may be looked at: all of it, or the states of one region of the UN's M49 standard."""


def projected(lat: float, lng: float) -> tuple[float, float]:
    """Where a place is drawn: equal-area, x to the right from the western edge, y down from the northern one."""
    x, y = _equal_earth(lat, lng)
    return (x + _edge()) * _scale(), (_equal_earth(_NORTH, 0)[1] - y) * _scale()


def _equal_earth(lat: float, lng: float) -> tuple[float, float]:
    a1, a2, a3, a4 = _A
    t = math.asin(_M * math.sin(math.radians(lat)))
    t2, t6 = t * t, t**6
    x = math.radians(lng) * math.cos(t) / (_M * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)))
    return x, t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


@cache
def _edge() -> float:
    return _equal_earth(0, 180)[0]


@cache
def _scale() -> float:
    return WIDTH / (2 * _edge())


def height() -> float:
    """Units from the northern to the southern edge of what is drawn."""
    return projected(_SOUTH, 0)[1]


@dataclass(frozen=True, slots=True)
class Frame:
    """What is looked at, in units of the drawing, and how large a dot is in it."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def radius(self) -> float:
        """Of a dot: the same share of whatever is looked at."""
        return self.wide * 0.0052

    @property
    def box(self) -> str:
        """As SVG says it."""
        return f"{self.x:.1f} {self.y:.1f} {self.wide:.1f} {self.high:.1f}"


def frame(view: str, ids: tuple[str, ...]) -> Frame:
    """The frame of a view of these states: all of the world, or as much of it as holds the capitals of a region."""
    whole = Frame(0.0, 0.0, WIDTH, height())
    inside = [spot for id in ids if state(id).region == view and (spot := _capital(id)) is not None]
    if view == "world" or not inside:
        return whole
    xs, ys = (sorted(axis) for axis in zip(*inside, strict=True))
    # A region that lies on both sides of the date line is looked at from where most of its capitals are.
    xs = [x for x in xs if abs(x - xs[len(xs) // 2]) < WIDTH / 3]
    ratio = whole.wide / whole.high
    wide = max(xs[-1] - xs[0], (ys[-1] - ys[0]) * ratio) * 1.16 + 12
    wide = min(wide, WIDTH)
    x = min(max((xs[0] + xs[-1] - wide) / 2, 0.0), WIDTH - wide)
    y = min(max((ys[0] + ys[-1] - wide / ratio) / 2, 0.0), whole.high - wide / ratio)
    return Frame(x, y, wide, wide / ratio)


def _capital(id: str) -> tuple[float, float] | None:
    held = state(id)
    if held.capital_lat is None or held.capital_lng is None:
        return None
    return projected(held.capital_lat, held.capital_lng)


@lru_cache(64)
def spots(ids: tuple[str, ...], radius: float) -> dict[str, tuple[float, float]]:
    """Where the dot of each state stands: at its capital, moved aside where it would lie upon another.

    States of which no capital is known have none.
    """
    known = [id for id in ids if _capital(id) is not None]
    if not known:
        return {}
    home = np.array([_capital(id) for id in known])
    # Two capitals at one place are parted by their order, so that the same dots always stand in the same places.
    turn = np.arange(len(known)) * 2.399963
    at = (home + 0.05 * radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)).T.copy()
    home = home.T.copy()
    least = _APART * radius
    # Only dots that lie near each other at first can come to lie upon each other.
    apart = np.hypot(*(home[:, :, None] - home[:, None]))
    one, two = np.nonzero(np.triu(apart < _NEAR * radius, 1))
    for _ in range(150):
        gap = at[:, one] - at[:, two]
        far = np.hypot(*gap)
        short = np.clip(least - far, 0, None)
        if not short.any():
            break
        push = gap * (0.35 * short / np.maximum(far, 1e-9))
        at += (home - at) * 0.01
        # One axis after the other: for a list of single numbers this is ten times as quick.
        for axis, moved in zip(at, push, strict=True):
            np.add.at(axis, one, moved)
            np.add.at(axis, two, -moved)
    return {id: (float(x), float(y)) for id, x, y in zip(known, *at, strict=True)}


@cache
def land_svg() -> str:
    """Land (Natural Earth, public domain) as a picture that follows the colour scheme of its reader."""
    from comity.report.charts.map import land
    from comity.report.charts.theme import DARK, LIGHT

    pieces = []
    for polygon in land(1)["geometry"]["coordinates"]:
        for ring in (part for whole in polygon for part in _at_the_date_line([(x, y) for x, y in whole])):
            places = [projected(lat, lng) for lng, lat in ring]
            pieces.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places) + "Z")
    style = f"path{{fill:{LIGHT['land']}}}@media(prefers-color-scheme:dark){{path{{fill:{DARK['land']}}}}}"
    box = f"0 0 {WIDTH:g} {height():.1f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><style>{style}</style>'
        f'<path fill-rule="evenodd" d="{"".join(pieces)}"/></svg>'
    )


Ring = list[tuple[float, float]]
"""Longitude and latitude of the corners of a coast, in turn."""


def _at_the_date_line(ring: Ring) -> list[Ring]:
    """A coast that runs over the date line in two, one at each edge of the map; what is not drawn is left out."""
    if max(lat for _, lat in ring) < _SOUTH:
        return []
    turned, shift = [], 0.0
    for (lng, lat), (before, _) in zip(ring, [ring[0], *ring], strict=False):
        shift -= 360 * round((lng - before) / 360)
        turned.append((lng + shift, lat))
    # Each copy is cut at both edges of the map, and of most coasts nothing is left of the two that are moved.
    moved = ([(lng + turn, lat) for lng, lat in turned] for turn in (-360.0, 0.0, 360.0))
    cut = (_cut(_cut(copy, 180.0, 1), -180.0, -1) for copy in moved)
    return [part for part in cut if len(part) > 2]


def _cut(ring: Ring, at: float, side: int) -> Ring:
    """What of a ring lies west (`side` 1) or east (-1) of a meridian."""
    found: Ring = []
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside = (at - x0) * side >= 0
        if inside:
            found.append((x0, y0))
        if inside != ((at - x1) * side >= 0):
            found.append((at, y0 + (y1 - y0) * (at - x0) / (x1 - x0)))
    return found
