"""Acts by people who did not hold the office named: from lists of leaders, and from terms that statements give."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.evidence.contradictions.entry import Entry, cited
from comity.evidence.contradictions.likeness import Likeness
from comity.evidence.contradictions.neighbours import parties
from comity.evidence.office import UNKNOWN, offices
from comity.evidence.statement import Statement

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
        day = s.when.start
        for name in dict.fromkeys(h.person for h in s.holdings if h.person in ends):
            last, where = ends[name]
            if last < day < last + _NAMESAKE and _acts(name, s, where):
                what = f"{name} is named in {s.date}, but had left office by {last:%Y-%m} {cited(s)}."
                yield Entry("impossible_attribution", tuple(dict.fromkeys((s.id, where.id))), what)
        for title, name in _titled(s):
            for state in sorted(parties(s)):
                held = terms.get((state, name.lower()))
                if held and title in titles[state] and _outside(s, held, covered[state]):
                    years = ", ".join(f"{t.first.year}-{t.last.year}" for t in held)
                    what = (
                        f"{title.capitalize()} {name} is named in {s.date}; the list of leaders has {years} {cited(s)}."
                    )
                    yield Entry("impossible_attribution", (s.id,), what)


def _acts(name: str, s: Statement, where: Statement) -> bool:
    """Whether `s` names that person as acting in office: in its own note, or with a title about the same states."""
    if s.status == "plan":
        return False
    acting = [h for h in s.holdings if h.person == name and not h.former]
    if where.id == s.id:
        return bool(acting)
    return bool(parties(where) & parties(s)) and any(h.office != UNKNOWN for h in acting)


def _titled(s: Statement, former: bool = False) -> list[tuple[str, str]]:
    """Title, as a reader sees it, and family name of those who are said to hold an office, or also to have held it."""
    named = [h for h in s.holdings if h.person and h.office != UNKNOWN and (former or not h.former)]
    return [(offices()[h.office].label, h.person) for h in named]


def _ends(statements: Sequence[Statement]) -> dict[str, tuple[datetime.date, Statement]]:
    """Family name -> last day in office that a statement gives, and where."""
    return {h.person: (h.until.end, s) for s in statements for h in s.holdings if h.person and h.until is not None}


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
        day = s.when.start
        for title, name in _titled(s, former=True):
            for state in parties(s):
                if any(t.first <= day <= t.last for t in terms.get((state, name.lower()), ())):
                    found[state].add(title)
    return found


def _outside(s: Statement, held: list[Term], covered: tuple[datetime.date, datetime.date]) -> bool:
    first, last = s.when.start, s.when.end
    if last < covered[0] or first > covered[1] or s.status == "plan":
        return False
    return not any(t.first - _GRACE <= last and first <= t.last + _GRACE for t in held)
