"""Of which two, in this direction, a line of a table speaks: each named, or anyone but some."""

from __future__ import annotations

from dataclasses import dataclass

_ANY = "*"


@dataclass(frozen=True, slots=True)
class Directed:
    """From the first state to the second, each by its code or `*` for any; of neither of the two in `but`."""

    a: str
    b: str
    but: frozenset[str] = frozenset()

    @classmethod
    def of(cls, a: str, b: str, but: str) -> Directed:
        """From the cells of a table; `but` has codes with spaces between."""
        return cls(a, b, frozenset(but.split()))

    def takes(self, a: str, b: str) -> bool:
        """Whether two states, in this direction, are among those."""
        return self.a in (_ANY, a) and self.b in (_ANY, b) and not self.but & {a, b}
