"""Dates and places in an order as English writes them: the same in sentences, tables, charts and the terminal."""

from __future__ import annotations

from datetime import date

from comity.terms.dated import Dated

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def month_named(word: str) -> int | None:
    """1 to 12 for a month's English name or its first three letters or more, whatever their case; None for others."""
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(word.casefold())), None)


def month_name(month: str) -> str:
    """`June 2020` for `2020-06`."""
    return f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def day_name(day: date) -> str:
    """`7 March 2012`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_words(when: Dated) -> str:
    """`7 March 2012`, `March 2012` or `2012`, as precise as the date is."""
    if when.precision == "day":
        return day_name(when.start)
    return month_name(str(when)) if when.precision == "month" else str(when)


def ordinal(n: float) -> str:
    """`1st`, `22nd`, `113th`; what is no whole number is rounded first."""
    whole = round(n)
    ending = "th" if whole % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole}{ending}"
