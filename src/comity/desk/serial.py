"""A series of the atlas as a figure, drawn like those of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.dossier.figure import FigureModel, Point, Series
from comity.dossier.inputs import PeriodModel
from comity.terms.period import year_of

if TYPE_CHECKING:
    from comity.atlas.manifest import Entry
    from comity.atlas.measurement import Measurement


def figure_of(entry: Entry, found: list[Measurement]) -> tuple[FigureModel, PeriodModel]:
    """The figure of one series and the years that it shows; periods without a value are gaps with their reason."""
    points = tuple(
        Point(period=m.period, value=m.value, low=m.low, high=m.high, reason=m.state.value.replace("_", " "))
        for m in found
    )
    interval = next((m.interval for m in found if m.interval is not None), None)
    series = Series(name=entry.title, role="a", measure=entry.id, points=points, interval=interval)
    known = [year_of(m.period) for m in found if m.known]
    model = FigureModel(
        id=entry.id, question=entry.question, kind="lines", title=entry.title, subtitle=entry.unit, unit=entry.unit,
        source=", ".join(entry.basis), alt=entry.title, series=(series,), interval=None,
    )  # fmt: skip
    return model, PeriodModel(first=min(known), last=max(known))
