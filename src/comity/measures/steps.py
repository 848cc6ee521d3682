"""Long steps of a measure that rest on a part of its tables, one year for example, told apart from the rest.

A step is a pure function of arrays and plain values. Whoever runs a measure may keep what a step gave and give it back
where the same is asked again, so that an edition which revises one year has that year's step taken and no other. A
measure is the same with and without that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]
Given = NDArray[Any] | int | float | str | tuple[int | str, ...]
Function = Callable[..., Arrays]
Take = Callable[[Function, tuple[Given, ...]], Arrays]
"""Gives what a function gives for what it is given, from wherever."""

_take: ContextVar[Take | None] = ContextVar("take", default=None)


def step(function: Function, *given: Given) -> Arrays:
    """What `function`, which stands at the top of its module, gives for `given`: named arrays of numbers."""
    take = _take.get()
    return function(*given) if take is None else take(function, given)


@contextmanager
def taken_by(take: Take) -> Iterator[None]:
    """Within the block every step is taken by `take`."""
    token = _take.set(take)
    try:
        yield
    finally:
        _take.reset(token)
