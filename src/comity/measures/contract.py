"""What a measure says about itself, and the shape of what it gives.

A measure file always reads the same way: the measures it gives (question, formula, inputs, output, source,
when not to use it), then one function from tables to rows. No value may depend on rows that are later
than its own period, so that an as-of date only has to cut rows, never to refit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from comity.terms.detail import Detail
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

Direction = Literal["directed", "undirected", "state"]
Grain = Literal["year", "month"]
Silence = Literal["true_zero", "not_reported"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One quantity that the atlas holds for every dyad (or state) and period.

    `unit` is a key of `terms.unit`; `low` and `high` bound the range (None where open); `decimals` is the
    precision that the estimate deserves and at which it is shipped, of which no more than `significant` digits are
    kept where that is given; `silence` says what an absent row means
    within the coverage; `among` names the comparison of its percentile; `more` says in words what a higher
    value means; `details` is the shape of the things that each row names beside its number, None where it names none;
    `interval` says what the ends about a value are, None where it has none; `bounds` what ends without a
    value are, where that is not the same; `ships` is False where the atlas that ships has no room for it and one that
    a user builds has it.
    """

    id: str
    question: str
    title: str
    unit: str
    formula: str
    more: str
    reference: str
    not_when: str
    inputs: tuple[str, ...]
    direction: Direction = "directed"
    grain: Grain = "year"
    silence: Silence = "not_reported"
    decimals: int = 3
    significant: int | None = None
    low: float | None = None
    high: float | None = None
    details: type[Detail] | None = None
    interval: Interval | None = field(kw_only=True)
    bounds: Interval | None = None
    among: str = "all dyads with a value in the same period"
    ships: bool = True


Rows = Mapping[str, Any]
"""By measure id: a DuckDB relation or columns with a, b, period, value and, where they apply, low, high, n,
state, details and basis. `details` holds lists of the declared shape: structs in SQL (`detail.packed`), sequences of
`Detail` in columns. `through` may say of a row whose period is not over to which day it reaches: the newest period is
shown from the last such day. `b` is '-' for a measure of one state; `period` is 'YYYY' as a year number, or
year * 12 + month - 1 for months. In undirected measures a < b."""

NO_ROWS: Mapping[str, Any] = {
    "a": np.empty(0, dtype=object),
    "b": np.empty(0, dtype=object),
    "period": np.empty(0, dtype=np.int32),
    "value": np.empty(0),
}
"""What a measure gives when its inputs are there but hold nothing that it could judge."""

Compute = Callable[["duckdb.DuckDBPyConnection"], Rows]


@dataclass(frozen=True, slots=True)
class Recipe:
    """The measures that one file gives, and the function that makes them from views of its inputs.

    Tables in `optional` are empty views where no source at hand gives them; without the others nothing is made.
    """

    measures: tuple[Measure, ...]
    compute: Compute
    inputs: tuple[str, ...] = field(default=())
    optional: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """Name of the module that holds it."""
        return self.compute.__module__


def gives(*measures: Measure, optional: tuple[str, ...] = ()) -> Callable[[Compute], Recipe]:
    """Declare what a function computes: `@gives(AGREEMENT, KAPPA)`, and which tables it can do without."""
    inputs = tuple(dict.fromkeys(name for measure in measures for name in measure.inputs))
    return lambda compute: Recipe(measures, compute, inputs, optional)
