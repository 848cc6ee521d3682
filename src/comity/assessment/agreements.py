"""Agreements of trade in our words: a register's title with our names of states, or that it is of the two alone.

A register names parties as it files them: `Korea, Republic of - Chile`, `Cambodia UAE`, `EC Kazakhstan`. What it adds
of an accession is cut: the agreement is the same. No title stands in a sentence as a register has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from comity.assessment.words import listing, name
from comity.chronicle.events import Event
from comity.chronicle.pacts import spells_in
from comity.terms.curated import curated_rows
from comity.terms.name_index import name_holder
from comity.terms.names import normalise
from comity.terms.treaty_details import TradeAgreement

_BETWEEN = re.compile(r" [-–] ")
_NAMED = re.compile(r"\b(Agreement|Treaty|Protocol|Partnership)\b")
"""Words of a title that is a name of its own, whatever parties stand in it."""
_LETTERS = re.compile(r"(?<=\w) \([A-Z]+\)$")
"""The letters of an agreement behind its last party."""
_ACCESSION = re.compile(r"(?<=\)) .*\baccession$")
_KINDS = {
    "free trade area": "a free trade agreement",
    "customs union": "a customs union",
    "partial scope": "a trade agreement for some goods",
    "services": "an agreement on services",
}
_TRADE = re.compile(r"\btrade agreement\b")
_OTHERWISE = "a trade agreement"


def titled(agreement: TradeAgreement) -> str:
    """In words of ours: by the name that people use, else `an agreement of ASEAN and South Korea`, else what it is."""
    for title in (agreement.title, _ACCESSION.sub("", agreement.title)):
        if title in _names():
            return _names()[title]
    found = parties(agreement)
    return f"an agreement of {listing(list(found))}" if found else f"{_kind(agreement)} of several states"


def standing(
    held: Iterable[TradeAgreement], a: str, b: str, as_of: date, events: Iterable[Event] = ()
) -> list[TradeAgreement]:
    """Those of which nothing says that one of the two has left or never was a party, nor an event of theirs that it was
    ended or suspended: a register names who signed, and does not hear of every exit.
    """
    told = tuple(events)
    here = [d for d in held if not any((d.title, s) in _outside() for s in (a, b))]
    here = [d for d in here if not any(_left(_pacts().get(d.title), s, as_of) for s in (a, b))]
    return [d for d in here if not (own(d, a, b) and any(_ended(d, e) for e in told))]


def _ended(agreement: TradeAgreement, event: Event) -> bool:
    """Whether an event tells that an agreement of the two alone no longer binds: it was suspended, or had its end."""
    if event.kind.id == "treaty_suspended":
        return event.until is None and _TRADE.search(event.what) is not None
    began = event.kind.id in ("trade", "treaty_in_force") and event.until is not None
    return began and event.when.year in (agreement.in_force, agreement.signed)


def _left(pact: str | None, state: str, as_of: date) -> bool:
    """Whether a state belonged to a pact before the day and does not on it."""
    spells = () if pact is None else spells_in(pact, state)
    begun = [s for s in spells if s.since.end <= as_of]
    return bool(begun) and not any(s.holds(as_of) for s in begun)


@cache
def _pacts() -> dict[str, str]:
    """By title the pact whose members an agreement binds."""
    return {row["title"]: row["pact"] for row in curated_rows(Path(__file__).with_name("agreement_pacts.csv"))}


@cache
def _outside() -> frozenset[tuple[str, str]]:
    """By title the states that a register names and that are no parties by another list."""
    rows = curated_rows(Path(__file__).with_name("agreement_outside.csv"))
    return frozenset((row["title"], row["state"]) for row in rows)


def parties(agreement: TradeAgreement) -> tuple[str, ...]:
    """The parties that the title names and nothing besides, by our names; () for a name of its own."""
    return _parties(agreement.title)


def own(agreement: TradeAgreement, a: str, b: str) -> str:
    """What it is, where it is of the two states alone: `a free trade agreement`; "" where others are parties too."""
    if set(_parties(agreement.title)) != {name(a), name(b)}:
        return ""
    return _kind(agreement)


def _kind(agreement: TradeAgreement) -> str:
    kinds = (agreement.kind or "").lower()
    return next((said for kind, said in _KINDS.items() if kind in kinds), _OTHERWISE)


def told(held: Iterable[TradeAgreement], a: str, b: str, most: int) -> str:
    """Agreements in a row, `most` of them, those of the two alone first and preferences on some goods last:
    `a free trade agreement of the two (2004)`.
    """
    ranked = sorted(held, key=lambda d: d.kind == "partial scope")
    mine = [f"{what} of the two ({d.in_force})" for d in ranked if (what := own(d, a, b))]
    others = [titled(d) for d in ranked if not own(d, a, b)]
    titles = list(dict.fromkeys((*mine, *others)))
    return "; ".join(titles[:most]) + (" and others" if len(titles) > most else "")


@cache
def _parties(title: str) -> tuple[str, ...]:
    title = title.removesuffix(" SAA")
    if _NAMED.search(title):
        return ()
    pieces = _BETWEEN.split(_LETTERS.sub("", title))
    if len(pieces) > 1:
        found = tuple(_party(piece) or piece for piece in pieces)
        return found if any(map(_party, pieces)) else ()
    words = title.split()
    for place in range(1, len(words)):
        one, other = " ".join(words[:place]), " ".join(words[place:])
        if (first := _party(one)) and (second := _party(other)):
            return first, second
    return ()


def _party(text: str) -> str:
    """Our name of a state, or of a body that `agreement_parties.csv` names; "" for anything else."""
    if text in _bodies():
        return _bodies()[text]
    id = name_holder(normalise(text), None, for_files=False)
    return "" if id is None else name(id)


@cache
def _names() -> dict[str, str]:
    return {row["title"]: row["name"] for row in curated_rows(Path(__file__).with_name("agreement_names.csv"))}


@cache
def _bodies() -> dict[str, str]:
    return {row["party"]: row["name"] for row in curated_rows(Path(__file__).with_name("agreement_parties.csv"))}
