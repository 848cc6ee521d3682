"""Months in which a source speaks for which no line was drawn: there a measure does not apply, and says so."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comity.measures.pair_months import Grid
from comity.measures.tenor import LEAST_ACTIVE_DAYS, WINDOW
from comity.tables.columns import Columns, concat


def some_rows(rows: Columns, chosen: NDArray[np.bool_]) -> Columns:
    """Those of the rows that are chosen."""
    return {name: column[chosen] for name, column in rows.items()}


def not_applicable(months: Columns, calibrated: NDArray[np.bool_], every: int = 1) -> Columns:
    """A row without a value for each pair with 24 active days in 24 months and each month of an uncalibrated source.

    `months` as `pair_months` gives them, `calibrated` whether the source of each row is; of the months only each
    `every`-th of the year. No columns where there is no such month.
    """
    grid = Grid.of(months)
    active = np.cumsum(np.pad(grid.table(months["active"]), ((0, 0), (WINDOW, 0))), axis=1)
    parts: list[Columns] = []
    for period in np.unique(months["period"][~calibrated]):
        if period % every != every - 1:
            continue
        last = int(period - grid.periods[0])
        ready = active[:, last + WINDOW] - active[:, last] >= LEAST_ACTIVE_DAYS
        count = int(np.count_nonzero(ready))
        source = months["source"][int(np.argmax(months["period"] == period))]
        parts.append(
            grid.names(ready)
            | {
                "period": np.full(count, period, dtype=np.int32),
                "value": np.full(count, np.nan),
                "state": np.full(count, "not_applicable", dtype=object),
                "basis": np.full(count, source, dtype=object),
            }
        )
    return concat(parts)
