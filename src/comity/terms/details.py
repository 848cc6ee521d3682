"""The shapes of details: what each measure that names things names them with.

`__str__` is how one is said in a label or a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from comity.terms.dated import as_precise
from comity.terms.detail import Detail, Month, StateId, columns
from comity.terms.names import sanitise

_LONGEST = 300
"""Characters of an outlet or an address that are printed."""


@dataclass(frozen=True, slots=True)
class Obligation(Detail):
    """What a treaty of alliance obliges to: defence, offence, neutrality, non-aggression or consultation."""

    kind: str

    def __str__(self) -> str:
        return self.kind


@dataclass(frozen=True, slots=True)
class KindOfTie(Detail):
    """A kind of recorded tie: alliance, trade agreement, investment treaty, trade, organisations."""

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


@dataclass(frozen=True, slots=True)
class KeptPair(Detail):
    """One rivalry with both of whose sides the state keeps treaties."""

    one: StateId
    other: StateId

    def __str__(self) -> str:
        return f"{self.one}-{self.other}"


@dataclass(frozen=True, slots=True)
class HostileState(Detail):
    """A state nearby that is a rival or a repeated adversary."""

    state: StateId

    def __str__(self) -> str:
        return self.state


@dataclass(frozen=True, slots=True)
class BrokerRole(Detail):
    """In how many ordered pairs without a tie of their own a state stands between, in one of the broker's roles."""

    role: str
    pairs: int

    def __str__(self) -> str:
        return f"{self.role} {self.pairs}"


@dataclass(frozen=True, slots=True)
class SuppliedProduct(Detail):
    """A product on which a state depends: HS code, and the share (0 to 1) of it that the first supplier delivers."""

    code: str
    share: float

    def __str__(self) -> str:
        return f"{self.code} {self.share:.2f}"


@dataclass(frozen=True, slots=True)
class NeededHeading(Detail):
    """An HS heading in which one is strong and the other in need, and the other's imports of it in US$ million."""

    code: str
    imports: float

    def __str__(self) -> str:
        return f"{self.code} {self.imports:.1f}"


@dataclass(frozen=True, slots=True)
class FoodItem(Detail):
    """An item of food or farming by the publisher's name, and what was traded in it in US$ million."""

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    item: str
    million: float

    def __str__(self) -> str:
        return f"{self.item} {self.million:.1f}"


@dataclass(frozen=True, slots=True)
class Product(Detail):
    """A product, by its HS code."""

    label_between: ClassVar[str] = ", "
    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class ConflictRoles(Detail):
    """An armed conflict in a year and what each of two states was in it.

    `number` is the publisher's, and so is `name` or it is made of the first parties. A role is primary (first party),
    secondary (with troops beside a state) or rebels (with troops beside a side that is no state). `intensity` is the
    conflict's: 1 from 25 deaths in battle in the year, 2 from 1,000, none where it is not given or not yet reached.
    `first` is the first year of the two in it, `since` the first of the unbroken run, `ended` the last day of fighting
    where that came in the year; `provisional` says that the year is not over, or its count not final, and `seen_to` to
    which day fighting was seen in it.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    number: str
    name: str | None
    kind: str | None
    one: StateId
    one_role: str | None
    other: StateId
    other_role: str | None
    intensity: int | None
    first: int
    since: int
    ended: date | None
    provisional: bool
    seen_to: date | None

    def __str__(self) -> str:
        roles = {"secondary": "second party", "rebels": "on the rebels' side"}
        told = [f"{s} {roles[r]}" for s, r in ((self.one, self.one_role), (self.other, self.other_role)) if r in roles]
        named = sanitise(self.name, _LONGEST) if self.name else f"conflict {sanitise(self.number, _LONGEST)}"
        level = {1: "armed conflict", 2: "war"}.get(self.intensity or 0, "deaths not given")
        end = f"ended {self.ended}" if self.ended else ""
        unsure = f"provisional, seen to {self.seen_to}" if self.seen_to else "provisional" if self.provisional else ""
        return ", ".join(part for part in (named, level, *told, f"since {self.since}", end, unsure) if part)


@dataclass(frozen=True, slots=True)
class CrisisSpell(Detail):
    """An international crisis of two states.

    Number, name and edition are the publisher's; a day of which only month or year is known is its first, as the
    precision (day, month, year) says. `violence` is the highest that either used: 1 none, 2 minor clashes, 3 serious
    clashes, 4 war. `mediator` names organisations that mediated, separated by '|'. `ended` is told once it has come.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    number: str
    name: str
    edition: str
    began: date | None
    began_precision: str | None
    ended: date | None
    ended_precision: str | None
    violence: int | None
    mediator: str | None

    def __str__(self) -> str:
        cut = {"year": 4, "month": 7}
        days = ((self.began, self.began_precision), (self.ended, self.ended_precision))
        began, ended = (str(day)[: cut.get(precision or "", 10)] if day else "" for day, precision in days)
        span = f"{began} to {ended}" if ended else f"from {began}"
        by = f"mediated by {self.mediator.replace('|', ' and ')}" if self.mediator else ""
        level = {1: "no violence", 2: "minor clashes", 3: "serious clashes", 4: "war"}.get(self.violence or 0, "")
        return ", ".join(part for part in (sanitise(self.name, _LONGEST), span, level, by) if part)


@dataclass(frozen=True, slots=True)
class TerritoryGained(Detail):
    """Territory that one state gained from another.

    `number` is the publisher's; `month` none where not known; `procedure` conquest, annexation, cession, secession,
    unification or mandate; `area` in square km; `entity` the publisher's number of what it was of; `fought` whether
    there was military conflict over it.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    number: str
    month: int | None
    procedure: str | None
    area: float | None
    entity: str | None
    fought: bool | None

    def __str__(self) -> str:
        size = f"{self.area:,.0f} km²" if self.area else ""
        return ", ".join(
            part for part in (self.procedure or "transfer", size, "after fighting" if self.fought else "") if part
        )


@dataclass(frozen=True, slots=True)
class Break(Detail):
    """When a step in tone began, and how rare so large a step is: one in so many months of quiet pairs."""

    label_between: ClassVar[str] = "; "
    month: Month
    one_in: int

    def __str__(self) -> str:
        return f"{self.month}; 1 in {self.one_in}"


@dataclass(frozen=True, slots=True)
class Driver(Detail):
    """What raises an expectation, in words."""

    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Leader(Detail):
    """Who led a state."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class OfficeHolder(Detail):
    """Who held an office on the day `told`, since when and with which precision, by which list (current, history)."""

    name: str
    since: date
    precision: str
    told: date
    account: str

    def __str__(self) -> str:
        return f"{self.name} since {as_precise(self.since, self.precision)}"


@dataclass(frozen=True, slots=True)
class RelationFact(Detail):
    """What became of relations and when: begun, broken, restored, suspended; by whose list (a state's id), or whom.

    `precision` is day, month or year; `day` is the first day of a month or year.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    fact: str
    day: date
    precision: str
    account: str

    @property
    def when(self) -> str:
        """The date as precise as it is known."""
        return as_precise(self.day, self.precision)

    def __str__(self) -> str:
        return f"{self.fact} {self.when} ({self.account})"


@dataclass(frozen=True, slots=True)
class StateReason(Detail):
    """One reason for the state of a relationship: the grade by name, what decided, by which table, and how much.

    `points` is what it adds to the pair's standing on the line of log odds, below 0 for enmity; `table` and `points`
    are None where nothing on record sets the two apart.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    grade: str
    sign: str
    table: str | None
    points: float | None

    def __str__(self) -> str:
        return f"{self.grade}: {self.sign}" + ("" if self.points is None else f" ({self.points:+.1f})")


@dataclass(frozen=True, slots=True)
class MissionFact(Detail):
    """What an account says of a mission: its kind, the rank of its head, or that it was opened or closed, and when.

    `precision` is day, month or year; both are None where the account is of the whole year.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    said: str
    account: str
    day: date | None
    precision: str | None

    def __str__(self) -> str:
        when = "" if self.day is None else f" {as_precise(self.day, self.precision or 'day')}"
        return f"{self.said}{when} ({self.account})"


@dataclass(frozen=True, slots=True)
class HighVisit(Detail):
    """A visit: its first day, who came as the publisher writes it, and in which office (leader, foreign minister)."""

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    day: date
    who: str
    office: str

    def __str__(self) -> str:
        return f"{self.day} {sanitise(self.who, _LONGEST)} ({self.office})"


@dataclass(frozen=True, slots=True)
class CodedDocument(Detail):
    """A document behind a month: day, side (warm or cold) and code of the act, its publisher, and its address or id."""

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    day: date
    side: str
    code: str
    outlet: str | None
    address: str

    def __str__(self) -> str:
        # What the press and the publishers wrote may hold anything, and a label is printed on a terminal.
        written = (self.code, self.outlet or "outlet not named", self.address)
        return ", ".join((str(self.day), self.side, *(sanitise(text, _LONGEST) for text in written)))


SHAPES: dict[str, type[Detail]] = {
    shape.__name__: shape
    for shape in (
        Obligation,
        KindOfTie,
        TradeAgreement,
        InvestmentTreaty,
        Membership,
        SanctionProgramme,
        SanctionCase,
        KeptPair,
        HostileState,
        BrokerRole,
        SuppliedProduct,
        NeededHeading,
        FoodItem,
        Product,
        ConflictRoles,
        CrisisSpell,
        TerritoryGained,
        Break,
        Driver,
        Leader,
        OfficeHolder,
        RelationFact,
        StateReason,
        MissionFact,
        HighVisit,
        CodedDocument,
    )
}
"""Every shape by its name."""


def declared(shape: type[Detail] | None) -> dict[str, Any] | None:
    """A shape as an atlas declares it: its name, and the kind of each field."""
    if shape is None:
        return None
    return {"shape": shape.__name__, "fields": {c.name: c.declared() for c in columns(shape)}}


def shape_of(declaration: Any) -> type[Detail] | None:
    """The shape that an atlas declares. Raises ValueError where it is none of ours, or has other fields here."""
    if declaration is None or (isinstance(declaration, type) and issubclass(declaration, Detail)):
        return declaration
    shape = SHAPES.get(declaration.get("shape", "")) if isinstance(declaration, dict) else None
    if shape is None or declared(shape) != declaration:
        raise ValueError(f"details of an unknown shape: {declaration}")
    return shape
