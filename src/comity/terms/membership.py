"""Who was a member of the international system, to the day, and which pairs could have had relations.

A state belongs to a year if it is in the system on any day of it; two states make a dyad-year only if they
are in the system on the same day. Spells without an end run to the as-of day that the caller gives, never to
today. Sources: Correlates of War state system membership v2016; Gleditsch & Ward 1999,
doi:10.1080/03050629908434958.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from comity.errors import UserError
from comity.terms.country import Spell, State, state, states
from comity.terms.names import sanitise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# NumPy is imported where columns are made: whoever asks about one pair does not wait for it.

SYSTEMS = ("cow", "gw")
FIRST_YEAR = 1816


def _spells(one: State, system: str) -> tuple[Spell, ...]:
    """Membership in the system; where `system` is "any", in the first of CoW and GW that knows the state."""
    if system in SYSTEMS:
        return one.spells_in(system)
    if system != "any":
        raise UserError(f"no state system called '{sanitise(system)}'; choose cow, gw or any")
    return one.spells_in("cow") + one.spells_in("gw")


def existed(state_id: str, when: date, system: str = "cow") -> bool:
    """Whether a state was in a system on a day; with system "any", in either."""
    return any(spell.covers(when) for spell in _spells(state(state_id), system))


def coexisted(a: str, b: str, first: date, last: date) -> tuple[date, date] | None:
    """First and last day within the period on which both were members of some system, or None.

    An entity that no system lists (a territory) is taken to have always been there. The days between need not
    all be shared: a state may have been occupied meanwhile.
    """
    shared = [
        (max(s.start, t.start, first), min(s.end or last, t.end or last, last))
        for s in _spells(state(a), "any") or (_ALWAYS,)
        for t in _spells(state(b), "any") or (_ALWAYS,)
    ]
    shared = [(start, end) for start, end in shared if start <= end]
    return (min(start for start, _ in shared), max(end for _, end in shared)) if shared else None


_ALWAYS = Spell("any", "", date.min, None)


def system_members(system: str, year: int) -> list[tuple[int, str]]:
    """(code, id) of every member of a system on any day of a year, ordered by code."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return sorted({(code, id) for code, id, start, end in _roll(system) if start <= last and (end or last) >= first})


def states_as_of(when: date, system: str = "cow") -> tuple[State, ...]:
    """Members of a system on a day, ordered by id."""
    return tuple(each for each in states() if any(s.covers(when) for s in _spells(each, system)))


@cache
def _roll(system: str) -> tuple[tuple[int, str, date, date | None], ...]:
    if system not in SYSTEMS:
        raise UserError(f"no state system called '{sanitise(system)}'; choose cow or gw")
    return tuple((int(s.code), each.id, s.start, s.end) for each in states() for s in each.spells_in(system))


def dyad_years(system: str, first_year: int, last_year: int, *, directed: bool = True) -> dict[str, NDArray[np.int16]]:
    """Every pair of members that shared a day of a year: int16 columns `code1`, `code2`, `year`.

    Ordered by year, code1, code2. Directed: both orders of each pair; else `code1 < code2` only. Spells
    without an end run to 31 December of `last_year`.
    """
    import numpy as np

    codes, spell_code, start, end = _spell_arrays(system, last_year)
    blocks = [_pairs_of(year, codes, spell_code, start, end, directed) for year in range(first_year, last_year + 1)]
    empty = np.empty(0, np.int16)
    column = [np.concatenate([empty, *(block[i] for block in blocks)]) for i in range(2)]
    sizes = [len(block[0]) for block in blocks]
    years = np.repeat(np.arange(first_year, last_year + 1, dtype=np.int16), sizes)
    return {"code1": column[0], "code2": column[1], "year": years}


def _spell_arrays(
    system: str, last_year: int
) -> tuple[NDArray[np.int16], NDArray[np.intp], NDArray[np.int32], NDArray[np.int32]]:
    """Distinct codes, and for each spell the place of its code, its first and its last day as ordinals."""
    import numpy as np

    roll, horizon = _roll(system), date(last_year, 12, 31)
    codes, place = np.unique(np.array([code for code, *_ in roll], np.int16), return_inverse=True)
    start = np.array([begun.toordinal() for _, _, begun, _ in roll], np.int32)
    end = np.array([(ended or horizon).toordinal() for *_, ended in roll], np.int32)
    return codes, place, start, end


def _pairs_of(
    year: int,
    codes: NDArray[np.int16],
    spell_code: NDArray[np.intp],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    directed: bool,
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    import numpy as np

    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    running = np.flatnonzero((start <= last) & (end >= first))
    running = running[np.argsort(spell_code[running], kind="stable")]
    present, place = np.unique(spell_code[running], return_inverse=True)
    begins, ends = np.maximum(start[running], first), np.minimum(end[running], last)
    met = np.ones((len(present), len(present)), bool)
    part = np.flatnonzero((begins > first) | (ends < last))  # only these can have missed another
    if len(part):
        met = _met(place, begins, ends, part, len(present))
    np.fill_diagonal(met, False)
    one, two = np.nonzero(met if directed else np.triu(met))
    here = codes[present]
    return here[one], here[two]


def _met(
    place: NDArray[np.intp],
    begins: NDArray[np.int32],
    ends: NDArray[np.int32],
    part: NDArray[np.intp],
    size: int,
) -> NDArray[np.bool_]:
    """Symmetric matrix of members that shared a day; a member with two spells has met whom either met."""
    import numpy as np

    met = np.ones((size, size), bool)
    partial = np.unique(place[part])
    met[partial, :] = met[:, partial] = False
    overlap = (begins[part][:, None] <= ends[None, :]) & (ends[part][:, None] >= begins[None, :])
    row, column = np.nonzero(overlap)
    met[place[part][row], place[column]] = True
    met[place[column], place[part][row]] = True
    return met
