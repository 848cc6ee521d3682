"""The states that a command is about."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from comity.errors import UserError

if TYPE_CHECKING:
    from datetime import date

    from comity.terms.country import State


def one_state(text: str, when: date | None = None) -> State:
    """Resolve a name or code as of a day; say on stderr when it is that of a state whose series another carries on."""
    from comity.terms.country import is_predecessor, resolve

    found = resolve(text, when)
    if is_predecessor(text):
        print(f"{text} is read as {found.name} ({found.id}), under whose code the sources carry it", file=sys.stderr)
    return found


def two_states(a: str, b: str, when: date | None = None) -> tuple[State, State]:
    """Resolve two names or codes as of a day. Raises UserError for unknown, ambiguous or equal ones."""
    one, two = one_state(a, when), one_state(b, when)
    if one.id == two.id:
        raise UserError(f"{a} and {b} are the same state ({one.name}); name two different ones")
    return one, two
