"""A recorded probability that a later edition can score."""

from __future__ import annotations

from pydantic import Field

from comity.dossier.finding import Likelihood
from comity.dossier.strict import Strict


class Forecast(Strict):
    """A recorded probability that a later edition can score.

    The statement is true when the series `measure` of `a` and `b` changes from `start` to `resolves` by more than
    `above` and less than `below`; an absent bound is none.
    """

    id: str
    statement: str
    likelihood: Likelihood
    measure: str
    a: str
    b: str
    start: str
    resolves: str
    above: float | None = None
    below: float | None = None
    basis: tuple[str, ...] = Field(min_length=1)
