"""From numbers to plain English: rules that a reader can inspect. Nothing here decides; it only words."""

from __future__ import annotations

from collections.abc import Sequence
from math import erf, sqrt

from comity.assessment.likelihood import likelihood, likely_that
from comity.assessment.settings import with_article
from comity.terms.country import display_name, state
from comity.terms.mentions import opens_with_a_state
from comity.terms.unit import number
from comity.terms.wording import month_name, ordinal

__all__ = [
    "above",
    "counted",
    "likelihood",
    "likely_that",
    "listing",
    "lowered",
    "month_name",
    "name",
    "normal_probability",
    "ordinal",
    "possessive",
    "sentence",
]


def normal_probability(z: float) -> float:
    """P(Z < z) for a standard normal."""
    return 0.5 * (1 + erf(z / sqrt(2)))


def name(state_id: str) -> str:
    """A state's name within a sentence: with the article where English wants it."""
    plain = display_name(state(state_id))
    return f"the {plain}" if state_id in with_article() else plain


def sentence(text: str) -> str:
    """The text with its first letter raised."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The text with its first letter lowered, for use within a sentence; the name of a state or of a body stays."""
    if text[1:2].isupper() or opens_with_a_state(text):
        return text
    return text[:1].lower() + text[1:]


def possessive(text: str) -> str:
    """`Israel's`, `the Netherlands'`."""
    return f"{text}'" if text.endswith("s") else f"{text}'s"


def listing(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def above(percentile: float, among: str) -> str:
    """Where a value stands: `higher than for 78 % of all pairs ...`."""
    if percentile >= 99.5:
        return f"among the highest of {among}"
    if percentile <= 0.5:
        return f"among the lowest of {among}"
    if percentile < 50:
        return f"lower than for {number(100 - percentile)} % of {among}"
    return f"higher than for {number(percentile)} % of {among}"


def counted(n: float, noun: str, nouns: str = "") -> str:
    """`no dispute`, `1 dispute`, `3 disputes`."""
    plural = nouns or f"{noun}s"
    return f"no {noun}" if n == 0 else f"{number(n)} {noun if n == 1 else plural}"
