"""The way from an id of an assessment back to the publishers' rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.api.chain import chain
from comity.desk.asked import STUDY, Asked
from comity.desk.drawing import drawn
from comity.desk.holding import Desk
from comity.desk.naming import name_of
from comity.desk.pages.pair import home_of, led
from comity.desk.reply import Reply, json_reply
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.dossier.assessment import Assessment


def why(desk: Desk, asked: Asked, a: str, b: str) -> Reply:
    """The chain behind an id, as a page or, under `.json`, as a tree. Raises UserError naming the nearest ids."""
    seen, id = asked.seen(STUDY), asked.text("id")
    if (to := led(a, b, "/why", seen, id=id)) is not None:
        return to
    if not id:
        raise UserError("id: give the id of a finding, a judgement, a figure, a table, a measurement or a statement")
    it = desk.assessment(a, b, seen)
    top = chain(it, id, desk.store)
    if asked.one_of("as", ("json",)):
        return json_reply(top.tree())
    return drawn(
        "why.html.j2", seen, top=top, id=id, a=a, b=b, names=f"{name_of(a)} and {name_of(b)}",
        json=seen.link(f"{home_of(a, b)}/why", id=id, **{"as": "json"}), series=_series(it, id, seen.link),
    )  # fmt: skip


def _series(it: Assessment, id: str, link: object) -> str:
    """Where the whole series of a measurement is shown; "" for what is none."""
    found = next((m for m in it.measures if m.id == id), None)
    if found is None or not callable(link):
        return ""
    return str(link(f"/measures/{found.measure}/{found.a}" + ("" if found.b == "-" else f"/{found.b}")))
