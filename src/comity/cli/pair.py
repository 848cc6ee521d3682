"""The two states that a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.errors import UserError

if TYPE_CHECKING:
    from datetime import date

    from comity.terms.country import State


def two_states(a: str, b: str, when: date | None = None) -> tuple[State, State]:
    """Resolve two names or codes as of a day. Raises UserError for unknown, ambiguous or equal ones."""
    from comity.terms.country import resolve

    one, two = resolve(a, when), resolve(b, when)
    if one.id == two.id:
        raise UserError(f"{a} and {b} are the same state ({one.name}); name two different ones")
    return one, two
