"""What the two ends of a number are: an interval with a probability, or a span of what is known.

Nothing in the house assumes a kind: whoever gives two ends says which they are, and whoever gives none says None.
"""

from __future__ import annotations

from enum import StrEnum


class Interval(StrEnum):
    """What the two ends of a number are, in the words in which a reader is told."""

    CREDIBLE_80 = "80 % interval"
    PREDICTIVE_80 = "80 % predictive interval"
    COARSE_80 = "80 % interval, half-width rounded up to 0.05"
    NEIGHBOURS_80 = "80 % interval of the share allied among the 200 pairs of nearest expectation"
    PUBLISHER_68 = "publisher's 68 % interval"
    ACCOUNTS = "span of the accounts"
    TWO_ACCOUNTS = "span of the two accounts"
    BOTH_SIDES = "span of the accounts of exporters and importers"
    TWO_REPORTS = "the two reports, the importer's free of freight"
    SURELY = "what surely belongs to the class, and what may"
    UNKNOWN_INCOME = "products without a PRODY at the lowest and at the highest income of a seller"
    SEARCH = "bounds of a search stopped early"
    BOUNDS = "bounds, no probability"

    @classmethod
    def _missing_(cls, value: object) -> Interval | None:
        # Reports of the first edition, which are still read.
        return cls.SURELY if value == "what surely belongs to the classes, and what may" else None

    @property
    def probability(self) -> float | None:
        """How often the ends hold the truth, 0 to 1; None where they are bounds and no probability is claimed."""
        return _PROBABILITY.get(self)


_PROBABILITY = {
    Interval.CREDIBLE_80: 0.8,
    Interval.PREDICTIVE_80: 0.8,
    Interval.COARSE_80: 0.8,
    Interval.NEIGHBOURS_80: 0.8,
    Interval.PUBLISHER_68: 0.68,
}


def kind_of_ends(
    value: float | None, low: float | None, high: float | None, interval: Interval | None, bounds: Interval | None
) -> Interval | None:
    """What the ends of one cell are, of a measure whose ends are `interval` about a value and `bounds` without one.

    None without ends. Bounds without a value never carry a probability: where a measure declares nothing for them
    they are as its interval if that is a span, else plain bounds.
    """
    if low is None and high is None:
        return None
    if value is not None:
        return interval
    if bounds is None and interval is not None and interval.probability is None:
        return interval
    return bounds or Interval.BOUNDS


def expect_kind(kind: Interval | None, *ends: float | None) -> None:
    """Raise ValueError where there are ends and nobody said what they are."""
    if kind is None and ends.count(None) < len(ends):
        raise ValueError("low and high are given without their kind: say which Interval they are")
