"""Make `land.json`, the outlines that maps are drawn on, from Natural Earth's 1:110m land.

    python tools/make_land.py land-110m.json src/comity/report/charts/land.json

The input is `land-110m.json` of the npm package `world-atlas` (version 2.0.2), which is Natural Earth's
`ne_110m_land` (public domain, https://www.naturalearthdata.com) as TopoJSON. The output keeps the outer and
inner rings, rounded to hundredths of a degree, as whole numbers that each count from the one before.
"""

import json
import sys
from pathlib import Path

SCALE = 100


def decoded(topology: dict) -> list[list[tuple[float, float]]]:
    """The arcs of a quantised TopoJSON topology as longitudes and latitudes."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        arcs.append(points)
    return arcs


def ring(arcs: list[list[tuple[float, float]]], indices: list[int]) -> list[tuple[float, float]]:
    """Join arcs into a ring; ~i means arc i backwards, and neighbours share their joint."""
    points: list[tuple[float, float]] = []
    for index in indices:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += part[1:] if points else part
    return points


def packed(points: list[tuple[float, float]]) -> list[int]:
    """A ring as x, y, then differences, without points that repeat."""
    flat: list[int] = []
    before = (0, 0)
    for lng, lat in points:
        here = (round(lng * SCALE), round(lat * SCALE))
        if not flat or here != before:
            flat += [here[0] - before[0], here[1] - before[1]]
            before = here
    return flat


def main(source: Path, target: Path) -> None:
    """Read TopoJSON, write the compact outlines."""
    topology = json.loads(source.read_text("utf-8"))
    arcs = decoded(topology)
    rings: list[list[int]] = []
    polygons: list[list[int]] = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            polygons.append([])
            for indices in polygon:
                polygons[-1].append(len(rings))
                rings.append(packed(ring(arcs, indices)))
    document = {
        "source": "Natural Earth, 1:110m physical vectors, land. Public domain. https://www.naturalearthdata.com",
        "scale": SCALE,
        "polygons": polygons,
        "rings": rings,
    }
    target.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
