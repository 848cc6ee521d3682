"""Dates in English sentences, each with its precision: explicit, relative to the document's day, or a date to come.

Months are read in the other languages of `months.py` too where day, month and year stand together.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from comity.reading.months import DIGITS, months
from comity.terms.dated import Dated

How = Literal["explicit", "relative", "bare"]
"""`relative` rests on the document's day; `bare` is a number that stands where a year would, and may be none."""


@dataclass(frozen=True, slots=True)
class When:
    """A date at `text[start:end]`. `date` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, `until` the end of a span of time.

    `due`: words before it make it a date by which something is to be done. `about`: part of it is meant, as in
    early 2014. `doubt` says how else it could be read.
    """

    start: int
    end: int
    date: str
    how: How = "explicit"
    until: str = ""
    due: bool = False
    about: bool = False
    doubt: str = ""

    @property
    def dated(self) -> Dated:
        """The date with its precision."""
        return Dated.parse(self.date)


_ENGLISH = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_ENGLISH |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "|".join(sorted(_ENGLISH, key=len, reverse=True))
_CAPITAL_MONTH = rf"(?i:(?:{_MONTH}))\.?"
_DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_WEEKDAY = "|".join(_DAYS)
_YEAR = r"(?:1[5-9]\d\d|20\d\d|21\d\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th)?"
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: i for i, word in enumerate(_NUMBER_WORDS, 1)} | {"a": 1, "an": 1}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}

_RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"(?<![\d-])(?P<y>(?:1[5-9]|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12]\d|3[01]))?(?![\d-])"),
    (
        "range_dmy",
        rf"(?<!\d)(?P<d>{_ORDINAL})\s?(?:-|–|to|and)\s?(?P<e>{_ORDINAL})(?:\sof)?\s(?P<M>{_CAPITAL_MONTH}),?\s(?P<y>{_YEAR})\b",
    ),
    (
        "range_mdy",
        rf"\b(?P<M>{_CAPITAL_MONTH})\s(?P<d>{_ORDINAL})\s?(?:-|–|to|and)\s?(?P<e>{_ORDINAL})(?:,\s?|\s)(?P<y>{_YEAR})\b",
    ),
    (
        "dmy",
        rf"(?<![\d.,])(?P<d>{_ORDINAL})(?:\s(?:day\s)?of|\.)?\s?(?P<M>{_CAPITAL_MONTH})(?:,|\sof)?\s?(?P<y>{_YEAR})\b",
    ),
    ("mdy", rf"\b(?P<M>{_CAPITAL_MONTH})\s(?:the\s)?(?P<d>{_ORDINAL})(?:,\s?|\s)(?P<y>{_YEAR})\b"),
    (
        "my",
        rf"\b(?:(?P<part>early|mid|late|the\send\sof|the\sbeginning\sof)[-\s])?(?P<M>{_CAPITAL_MONTH})(?:,|\sof)?\s(?P<y>{_YEAR})\b",
    ),
    ("dm", rf"(?<![\d.,])(?P<d>{_ORDINAL})\s(?:of\s)?(?P<M>{_CAPITAL_MONTH})(?!\s?\d)\b"),
    ("md", rf"\b(?P<M>{_CAPITAL_MONTH})\s(?:the\s)?(?P<d>{_ORDINAL})\b(?![,.]?\d|\s(?:percent|per|million|people))"),
    ("numeric", rf"(?<![\d/.-])(?P<d>\d{{1,2}})(?P<s>[./-])(?P<m>\d{{1,2}})(?P=s)(?P<y>{_YEAR})(?![\d/-])"),
    (
        "quarter",
        rf"\b(?:(?:the\s)?(?P<q>first|second|third|fourth|last)\squarter\s(?:of\s)?|Q(?P<n>[1-4])\s)(?P<y>{_YEAR})\b",
    ),
    ("half", rf"\b(?:the\s)?(?P<h>first|second)\shalf\sof\s(?P<y>{_YEAR})\b"),
    ("season", rf"\b(?:the\s)?(?P<season>spring|summer|autumn|fall)\s(?:of\s)?(?P<y>{_YEAR})\b"),
    (
        "fiscal",
        rf"\b(?:the\s)?(?:fiscal|financial)\s?year\s(?:of\s)?(?P<y>{_YEAR})(?:[/–-](?P<z>\d{{2,4}}))?\b|\bFY\s?'?(?P<f>{_YEAR}|\d{{2}})(?:[/–-](?P<g>\d{{2,4}}))?\b",
    ),
    ("years", rf"\b(?P<y>{_YEAR})\s?(?:-|–|/|to|until)\s?(?P<z>{_YEAR}|\d{{2}})\b(?![-/]\d)"),
    (
        "month_alone",
        rf"\b(?:in|since|last|next|this|early|late|mid|by|until|during|of)[-\s](?P<M>{_CAPITAL_MONTH})\b(?!\s\d)",
    ),
    ("ago", rf"\b(?P<n>{_COUNT})\s(?P<unit>day|week|month|year)s?\s(?P<way>ago|earlier|later)\b"),
    ("named_day", r"\b(?:(?P<yesterday>yesterday|last\snight)|(?P<today>today|tonight)|(?P<tomorrow>tomorrow))\b"),
    ("weekday", rf"\b(?:(?P<way>last|next|this|on)\s)?(?P<w>(?i:{_WEEKDAY}))\b"),
    ("next", r"\b(?P<way>last|next|this|the\sprevious|the\sfollowing|the\scurrent)\s(?P<unit>month|year)\b"),
    (
        "year",
        rf"(?<![\d$€£.,/-])\b(?P<y>{_YEAR})\b(?!\s?(?:%|percent|people|tonnes|tons|km|MW|million|billion|troops|soldiers)|[.,]\d|[/-]\d)",
    ),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _RULES)
_DUE = re.compile(
    r"\b(?:by|until|before|no later than|not later than|deadline(?: of)?)\s(?:the\s)?"
    r"(?:(?:end|middle|close)\sof\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_AS_YEAR = re.compile(
    r"\b(?:in|since|from|until|by|of|during|for|before|after|to|between|and|year|late|early|mid|the|en|depuis|dès|desde|в|с|до|عام|سنة|العام|منذ)[\s-]$|[(,]\s?$",
    re.IGNORECASE,
)


def dates(text: str, day: date | None = None) -> tuple[When, ...]:
    """All dates in `text`, in order, none within another; `day` is that of the document, for what is relative to it.

    Without a day nothing relative is read.
    """
    found: list[When] = []
    taken: list[tuple[int, int]] = []
    text = text.translate(DIGITS)
    for name, pattern in _patterns():
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            said = _read(name, match, day, text)
            if said is not None:
                found.append(said)
            if said is not None or _MAKERS[name] in (_full, _range, _numeric, _iso):
                # A day that no calendar has is nothing, and no month or year is taken out of it.
                taken.append((match.start(), match.end()))
    return tuple(sorted(found, key=lambda when: when.start))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = "|".join(re.escape(name) for name in sorted(months(), key=len, reverse=True))
    other = re.compile(
        rf"(?<!\d)(?P<d>{_DAY})(?:er|º|\.)?(?:\sde|\sdel)?\s(?P<M>(?i:{names}))\.?(?:\sde|\sdel)?,?\s(?P<y>{_YEAR})\b"
    )
    month = re.compile(rf"\b(?P<M>(?i:{names}))\.?(?:\sde|\sdel)?,?\s(?P<y>{_YEAR})\b")
    chinese = re.compile(r"(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月(?:\s?(?P<d>\d{1,2})\s?日)?")
    chinese_year = re.compile(rf"(?<!\d)(?P<y>{_YEAR})\s?年")
    return (
        *_PATTERNS[:6],
        ("other", other),
        ("iso", chinese),
        ("year_of", chinese_year),
        *_PATTERNS[6:8],
        ("other_month", month),
        *_PATTERNS[8:],
    )


def _read(name: str, match: re.Match[str], day: date | None, text: str) -> When | None:
    before = text[max(0, match.start() - 40) : match.start()]
    due = bool(_DUE.search(before))
    try:
        made = _MAKERS[name](match, day, before)
    except (OverflowError, ValueError):  # beyond the first or the last day of the calendar
        return None
    if made is None:
        return None
    value, how, until, about, doubt = made
    return When(match.start(), match.end(), value, how, until, due, about, doubt)


_Made = tuple[str, How, str, bool, str] | None


def _made(value: str, how: How = "explicit", until: str = "", about: bool = False, doubt: str = "") -> _Made:
    return value, how, until, about, doubt


def _month(match: re.Match[str]) -> int:
    name = match["M"].lower().rstrip(".")
    return _ENGLISH.get(name) or months()[name]


def _day_of(year: int, month: int, day: str) -> str | None:
    """A day as written in a date; None for one that no calendar has."""
    try:
        return date(year, month, int(re.sub(r"\D", "", day))).isoformat()
    except ValueError:
        return None


def _full(match: re.Match[str], day: date | None, before: str) -> _Made:
    value = _day_of(int(match["y"]), _month(match), match["d"])
    return _made(value) if value else None


def _range(match: re.Match[str], day: date | None, before: str) -> _Made:
    year, month = int(match["y"]), _month(match)
    first, last = _day_of(year, month, match["d"]), _day_of(year, month, match["e"])
    return _made(first, until=last) if first and last and first < last else None


def _iso(match: re.Match[str], day: date | None, before: str) -> _Made:
    year, month = int(match["y"]), int(match["m"])
    if not (1500 <= year <= 2199 and 1 <= month <= 12):
        return None
    if not match["d"]:
        return _made(f"{year:04d}-{month:02d}")
    value = _day_of(year, month, match["d"])
    return _made(value) if value else None


def _month_year(match: re.Match[str], day: date | None, before: str) -> _Made:
    return _made(f"{match['y']}-{_month(match):02d}", about=bool(match["part"]))


def _other_month(match: re.Match[str], day: date | None, before: str) -> _Made:
    return _made(f"{match['y']}-{_month(match):02d}")


def _day_month(match: re.Match[str], day: date | None, before: str) -> _Made:
    """A day without its year is the nearest to the document's day: mostly the last one, and the next for a plan."""
    if day is None or not _capital(match["M"]):
        return None
    years = [day.year, day.year - 1, day.year + 1]
    held = [date.fromisoformat(v) for y in years if (v := _day_of(y, _month(match), match["d"]))]
    if not held:
        return None
    near = min(held, key=lambda d: abs((d - day).days))
    return _made(near.isoformat(), "relative")


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _numeric(match: re.Match[str], day: date | None, before: str) -> _Made:
    one, two, year = int(match["d"]), int(match["m"]), int(match["y"])
    if two > 12 >= one:
        one, two = two, one
    value = _day_of(year, two, str(one)) if 1 <= two <= 12 else None
    if value is None:
        return None
    doubt = "day and month could change places" if one <= 12 and one != two else ""
    return _made(value, doubt=doubt)


def _months_of(year: str, first: int, last: int) -> _Made:
    return _made(year, about=True, until=f"{year}-{last:02d}") if first else None


def _quarter(match: re.Match[str], day: date | None, before: str) -> _Made:
    order = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
    number = int(match["n"]) if match["n"] else order[match["q"]]
    return _months_of(match["y"], 3 * number - 2, 3 * number)


def _half(match: re.Match[str], day: date | None, before: str) -> _Made:
    return _months_of(match["y"], 1, 6 if match["h"] == "first" else 12)


def _season(match: re.Match[str], day: date | None, before: str) -> _Made:
    return _months_of(match["y"], *_SEASONS[match["season"]])


def _fiscal(match: re.Match[str], day: date | None, before: str) -> _Made:
    year, last = match["y"] or match["f"], match["z"] or match["g"]
    year = f"20{year}" if len(year) == 2 else year
    return _made(
        year, until=_year_after(year, last), about=True, doubt="a fiscal year, which may not be the calendar's"
    )


def _year_after(year: str, last: str | None) -> str:
    if not last:
        return ""
    full = last if len(last) == 4 else year[:2] + last
    return full if full > year else ""


def _years(match: re.Match[str], day: date | None, before: str) -> _Made:
    last = _year_after(match["y"], match["z"])
    return _made(match["y"], until=last) if last else None


def _month_alone(match: re.Match[str], day: date | None, before: str) -> _Made:
    if (
        day is None
        or not _capital(match["M"])
        or (match["M"] == "May" and not match[0].lower().startswith(("in", "last", "since")))
    ):
        return None
    month, word = _month(match), match[0].split()[0].lower().split("-")[0]
    year = day.year
    if word in ("next", "by", "until"):
        year += month < day.month
    elif month > day.month + 1:
        year -= 1
    return _made(f"{year:04d}-{month:02d}", "relative")


def _ago(match: re.Match[str], day: date | None, before: str) -> _Made:
    if day is None or match["way"] != "ago":
        return None
    count = int(match["n"]) if match["n"].isdigit() else _NUMBERS[match["n"].lower()]
    if match["unit"] == "year":
        return _made(f"{day.year - count:04d}", "relative") if day.year - count > 1500 else None
    if match["unit"] == "month":
        months = day.year * 12 + day.month - 1 - count
        return _made(f"{months // 12:04d}-{months % 12 + 1:02d}", "relative")
    near = day - timedelta(days=count * (7 if match["unit"] == "week" else 1))
    return _made(near.isoformat(), "relative", about=match["unit"] == "week")


def _named_day(match: re.Match[str], day: date | None, before: str) -> _Made:
    if day is None:
        return None
    shift = -1 if match["yesterday"] else 1 if match["tomorrow"] else 0
    return _made((day + timedelta(days=shift)).isoformat(), "relative")


def _weekday(match: re.Match[str], day: date | None, before: str) -> _Made:
    """A weekday is the last one up to the document's day; with `next` the first one after it."""
    if day is None or not _capital(match["w"]):
        return None
    back = (day.weekday() - _DAYS[match["w"].lower()]) % 7
    way = match["way"]
    if way == "next" or re.search(r"\b(?:will|to)\b[^.;]{0,35}$", before):
        near = day + timedelta(days=7 - back)
    else:
        near = day - timedelta(days=back or (7 if way == "last" else 0))
    return _made(near.isoformat(), "relative")


def _next(match: re.Match[str], day: date | None, before: str) -> _Made:
    if day is None:
        return None
    way = match["way"].split()[-1]
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(way, 0)
    if match["unit"] == "year":
        return _made(f"{day.year + step:04d}", "relative")
    months = day.year * 12 + day.month - 1 + step
    return _made(f"{months // 12:04d}-{months % 12 + 1:02d}", "relative")


def _year_alone(match: re.Match[str], day: date | None, before: str) -> _Made:
    after = match.string[match.end() : match.end() + 2]
    if (re.match(r"\s[A-Z]", after) and not re.search(r"\bin\s$", before)) or (
        re.match(r"\s[a-z]", after) and re.search(r"\b(?:the|a|its|their)\s$", before)
    ):
        return _made(match["y"], "bare")  # part of a name: the 2008 War, the 2020 ceasefire
    return _made(match["y"], "explicit" if _AS_YEAR.search(before) or not before else "bare")


def _year_of(match: re.Match[str], day: date | None, before: str) -> _Made:
    return _made(match["y"])


_MAKERS = {
    "iso": _iso,
    "range_dmy": _range,
    "range_mdy": _range,
    "dmy": _full,
    "mdy": _full,
    "other": _full,
    "other_month": _other_month,
    "my": _month_year,
    "dm": _day_month,
    "md": _day_month,
    "numeric": _numeric,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "fiscal": _fiscal,
    "years": _years,
    "month_alone": _month_alone,
    "ago": _ago,
    "named_day": _named_day,
    "weekday": _weekday,
    "next": _next,
    "year": _year_alone,
    "year_of": _year_of,
}


def spans_of(found: tuple[When, ...]) -> Iterator[tuple[int, int]]:
    """Places of dates, which no amount may be read in."""
    return ((when.start, when.end) for when in found)
