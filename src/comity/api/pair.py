"""The states that a question is about, and what its asker should know of how they were read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import UserError
from comity.terms.curated import curated_rows

if TYPE_CHECKING:
    from datetime import date

    from comity.terms.country import State


@dataclass(frozen=True, slots=True)
class Asked:
    """A state as it was asked for; `notices` says where another state's code carries its series, `former` names it."""

    state: State
    notices: tuple[str, ...] = ()
    former: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two different states, in the order in which they were asked for.

    `former`: former states that were asked for, each with the id of the state that it is read as.
    """

    one: State
    two: State
    notices: tuple[str, ...] = ()
    former: tuple[tuple[str, str], ...] = ()


def one_state(text: str, when: date | None = None) -> Asked:
    """Resolve a name or code as of a day (None: at any time). Raises UserError for an unknown or ambiguous one."""
    from comity.terms.country import is_predecessor, resolve

    found = resolve(text, when)
    former = _former_codes().get(text.strip().upper()) or (text.strip() if is_predecessor(text) else "")
    if not former:
        return Asked(found)
    notice = f"{text} is read as {found.name} ({found.id}), under whose code the sources carry it"
    return Asked(found, (notice,), former)


@cache
def _former_codes() -> dict[str, str]:
    """Codes of former states -> what they were called."""
    return {row["code"]: row["name"] for row in curated_rows(Path(__file__).with_name("former_codes.csv"))}


def two_states(a: str, b: str, when: date | None = None) -> Pair:
    """Resolve two names or codes as of a day. Raises UserError for unknown, ambiguous or equal ones."""
    one, two = one_state(a, when), one_state(b, when)
    if one.state.id == two.state.id:
        raise UserError(f"{a} and {b} are the same state ({one.state.name}); name two different ones")
    former = tuple((asked.former, asked.state.id) for asked in (one, two) if asked.former)
    return Pair(one.state, two.state, (*one.notices, *two.notices), former)
