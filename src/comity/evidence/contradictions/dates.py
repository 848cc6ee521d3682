"""Dates that cannot be: told before it happened, one event on two days, day and month that change places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from comity.evidence.contradictions.cues import cue
from comity.evidence.contradictions.entry import Entry, all_cited, cited
from comity.evidence.contradictions.likeness import Likeness
from comity.evidence.contradictions.neighbours import components, next_in_time, parties
from comity.evidence.contradictions.text import years
from comity.evidence.statement import Statement
from comity.terms.dated import Dated

_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?![\d/.-])")
_EVENTS = ("agreement", "visit", "act", "institution", "project", "incident")
ONE_EVENT, SWAPPED = 0.7, 0.4
"""Likeness at which two reports of different date are taken for one event, and where day and month change places."""


def date_order(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """What is told as done by a source from before its date, or names a year after its publication."""
    for s in statements:
        if s.status == "plan" or s.out is None:
            continue
        if s.when.start > s.out.end:
            yield Entry("date_order", (s.id,), f"Dated {s.date}, but published {s.published} {cited(s)}.")
            continue
        later = [y for y in years(s.claim) if y > s.out.year] if s.status != "reported" else []
        if later and not re.search(r"\b(by|until|target|expected|due|to reach)\b", s.claim):
            yield Entry("date_order", (s.id,), f"Speaks of {max(later)}, but was published {s.published} {cited(s)}.")


def ambiguous_dates(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """Numeric dates that read two ways and do not fit, dates mangled by a reprint, and swapped twins."""
    for s in statements:
        if found := cue("reads_two_ways", s):
            yield Entry("ambiguous_date", (s.id,), f"A date reads two ways or was mangled {cited(s)}.", found[0])
        elif wrong := _misread(s):
            yield Entry(
                "ambiguous_date", (s.id,), f"The date {wrong} fits only with day and month exchanged {cited(s)}."
            )
    near = next_in_time(statements, _either_way)
    swapped = likeness.alike(((x, [y for y in others if x.when == _swapped(y.when)]) for x, others in near), SWAPPED)
    for group in components(swapped):
        what = f"One event under dates that are each other's with day and month exchanged: {all_cited(group)}."
        yield Entry("ambiguous_date", tuple(s.id for s in group), what)


def conflicting_dates(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """Reports of one event that give it different dates, and a source that lists it twice."""
    near = next_in_time(statements, _events_of_a_pair, _took_place, _took_place)
    pairs = [(x, y) for x, y in likeness.alike(near, ONE_EVENT) if _two_dates(x, y)]
    for group in components(pairs):
        what = f"One event under {len(group)} dates: {all_cited(group)}."
        yield Entry("conflicting_dates", tuple(s.id for s in group), what)
    for s in statements:
        if cue("listed_twice", s):
            yield Entry("conflicting_dates", (s.id,), f"One source lists the event under two dates {cited(s)}.")


def _events_of_a_pair(s: Statement) -> tuple[str, str, str] | None:
    return (s.a, s.b, s.kind) if s.kind in _EVENTS else None


def _took_place(s: Statement) -> bool:
    return s.status != "plan"


def _two_dates(x: Statement, y: Statement) -> bool:
    return x.source != y.source and x.value == y.value and 1 < (y.when.start - x.when.end).days < 800


def _either_way(s: Statement) -> tuple[object, ...] | None:
    """Dates with the same two numbers for day and month, of one pair and kind; None where they do not change places."""
    start = s.when.start
    if s.when.precision != "day" or start.month == start.day or start.day > 12:
        return None
    return (parties(s), s.kind, start.year, *sorted((start.month, start.day)))


def _swapped(when: Dated) -> Dated:
    """A day with its numbers for day and month exchanged."""
    day = when.start.replace(month=when.start.day, day=when.start.month)
    return Dated(day, day, "day")


def _misread(s: Statement) -> str:
    """A numeric date of the source or note that equals the statement's only with day and month exchanged."""
    for text in (s.source, s.note):
        for found in _NUMERIC.finditer(text):
            one, two, year = (int(x) for x in found.groups())
            year += 2000 if year < 100 else 0
            forms = {f"{year:04d}-{m:02d}-{d:02d}" for d, m in ((one, two),)}
            other = f"{year:04d}-{one:02d}-{two:02d}"
            held = {s.date, s.published}
            if one <= 12 and two <= 12 and one != two and other in held and not forms & held:
                return found[0]
    return ""
