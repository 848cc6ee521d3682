"""States through which goods of others pass, so that what they buy and sell is in part no trade of their own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from comity.assessment.say import chosen, say, state
from comity.assessment.view import View
from comity.assessment.words import sentence
from comity.dossier.claim import Claim
from comity.terms.curated import curated_rows


def passes_through(view: View) -> list[Claim]:
    """That goods of others count in what one of the two trades, for each of them that is such a place."""
    return [
        say("questions", "trade.entrepot", through=state(s), whose=chosen(sentence(_whose()[s]), "entrepots", s))
        for s in (view.a, view.b)
        if s in _whose()
    ]


@cache
def _whose() -> dict[str, str]:
    return {r["state"]: r["whose"] for r in curated_rows(Path(__file__).with_name("entrepots.csv"))}
