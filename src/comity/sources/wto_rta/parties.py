"""Who is bound to whom by one agreement of the register, and from when to when.

The register names a union as one party, or its members beside the partner. In a title of two sides ("EU - Japan")
only states of different sides are bound; in one without ("MERCOSUR") all are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from comity.terms.country import state
from comity.terms.crosswalk import to_state
from comity.terms.unions import Member, unions

NEVER = date(9999, 1, 1)
"""What the register writes for a day that has not come."""

_SPECIFIC = re.compile(r"(.+)\(([^()]*?) - ([^()]*?)\)")
_SPECIFIC_DAY = re.compile(r"\d{2}-[A-Z][a-z]{2}-\d{4}")


@dataclass(frozen=True, slots=True)
class Span:
    """A party's days: from when the agreement binds it, and the first on which no more; None where not said."""

    start: date | None = None
    end: date | None = None


def names(cell: str | None, known_as: Mapping[str, str]) -> tuple[str, ...]:
    """The signatories in a cell, the register's own forms as in `known_as`."""
    return tuple(known_as.get(name, name) for name in _parts(cell))


def _parts(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def specific(cell: str | None, known_as: Mapping[str, str]) -> dict[str, Span]:
    """Days of single parties: `Cuba(26-Aug-1999 - ); Romania( - 01-Jan-2007)`. Raises ValueError on anything else."""
    found = {}
    for part in _parts(cell):
        written = _SPECIFIC.fullmatch(part)
        if written is None:
            raise ValueError(part)
        name = written[1].strip()
        found[known_as.get(name, name)] = Span(_day(written[2]), _after(_day(written[3])))
    return found


def _after(last: date | None) -> date | None:
    return None if last is None else last + timedelta(days=1)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    if not _SPECIFIC_DAY.fullmatch(text.strip()):
        raise ValueError(text)
    day, month, year = text.strip().split("-")
    return date(int(year), _MONTHS.index(month) + 1, int(day))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Unions:
    """How unions stand in the register: by the name under which they sign, by the words for them in titles, and which
    of them make agreements with others alone, so that these do not bind their members to each other."""

    signs_for: Mapping[str, str]
    labels: Mapping[str, str]
    alone: frozenset[str]


@dataclass(frozen=True, slots=True)
class Accession:
    """What is read of the row of an accession: who acceded, and from when it holds between them and each party."""

    joined: frozenset[str]
    specific: Mapping[str, Span]
    start: date

    def starts(self, one: str, two: str) -> list[date]:
        """The days that it gives for a pair, where one of the two acceded by it and the other had been there."""
        if (one in self.joined) == (two in self.joined):
            return []
        given = (self.specific[name].start for name in (one, two) if name in self.specific)
        return [self.start, *(day for day in given if day is not None)]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is read of one row: the sides of its title, its parties, and what is said of single ones; and of the rows
    of accessions to it, which alone say between whom an accession is not in force yet."""

    title: str
    current: tuple[str, ...]
    original: tuple[str, ...]
    specific: Mapping[str, Span]
    start: date
    end: date | None
    """The first day on which it is not in force."""
    accessions: tuple[Accession, ...] = ()


def bound(agreement: Agreement, known: Unions) -> Iterator[tuple[str, str, date, date | None]]:
    """Pairs of parties by name, with the day of entry into force and the first day on which they were bound no more."""
    spans = _spans(agreement, known.signs_for)
    sides = _sides(agreement.title, tuple(spans), known.labels)
    members = _members(agreement, tuple(spans), known.alone)
    for one, two in combinations(sorted(spans), 2):
        if sides[one] & sides[two]:
            continue
        starts = [day for day in (agreement.start, spans[one].start, spans[two].start) if day is not None]
        starts += [day for each in agreement.accessions for day in each.starts(one, two)]
        ends = [day for day in (agreement.end, spans[one].end, spans[two].end) if day is not None]
        start, end = max(starts), min(ends, default=None)
        if start < NEVER and (end is None or start < end) and not _united(members[one], members[two], start):
            yield one, two, start, end


def _members(
    agreement: Agreement, parties: tuple[str, ...], alone: frozenset[str]
) -> dict[str, list[tuple[str, Member]]]:
    """For each party its memberships of unions that act alone, where the agreement has parties outside the union."""
    ids = dict(zip(parties, to_state("name", parties), strict=True))
    wider = [union for union in sorted(alone) if set(ids.values()) - {m.state for m in unions()[union]}]
    return {name: [(u, m) for u in wider for m in unions()[u] if m.state == id] for name, id in ids.items()}


def _united(one: list[tuple[str, Member]], two: list[tuple[str, Member]], day: date) -> bool:
    """Whether two parties belong to one union on a day."""
    return any(u == v and m.belongs(day) and n.belongs(day) for u, m in one for v, n in two)


def _spans(agreement: Agreement, signs_for: Mapping[str, str]) -> dict[str, Span]:
    """Each party with its own days. Who signed at first and is no party now needs a day on which it left."""
    signed = agreement.current or agreement.original
    through = [member for name in signed if name in signs_for for member in unions()[signs_for[name]]]
    found = {_called(m.state, agreement): Span(m.joined, _after(m.left)) for m in through}
    # A state that signs beside a union is there for itself, also where it was a member once.
    found |= {name: Span() for name in signed if name not in signs_for}
    for name, span in agreement.specific.items():
        given = found.get(name, Span())
        end = span.end if span.end is not None else given.end
        found[name] = Span(max((d for d in (given.start, span.start) if d), default=None), end)
    gone = {name for name in agreement.original if name not in found and agreement.end is not None}
    return found | {name: Span() for name in gone if name not in signs_for}


def _called(id: str, agreement: Agreement) -> str:
    """The name under which the register knows a member of a union: its own where it names it, else ours."""
    listed = (*agreement.current, *agreement.original, *agreement.specific)
    for name, found in zip(listed, to_state("name", listed) if listed else (), strict=True):
        if found == id:
            return name
    return state(id).name


def _sides(title: str, parties: tuple[str, ...], labels: Mapping[str, str]) -> dict[str, frozenset[int]]:
    """For each party the parts of the title that it belongs to; all of them are apart where the title has one part."""
    parts = [part for part in re.split(r" [-–] ", title) if not part.startswith("Accession")]
    if len(parts) < 2:
        return {name: frozenset({-1 - place}) for place, name in enumerate(parties)}
    ids = dict(zip(parties, to_state("name", parties), strict=True))
    sides: dict[str, frozenset[int]] = {}
    for name in parties:
        mine = {place for place, part in enumerate(parts) if _short(name) in part}
        # A state that its own name puts on one side is there for itself: the union and a state that left it.
        for place, part in enumerate(() if mine else parts):
            for label, union in labels.items():
                if re.search(rf"\b{re.escape(label)}\b", part) and any(m.state == ids[name] for m in unions()[union]):
                    mine.add(place)
        sides[name] = frozenset(mine)
    taken = frozenset().union(*sides.values())
    rest = frozenset(range(len(parts))) - taken
    return {name: mine or rest or frozenset({len(parts)}) for name, mine in sides.items()}


def acceding(title: str, parties: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    """The agreement that was joined and who joined it, by the title of an accession; nobody where it names none.

    A title gives the usual form of a name, with or without its article, the list of parties the register's own.
    """
    joined, _, who = title.partition(" - Accession of ")
    return joined, frozenset(name for name in parties if re.search(rf"\b{re.escape(_short(name))}\b", who))


def _short(name: str) -> str:
    return name.split(",", maxsplit=1)[0].split(" (", maxsplit=1)[0]
