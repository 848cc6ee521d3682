"""Up to which period an atlas that is seen from a day tells anything."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=1_000)
def last_whole(as_of: date, grain: str) -> int:
    """The newest year, or where `grain` is `month` month, that lies wholly on or before a day, as it is counted."""
    if grain == "year":
        return as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1
    complete = as_of.day == monthrange(as_of.year, as_of.month)[1]
    return as_of.year * 12 + as_of.month - (1 if complete else 2)
