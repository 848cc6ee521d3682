"""The only place that asks what day it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from comity.errors import UserError


def today() -> date:
    """Today's date, in universal time."""
    return datetime.now(UTC).date()


def now() -> datetime:
    """This moment, in universal time."""
    return datetime.now(UTC)


def as_of(day: date | None, option: str = "--as-of") -> date:
    """The as-of date asked for, today if none. Raises UserError, naming the option, for a day that has not come."""
    last = today()
    if day is not None and day > last:
        raise UserError(f"{option} {day} lies in the future; give a day up to {last}")
    return day or last


def stopwatch() -> Callable[[], float]:
    """Start a watch; what it gives back tells the milliseconds since then."""
    begun = time.perf_counter()
    return lambda: (time.perf_counter() - begun) * 1000
