"""Which state a treaty binds in a year, where the one that signed it has become another.

Lists of treaties name parties by what they are called now; relations of a year are those of the states of that year:
the Federal Republic before 1990 is not the Germany after it. A treaty binds the state that continues its party's series
from the year in which the party ended, and that party before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from comity.terms.country import states


@dataclass(frozen=True, slots=True)
class Succession:
    """A state whose series another carries on: the ids of both, and the years in which the former began and ended."""

    former: str
    later: str
    began: int
    ended: int


@cache
def successions() -> tuple[Succession, ...]:
    """All of them, in the order of the later states' ids."""
    by_id = {each.id: each for each in states()}
    found = []
    for each in states():
        if each.continues:
            spells = [s for system in ("cow", "gw") for s in by_id[each.continues].spells_in(system)]
            ends = [s.end for s in spells if s.end is not None]
            if ends:
                began = min(s.start for s in spells)
                found.append(Succession(each.continues, each.id, began.year, max(ends).year))
    return tuple(found)


def continued(column: str, period: str) -> str:
    """SQL for the state that a column of ids means in a year, given as SQL."""
    cases = " ".join(
        f"WHEN {column} = '{s.former}' AND {period} >= {s.ended} THEN '{s.later}' "
        f"WHEN {column} = '{s.later}' AND {period} >= {s.began} AND {period} < {s.ended} THEN '{s.former}'"
        for s in successions()
    )
    return f"CASE {cases} ELSE {column} END" if cases else column


def treaty_years(table: str, first: str, last: str, ended: str) -> str:
    """SQL over a table of treaties: its rows for every year at whose end they bind a (< b in the order of ids).

    `first` is the year of entry into force, `ended` the first year at whose end it binds no more (NULL while it does),
    `last` the last year to write out, each as SQL. The year is `period`; a treaty of a state with itself is left out.
    """
    years = f"unnest(range({first}, least(coalesce({ended}, {last} + 1), {last} + 1))) AS y(period)"
    return (
        f"(SELECT * REPLACE (least(a, b) AS a, greatest(a, b) AS b) FROM (SELECT t.* REPLACE ("
        f"{continued('t.a', 'period')} AS a, {continued('t.b', 'period')} AS b), period "
        f"FROM {table} t, {years} WHERE {first} IS NOT NULL) WHERE a <> b)"
    )


def trade_years(last: str) -> str:
    """SQL for `trade_agreements` written out by year up to `last`, an SQL expression."""
    return treaty_years("trade_agreements", "in_force_year", last, "ended_year")


def investment_years(last: str) -> str:
    """SQL for `investment_treaties` written out by year up to `last`, an SQL expression."""
    return treaty_years("investment_treaties", "year(in_force)", last, "year(ended)")
