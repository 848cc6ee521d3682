"""The family of errors.

    ComityError                 a fault of ours (exit 1)
    └── UserError               a mistake of the user's, or of a file that the user gave (exit 2)
        ├── UnknownState        no state by that name or code; the nearest are named
        ├── AmbiguousState      more than one state by that name
        ├── UnknownMeasure      no measure by that id; the nearest are named
        ├── NotCoexisting       the two states did not both exist in the period
        ├── Undecided           two sources differ and no line of precedence says which one speaks
        ├── BadFile             a file that is not what it says: truncated, altered, wrong columns
        └── MissingExtra        an optional package is needed; the message names the install command

Every message is one line that says what, where, and what to do next.
"""


class ComityError(Exception):
    """A fault of Comity itself."""


class UserError(ComityError):
    """A mistake that the user can mend; the message says how."""


class _Near(UserError):
    """A name that leads to no one state; `ids` are those of the states that may have been meant."""

    def __init__(self, message: str, ids: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.ids = ids


class UnknownState(_Near):
    """No state answers to that name or code."""


class AmbiguousState(_Near):
    """More than one state answers to that name or code."""


class UnknownMeasure(UserError):
    """No measure has that id."""


class NotCoexisting(UserError):
    """The two states did not both exist in the period asked for."""


class Undecided(UserError):
    """Two sources say different things of one key and nothing says which of them speaks."""


class BadFile(UserError):
    """A file is not what it should be; the message names it and the row where it can."""


class MissingExtra(UserError):
    """An optional dependency is not installed."""
