"""Who may do what: the roles of a team, the rights that addresses ask for, and for whom a study is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from comity.desk.asked import Visitor
from comity.errors import UserError
from comity.evidence.audiences import Audience, may_read

Role = Literal["reader", "analyst", "administrator"]
"""Of an account. Whoever keeps a study is its editor beside that."""
ROLES: tuple[Role, ...] = get_args(Role)
ALONE = "alone"
"""The role of whoever runs a desk on a machine of their own: there is nobody else."""

Right = Literal["open", "read", "begin", "edit", "run"]
"""What an address asks for: nothing, an account, to make studies, to keep the study that it names, to run the desk."""
_ALL = (ALONE, "administrator")


class NotAllowed(UserError):
    """What the role of whoever asks does not allow."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """Through which a visitor sees the studies: `markings` tells for whom those with a handling line are."""

    visitor: Visitor
    markings: Callable[[], Mapping[str, Audience]]

    def level(self, study: str, marking: str) -> Audience | None:
        """As which audience a study with this handling line is seen; None where it is not there for this visitor.

        A line that nobody explained is for editors alone.
        """
        mine = level_of(self.visitor, study)
        least: Audience = self.markings().get(marking, "editors") if marking else "readers"
        return mine if mine is not None and may_read(mine, least) else None


def level_of(visitor: Visitor, study: str) -> Audience | None:
    """The audience that a visitor belongs to; None for who is not in."""
    if visitor.role in _ALL or (visitor.role in ROLES and study in visitor.edits):
        return "editors"
    return {"analyst": "analysts", "reader": "readers"}.get(visitor.role)  # type: ignore[return-value]


def keeps(visitor: Visitor, study: str) -> bool:
    """Whether a visitor may change a study and see what only its keepers see."""
    return level_of(visitor, study) == "editors"


def begins(visitor: Visitor) -> bool:
    """Whether a visitor may make a study."""
    return visitor.role in (*_ALL, "analyst")


def expect(right: Right, visitor: Visitor, study: str) -> None:
    """Raise NotAllowed where a visitor has not the right that an address asks for."""
    has = {
        "open": True,
        "read": bool(visitor.role),
        "begin": begins(visitor),
        "edit": keeps(visitor, study),
        "run": visitor.role in _ALL,
    }[right]
    if not has:
        said = {
            "begin": "analysts make studies; ask whoever runs the desk for that role",
            "edit": "only its editors change this study and see how it is kept; ask one of them",
        }
        raise NotAllowed(said.get(right, "this page is for whoever runs the desk"))
