"""Does actual over expected trade tell boycott from peace, and an opening when there is one?

Manufactures among 69 countries, 1986 to 2006 (the panel of the WTO's guide). For each year the measure's own
functions give each ordered pair its ratio; a pair's figure is the geometric mean of both directions. A year
without trade counts as the smallest ratio that can be told from nothing, 0.001.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
from figures import REPOSITORY, Figure, Material
from gravity_published import all_years

from comity.measures.comparable import usual_range
from comity.measures.expectation import expectation

PICTURE = REPOSITORY / "docs" / "pictures" / "known-groups.svg"
NOTHING = 0.001
BEFORE, AFTER = 3, 5
"""Years before an event, and from the year after it on, that are compared."""

Ratios = dict[tuple[str, str], dict[int, float]]


def figures(material: Material) -> list[Figure]:
    """One row for each pair of the list, after a summary for each group; writes the picture too."""
    ratios = guide_ratios(material.mirror)
    with Path(__file__).with_name("known_groups.csv").open(encoding="utf-8") as file:
        pairs = list(csv.DictReader(file))
    draw(ratios, pairs)
    opened = [p for p in pairs if p["year"]]
    moves = {int(p["year"]): _moves(ratios, int(p["year"])) for p in opened}
    rows = [_standing(ratios, p) for p in pairs if not p["year"]] + [_opening(ratios, p, moves) for p in opened]
    return [_summary(ratios, pairs, moves), *rows]


def guide_ratios(mirror: Path) -> Ratios:
    """By unordered pair and year: geometric mean of both directions' ratios."""
    data = all_years(mirror)
    states = np.unique(data["exporter"])
    out: Ratios = {}
    for year in np.unique(data["year"]):
        here = data["year"] == year
        i, j = (np.searchsorted(states, data[side][here]) for side in ("exporter", "importer"))
        ratio = _ratios(i, j, {n: data[n][here] for n in ("trade", "dist", "cntg", "rta")}, len(states))
        both = np.sqrt(ratio * ratio.T)
        for a, b in zip(*np.triu_indices(len(states), 1), strict=True):
            if np.isfinite(both[a, b]):
                out.setdefault((str(states[a]), str(states[b])), {})[int(year)] = float(both[a, b])
    return out


def _ratios(i: Any, j: Any, columns: dict[str, Any], n: int) -> Any:
    square = {name: np.zeros((n, n)) for name in columns}
    for name, values in columns.items():
        square[name][i, j] = values
    trade = square["trade"]
    np.fill_diagonal(trade, 0)
    ties = {"border": square["cntg"], "agreement": square["rta"]}
    expected = expectation(trade, np.log(np.where(square["dist"] > 0, square["dist"], 1.0)), ties).without_pair
    a, b = np.nonzero((trade > 0) & (expected > 0))
    residual = np.log(trade[a, b] / expected[a, b])
    size = np.log(expected[a, b])
    middle, _, _ = usual_range(residual, size, a, b).of(size, a, b)
    out = np.where(expected > 0, NOTHING, np.nan)
    out[a, b] = np.maximum(np.exp(residual - middle), NOTHING)
    return out


def _series(ratios: Ratios, pair: dict[str, str]) -> dict[int, float]:
    return ratios[tuple(sorted((pair["a"], pair["b"])))]  # type: ignore[index]


def _mean(series: dict[int, float], years: range) -> float:
    seen = [np.log(series[y]) for y in years if y in series]
    return float(np.exp(np.mean(seen))) if seen else float("nan")


def _change(series: dict[int, float], year: int) -> tuple[float, float]:
    return _mean(series, range(year - BEFORE, year)), _mean(series, range(year + 1, year + 1 + AFTER))


def _moves(ratios: Ratios, year: int) -> Any:
    """Log changes of all pairs around a year, sorted."""
    both = [_change(series, year) for series in ratios.values()]
    changes = np.array([np.log(after / before) for before, after in both])
    return np.sort(changes[np.isfinite(changes)])


def _place(moves: Any, change: float) -> float:
    return float(100 * np.searchsorted(moves, change) / len(moves))


def _standing(ratios: Ratios, pair: dict[str, str]) -> Figure:
    series = _series(ratios, pair)
    low, high = min(series.values()), max(series.values())
    return Figure(
        f"{pair['group']}: {pair['a']} and {pair['b']}",
        f"{_mean(series, range(1986, 2007)):.3f} ({low:.3f} to {high:.3f} over the years)",
        "no tool shows it",
        pair["reason"],
    )


def _opening(ratios: Ratios, pair: dict[str, str], moves: dict[int, Any]) -> Figure:
    year = int(pair["year"])
    before, after = _change(_series(ratios, pair), year)
    place = _place(moves[year], float(np.log(after / before)))
    return Figure(
        f"{pair['group']}: {pair['a']} and {pair['b']}, {year}",
        f"{before:.3f} before, {after:.3f} after; rose more than {place:.0f} % of all pairs did",
        "no tool shows it",
        pair["reason"],
    )


def _summary(ratios: Ratios, pairs: list[dict[str, str]], moves: dict[int, Any]) -> Figure:
    opened = [(int(p["year"]), _change(_series(ratios, p), int(p["year"]))) for p in pairs if p["year"]]
    rose = sum(after > before for _, (before, after) in opened)
    places = [_place(moves[year], float(np.log(after / before))) for year, (before, after) in opened]
    whole = range(1986, 2007)
    shut = [_mean(_series(ratios, p), whole) for p in pairs if p["group"] in ("boycott", "cold peace")]
    close = [_mean(_series(ratios, p), whole) for p in pairs if p["group"] == "close"]
    return Figure(
        f"all {len(pairs)} pairs of the list",
        f"openings: {rose} of {len(opened)} rose, median place {np.median(places):.0f} % of all pairs' changes; "
        f"boycotts and cold peace at most {max(shut):.2f}, close pairs at least {min(close):.2f}",
        "chance: half rise, place 50 %",
        f"{len(ratios):,} pairs of 69 countries; the list with its reasons is validation/known_groups.csv",
    )


def draw(ratios: Ratios, pairs: list[dict[str, str]]) -> None:
    """Small multiples, one line a pair, log scale; the year of the event as a thin vertical."""
    import vl_convert

    values = [
        {"pair": f"{p['a']}–{p['b']}: {p['group']}", "year": year, "ratio": ratio, "event": int(p["year"] or 0) or None}
        for p in pairs
        for year, ratio in sorted(_series(ratios, p).items())
    ]
    ratio = {
        "field": "ratio",
        "type": "quantitative",
        "title": None,
        "scale": {"type": "log", "domain": [NOTHING, 20]},
        "axis": {"values": [0.001, 0.01, 0.1, 1, 10], "format": "~g"},
    }
    years = {"domain": [1986, 2006], "zero": False}
    axis = {"format": "d", "values": [1986, 1996, 2006]}
    year = {"field": "year", "type": "quantitative", "title": None, "axis": axis, "scale": years}
    one = {"mark": {"type": "rule", "color": "#bbb"}, "encoding": {"y": {"datum": 1, "type": "quantitative"}}}
    event = {
        "mark": {"type": "rule", "color": "#b35806", "strokeWidth": 1},
        "encoding": {"x": {"field": "event", "aggregate": "min", "type": "quantitative", "scale": years}},
    }
    line = {"mark": {"type": "line", "color": "#1b4f8a", "strokeWidth": 1.6}, "encoding": {"x": year, "y": ratio}}
    names = [f"{p['a']}–{p['b']}: {p['group']}" for p in pairs]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {
            "text": "Actual over expected trade follows boycotts, treaties and openings",
            "subtitle": [
                "Manufactures, geometric mean of both directions, log scale; 1 is usual for such a pair.",
                "0.001 stands for no trade. Vertical: year of the event.",
            ],
            "anchor": "start",
        },
        "data": {"values": values},
        "facet": {"field": "pair", "type": "nominal", "sort": names, "title": None, "header": {"labelAnchor": "start"}},
        "columns": 4,
        "spec": {"width": 170, "height": 90, "layer": [one, event, line]},
        "config": {"view": {"stroke": None}, "axis": {"grid": False}, "font": "sans-serif"},
    }
    PICTURE.write_text(vl_convert.vegalite_to_svg(json.dumps(spec)), encoding="utf-8")
