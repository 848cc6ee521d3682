"""Key judgements: which findings a reader in a hurry needs, and how they stand on the first page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.assessment.answer import Judged
from comity.dossier.finding import KeyJudgement

MOST, FEWEST = 8, 3
_END = re.compile(r"(?<=[a-z0-9)%][.]) (?=[A-Z])")
WORTH_SAYING = 0.4
"""Salience below which a finding is chosen only to make up the fewest."""


def key_judgements(judged: Sequence[Judged]) -> tuple[KeyJudgement, ...]:
    """Up to eight findings about the two, most salient first: one of each question before a second, never a third.

    Where little is worth saying few stand there: what is about one of the two, or hardly worth it, fills no page.
    """
    chosen = select(judged)
    return tuple(
        KeyJudgement(
            id=f"judgement.{i}",
            text=j.short or first_sentences(j.finding.claim),
            findings=(j.finding.id,),
            confidence=j.finding.confidence,
            likelihood=j.finding.likelihood,
            against=j.finding.against,
            would_change=j.finding.would_change,
        )
        for i, j in enumerate(chosen, start=1)
    )


def first_sentences(claim: str, most: int = 3) -> str:
    """What a claim says first; the finding has the rest."""
    parts = _END.split(claim)
    return " ".join(parts[:most])


def select(judged: Sequence[Judged]) -> list[Judged]:
    """The findings chosen, in the order of their salience."""
    ranked = sorted((j for j in judged if j.salience.about_both), key=_order)
    worth = [j for j in ranked if j.salience.weight >= WORTH_SAYING]
    chosen: list[Judged] = []
    for most in (1, 2):
        for j in worth if most == 1 else ranked:
            same = sum(1 for c in chosen if c.finding.question == j.finding.question)
            enough = MOST if most == 1 or j.salience.weight >= WORTH_SAYING else FEWEST
            if j not in chosen and same < most and len(chosen) < enough:
                chosen.append(j)
    return sorted(chosen, key=_order)


def _order(j: Judged) -> tuple[float, str]:
    return -j.salience.weight, j.finding.id
