"""Series of a measure drawn as a report draws them: the figure as data, and its Vega-Lite specification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from comity.dossier.figure import FigureModel, Point, Series
from comity.dossier.inputs import PeriodModel
from comity.errors import UserError
from comity.terms.country import display_name, state
from comity.terms.period import year_of
from comity.terms.unit import unit

if TYPE_CHECKING:
    from comity.atlas.manifest import Entry
    from comity.atlas.measurement import Measurement
    from comity.dossier.strict import Role

_MOST = 6
"""Lines that one can tell apart."""
_ROLES: tuple[Role, ...] = ("a", "b")


def drawn(entry: Entry, cells: Sequence[Measurement], meta: Mapping[str, Any], width: int) -> dict[str, Any]:
    """The specification of a time series chart so many pixels wide.

    Raises UserError where there is no value to draw, and for more series than can be told apart.
    """
    from comity.report.charts.draw import spec

    runs = [(pair, list(rows)) for pair, rows in groupby(cells, lambda m: (m.a, m.b))]
    runs = [(pair, rows) for pair, rows in runs if any(m.value is not None or m.low is not None for m in rows)]
    if not runs:
        raise UserError(f"{entry.id} has no value here, so there is nothing to draw; the frame says why of each cell")
    if len(runs) > _MOST:
        raise UserError(f"{len(runs)} series cannot be told apart in one chart; name at most {_MOST} pairs")
    years = [year_of(m.period) for _, rows in runs for m in rows if m.value is not None or m.low is not None]
    label = unit(entry.unit).label or entry.unit
    figure = FigureModel(
        id=entry.id,
        question=entry.question,
        kind="lines",
        title=entry.title,
        subtitle=f"{entry.title}, {label}",
        unit=entry.unit,
        source="; ".join(e["title"] for e in meta["editions"].values()),
        alt=f"{entry.title}, {min(years)} to {max(years)}: {', '.join(_name(*pair) for pair, _ in runs)}",
        series=tuple(_series(pair, rows, _ROLES[n] if n < 2 else "third") for n, (pair, rows) in enumerate(runs)),
        interval=None,
    )
    made = spec(figure, PeriodModel(first=min(years), last=max(years)), width)
    # A report has no ground of its own; outside of it the schema of Vega-Lite wants one that is named.
    return made | {"background": "transparent"}


def _series(pair: tuple[str, str], rows: Sequence[Measurement], role: Role) -> Series:
    kinds = {m.interval for m in rows if m.interval is not None}
    return Series(
        name=_name(*pair),
        role=role,
        measure=rows[0].measure,
        points=tuple(
            Point(period=m.period, value=m.value, low=m.low, high=m.high, reason="" if m.known else str(m.state))
            for m in rows
        ),
        interval=next(iter(sorted(kinds)), None),
    )


def _name(a: str, b: str) -> str:
    one = display_name(state(a))
    return one if b == "-" else f"{one} and {display_name(state(b))}"
