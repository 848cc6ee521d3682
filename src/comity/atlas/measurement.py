"""One measured value, and the six ways in which there can be one or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from comity.terms.detail import Detail, Shape
from comity.terms.interval import Interval, expect_kind


class State(StrEnum):
    """Why a cell holds what it holds."""

    VALUE = "value"
    TRUE_ZERO = "true_zero"
    NOT_REPORTED = "not_reported"
    OUTSIDE_COVERAGE = "outside_coverage"
    NOT_APPLICABLE = "not_applicable"
    UNMATCHED = "unmatched"


STATES = tuple(State)
"""States in the order of their stored codes."""

NOBODY = -1
"""Stored number of '-', the second member of a measure of one state."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value with its interval, or the reason why there is none.

    `b` is '-' for a measure of one state; `period` is YYYY or YYYY-MM; `n` is the number of observations
    behind the value, where that is meaningful; `basis` names the snapshots used; `details` what a number cannot say;
    `interval` says what low and high are, None where there are none. Raises ValueError on ends whose kind is not told.
    """

    measure: str
    a: str
    b: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    state: State
    n: int | None
    basis: tuple[str, ...]
    details: tuple[Detail, ...] = ()
    interval: Interval | None = field(kw_only=True)

    def __post_init__(self) -> None:
        """Ends are never without their kind."""
        if self.interval is None:
            expect_kind(None, self.low, self.high)

    @property
    def known(self) -> bool:
        """Whether there is a number: a value or a true zero."""
        return self.value is not None

    def details_of(self, shape: type[Shape]) -> tuple[Shape, ...]:
        """The details, which must be of this shape: a reader that expects another is a fault of ours (TypeError)."""
        for detail in self.details:
            if not isinstance(detail, shape):
                raise TypeError(f"{self.measure} has details {type(detail).__name__}, not {shape.__name__}")
        return self.details  # type: ignore[return-value]


def interval_ends(value: float | None, below: float | None, above: float | None) -> tuple[float | None, float | None]:
    """Low and high end of an interval from what is stored as `low` and `high`: distances, or ends without a value."""
    if value is None or below is None:
        return below, above
    return value - below, value + (below if above is None else above)
