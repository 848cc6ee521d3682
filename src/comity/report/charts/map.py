"""Two capitals on land without borders, and where on the world that is.

The main view is an equal-area projection centred between the places, so any two states fit, also across the
date line. The inset shows the world with the same points.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import Any

from comity.dossier.figure import FigureModel, Place
from comity.dossier.inputs import PeriodModel
from comity.report.charts.rows import LINE
from comity.report.charts.theme import CONFIG, LIGHT, NARROW, SIZE, Spec, text_width, wrap
from comity.report.safe import clean

_INSET = (168, 86)
_COARSE = 4
"""Of so many points of a coast the inset, two degrees a pixel, shows one."""
Box = tuple[float, float, float, float]


@cache
def land(step: int = 1) -> dict[str, Any]:
    """Land as GeoJSON (Natural Earth 1:110m), decoded from differences in whole numbers.

    With a `step` only each so-many-th point of a coast is kept, and all on the edges of the world.
    """
    packed = json.loads(resources.files("comity.report.charts").joinpath("land.json").read_text("utf-8"))
    rings = []
    for flat in packed["rings"]:
        x = y = 0
        ring = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append([x / packed["scale"], y / packed["scale"]])
        rings.append(_thinned(ring, step))
    polygons = [[rings[i] for i in polygon] for polygon in packed["polygons"]]
    return {
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        "properties": {},
    }


def coasts() -> dict[str, Any]:
    """The land of the inset, the same on every map."""
    return land(_COARSE)


def _thinned(ring: list[list[float]], step: int) -> list[list[float]]:
    last = len(ring) - 1
    if last < 3 * step:
        return ring
    return [p for n, p in enumerate(ring) if n % step == 0 or n == last or abs(p[0]) > 179.9 or abs(p[1]) > 89.9]


def _unit(place: Place) -> tuple[float, float, float]:
    lat, lng = math.radians(place.lat), math.radians(place.lng)
    return math.cos(lat) * math.cos(lng), math.cos(lat) * math.sin(lng), math.sin(lat)


def centre(places: tuple[Place, ...]) -> tuple[float, float]:
    """Longitude and latitude of the middle of the places on the globe."""
    x, y, z = (sum(part) for part in zip(*map(_unit, places), strict=True))
    if math.hypot(x, y, z) < 1e-6:
        return places[0].lng, 0.0
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def project(place: Place, middle: tuple[float, float]) -> tuple[float, float]:
    """Lambert's azimuthal equal-area projection about `middle`, for a globe of radius 1: x right, y down."""
    lng, lat = math.radians(place.lng - middle[0]), math.radians(place.lat)
    lat0 = math.radians(middle[1])
    cosine = math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(lng)
    k = math.sqrt(2 / max(1 + cosine, 1e-9))
    x = k * math.cos(lat) * math.sin(lng)
    y = k * (math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(lng))
    return x, -y


def _point_layers(places: tuple[Place, ...], size: int) -> Spec:
    rows = [{"lng": p.lng, "lat": p.lat, "c": LIGHT[p.role]} for p in places]
    mark = {"type": "circle", "size": size, "opacity": 1, "stroke": LIGHT["paper"], "strokeWidth": 1}
    where = {
        "longitude": {"field": "lng", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
    }
    colour = {"color": {"field": "c", "type": "nominal", "scale": None}}
    return {"data": {"values": rows}, "mark": mark, "encoding": where | colour}


def _ground(step: int = 1) -> Spec:
    return {"data": {"values": [land(step)]}, "mark": {"type": "geoshape", "fill": LIGHT["land"], "stroke": None}}


def _free(spot: tuple[float, float], size: tuple[float, float], frame: tuple[int, int], taken: list[Box]) -> bool:
    (x, y), (wide, tall) = spot, size
    inside = x >= 2 and x + wide <= frame[0] - 2 and tall / 2 <= y <= frame[1] - tall / 2
    return inside and not any(
        x < right and x + wide > left and y - tall / 2 < low and y + tall / 2 > top for left, top, right, low in taken
    )


def _labels(places: tuple[Place, ...], at: list[tuple[float, float]], width: int, height: int) -> list[Spec]:
    """Names beside their points: on the outer side, below or above when two points are close."""
    made: list[Spec] = []
    taken: list[Box] = []
    for place, (px, py) in sorted(zip(places, at, strict=True), key=lambda one: one[1][1]):
        lines = wrap(clean(place.label), width * 0.42, 2)
        wide, tall = max(map(text_width, lines)), LINE * len(lines)
        spots = [
            (px + 9, py),
            (px - 9 - wide, py),
            (px - wide / 2, py - 10 - tall / 2),
            (px - wide / 2, py + 10 + tall / 2),
        ]
        spots += [(px - wide / 2, py + s * n * 18) for n in range(2, 12) for s in (-1, 1)]

        x, y = next((s for s in spots if _free(s, (wide, tall), (width, height), taken)), spots[0])
        taken += [(x, y - tall / 2, x + wide, y + tall / 2), (px - 7, py - 7, px + 7, py + 7)]
        base = {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "lineHeight": LINE,
            "fontWeight": "bold",
        }
        where = {
            "x": {"value": x},
            "y": {"value": y - LINE / 2 * (len(lines) - 1)},
            "text": {"field": "t"},
        }
        halo = {"stroke": LIGHT["paper"], "strokeWidth": 3.5, "strokeJoin": "round"}
        for mark in (base | halo, base | {"color": LIGHT[place.role], "fontSize": SIZE}):
            made.append({"data": {"values": [{"t": lines}]}, "mark": mark, "encoding": where})
    return made


def map_(figure: FigureModel, period: PeriodModel, width: int) -> Spec:
    """The spec of a `map` figure so many pixels wide."""
    places = figure.places
    narrow = width <= NARROW
    # Below the narrow page of a report a coast of every second point is as fine as a pixel shows.
    step = 2 if width < NARROW else 1
    wide = width - 12 if narrow else width - _INSET[0] - 28
    height = 220 if narrow else 270
    middle = centre(places) if places else (0.0, 0.0)
    flat = [project(p, middle) for p in places]
    reach_x = max((abs(x) for x, _ in flat), default=0.2)
    reach_y = max((abs(y) for _, y in flat), default=0.2)
    scale = min(wide / 2 * 0.62 / max(reach_x, 0.08), height / 2 * 0.62 / max(reach_y, 0.08))
    scale = max(scale, min(wide, height) / 4)
    at = [(wide / 2 + x * scale, height / 2 + y * scale) for x, y in flat]
    projection = {
        "type": "azimuthalEqualArea",
        "rotate": [-middle[0], -middle[1], 0],
        "scale": scale,
        "translate": [wide / 2, height / 2],
        "clipAngle": 179,
        "clipExtent": [[0, 0], [wide, height]],
    }
    frame = {"stroke": LIGHT["rule"], "strokeWidth": 0.7}
    main = {
        "width": wide,
        "height": height,
        "view": frame,
        "layer": [
            {**_ground(step), "projection": projection},
            {**_point_layers(places, 90), "projection": projection},
            *_labels(places, at, wide, height),
        ],
    }
    world = {"type": "equalEarth", "scale": _INSET[0] / 5.45, "translate": [_INSET[0] / 2, _INSET[1] / 2]}
    inset = {
        "width": _INSET[0],
        "height": _INSET[1],
        "view": frame,
        "layer": [{**_ground(_COARSE), "projection": world}, {**_point_layers(places, 34), "projection": world}],
    }
    body = {"vconcat" if narrow else "hconcat": [main, inset], "spacing": 16, "align": "none"}
    schema = "https://vega.github.io/schema/vega-lite/v6.json"
    return {"$schema": schema, "description": figure.alt, "background": None, "config": CONFIG, **body}
