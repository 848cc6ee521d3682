"""The shapes of details: what each measure that names things names them with.

`__str__` is how one is said in a label or a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from comity.terms.conflict_details import ConflictRoles, CrisisSpell, TerritoryGained
from comity.terms.detail import LONGEST, Detail, Month, StateId, columns
from comity.terms.names import sanitise
from comity.terms.relation_details import HighVisit, MissionFact, OfficeHolder, RelationFact, StateReason
from comity.terms.treaty_details import (
    DatedMembership,
    InvestmentTreaty,
    Membership,
    Obligation,
    SanctionCase,
    SanctionProgramme,
    TradeAgreement,
)


@dataclass(frozen=True, slots=True)
class KindOfTie(Detail):
    """A kind of recorded tie: alliance, trade agreement, investment treaty, trade, organisations."""

    kind: str

    def __str__(self) -> str:
        return self.kind


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
        return ", ".join((str(self.day), self.side, *(sanitise(text, LONGEST) for text in written)))


SHAPES: dict[str, type[Detail]] = {
    shape.__name__: shape
    for shape in (
        Obligation,
        KindOfTie,
        TradeAgreement,
        InvestmentTreaty,
        DatedMembership,
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
