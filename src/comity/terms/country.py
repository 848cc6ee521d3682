"""States and territories: who they are, which codes they bear and when, and how a reader names them.

A state id stands for one international person as the Correlates of War state system counts them, one id per
CoW number; entities outside that system have ids of their own. The id is the ISO 3166 alpha-3 code where
there is one, a withdrawn ISO 3166-3 code where it fits, else a code beginning with X. Sources: `SOURCES.md`.
"""

import difflib
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, cast

from comity.errors import AmbiguousState, UnknownState, UserError
from comity.terms.lookup import read_lookup
from comity.terms.name_forms import name_core
from comity.terms.name_index import (
    ALWAYS,
    aliases,
    ambiguous_names,
    cldr_holders,
    loose_holders,
    name_holder,
    predecessors,
)
from comity.terms.names import common_names, is_hostile, normalise, sanitise
from comity.terms.no_state import NoState, cldr_no_state, listed_no_state

__all__ = ["ALWAYS", "Spell", "State", "holder", "is_predecessor", "name_holder", "resolve", "state", "states"]

Kind = Literal["state", "territory", "historic"]


@dataclass(frozen=True, slots=True)
class Spell:
    """A code that a state bears in a coding system, from `start` to `end`, both included; None is open."""

    system: str
    code: str
    start: date
    end: date | None

    def covers(self, day: date) -> bool:
        """Whether the spell runs on that day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory; `continues` is the id whose series this one carries on, or an empty string.

    `m49` is three digits; `capital_lat` and `capital_lng` are degrees north and east, None where unknown.
    `spells` are in the order of preference: of two codes of one system valid on one day the first is current.
    """

    id: str
    name: str
    iso2: str
    m49: str
    kind: Kind
    continues: str
    capital: str
    capital_lat: float | None
    capital_lng: float | None
    region: str
    subregion: str
    spells: tuple[Spell, ...]

    def spells_in(self, system: str) -> tuple[Spell, ...]:
        """The spells of one coding system."""
        return tuple(spell for spell in self.spells if spell.system == system)


@cache
def states() -> tuple[State, ...]:
    """Every state and territory, ordered by id."""
    spells: dict[str, list[Spell]] = {}
    for row in read_lookup("state_codes"):
        spells.setdefault(row["id"], []).append(
            Spell(row["system"], row["code"], _day(row["start"]) or ALWAYS, _day(row["end"]))
        )
    return tuple(_state(row, tuple(spells.get(row["id"], ()))) for row in read_lookup("states"))


def _state(row: dict[str, str], spells: tuple[Spell, ...]) -> State:
    return State(
        id=row["id"],
        name=row["name"],
        iso2=row["iso2"],
        m49=row["m49"],
        kind=cast(Kind, row["kind"]),
        continues=row["continues"],
        capital=row["capital"],
        capital_lat=float(row["capital_lat"]) if row["capital_lat"] else None,
        capital_lng=float(row["capital_lng"]) if row["capital_lng"] else None,
        region=row["region"],
        subregion=row["subregion"],
        spells=spells,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _by_id() -> dict[str, State]:
    return {each.id: each for each in states()}


def state(id: str) -> State:
    """The state with this id; `UnknownState` where there is none."""
    try:
        return _by_id()[id]
    except KeyError:
        raise _unknown(id) from None


@cache
def spells_by_code() -> dict[tuple[str, str], tuple[tuple[Spell, str], ...]]:
    """(system, code) -> its spells with the ids that bear it, in order of time."""
    found: dict[tuple[str, str], list[tuple[Spell, str]]] = {}
    for each in states():
        for spell in each.spells:
            found.setdefault((spell.system, spell.code), []).append((spell, each.id))
    return {key: tuple(sorted(held, key=lambda s: s[0].start)) for key, held in found.items()}


def holder(system: str, code: str, when: date | None = None) -> str | None:
    """Id of the state that bears a code: on `when`, else before it, else the first; None: the latest."""
    held = spells_by_code().get((system, code))
    if not held:
        return None
    if when is None:
        return held[-1][1]
    begun = [id for spell, id in held if spell.start <= when]
    return begun[-1] if begun else held[0][1]


def resolve(text: str, when: date | None = None) -> State:
    """The state that a reader means by a code (`ISR`, `IL`, `376`, `cow:666`) or a name in any language.

    This is the one rule for every place where a person names a state. `when` chooses among the states that bore a
    code or name in turn (`gw:260`); without it, the latest. A name is taken as it is listed, else turned round,
    with or without articles and the style of the state ("Korea, Republic of"), where that leaves one state.
    Raises `UnknownState` with the nearest names, or with what a name that is no state's stands for ("Scotland",
    "EU"); `AmbiguousState` with the candidates.
    """
    if is_hostile(text):
        raise _unknown(text)
    text = text.strip()
    if id := _by_code(text, when) or _by_name(text, when):
        return state(id)
    raise _unknown(text)


def is_predecessor(text: str) -> bool:
    """Whether a name is that of a state whose series another carries on: the Soviet Union, for Russia."""
    return normalise(text) in predecessors()


def _by_code(text: str, when: date | None) -> str | None:
    if match := re.fullmatch(r"([a-z0-9]+)\s*:\s*(.+)", text, re.IGNORECASE | re.ASCII):
        system, code = match[1].lower(), match[2].strip().upper()
        return holder(system, code.zfill(3) if system == "m49" else code.lstrip("0") or code, when)
    if re.fullmatch(r"[0-9]{1,3}", text):
        return holder("m49", text.zfill(3), when)
    code = text.upper()
    if not re.fullmatch(r"[A-Z]{2,3}", code) or not text.isascii():
        return None
    if text != code and normalise(text) in ambiguous_names():
        return None  # written as a name, and one that may be another state's
    if len(code) == 3:
        return holder("iso3", code, when) or (code if code in _by_id() else None)
    return holder("iso2", code, when)


def _by_name(text: str, when: date | None) -> str | None:
    name = normalise(text)
    if candidates := ambiguous_names().get(name):
        raise _ambiguous(text, candidates)
    if id := name_holder(name, when, for_files=False):
        return id
    if other := listed_no_state(text):
        raise _no_state(text, other)
    ids = cldr_holders(name)
    if not ids and (other := cldr_no_state(text)):
        raise _no_state(text, other)
    ids = ids or loose_holders(text, when)
    if len(ids) > 1:
        raise _ambiguous(text, tuple(sorted(ids)))
    return next(iter(ids), None)


def _no_state(text: str, other: NoState) -> UnknownState:
    return UnknownState(f"'{sanitise(text)}' is {other.answer}")


# Below this, likeness of letters says nothing of what was meant.
_SHORTEST_GUESS = 4
_LIKENESS = 0.75


def _unknown(text: str) -> UnknownState:
    echo = sanitise(text)
    near: dict[str, str] = {}
    core = name_core(echo)
    guesses = difflib.get_close_matches(core, _cores(), n=9, cutoff=_LIKENESS) if len(core) >= _SHORTEST_GUESS else []
    for guess in guesses:
        near.setdefault(_cores()[guess], _label(_cores()[guess]))
    if near:
        ids = tuple(near)[:3]
        return UnknownState(f"no state called '{echo}'; did you mean {', '.join(near[id] for id in ids)}?", ids)
    return UnknownState(f"no state called '{echo}'; give a name, an ISO 3166 code, or cow:NUMBER or gw:NUMBER")


@cache
def _cores() -> dict[str, str]:
    """What is compared with a name that nobody bears -> the state that is proposed.

    Besides the listed names those of widely read languages: who misspells a name does so in his own.
    """
    read = {core: id for name in common_names() if (core := name_core(name)) for id in _only(cldr_holders(name))}
    return read | {core: held[0].id for name, held in reversed(aliases().items()) if (core := name_core(name))}


def _only(ids: frozenset[str]) -> tuple[str, ...]:
    """The one id; none where a name is that of several."""
    return tuple(ids) if len(ids) == 1 else ()


def _ambiguous(text: str, ids: tuple[str, ...]) -> AmbiguousState:
    said = f"'{sanitise(text)}' may be {', '.join(map(_label, ids))}; give the code of the one you mean"
    return AmbiguousState(said, ids)


def _label(id: str) -> str:
    return f"{_by_id()[id].name} ({id})"


def display_name(state: State, locale: str = "en") -> str:
    """The name of a state in a locale (`de`, `pt_BR`, `zh-Hant`); English where the CLDR has no name."""
    if locale.replace("-", "_").lower() == "en" or state.kind == "historic":
        return state.name
    return str(_locale(locale).territories.get(state.iso2, state.name))


def text_direction(locale: str) -> Literal["ltr", "rtl"]:
    """Direction in which a locale is written."""
    return "rtl" if _locale(locale).text_direction == "rtl" else "ltr"


@cache
def _locale(identifier: str):  # type: ignore[no-untyped-def]
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(identifier.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        known = "such as en, fr, pt_BR or zh_Hant"
        raise UserError(f"no locale called '{sanitise(identifier)}'; give a CLDR locale {known}") from None
