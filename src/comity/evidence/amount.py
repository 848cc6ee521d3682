"""The figure of a statement: its ends, its unit, and whether it is a bound."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Bound = Literal["exact", "lower", "upper", "about", "range"]
"""`lower`: at least so much. `upper`: at most. `about`: a rounded figure. `range`: two ends."""

_NUMBER = re.compile(r"(?:^-)?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """`low` to `high` in `unit`, both the figure itself where one is given; None is an end that is not known.

    `said` is whether the statement says what its figure is; else `exact` stands for what nobody qualified. Votes have
    no ends: `votes` holds those for, against and, where counted, abstaining.
    """

    low: float | None
    high: float | None
    unit: str
    bound: Bound
    said: bool
    votes: tuple[float, ...] = ()


@lru_cache(maxsize=65_536)
def amount(value: str, unit: str, bound: str) -> Amount | None:
    """Read checked cells: a number, a range (`10-20`) or votes (`132-3-5`); None where there is no value."""
    if not value:
        return None
    numbers = tuple(float(n) for n in _NUMBER.findall(value))
    if len(numbers) > 2:
        return Amount(None, None, unit, "exact", bool(bound), numbers)
    if len(numbers) == 2:
        return Amount(numbers[0], numbers[1], unit, "range", True)
    low, high = numbers[0], numbers[0]
    if bound == "lower":
        return Amount(low, None, unit, "lower", True)
    if bound == "upper":
        return Amount(None, high, unit, "upper", True)
    return Amount(low, high, unit, "about" if bound == "about" else "exact", bool(bound))


def misfit(value: str, bound: str) -> str:
    """What is wrong with a bound beside a checked value, with what to write instead; "" for nothing."""
    if not bound:
        return ""
    if not value:
        return "is given without a value; leave it empty, or give the value"
    ends = len(_NUMBER.findall(value))
    if ends == 2 and bound != "range":
        return f"is {bound}, but the value has two ends; write range or leave it empty"
    if ends == 1 and bound == "range":
        return "is range, but the value is one number; write both ends as 10-20"
    if ends > 2 and bound != "exact":
        return f"is {bound}, but the value counts votes; leave it empty"
    return ""
