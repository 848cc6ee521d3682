"""What Python gives a verb, looked at first: what is of the wrong kind is a mistake that names the argument."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from comity.errors import UserError

Day = date | str | None
Folder = Path | str


def seen(as_of: Day, known_on: Day) -> date:
    """The as-of day: the one given, else that of knowing, else today. Raises UserError for one that has not come."""
    return day(known_on if as_of is None else as_of)


def known(value: Day) -> date | None:
    """The day by which things must be known, if one is given."""
    return None if value is None else a_date(value, "known_on")


def day(value: Day) -> date:
    """The as-of day asked for, today if None. Raises UserError for one that has not come."""
    from comity.store.clock import as_of

    return as_of(None if value is None else a_date(value, "as_of"), "as_of:")


def a_date(value: object, name: str) -> date:
    """A date from a date, a datetime or text."""
    from comity.terms.period import parse_as_of

    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return parse_as_of(value)
    raise UserError(f"{name}: give a date, or text like '2024-12-31', not {kind(value)}")


def text(value: object, name: str, what: str = "a state as text, a code or a name like 'KAZ'") -> str:
    """A text."""
    if isinstance(value, str):
        return value
    raise UserError(f"{name}: give {what}, not {kind(value)}")


def texts(value: object, name: str, what: str) -> list[str]:
    """Several texts, in any iterable that is no text itself."""
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise UserError(f"{name}: give {what}, not {kind(value)}")
    return [text(each, name, f"{what}; each of them is text") for each in value]


def folder(value: object, name: str) -> Path:
    """A folder."""
    if isinstance(value, str | Path) and "\0" not in str(value):
        return Path(value)
    raise UserError(f"{name}: give a folder as text or as a pathlib.Path, not {kind(value)}")


def year(value: object, name: str = "since") -> int | None:
    """A year, if one is given."""
    if value is None:
        return None
    try:
        if isinstance(value, bool):
            raise TypeError
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise UserError(f"{name}: give a year as a whole number, not {kind(value)}") from None


def flag(value: object, name: str) -> bool:
    """True or False."""
    if isinstance(value, bool):
        return value
    raise UserError(f"{name}: give True or False, not {kind(value)}")


def kind(value: object) -> str:
    """A value as a message names it: short, whatever it is."""
    from comity.terms.names import sanitise

    shown = sanitise(repr(value), 30)
    return shown if value is None else f"{type(value).__name__} {shown}"
