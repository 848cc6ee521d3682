"""Pages of a study: each with the token that its forms carry, kept by nobody, and sent from nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from comity.desk.asked import Asked, Visitor
from comity.desk.drawing import drawn
from comity.desk.reply import Reply, moved

if TYPE_CHECKING:
    from comity.desk.asked import Seen

# A form says from which site it was sent only where its page may tell its own site so.
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
DONE = {
    "begun": "The study is made. Add a statement, bring in a file, or drop documents.",
    "added": "Added.",
    "known": "It stands in the study already; nothing was added.",
    "waiting": "Saved to be graded: what is missing is named below, and it counts nowhere until then.",
    "saved": "Saved.",
    "withdrawn": "Withdrawn: it counts nowhere from now on. Its row stays.",
    "imported": "Taken over; rows that lack something wait below to be graded.",
    "graded": "Graded: it counts from now on.",
    "accepted": "Accepted: it is a statement of the study now.",
    "rejected": "Rejected.",
    "skipped": "Left for later.",
    "undone": "Taken back.",
    "password": "You have another password. All other sessions of the account have ended.",
    "read": "Kept and read. What it says is proposed below; nothing of it is evidence until you accept it.",
}
"""What a page says after a form was taken, by the word that its address carries."""


def shown(
    template: str,
    visitor: Visitor,
    seen: Seen | None = None,
    *,
    status: int = 200,
    place: str = "/studies",
    **words: Any,
) -> Reply:
    """A page of a study, or of an account, from a template."""
    own: dict[str, Any] = {"token": visitor.form, "who": visitor.name, "team": visitor.team and bool(visitor.role)}
    made = drawn(template, seen, place=place, status=status, **own, **words)
    return replace(made, headers={**made.headers, **_HEADERS})


def home_of(study: str, rest: str = "") -> str:
    """The path of a page of a study."""
    return f"/studies/{study}{rest}"


def done(study: str, rest: str, word: str) -> Reply:
    """Lead to a page of a study that says what was done."""
    return moved(f"{home_of(study, rest)}?done={word}")


def said(asked: Asked) -> str:
    """What was done just now, as the address says it."""
    return DONE.get(asked.one_of("done", DONE), "")
