"""Which state a treaty binds in a year, where the one that signed it has become another.

Data name who signed by the state of that day: the Federal Republic before 1990 is not the Germany after it. A treaty
binds the state that continues its party's series, from the year in which the party ended.
"""

from __future__ import annotations

from functools import cache

from comity.terms.country import states


@cache
def successions() -> tuple[tuple[str, str, int], ...]:
    """Each state that another continues: its id, the other's, and the year in which it ended."""
    by_id = {each.id: each for each in states()}
    found = []
    for each in states():
        if each.continues:
            former = by_id[each.continues]
            ends = [spell.end for system in ("cow", "gw") for spell in former.spells_in(system)]
            if ends and None not in ends:
                found.append((former.id, each.id, max(end.year for end in ends if end is not None)))
    return tuple(found)


def continued(column: str, period: str) -> str:
    """SQL for the state that a column of ids means in a year, given as SQL."""
    cases = " ".join(f"WHEN {column} = '{a}' AND {period} >= {year} THEN '{b}'" for a, b, year in successions())
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
