"""What a line says of two, in the parts between which stand the newest act and what went before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from comity.assessment.say import together
from comity.dossier.claim import Claim


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences: `first` what the two are to each other and what weighs; `lists` what registers hold of any two;
    `figures` what people and shares in trade weigh, which a reader asks for after what changed last; `inventory` what
    registers hold where no act of the two is told.
    """

    first: list[Claim]
    lists: list[Claim] = field(default_factory=list)
    figures: list[Claim] = field(default_factory=list)
    inventory: list[Claim] = field(default_factory=list)

    @property
    def whole(self) -> Claim:
        """All as one claim."""
        return together([*self.first, *self.figures, *self.inventory, *self.lists])


def basis_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The rows on which claims rest, by id; none where there is no claim."""
    return tuple(id for one in claims for id in one.basis)
