"""The states that a command is about, with what is to be known of them on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from comity.api import pair as asked

if TYPE_CHECKING:
    from datetime import date

    from comity.terms.country import State


def one_state(text: str, when: date | None = None) -> State:
    """The state meant by a name or code as of a day; its notices go to stderr."""
    found = asked.one_state(text, when)
    _tell(found.notices)
    return found.state


def two_states(a: str, b: str, when: date | None = None) -> tuple[State, State]:
    """Two different states by names or codes as of a day; their notices go to stderr."""
    found = pair(a, b, when)
    return found.one, found.two


def pair(a: str, b: str, when: date | None = None) -> asked.Pair:
    """The same, with what stands of how they were read; their notices go to stderr."""
    found = asked.two_states(a, b, when)
    _tell(found.notices)
    return found


def _tell(notices: tuple[str, ...]) -> None:
    for notice in notices:
        print(notice, file=sys.stderr)
