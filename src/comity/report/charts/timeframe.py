"""Geometry of charts over time: the shared axis, the value scale, and runs of points that a line may join."""

from __future__ import annotations

from comity.dossier.figure import FigureModel, Point, Series
from comity.dossier.inputs import PeriodModel
from comity.report.charts import axis
from comity.report.charts.theme import LIGHT, NARROW, text_width
from comity.report.safe import clean
from comity.terms.period import year_of

X = {"field": "x", "type": "quantitative"}
Y = {"field": "y", "type": "quantitative"}


def segments(points: tuple[Point, ...]) -> list[list[Point]]:
    """Runs of neighbouring periods that all have a value: a line never crosses a period without one."""
    runs: list[list[Point]] = []
    before: Point | None = None
    for point in sorted(points, key=lambda p: axis.when(p.period) or 0.0):
        if point.value is None or axis.when(point.period) is None:
            before = None
            continue
        if before is not None and axis.follows(before.period, point.period):
            runs[-1].append(point)
        else:
            runs.append([point])
        before = point
    return runs


def within(figure: FigureModel, period: PeriodModel) -> FigureModel:
    """The figure without points outside the period, which all time axes of a report share."""

    def inside(point: Point) -> bool:
        time = axis.when(point.period)
        return time is not None and period.first <= time < period.last + 1

    kept = [s.model_copy(update={"points": tuple(filter(inside, s.points))}) for s in figure.series]
    return figure.model_copy(update={"series": tuple(kept)})


def own_period(figure: FigureModel, period: PeriodModel) -> PeriodModel:
    """The period that the figure's axis shows: the report's, unless a monthly series fills less than half of it.

    Years share one axis across a report; months squeezed into a corner of it could not be read.
    """
    times = [p.period for s in figure.series for p in s.points if p.value is not None and "-" in p.period]
    if not times:
        return period
    first, last = year_of(min(times)), year_of(max(times))
    short = 2 * (last - first + 1) < period.last - period.first + 1
    return PeriodModel(first=max(first, period.first), last=min(last, period.last)) if short else period


class Frame:
    """Geometry of one chart: pixel sizes, the value scale and the rows that layers draw from."""

    def __init__(self, figure: FigureModel, period: PeriodModel, width: int) -> None:
        self.figure, self.narrow = figure, width <= NARROW
        values = [v for s in figure.series for p in s.points for v in (p.value, p.low, p.high) if v is not None] or [
            0.0,
            1.0,
        ]
        low, high = min(values), max(values)
        if low >= 0 and low < high * 0.6:
            low = 0.0
        self.height = 190 if self.narrow else 215
        self.ticks, (self.low, self.high) = axis.frame(low, high, 4)
        self.tick_labels = axis.labels(self.ticks, figure.unit)
        left = max(map(text_width, self.tick_labels)) + 10
        longest = max((text_width(clean(s.name)) for s in figure.series), default=0.0)
        self.label_room = 0.0 if self.narrow else min(max(longest * 0.62, 90.0), 170.0)
        self.width = int(width - left - self.label_room - (16 if self.narrow else 22))
        self.first, self.last = float(period.first), period.last + 11 / 12

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return self.height * (self.high - value) / (self.high - self.low)

    def x(self, time: float) -> float:
        """Pixels from the left."""
        return self.width * (time - self.first) / max(self.last - self.first, 1.0)


def colour_of(series: Series) -> str:
    """The hue of the series' role."""
    return LIGHT[series.role]
