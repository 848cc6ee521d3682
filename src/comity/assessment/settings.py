"""Curated data of this room: thresholds with reasons, default poles, names that take an article."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from comity.terms.curated import curated_rows
from comity.terms.lookup import read_curated

_ROOM = Path(__file__).parent


def threshold(name: str) -> float:
    """The value of a named threshold; its reason stands in `thresholds.yaml`."""
    return float(_thresholds()[name]["value"])


@cache
def _thresholds() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = read_curated(_ROOM / "thresholds.yaml")
    return found


@cache
def default_poles() -> tuple[str, ...]:
    """States between which alignment is judged unless a study names others."""
    return _ids("poles.csv")


@cache
def with_article() -> frozenset[str]:
    """States whose English name takes "the"."""
    return frozenset(_ids("articles.csv"))


def _ids(name: str) -> tuple[str, ...]:
    return tuple(row["id"] for row in curated_rows(_ROOM / name))
