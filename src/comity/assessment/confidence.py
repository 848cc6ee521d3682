"""Confidence from three criteria, each shown: the base of information, the rigour of the method, and volatility.

The criteria are those of the UK's Analytical Confidence Ratings (PHIA): how good and how many the sources are, how
the judgement was reached, and how fast the matter changes. A rule sets the level; the text says what it saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from comity.assessment.words import counted
from comity.dossier.statement import Contradiction, EvidenceRow
from comity.dossier.strict import Confidence
from comity.evidence.independence import independent
from comity.terms.period import parse_as_of

Level = Literal["good", "fair", "poor"]
_POINTS = {"good": 2, "fair": 1, "poor": 0}
RELIABLE, CREDIBLE = "AB", "123"
FRESH_YEARS, OLD_YEARS = 3, 8


def of_statements(
    rows: Sequence[EvidenceRow], rigour: Level, how: str, as_of: date, register: Sequence[Contradiction] = ()
) -> tuple[Confidence, str]:
    """The level and its reason for a judgement that rests on statements.

    The lowest criterion bounds the level: any poor one makes it low, three good ones make it high. What rests on no
    statement at all is low.
    """
    if not rows:
        return "low", "rests on no statement"
    information, about = _information(rows, register)
    stability, age = _stability(rows, as_of)
    levels = (information, rigour, stability)
    points = sum(_POINTS[level] for level in levels)
    level: Confidence = "low" if "poor" in levels else "high" if points == 6 else "moderate"
    return level, f"information base {information} ({about}); rigour {rigour} ({how}); stability {stability} ({age})"


def _information(rows: Sequence[EvidenceRow], register: Sequence[Contradiction]) -> tuple[Level, str]:
    good = [r for r in rows if r.grade[:1] in RELIABLE and r.grade[1:2] in CREDIBLE]
    primary = sum(1 for r in rows if r.source_type == "primary")
    ids = {r.id for r in rows}
    disputed = {i for c in register if c.kind in DISPUTES for i in c.rows} & ids
    level: Level = "poor"
    if independent(good) >= 3 and len(good) >= 0.6 * len(rows):
        level = "good" if primary or independent(good) >= 6 else "fair"
    elif good:
        level = "fair"
    if level == "good" and len(disputed) > len(rows) / 4:
        level = "fair"
    about = (
        f"{counted(len(rows), 'statement')} of {counted(independent(rows), 'independent origin')}, {primary} primary"
    )
    return level, about + (f", {len(disputed)} disputed" if disputed else "")


DISPUTES = ("conflicting_values", "part_exceeds_whole", "stale_figure", "plan_as_fact", "denied", "walk_back")
"""Kinds of contradiction that make a statement count for less."""


def _stability(rows: Sequence[EvidenceRow], as_of: date) -> tuple[Level, str]:
    newest = max(parse_as_of(r.date) for r in rows)
    years = (as_of - newest).days / 365.25
    level: Level = "good" if years < FRESH_YEARS else "fair" if years < OLD_YEARS else "poor"
    return level, f"newest of {newest.year}"
