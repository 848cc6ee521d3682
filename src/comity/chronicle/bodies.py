"""Bodies whose members are dated: which there are, by which names others call them, and who belonged from when on.

`bodies.csv` names them; who belongs stands in `pact_members.csv` where the body is a pact too, else in
`body_members.csv`, in the same columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.chronicle.pacts import MEMBERS, Member, read_members
from comity.terms.names import normalise

BODIES = ("body", "title", "names", "carried_to", "reason")
_ROOM = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Body:
    """One body, `names` of it in the words of others, and the day up to which its members were looked after."""

    id: str
    title: str
    names: tuple[str, ...]
    carried_to: date


def read_bodies(folder: Path = _ROOM) -> tuple[Body, ...]:
    """The bodies of a folder. Raises BadFile on other columns, ValueError on a day that is none."""
    return tuple(
        Body(r["body"], r["title"], _listed(r["names"]), date.fromisoformat(r["carried_to"]))
        for r in read_rows("bodies", BODIES, folder)
    )


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(";"))


def read_spells(folder: Path = _ROOM) -> Iterator[tuple[Body, Member]]:
    """Every spell of membership of a body, in the order of the two tables. Raises as `read_bodies`, and UserError."""
    known = {body.id: body for body in read_bodies(folder)}
    for name in ("pact_members", "body_members"):
        for spell in read_members(read_rows(name, MEMBERS, folder)):
            if spell.pact in known:
                yield known[spell.pact], spell


def body_called(title: str) -> Body | None:
    """The body that others call so; a listed name that ends in an ellipsis is the beginning of theirs."""
    said = normalise(title)
    return next((body for name, whole, body in _names() if said == name or (not whole and said.startswith(name))), None)


@cache
def _names() -> tuple[tuple[str, bool, Body], ...]:
    """Every name as names are compared, and whether it is the whole of it."""
    return tuple((normalise(n.rstrip("…")), not n.endswith("…"), body) for body in read_bodies() for n in body.names)
