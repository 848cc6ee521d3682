"""Dates as bibliographies write them, read with the precision that they have and no more."""

import re
from datetime import date

from comity.evidence.columns import FIRST_YEAR, LAST_YEAR

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    *("january", "february", "march", "april", "june", "july", "august", "september", "october", "november"),
    *("december", "sept"),
)
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")
_NUMBERS = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2}|)(?:[-/.]([0-9]{1,2}|))?)?(?:/+[^/]*)?/*")
_RANGE = re.compile(r"([0-9]{4}(?:-[0-9]{2}){0,2})\s*/\s*([0-9]{4}(?:-[0-9]{2}){0,2})")
_TIME = re.compile(r"[T ][0-9]{2}:[0-9]{2}\S*$")
_WORD = re.compile(r"[^\W\d_]+\.?|[0-9]+")


def read_date(text: str) -> str:
    """`2014/5/1`, `1 May 2014`, `08 1995` or `2014` as this project writes dates; empty where it is no sure date.

    A month or day that is 00 is not known; of a range, what both ends have in common. "n.d.", "circa 1990", a day
    that no calendar has and a date without its year are no dates.
    """
    text = " ".join(text.split())
    if ends := _RANGE.fullmatch(text):
        return _common(read_date(ends[1]), read_date(ends[2]))
    if match := _NUMBERS.fullmatch(_TIME.sub("", text)):
        return _date(match[1], match[2] or "", match[3] or "")
    return _from_words(text)


def read_parts(year: str, rest: str) -> str:
    """A date of which a second field says more than the year: `2014` and `MAR` or `15 Mar`."""
    if not (known := read_date(year)):
        return read_date(rest)
    if len(known) > len("2014") or not rest.strip():
        return known
    return read_date(rest) or read_date(f"{rest.strip()} {known}") or known


def read_month(text: str) -> str:
    """Two digits for a month that is given by number or English name; empty for anything else."""
    word = text.strip().strip(".").lower()
    if word.isascii() and word.isdigit():
        return word.zfill(2) if 1 <= int(word[-3:]) <= 12 and len(word) <= 2 else ""
    return f"{_MONTHS.index(word[:3]) + 1:02d}" if word in (*_MONTHS, *_FULL) else ""


def _common(first: str, last: str) -> str:
    held = []
    for one, other in zip(first.split("-"), last.split("-"), strict=False):
        if one != other:
            break
        held.append(one)
    return "-".join(held)


def _date(year: str, month: str, day: str) -> str:
    """The parts as a date; a part that is empty or 0 ends it, and what is in no calendar, or in a year that no column
    takes, is no date.
    """
    parts = [int(part or 0) for part in (year, month, day)]
    if not FIRST_YEAR <= parts[0] <= LAST_YEAR:
        return ""
    known = parts[: parts.index(0)] if 0 in parts else parts
    try:
        date(*[*known, 1, 1][:3])
    except (ValueError, TypeError):
        return ""
    return "-".join(str(part).zfill(4 if place == 0 else 2) for place, part in enumerate(known))


def _from_words(text: str) -> str:
    """`May 2014`, `3 May 2014`, `May 3, 2014`, `Spring 2014`, `08 1995`, `2014 Sep 15`."""
    words = _WORD.findall(text)
    if len(words) not in (2, 3) or re.sub(r"[\s,/-]+", "", text) != "".join(words):
        return ""
    years = [word for word in words if len(word) == 4 and word.isascii() and word.isdigit()]
    rest = [word for word in words if word not in years]
    if len(years) != 1 or len(rest) != len(words) - 1:
        return ""
    if len(rest) == 1 and rest[0].lower().strip(".") in _SEASONS:
        return _date(years[0], "", "")
    named = [word for word in rest if not word.isdigit()]
    if len(rest) == 1:
        return _date(years[0], month, "") if (month := read_month(rest[0])) else ""
    if len(named) != 1 or not (month := read_month(named[0])):
        return ""
    day = next(word for word in rest if word not in named)
    return _date(years[0], month, day) if len(day) <= 2 and int(day) else ""
