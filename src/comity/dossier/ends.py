"""The kind of a number's ends as a field of a document: never missing where there are ends, else None."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, ValidationInfo

from comity.terms.interval import Interval, expect_kind


def _ends(given: Mapping[str, Any]) -> Iterator[float | None]:
    yield from (given.get("low"), given.get("high"))
    for part in (*given.get("points", ()), *given.get("bars", ())):
        yield from (part.low, part.high)


def _told(kind: Interval | None, info: ValidationInfo) -> Interval | None:
    """Documents of the first edition name a kind where there are no ends: it says nothing and is left out."""
    ends = tuple(_ends(info.data))
    expect_kind(kind, *ends)
    return kind if any(end is not None for end in ends) else None


KindOfEnds = Annotated[Interval | None, AfterValidator(_told)]
"""What the ends in the fields before it (`low` and `high`, or those of `points` or `bars`) are."""


def each_series(figure: Any) -> Any:
    """A figure of a document whose series each say what their ends are; the first edition said it once for all."""
    series = figure.get("series", ()) if isinstance(figure, dict) and figure.get("interval") else ()
    if all(not isinstance(s, dict) or "interval" in s for s in series):
        return figure
    return figure | {"series": [{"interval": figure["interval"]} | s for s in series]}
