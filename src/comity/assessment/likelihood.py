"""Words for probabilities on three published scales. The number is kept; a word only renders it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.dossier.finding import Likelihood
from comity.terms.curated import curated_rows
from comity.terms.unit import percent

_CHOSEN: ContextVar[str] = ContextVar("scale of likelihood words", default="icd203")
LEAST, MOST = 0.01, 0.99
"""No judgement is printed as certain or impossible."""


@dataclass(frozen=True, slots=True)
class Band:
    """A word and the probabilities that it stands for; `phrase` begins a sentence's main clause."""

    low: float
    high: float
    term: str
    phrase: str


@cache
def scales() -> dict[str, tuple[Band, ...]]:
    """Scale id -> its bands from the lowest; `likelihood.csv` names the publication of each."""
    found: dict[str, list[Band]] = {}
    for r in curated_rows(Path(__file__).parent / "likelihood.csv"):
        band = Band(float(r["low"]), float(r["high"]), r["term"], r["phrase"])
        found.setdefault(r["scale"], []).append(band)
    return {scale: tuple(bands) for scale, bands in found.items()}


@contextmanager
def scale(name: str) -> Iterator[None]:
    """Within this context, words are those of the scale `name`."""
    token = _CHOSEN.set(name)
    try:
        yield
    finally:
        _CHOSEN.reset(token)


def likelihood(probability: float, name: str | None = None) -> Likelihood:
    """The word for a probability, which is kept between 1 and 99 %. In a gap of the scale the nearest band is taken.

    On an edge of two bands the lower one speaks, as ICD 203 has it.
    """
    chosen = name or _CHOSEN.get()
    kept = round(min(max(probability, LEAST), MOST), 2)
    band = min(scales()[chosen], key=lambda b: (_distance(b, kept), b.low))
    note = ""
    if _distance(band, kept) > 0:
        note = (
            f"{percent(kept)} lies in a gap of the scale; printed as the nearest band, "
            f"{percent(band.low)} to {percent(band.high)}"
        )
    return Likelihood(term=band.term, probability=kept, scale=chosen, note=note)


def likely_that(it: Likelihood) -> str:
    """The words that a sentence begins with: `it is likely that`, `there is a remote chance that`."""
    return next(b.phrase for b in scales()[it.scale] if b.term == it.term)


def _distance(band: Band, p: float) -> float:
    return round(max(band.low - p, p - band.high, 0.0), 6)
