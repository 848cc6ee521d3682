"""What treaties, bodies and sanctions are named with: obligations, agreements, memberships, programmes.

`__str__` is how one is said in a label or a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from comity.terms.dated import as_precise
from comity.terms.detail import Detail


@dataclass(frozen=True, slots=True)
class Obligation(Detail):
    """What a treaty of alliance obliges to: defence, offence, neutrality, non-aggression or consultation."""

    kind: str

    def __str__(self) -> str:
        return self.kind


@dataclass(frozen=True, slots=True)
class TradeAgreement(Detail):
    """A trade agreement in force: its name, the years of signature and of entry into force, and what is known besides.

    `in_force_on` is the day, `kind` one of customs union, free trade area, partial scope, services.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    title: str
    signed: int
    in_force: int
    in_force_on: date | None = None
    kind: str | None = None

    def __str__(self) -> str:
        named = self.kind is None or self.kind in self.title.lower() or self.kind != "customs union"
        return self.title if named else f"{self.title}, {self.kind}"


@dataclass(frozen=True, slots=True)
class InvestmentTreaty(Detail):
    """A bilateral investment treaty: days of signature, of entry into force and, once it has ended, of its end.

    `title` and `replaced_by` are the publisher's titles of it and of the treaty of the two that took over at its end.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    signed: date
    in_force: date
    ended: date | None = None
    replaced_by: str | None = None
    title: str | None = None

    def __str__(self) -> str:
        # The publisher's titles name states in its own way, which is not always ours.
        end = f", {'replaced' if self.replaced_by else 'ended'} {self.ended}" if self.ended else ""
        return f"signed {self.signed}, in force {self.in_force}{end}"


@dataclass(frozen=True, slots=True)
class Membership(Detail):
    """A state's standing in an organisation: the publisher's abbreviation, and full, associate or observer."""

    organisation: str
    status: str

    @property
    def full(self) -> bool:
        """Whether it is a full member."""
        return self.status == "full"

    def __str__(self) -> str:
        return self.organisation if self.full else f"{self.organisation}:{self.status}"


@dataclass(frozen=True, slots=True)
class DatedMembership(Detail):
    """A state's membership of a body: its id and name, since when and, where it has ended, until when; by whose record.

    The precisions are day, month or year; both of the end are None while the membership lasts.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    organisation: str
    title: str
    since: date
    since_precision: str
    until: date | None
    until_precision: str | None
    account: str

    @property
    def lasts(self) -> bool:
        """Whether it had not ended."""
        return self.until is None

    @property
    def span(self) -> str:
        """Since when, or from when until when, as precisely as it is known."""
        began = as_precise(self.since, self.since_precision)
        return f"since {began}" if self.until is None else f"{began} to {self.left}"

    @property
    def left(self) -> str:
        """The last day, month or year of a membership that has ended, else empty."""
        return "" if self.until is None else as_precise(self.until, self.until_precision or "day")

    def __str__(self) -> str:
        return f"{self.title} {self.span}"


@dataclass(frozen=True, slots=True)
class SanctionProgramme(Detail):
    """A programme of sanctions in force: the publisher's id and title, through what the state imposes it, what it does.

    `through` is `own`, a union of states, or `United Nations`; `measures` are words with semicolons between.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    programme: str
    title: str
    through: str
    measures: str | None

    def __str__(self) -> str:
        return self.title if self.through == "own" else f"{self.title} (through the {self.through})"


@dataclass(frozen=True, slots=True)
class SanctionCase(Detail):
    """A case of sanctions: the publisher's id, through what it was imposed, what it restricted, and its first year."""

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    case: str
    through: str
    kinds: str | None
    since: int

    def __str__(self) -> str:
        by = "" if self.through == "own" else f" (through the {self.through})"
        return f"since {self.since}{by}: {self.kinds or 'not said what'}"
