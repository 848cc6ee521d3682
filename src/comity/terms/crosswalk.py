"""Whole columns of codes or names to state ids and back, by the few distinct values that a column holds.

A code that passed from one state to another (`gw` 260, ISO `DEU`) is read on the last day of the year that
the code was in use: on 31 December, or earlier where its use ended in that year.
"""

import math
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comity.errors import UserError
from comity.terms.country import Spell, holder, name_holder, spells_by_code, states
from comity.terms.lookup import read_lookup
from comity.terms.names import normalise, sanitise

SYSTEMS = ("iso3", "iso2", "m49", "cow", "gw", "cowabb", "gwabb", "fips", "cameo", "name", "state")
"""Coding systems that `to_state` reads; `state` are our own ids."""

_NUMERIC = ("cow", "gw", "m49")


def to_state(system: str, codes: ArrayLike, years: ArrayLike | None = None) -> NDArray[np.object_]:
    """State ids of a column of codes, shape of `codes`; None where a code is no state's (a group, a region).

    `codes` may be strings (blanks around them and case do not matter) or numbers for `cow`, `gw` and `m49`.
    `years` (same length, or one year) dates the codes that passed between states; without it the latest
    bearer is meant. Raises `UserError` for an unknown system.
    """
    find = _finder(system)
    column, inverse = _distinct(_texts(system, codes))
    if years is None or not _is_dated(system, column, find):
        found = _objects([find(text, None) for text in column])
        return found[inverse]
    when = np.broadcast_to(np.asarray(years, dtype=np.int64), inverse.shape)
    pairs, back = np.unique(inverse.astype(np.int64) * 10_000 + when, return_inverse=True)
    found = _objects([find(column[pair // 10_000], int(pair % 10_000)) for pair in pairs.tolist()])
    return found[back]


def from_state(system: str, ids: ArrayLike, years: ArrayLike | None = None) -> NDArray[np.object_]:
    """Codes (strings) of a column of state ids in a system, dated as in `to_state`; None where there is none.

    A state that bore several codes in turn gets the code of the year, outside its spells the nearest before,
    else the first. Whether the state was a member of the system that year is `membership.existed`'s to say.
    """
    if system not in SYSTEMS or system in ("name", "cameo", "state"):
        raise UserError(f"no codes to give in the system '{sanitise(system)}'; choose one of {', '.join(SYSTEMS[:-3])}")
    spells = {each.id: each.spells_in(system) for each in states()}
    column, inverse = _distinct(_texts("iso3", ids))
    when = np.broadcast_to(np.asarray(9999 if years is None else years, dtype=np.int64), inverse.shape)
    pairs, back = np.unique(inverse.astype(np.int64) * 10_000 + when, return_inverse=True)
    found = [_code_in(spells.get(column[pair // 10_000] or "", ()), int(pair % 10_000)) for pair in pairs.tolist()]
    return _objects(found)[back]


def _code_in(spells: tuple[Spell, ...], year: int) -> str | None:
    """The code in use at the end of the year, or on the last day of that year that any was."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    running = [s for s in spells if s.start <= last and (s.end is None or s.end >= first)]
    if running:
        return max(running, key=lambda s: min(s.end or last, last)).code
    begun = [s for s in spells if s.start <= last]
    return max(begun, key=lambda s: s.start).code if begun else spells[0].code if spells else None


def same_code(system: str, codes: ArrayLike) -> NDArray[np.object_]:
    """Codes in a form in which two ways to write one code or name are equal; None where there is none."""
    texts = _texts(system, codes)
    return _objects([None if t is None else normalise(t) for t in texts.tolist()]) if system == "name" else texts


Finder = Callable[[str | None, int | None], str | None]


def _finder(system: str) -> Finder:
    if system == "name":
        return _by_name
    if system == "state":
        known = {each.id for each in states()}
        return lambda code, year: code if code in known else None
    if system == "cameo":
        exceptions = {row["code"]: row["id"] for row in read_lookup("cameo_actors")}
        return lambda code, year: None if code is None else exceptions.get(code) or _by_code("iso3", code, year)
    if system not in SYSTEMS:
        raise UserError(f"no coding system called '{sanitise(system)}'; choose one of {', '.join(SYSTEMS)}")
    return lambda code, year: None if code is None else _by_code(system, code, year)


def _by_code(system: str, code: str, year: int | None) -> str | None:
    return holder(system, code, None if year is None else _last_day(system, code, year))


def _last_day(system: str, code: str, year: int) -> date:
    """31 December, or the last day of the year on which the code was still borne."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    ends = [spell.end for spell, _ in spells_by_code().get((system, code), ()) if spell.start <= last]
    if not ends or any(end is None or end >= last for end in ends):
        return last
    return max((end for end in ends if end is not None and end >= first), default=last)


def _by_name(text: str | None, year: int | None) -> str | None:
    if text is None:
        return None
    return name_holder(normalise(text), None if year is None else date(year, 12, 31), for_files=True)


def _is_dated(system: str, column: list[str | None], find: Finder) -> bool:
    """Whether any distinct code can mean different states in different years."""
    if system == "name":
        return True
    source = "iso3" if system == "cameo" else system
    return any(len(spells_by_code().get((source, code), ())) > 1 for code in column if code is not None)


def _texts(system: str, codes: ArrayLike) -> NDArray[np.object_]:
    """Codes as comparable strings: upper case, no blanks around, numbers without decimals or lost zeros."""
    raw = np.asarray(codes)
    if raw.dtype.kind in "iuf":
        values, inverse = np.unique(raw, return_inverse=True)
        return _objects([_text(system, value) for value in values.tolist()])[inverse]
    return _objects([_text(system, value) for value in raw.astype(object).ravel().tolist()])


def _text(system: str, value: Any) -> str | None:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    text = str(int(value)) if isinstance(value, int | float) and float(value).is_integer() else str(value).strip()
    if not text:
        return None
    if system in _NUMERIC:
        text = text.removesuffix(".0")
        return text.zfill(3) if system == "m49" else text.lstrip("0") or text
    return text if system == "name" else text.upper()


def _distinct(texts: NDArray[np.object_]) -> tuple[list[str | None], NDArray[np.intp]]:
    """The distinct values in order of appearance, and each element's place among them."""
    places: dict[str | None, int] = {}
    inverse = np.fromiter((places.setdefault(text, len(places)) for text in texts.tolist()), np.intp, len(texts))
    return list(places), inverse


def _objects(values: list[str | None]) -> NDArray[np.object_]:
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out
