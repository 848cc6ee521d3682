"""The names that lead to a state, by their comparison form: our own, official ones, aliases, and those of the CLDR.

Ids only: what a state is stands in `country.py`, which asks here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.terms.lookup import read_lookup
from comity.terms.name_forms import loose, without_style
from comity.terms.names import cldr_names, common_names, normalise

ALWAYS = date.min
"""Start of a spell or name whose beginning no list dates."""

_Bearers = dict[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that `id` bears from `start` to `end`, both included; None is open. `written` is as the list has it."""

    written: str
    id: str
    start: date
    end: date | None
    files_only: bool
    reason: str


@cache
def aliases() -> dict[str, tuple[Alias, ...]]:
    """Comparison form of names and aliases -> who bears them; a state's own name comes first."""
    found: dict[str, list[Alias]] = {}
    for alias in (*_own(), *_official(), *_listed()):
        found.setdefault(normalise(alias.written), []).append(alias)
    return {name: tuple(held) for name, held in found.items()}


@cache
def predecessors() -> frozenset[str]:
    """Comparison forms of names of states whose series another carries on; the other names need not be compared."""
    listed = (*_own(), *_official(), *_listed())
    return frozenset(normalise(alias.written) for alias in listed if alias.reason.startswith("predecessor"))


def _own() -> Iterable[Alias]:
    for row in read_lookup("states"):
        yield Alias(row["name"], row["id"], ALWAYS, None, False, row["reason"])


def _official() -> Iterable[Alias]:
    for row in read_lookup("official_names"):
        yield Alias(row["name"], row["id"], ALWAYS, None, False, row["reason"])


def _listed() -> Iterable[Alias]:
    for row in read_lookup("aliases"):
        start, end = (date.fromisoformat(row[name]) if row[name] else None for name in ("start", "end"))
        yield Alias(row["alias"], row["id"], start or ALWAYS, end, row["use"] == "files", row["reason"])


def name_holder(name: str, when: date | None, *, for_files: bool) -> str | None:
    """Id of the state with this normalised name or alias on `when`.

    A dated alias outranks an undated one. With `for_files`, aliases count that are clear in a publisher's
    file but not from a reader.
    """
    held = [a for a in aliases().get(name, ()) if for_files or not a.files_only]
    undated = [a for a in held if (a.start, a.end) == (ALWAYS, None)]
    dated = [a for a in held if a not in undated]
    if when is not None and (hit := [a for a in dated if a.start <= when and (a.end is None or when <= a.end)]):
        return hit[0].id
    return (undated or dated)[0].id if held else None


@cache
def ambiguous_names() -> dict[str, tuple[str, ...]]:
    """Comparison form of names that are several states' -> their ids, in whatever language."""
    return {normalise(row["name"]): tuple(row["ids"].split()) for row in read_lookup("ambiguous_names")}


@cache
def _by_iso2() -> dict[str, str]:
    return {row["iso2"]: row["id"] for row in read_lookup("states") if row["iso2"]}


def cldr_holders(name: str) -> frozenset[str]:
    """Ids of the states that bear this normalised name in the CLDR: in a widely read language, else in any."""
    return _ids(common_names().get(name) or cldr_names().get(name, frozenset()))


def _ids(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(_by_iso2()[code] for code in codes if code in _by_iso2())


def loose_holders(text: str, when: date | None) -> frozenset[str]:
    """Ids of the states that a name means when it is read loosely: turned round, with articles, with or without the
    style of the state. Several where the style tells them apart ("Republic China") and none stands just so.
    """
    words = loose(text)
    if found := _bearers(words, when):
        return found
    bare = without_style(words)
    if not bare or bare == words or not (found := _bearers(bare, when)):
        return frozenset()
    return frozenset().union(found, *(_rivals().get(id, frozenset()) for id in found))


def _bearers(words: frozenset[str], when: date | None) -> frozenset[str]:
    if words in _loose_ambiguous():
        return _loose_ambiguous()[words]
    if words in _loose_listed():
        held = (name_holder(name, when, for_files=False) for name in _loose_listed()[words])
        return frozenset(id for id in held if id)
    return _loose_common().get(words) or _loose_cldr().get(words, frozenset())


def _gather(pairs: Iterable[tuple[str, Iterable[str]]], form: Callable[[str], frozenset[str]] = loose) -> _Bearers:
    found: dict[frozenset[str], set[str]] = {}
    for name, ids in pairs:
        found.setdefault(form(name), set()).update(ids)
    # Few sets differ: of those that are equal one is kept.
    same: dict[frozenset[str], frozenset[str]] = {}
    return {w: same.setdefault(held, held) for w, ids in found.items() if w and ids and (held := frozenset(ids))}


def _readers() -> list[Alias]:
    return [alias for held in aliases().values() for alias in held if not alias.files_only]


@cache
def _loose_ambiguous() -> _Bearers:
    return _gather((row["name"], row["ids"].split()) for row in read_lookup("ambiguous_names"))


@cache
def _loose_listed() -> dict[frozenset[str], tuple[str, ...]]:
    """Loose form -> the comparison forms of the listed names that have it; who bears them is a matter of the day."""
    found: dict[frozenset[str], dict[str, None]] = {}
    for alias in _readers():
        found.setdefault(loose(alias.written), {})[normalise(alias.written)] = None
    return {words: tuple(names) for words, names in found.items()}


@cache
def _loose_common() -> _Bearers:
    return _gather((name, _ids(codes)) for name, codes in common_names().items())


@cache
def _loose_cldr() -> _Bearers:
    return _gather((name, _ids(codes)) for name, codes in cldr_names().items())


@cache
def _rivals() -> dict[str, frozenset[str]]:
    """Id -> ids that share a name with it and differ in style: both that are a republic of China, in any language."""

    def bare(name: str) -> frozenset[str]:
        words = loose(name)
        left = without_style(words)
        return left if left != words else frozenset()

    found: dict[str, frozenset[str]] = {}
    for ids in _gather(((alias.written, (alias.id,)) for alias in _readers()), bare).values():
        for id in ids:
            found[id] = found.get(id, frozenset()) | ids
    return found
