"""A measurement as the atlas holds it, and the method behind it."""

from __future__ import annotations

from pydantic import Field

from comity.dossier.ends import KindOfEnds
from comity.dossier.strict import CellState, Strict


class MeasureRow(Strict):
    """A measurement that the assessment used: as the atlas holds it, or worked out of rows that it holds."""

    id: str
    measure: str
    a: str
    b: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    state: CellState
    interval: KindOfEnds = Field(description="what low and high are; null where there are none")
    n: int | None = None
    label: str | None = None
    details: tuple[dict[str, str | int | float | bool | None], ...] = Field(
        default=(), description="what a number cannot say: one object for each thing behind it, in the measure's shape"
    )
    basis: tuple[str, ...]
    rests_on: tuple[str, ...] = Field(
        default=(), description="rows that it was worked out of; empty for what the atlas holds"
    )


class Method(Strict):
    """How one measure is computed: what `comity why` prints."""

    measure: str
    title: str
    unit: str
    formula: str
    more: str
    reference: str
    not_when: str
    among: str
    inputs: tuple[str, ...]
    basis: tuple[str, ...]
