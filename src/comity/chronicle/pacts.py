"""Pacts in force: what two states both belong to on a day, since when, and what it obliges them to.

Three tables: `pact_kinds.csv`, what a kind of pact amounts to; `pacts.csv`, the pacts, those that say most about two
members first; `pact_members.csv`, who belonged from when until when, with the reason for each end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Literal

from comity.chronicle.lookup import read_rows
from comity.terms.dated import Dated

KINDS = ("kind", "title", "allies", "binds", "reason")
PACTS = ("pact", "word", "name", "former", "renamed", "kind", "stage", "founded", "within", "obliges", "reason")
MEMBERS = ("pact", "member", "since", "until", "until_reason", "source", "locator", "opened")


@dataclass(frozen=True, slots=True)
class PactKind:
    """One kind: `allies` where members are allies by it, `binds` where it is more than a place to meet."""

    id: str
    title: str
    allies: bool
    binds: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Pact:
    """One pact.

    `name` as it stands in a sentence after `word`, `former` to the day `renamed`. `stage` says whether entry into
    force is known, `founded` whether those who belonged from its first day founded it. `within` names the pact whose
    members need not be told that they belong to this one too.
    """

    id: str
    word: Literal["in", "by", "under"]
    name: str
    former: str
    renamed: Dated | None
    kind: PactKind
    stage: Literal["in_force", "signed"]
    founded: bool
    within: str
    obliges: str
    reason: str

    def named(self, as_of: date) -> str:
        """What it was called on a day."""
        return self.former if self.renamed is not None and as_of < self.renamed.start else self.name


@dataclass(frozen=True, slots=True)
class Member:
    """One spell of membership: from the first day of `since` to the last day of `until`, None where it goes on."""

    pact: str
    member: str
    since: Dated
    until: Dated | None
    until_reason: str
    source: str
    locator: str
    opened: bool

    def holds(self, as_of: date) -> bool:
        """Whether it had begun by the day, and not ended."""
        return self.since.end <= as_of and (self.until is None or self.until.end >= as_of)


@dataclass(frozen=True, slots=True)
class Absence:
    """A time in which one of two states was out of a pact to which both had belonged: the spells on its two sides."""

    left: Member
    back: Member

    @property
    def member(self) -> str:
        """Who was out."""
        return self.left.member

    @property
    def start(self) -> Dated:
        """The last day before, as precise as it is known."""
        return self.left.until or self.back.since


@dataclass(frozen=True, slots=True)
class Shared:
    """A pact to which two states belong on a day.

    `since` is the first day on which both did, `again` the day from which they do without a break; they are one where
    neither was ever out. `absences` tells why they are not, oldest first. `founders` where both belonged from the
    first day of a pact whose first members founded it.
    """

    pact: Pact
    since: Dated
    again: Dated
    members: tuple[Member, Member]
    absences: tuple[Absence, ...] = ()
    founders: bool = False


@cache
def pact_kinds() -> dict[str, PactKind]:
    """All kinds by id."""
    return {
        r["kind"]: PactKind(r["kind"], r["title"], r["allies"] == "yes", r["binds"] == "yes", r["reason"])
        for r in read_rows("pact_kinds", KINDS)
    }


@cache
def pacts() -> dict[str, Pact]:
    """All pacts by id, in the order of the table: what says most of two members first."""
    return {p.id: p for p in read_pacts(read_rows("pacts", PACTS))}


@cache
def members() -> tuple[Member, ...]:
    """All spells of membership."""
    return read_members(read_rows("pact_members", MEMBERS))


def read_pacts(rows: Iterable[dict[str, str]]) -> tuple[Pact, ...]:
    """Pacts from rows of text. Raises UserError for a date, and KeyError for a kind, that is none."""
    return tuple(
        Pact(
            id=r["pact"],
            word=r["word"],  # type: ignore[arg-type]
            name=r["name"],
            former=r["former"],
            renamed=Dated.parse(r["renamed"]) if r["renamed"] else None,
            kind=pact_kinds()[r["kind"]],
            stage=r["stage"],  # type: ignore[arg-type]
            founded=r["founded"] == "yes",
            within=r["within"],
            obliges=r["obliges"],
            reason=r["reason"],
        )
        for r in rows
    )


def read_members(rows: Iterable[dict[str, str]]) -> tuple[Member, ...]:
    """Spells of membership from rows of text. Raises UserError for a date that is none."""
    return tuple(
        Member(
            pact=r["pact"],
            member=r["member"],
            since=Dated.parse(r["since"]),
            until=Dated.parse(r["until"]) if r["until"] else None,
            until_reason=r["until_reason"],
            source=r["source"],
            locator=r["locator"],
            opened=r["opened"] == "yes",
        )
        for r in rows
    )


def shared(a: str, b: str, as_of: date) -> tuple[Shared, ...]:
    """The pacts to which both belong on a day, in the order of the table; one within another is left out."""
    own, other = _spells(a, as_of), _spells(b, as_of)
    found = [_shared(pact, own[id], other[id], as_of) for id, pact in pacts().items() if id in own and id in other]
    held = {s.pact.id for s in found}
    return tuple(s for s in found if not s.pact.within or s.pact.within not in held or s.pact.kind.id == "currency")


def _shared(pact: Pact, one: Member, two: Member, as_of: date) -> Shared:
    spells = [[m for m in spells_in(pact.id, held.member) if m.since.end <= as_of] for held in (one, two)]
    together = [
        (x, y) for x in spells[0] for y in spells[1]
        if (x.until is None or x.until.end >= y.since.start) and (y.until is None or y.until.end >= x.since.start)
    ]  # fmt: skip
    first = min((_later(x, y) for x, y in together), key=lambda d: d.end)
    absences = [
        Absence(left, back)
        for own in spells
        for left, back in pairwise(sorted(own, key=lambda m: m.since.start))
        if back.since.end > first.end
    ]
    absences.sort(key=lambda gap: gap.start.start)
    founders = pact.founded and first.start == _begun(pact.id)
    return Shared(pact, first, _later(one, two), (one, two), tuple(absences), founders)


def _later(one: Member, two: Member) -> Dated:
    return max(one.since, two.since, key=lambda d: d.end)


@cache
def _begun(pact: str) -> date:
    return min(m.since.start for m in members() if m.pact == pact)


def spells_in(pact: str, state: str) -> tuple[Member, ...]:
    """The spells in which a state belonged to a pact, in the order of the table."""
    return tuple(m for m in _by_state().get(state, ()) if m.pact == pact)


def size(pact: str, as_of: date) -> int:
    """How many states belonged to a pact on a day."""
    return len({m.member for m in members() if m.pact == pact and m.holds(as_of)})


def _spells(state: str, as_of: date) -> dict[str, Member]:
    return {m.pact: m for m in _by_state().get(state, ()) if m.holds(as_of)}


@cache
def _by_state() -> dict[str, tuple[Member, ...]]:
    found: dict[str, list[Member]] = {}
    for m in members():
        found.setdefault(m.member, []).append(m)
    return {state: tuple(held) for state, held in found.items()}
