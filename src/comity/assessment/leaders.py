"""Terms in office from the atlas's list of leaders: who could have acted, for the register of contradictions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from comity.atlas.read import Atlas
from comity.evidence.contradictions.office import Term
from comity.terms.details import Leader
from comity.terms.period import year_of

LIST = "context.leader"


def terms_in_office(atlas: Atlas, states: Iterable[str]) -> tuple[Term, ...]:
    """Runs of years with the same leader of each state; none where the atlas has no such list.

    The list names who led at the end of a year, so a term is taken to reach into the year after its last.
    """
    if not atlas.has(LIST):
        return ()
    atlas.ahead(((LIST,), ((state, "-") for state in sorted(set(states)))))
    return tuple(term for state in sorted(set(states)) for term in _terms(atlas, state))


def _terms(atlas: Atlas, state: str) -> list[Term]:
    found: list[Term] = []
    for m in atlas.series(LIST, state, "-"):
        for leader in m.details_of(Leader):
            year = year_of(m.period)
            last = found[-1] if found else None
            if last is not None and last.name == leader.name and last.last.year >= year:
                found[-1] = Term(state, leader.name, "", last.first, date(year + 1, 12, 31))
            else:
                found.append(Term(state, leader.name, "", date(year, 1, 1), date(year + 1, 12, 31)))
    return found
