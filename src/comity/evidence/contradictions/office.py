"""Acts by people who did not hold the office named: from lists of leaders, and from terms that statements give."""

from __future__ import annotations

import calendar
import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.evidence.contradictions.entry import Entry, cited
from comity.evidence.contradictions.neighbours import parties
from comity.evidence.contradictions.text import Likeness, start_of
from comity.evidence.statement import Statement
from comity.terms.period import parse_as_of

_TITLES = ("prime minister", "president", "foreign minister", "chancellor", "king", "defence minister", "ambassador")
_NAME = r"(?:[A-Z]\. ?)?([A-Z][\w'’-]+)(?: ([A-Z][\w'’-]+))?"
_TITLED = re.compile(
    rf"\b(Prime Minister|President|Foreign Minister|Chancellor|King|Defence Minister|Ambassador) {_NAME}"
)
_WORD = re.compile(r"[A-Z][\w-]+")
_LEFT = re.compile(
    r"\b([A-Z][\w'’-]+)(?:'s term)? (?:had |has )?(?:already )?"
    r"(?:left office|ended|stepped down|resigned|died|was out of office)(?: had)? in (?:(\w+) )?(\d{4})"
)
_TERM_ENDED = re.compile(
    r"\b([A-Z][\w'’-]+?)['’\"]?,? whose term (?:had )?(?:already )?(?:ended|expired|was over) in (?:(\w+) )?(\d{4})"
)
_TERM = re.compile(
    rf"{_NAME} (?:became|took up post as|was appointed) .{{0,60}}?"
    r"(?:stayed|served)\)? (?:until|to) (?:(\w+) )?(\d{4})"
)
_FORMER = re.compile(r"\b(former|ex-|no longer in office|then|later|future|late|funeral of)\b", re.IGNORECASE)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_GRACE = datetime.timedelta(days=31)
_NAMESAKE = datetime.timedelta(days=5 * 365)
"""After so long the same family name is taken for someone else."""


@dataclass(frozen=True, slots=True)
class Term:
    """A time in office: state id, family name, title in lower case ("" if the list gives none), first and last day."""

    state: str
    name: str
    title: str
    first: datetime.date
    last: datetime.date


def impossible_attributions(
    statements: Sequence[Statement], likeness: Likeness, leaders: Sequence[Term] = ()
) -> Iterator[Entry]:
    """Statements that name someone in an office before or after holding it, by a list or by another statement."""
    ends = _ends(statements)
    terms: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in leaders:
        terms[term.state, term.name.lower()].append(term)
    covered = _coverage(leaders)
    titles = _titles_of_leaders(statements, terms)
    for s in statements:
        day = start_of(s.date)
        for name in ends.keys() & set(_WORD.findall(s.claim)):
            last, where = ends[name]
            if last < day < last + _NAMESAKE and _acts(name, s, where):
                what = f"{name} is named in {s.date}, but had left office by {last.isoformat()[:7]} {cited(s)}."
                yield Entry("impossible_attribution", tuple(dict.fromkeys((s.id, where.id))), what)
        for title, name in _titled(s):
            for state in sorted(parties(s)):
                held = terms.get((state, name.lower()))
                if held and title in titles[state] and _outside(s, held, covered[state]) and not _former(s):
                    years = ", ".join(f"{t.first.year}-{t.last.year}" for t in held)
                    what = (
                        f"{title.capitalize()} {name} is named in {s.date}; the list of leaders has {years} {cited(s)}."
                    )
                    yield Entry("impossible_attribution", (s.id,), what)


def _acts(name: str, s: Statement, where: Statement) -> bool:
    """Whether `s` names that person as acting in office: in its own note, or with a title about the same states."""
    if s.status == "plan" or _former(s):
        return False
    return where.id == s.id or (bool(parties(where) & parties(s)) and name in _named(s))


def _titled(s: Statement) -> list[tuple[str, str]]:
    return [(m[1].lower(), m[3] or m[2]) for m in _TITLED.finditer(s.claim)]


def _named(s: Statement) -> set[str]:
    return {name for _, name in _titled(s)}


def _former(s: Statement) -> bool:
    return _FORMER.search(s.claim) is not None


def _ends(statements: Sequence[Statement]) -> dict[str, tuple[datetime.date, Statement]]:
    """Family name -> last day in office that a claim or note gives, and where."""
    found: dict[str, tuple[datetime.date, Statement]] = {}
    for s in statements:
        for text in (s.claim, s.note):
            for m in _LEFT.finditer(text):
                found[m[1].removesuffix("'s")] = (_end(m[2], m[3]), s)
            for m in _TERM_ENDED.finditer(text):
                found[m[1].rstrip("'")] = (_end(m[2], m[3]), s)
            for m in _TERM.finditer(text):
                found[m[2] or m[1]] = (_end(m[3], m[4]), s)
    return found


def _end(month: str | None, year: str) -> datetime.date:
    number = _MONTHS.get((month or "").lower())
    return parse_as_of(f"{year}-{number:02d}" if number else year)


def _coverage(leaders: Sequence[Term]) -> dict[str, tuple[datetime.date, datetime.date]]:
    spans: dict[str, tuple[datetime.date, datetime.date]] = {}
    for t in leaders:
        first, last = spans.get(t.state, (t.first, t.last))
        spans[t.state] = min(first, t.first), max(last, t.last)
    return spans


def _titles_of_leaders(
    statements: Sequence[Statement], terms: dict[tuple[str, str], list[Term]]
) -> dict[str, set[str]]:
    """State -> titles that the list gives, or by which statements call its leaders while they are in office."""
    found: dict[str, set[str]] = defaultdict(set)
    for held in terms.values():
        for term in held:
            if term.title:
                found[term.state].add(term.title)
    for s in statements:
        day = start_of(s.date)
        for title, name in _titled(s):
            for state in parties(s):
                if any(t.first <= day <= t.last for t in terms.get((state, name.lower()), ())):
                    found[state].add(title)
    return found


def _outside(s: Statement, held: list[Term], covered: tuple[datetime.date, datetime.date]) -> bool:
    first, last = start_of(s.date), parse_as_of(s.date)
    if last < covered[0] or first > covered[1] or s.status == "plan":
        return False
    return not any(t.first - _GRACE <= last and first <= t.last + _GRACE for t in held)
