"""Pairs of states: ordered where it matters who acts on whom, unordered where it does not."""

from dataclasses import dataclass

from comity.errors import UserError
from comity.terms.names import sanitise


@dataclass(frozen=True, slots=True, order=True)
class DirectedDyad:
    """What `a` does to, sends to or says of `b`; both are state ids and differ."""

    a: str
    b: str

    def __post_init__(self) -> None:
        _check(self.a, self.b)

    @property
    def slug(self) -> str:
        """The pair as file and page names spell it: `ISR-KAZ`."""
        return f"{self.a}-{self.b}"

    @property
    def reversed(self) -> "DirectedDyad":
        """The other direction."""
        return DirectedDyad(self.b, self.a)

    @property
    def undirected(self) -> "Dyad":
        """The pair without its direction."""
        return Dyad(self.a, self.b)


@dataclass(frozen=True, slots=True, order=True)
class Dyad:
    """Two states whatever their order: `a` is the id that comes first in the alphabet."""

    a: str
    b: str

    def __post_init__(self) -> None:
        _check(self.a, self.b)
        if self.b < self.a:
            first, second = self.b, self.a
            object.__setattr__(self, "a", first)
            object.__setattr__(self, "b", second)

    @property
    def slug(self) -> str:
        """The pair as file and page names spell it: `ISR-KAZ`."""
        return f"{self.a}-{self.b}"

    @property
    def directions(self) -> tuple[DirectedDyad, DirectedDyad]:
        """a to b, and b to a."""
        return DirectedDyad(self.a, self.b), DirectedDyad(self.b, self.a)


def _check(a: str, b: str) -> None:
    if a == b:
        raise UserError(f"a pair needs two different states, not {sanitise(a)} twice; name another partner")
