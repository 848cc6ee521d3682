"""A figure as data, not as a drawing."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from comity.dossier.ends import KindOfEnds, each_series
from comity.dossier.strict import Role, Strict


class Point(Strict):
    """A value of a series in a period; without a value, `reason` says why the line has a gap."""

    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""


class Series(Strict):
    """A named run of points. `reported` series are drawn solid, derived ones hollow."""

    name: str
    role: Role
    reported: bool = True
    measure: str = ""
    horizon: str = Field(default="", description="of a forecast: the last period it is about, later than its data")
    points: tuple[Point, ...]
    interval: KindOfEnds = Field(description="what the ends of its points are; null where they have none")


class Mark(Strict):
    """A dated vertical on a time axis; `ref` leads to a finding or an evidence row."""

    period: str
    label: str
    ref: str = ""


class Bar(Strict):
    """One row of a ranking or strip. With `value` None the row is drawn as a bar between its bounds."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    role: Role = "third"
    note: str = ""
    horizon: str = Field(default="", description="of a forecast: the period it is about, which may lie after as_of")


class Cell(Strict):
    """One field of a matrix: `level` 0 none found, 1 little, 2 some, 3 much; None not examined."""

    row: str
    column: str
    level: int | None = Field(ge=0, le=3)
    note: str = ""


class Place(Strict):
    """A labelled point on a map."""

    label: str
    lat: float = Field(ge=-90, le=90)
    lng: float = Field(ge=-180, le=180)
    role: Role


class FigureModel(Strict):
    """A figure as data.

    `lines`: `series` over time with `marks`; two series named in `gap` are shaded between, with
    `gap_label` written into it. `bars`: a ranking (`bars`). `strip`: percentiles 0 to 100 as dots on
    lines (`bars`). `matrix`: `cells`. `map`: `places`.
    """

    id: str
    question: str
    kind: Literal["lines", "bars", "strip", "matrix", "map"]
    title: str = Field(description="states the finding")
    subtitle: str = Field(description="the quantity and its unit")
    unit: str = ""
    source: str = Field(description="sources and years covered")
    alt: str = Field(description="what a reader who cannot see it should know")
    series: tuple[Series, ...] = ()
    marks: tuple[Mark, ...] = ()
    gap: tuple[str, str] | None = None
    gap_label: str = ""
    bars: tuple[Bar, ...] = ()
    interval: KindOfEnds = Field(description="what the ends of `bars` are; null where none; series say theirs")
    cells: tuple[Cell, ...] = ()
    places: tuple[Place, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _first_edition(cls, given: Any) -> Any:
        return each_series(given)
