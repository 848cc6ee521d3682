"""The table behind a figure: the same numbers as the drawing, for readers who want or need them as text."""

from __future__ import annotations

from collections.abc import Callable

from comity.dossier.figure import FigureModel, Point
from comity.report import numerals
from comity.report.page import Grid, Head
from comity.report.safe import clean
from comity.terms.unit import number
from comity.terms.wording import ordinal

LEVELS = {None: "not examined", 0: "none found", 1: "little", 2: "some", 3: "much"}
Body = tuple[tuple[Head, ...], tuple[tuple[str, ...], ...]]


def _interval(low: float | None, high: float | None, unit: str) -> str:
    return "" if low is None or high is None else numerals.span(low, high, unit)


def _point(point: Point | None, unit: str) -> str:
    if point is None:
        return numerals.DASH
    band = _interval(point.low, point.high, unit)
    if point.value is not None:
        value = numerals.quantity(point.value, unit, point.low, point.high)
        return f"{value} ({band})" if band else value
    return f"{band} (bounds)" if band else clean(point.reason) or numerals.DASH


def _lines(figure: FigureModel) -> Body:
    periods = sorted({p.period for s in figure.series for p in s.points})
    columns = [{p.period: p for p in s.points} for s in figure.series]
    heads = (Head("Period", "", False), *(Head(clean(s.name), "", True) for s in figure.series))
    rows = tuple((numerals.period(clean(t)), *(_point(c.get(t), figure.unit) for c in columns)) for t in periods)
    return heads, rows


def _bars(figure: FigureModel) -> Body:
    heads = (
        Head("Name", "", False),
        Head("Value", "", True),
        Head("Interval", "", True),
        Head("Note", "", False),
    )
    rows = tuple(
        (
            clean(b.label),
            numerals.DASH if b.value is None else numerals.quantity(b.value, figure.unit, b.low, b.high),
            _interval(b.low, b.high, figure.unit) or numerals.DASH,
            clean(b.note),
        )
        for b in figure.bars
    )
    return heads, rows


def _strip(figure: FigureModel) -> Body:
    heads = (
        Head("Quantity", "", False),
        Head("Percentile", "", True),
        Head("Interval", "", True),
        Head("Note", "", False),
    )
    rows = tuple(
        (
            clean(b.label),
            numerals.DASH if b.value is None else ordinal(b.value),
            numerals.DASH if b.low is None or b.high is None else f"{ordinal(b.low)} to {ordinal(b.high)}",
            clean(b.note),
        )
        for b in figure.bars
    )
    return heads, rows


def _matrix(figure: FigureModel) -> Body:
    columns = list(dict.fromkeys(c.column for c in figure.cells))
    found = {(c.row, c.column): c for c in figure.cells}
    heads = (Head("Field", "", False), *(Head(clean(c), "", False) for c in columns))

    def word(row: str, column: str) -> str:
        cell = found.get((row, column))
        if cell is None:
            return LEVELS[None]
        note = clean(cell.note)
        return f"{LEVELS[cell.level]}: {note}" if note else LEVELS[cell.level]

    names = dict.fromkeys(c.row for c in figure.cells)
    return heads, tuple((clean(r), *(word(r, c) for c in columns)) for r in names)


def _map(figure: FigureModel) -> Body:
    heads = (Head("Place", "", False), Head("Latitude", "", True), Head("Longitude", "", True))
    return heads, tuple(
        (
            clean(p.label),
            f"{number(abs(p.lat), 2)}° {'N' if p.lat >= 0 else 'S'}",
            f"{number(abs(p.lng), 2)}° {'E' if p.lng >= 0 else 'W'}",
        )
        for p in figure.places
    )


_KINDS: dict[str, Callable[[FigureModel], Body]] = {
    "lines": _lines,
    "bars": _bars,
    "strip": _strip,
    "matrix": _matrix,
    "map": _map,
}


def data_table(figure: FigureModel, anchor: str) -> Grid:
    """The figure's data as a printed table."""
    heads, rows = _KINDS[figure.kind](figure)
    return Grid(f"{anchor}-data", 0, clean(figure.title), heads, rows, "", clean(figure.source))


def _runs(points: tuple[Point, ...]) -> list[tuple[str, str, str]]:
    """First and last period of each run of points without a value that share a reason."""
    runs: list[tuple[str, str, str]] = []
    open_run = False
    for point in points:
        bare = point.value is None and (point.low is None or point.high is None)
        if bare and open_run and runs[-1][2] == point.reason:
            runs[-1] = (runs[-1][0], point.period, point.reason)
        elif bare:
            runs.append((point.period, point.period, point.reason))
        open_run = bare
    return runs


def _run_words(first: str, last: str) -> str:
    joint = "–" if first.isdigit() else " to "
    return numerals.period(first) if first == last else f"{numerals.period(first)}{joint}{numerals.period(last)}"


def _bands(figure: FigureModel) -> list[str]:
    """What the shaded bands are: said once where all are of one kind, else by series."""
    kinds = {clean(s.name): clean(s.interval) for s in figure.series if s.interval is not None}
    if len(set(kinds.values())) > 1:
        return [f"Shaded bands: {', '.join(f'{kind} ({name})' for name, kind in kinds.items())}."]
    return [f"Shaded bands: {kind}." for kind in set(kinds.values())]


def notes(figure: FigureModel) -> tuple[str, ...]:
    """What a reader must know to read the drawing: keys, and why lines have gaps."""
    found: list[str] = []
    if figure.kind == "lines":
        if any(not s.reported for s in figure.series):
            found.append("Solid: as reported. Dashed with hollow points: derived.")
        found += _bands(figure)
        for series in figure.series:
            spans = [
                f"{_run_words(first, last)} ({clean(why) or 'no value'})" for first, last, why in _runs(series.points)
            ]
            if spans:
                more = f" and {len(spans) - 4} more" if len(spans) > 4 else ""
                found.append(f"Gaps in {clean(series.name)}: {', '.join(spans[:4])}{more}.")
    if figure.kind in {"bars", "strip"} and any(b.low is not None for b in figure.bars):
        known = any(b.value is not None and b.low is not None for b in figure.bars)
        bounds = any(b.value is None and b.low is not None for b in figure.bars)
        drawn = "Thin lines" if figure.kind == "bars" else "Pale bands"
        found += [f"{drawn}: {clean(figure.interval or '')}."] * known
        found += ["Open bars: known only as lying between these bounds."] * bounds
    if figure.kind == "matrix":
        found.append("Size of the mark: little, some, much. Empty: none found. Dash: not examined.")
    if figure.kind == "map":
        found.append("Land outlines: Natural Earth, public domain. No borders are drawn.")
    return tuple(found)
