"""Who could stand between two states."""

from __future__ import annotations

from comity.api.go_betweens import COLUMNS, go_betweens
from comity.api.pair import two_states
from comity.desk.asked import Asked
from comity.desk.drawing import drawn
from comity.desk.holding import Desk
from comity.desk.naming import choices, name_of
from comity.desk.reply import Reply
from comity.desk.tables import Cell, Column, as_file
from comity.errors import UserError
from comity.terms.unit import number

SHOWN = 30


def mediators(desk: Desk, asked: Asked) -> Reply:
    """The ranking of all states as go-betweens of two, with reasons and the ranking's known error; or a form."""
    seen, a, b = asked.seen(), asked.text("a"), asked.text("b")
    ending = asked.one_of("as", ("csv", "json"))
    if not a and not b:
        return drawn("mediators.html.j2", seen, place="/mediators", a="", b="", choices=choices(), rows=None)
    if not a or not b:
        raise UserError("give two names: who stands between whom?")
    pair = two_states(a, b, seen.as_of)
    found = go_betweens(desk.atlas(seen), pair.one, pair.two)
    if ending:
        return as_file(ending, COLUMNS, found.rows)
    one, two = pair.one.id, pair.two.id
    heads = [Column("Rank", "", True), Column("State"), Column("Chance", "80 % interval", True), Column("Why")]
    rows = [
        [
            Cell(str(rank), numeric=True),
            Cell(name_of(state), seen.link(f"/{state}")),
            Cell(
                f"{number(100 * score, 1)} %", numeric=True, note=f"{number(100 * low, 1)} to {number(100 * high, 1)} %"
            ),
            Cell(reasons, kind="long"),
        ]
        for rank, state, score, low, high, reasons in found.rows[:SHOWN]
    ]
    links = [(n, seen.link("/mediators", a=one, b=two, **{"as": n.lower()})) for n in ("JSON", "CSV")]
    return drawn(
        "mediators.html.j2", seen, place="/mediators", a=name_of(one), b=name_of(two), choices=choices(), columns=heads,
        rows=rows, notes=found.notes, links=links, more=len(found.rows) - len(rows), home=seen.link(f"/{one}/{two}"),
    )  # fmt: skip
