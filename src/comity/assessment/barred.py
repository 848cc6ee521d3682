"""What programmes of sanctions in force between the two bar, by the newest list."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.terms.curated import curated_rows
from comity.terms.treaty_details import SanctionProgramme

FILE = Path(__file__).with_name("sanction_measures.csv")
IN_FORCE = "sanctions.in_force"
PERSONS = "persons"
"""The group of measures that bar no more than the travel and assets of those listed."""
_NO_GOODS = {PERSONS, "arms", "aid"}
"""Groups of measures that leave trade in goods as it is, but for arms."""


def barring(view: View) -> bool:
    """Whether either has measures in force on the other that bar goods, payments or carriage: trade may fall."""
    return any(groups(m.details_of(SanctionProgramme)) - _NO_GOODS for m in barred_by(view))


def barred_by(view: View) -> list[Measurement]:
    """What each has in force on the other; none where the list has nothing of the two."""
    if not view.has(IN_FORCE):
        return []
    return [m for m in (view.last(IN_FORCE), view.last(IN_FORCE, view.b, view.a)) if m is not None and m.value]


def groups(held: Iterable[SanctionProgramme]) -> set[str]:
    """The groups of what programmes bar; none of those whose register does not say so."""
    known = {measure: group for measure, group, _ in _measures()}
    parts = [part.strip() for d in held for part in (d.measures or "").split(";")]
    return {known[part] for part in parts if part in known}


def group_words() -> dict[str, str]:
    """Group -> our words for it, the narrowest first."""
    return {group: words for _, group, words in _measures()}


@cache
def _measures() -> tuple[tuple[str, str, str], ...]:
    """What the publisher calls a measure, the group that it belongs to, and our words for the group."""
    return tuple((r["measure"], r["group"], r["words"]) for r in curated_rows(FILE))
