"""The states that a question is about, and what its asker should know of how they were read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.errors import UserError

if TYPE_CHECKING:
    from datetime import date

    from comity.terms.country import State


@dataclass(frozen=True, slots=True)
class Asked:
    """A state as it was asked for; `notices` says where another state's code carries its series."""

    state: State
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two different states, in the order in which they were asked for."""

    one: State
    two: State
    notices: tuple[str, ...] = ()


def one_state(text: str, when: date | None = None) -> Asked:
    """Resolve a name or code as of a day (None: at any time). Raises UserError for an unknown or ambiguous one."""
    from comity.terms.country import is_predecessor, resolve

    found = resolve(text, when)
    if not is_predecessor(text):
        return Asked(found)
    return Asked(found, (f"{text} is read as {found.name} ({found.id}), under whose code the sources carry it",))


def two_states(a: str, b: str, when: date | None = None) -> Pair:
    """Resolve two names or codes as of a day. Raises UserError for unknown, ambiguous or equal ones."""
    one, two = one_state(a, when), one_state(b, when)
    if one.state.id == two.state.id:
        raise UserError(f"{a} and {b} are the same state ({one.state.name}); name two different ones")
    return Pair(one.state, two.state, (*one.notices, *two.notices))
