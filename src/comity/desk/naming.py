"""States as an address names them: a code, or a name in any language, which leads to the code."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from comity.api.pair import one_state
from comity.terms.country import display_name, state, states

if TYPE_CHECKING:
    from datetime import date

KINDS = ("json", "csv", "md", "pdf", "docx", "html")
"""Endings under which a page is given as a file."""


def parted(last: str, kinds: tuple[str, ...] = KINDS) -> tuple[str, str]:
    """The last part of an address without its ending, and the ending ("" where it has none of these)."""
    stem, dot, ending = last.rpartition(".")
    return (stem, ending) if dot and stem and ending in kinds else (last, "")


def id_of(text: str, when: date) -> str:
    """The id of the state that is named. Raises UnknownState or AmbiguousState."""
    return one_state(text, when).state.id


def name_of(id: str) -> str:
    """How a state is called."""
    return "" if id == "-" else display_name(state(id))


@cache
def choices() -> tuple[tuple[str, str], ...]:
    """Name and id of each state and territory of today, by name: what a field offers while one types."""
    return tuple(sorted((s.name, s.id) for s in states() if s.kind != "historic"))
