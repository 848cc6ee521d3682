"""A derived measurement, and the rows that it was worked out of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from comity.atlas.measurement import Measurement, State
from comity.quantities.derivations import derivation
from comity.terms.detail import Detail
from comity.terms.period import Period, month_number, month_text, year_of
from comity.terms.ref import NOBODY, measurement_ref


@dataclass(frozen=True, slots=True)
class Worked:
    """A measurement that no atlas stores, and the ids of the rows that it rests on."""

    measurement: Measurement
    rests_on: tuple[str, ...]

    def of(self, period: str) -> Worked:
        """The same of another period than the newest of its rows."""
        return replace(self, measurement=replace(self.measurement, period=period))


def worked(
    id: str,
    pair: tuple[str, str],
    value: float,
    rows: Iterable[Measurement],
    *,
    ends: tuple[float, float] | None = None,
    n: int | None = None,
    details: tuple[Detail, ...] = (),
) -> Worked:
    """A row of the newest period among `rows`. Raises LookupError for an id that is no derivation.

    Its editions are those of the rows. Of an undirected one the pair stands in the order of the alphabet.
    """
    declared = derivation(id)
    if declared is None:
        raise LookupError(f"no derivation has the id {id!r}")
    held = list(rows)
    a, b = sorted(pair) if declared.direction == "undirected" else pair
    low, high = (None, None) if ends is None else ends
    row = Measurement(
        measure=id,
        a=a,
        b=NOBODY if declared.direction == "state" else b,
        period=max((_as_told(m.period, declared.grain) for m in held), default=""),
        value=value,
        low=low,
        high=high,
        unit=declared.unit,
        state=State.VALUE,
        n=n,
        basis=tuple(sorted({edition for m in held for edition in m.basis})),
        details=details,
        interval=None if ends is None else declared.interval,
    )
    return Worked(row, tuple(dict.fromkeys(measurement_ref(m.measure, m.a, m.b, m.period) for m in held)))


def last_month(period: str) -> str:
    """The month of a period, of a year its last."""
    return month_text(month_number(str(Period.parse(period).end)))


def _as_told(period: str, grain: str) -> str:
    return str(year_of(period)) if grain == "year" else last_month(period)
