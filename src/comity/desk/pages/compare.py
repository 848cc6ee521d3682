"""Up to six pairs side by side: newest value and its period in each cell."""

from __future__ import annotations

from comity.api.comparing import compared
from comity.api.pair import two_states
from comity.desk.asked import Asked, Seen
from comity.desk.drawing import drawn
from comity.desk.holding import Desk
from comity.desk.naming import choices, name_of
from comity.desk.reply import Reply
from comity.desk.tables import Cell, Column, as_file
from comity.desk.worded import value_cell
from comity.errors import UserError
from comity.quantities.shelf import shelf

MOST = 6
COLUMNS = ("measure", "unit", "a", "b", "period", "value", "low", "high", "state")


def compare(desk: Desk, asked: Asked) -> Reply:
    """What is compared of the pairs that are asked, or a form for them."""
    seen, given = asked.seen(), _pairs(asked)
    if len(given) > MOST:
        raise UserError(f"compare takes up to {MOST} pairs; leave some out")
    pairs = [two_states(a, b, seen.as_of) for a, b in given]
    ids = list(dict.fromkeys((p.one.id, p.two.id) for p in pairs))
    ending = asked.one_of("as", ("csv", "json"))
    if not ids:
        if ending:
            raise UserError("pair: give up to six pairs like ISR-KAZ")
        return _page(desk, seen, given, [], [], [], [])
    rows = compared(desk.atlas(seen), ids)
    if ending:
        cells = [(r.entry, a, b, m) for r in rows for (a, b), m in zip(ids, r.cells, strict=True)]
        return as_file(
            ending,
            COLUMNS,
            [
                (e.id, e.unit, a, b, *((m.period, m.value, m.low, m.high, m.state.value) if m else (None,) * 5))
                for e, a, b, m in cells
            ],
        )
    pairs_of = (Column(f"{name_of(a)} and {name_of(b)}", "", True, seen.link(f"/{a}/{b}")) for a, b in ids)
    heads = [Column("Quantity"), *pairs_of]
    body = [
        [
            Cell(r.entry.title, seen.link(f"/measures/{r.entry.id}")),
            *(
                value_cell(
                    m,
                    seen.link(f"/measures/{r.entry.id}/{a}/{b}"),
                    note=m.period if m else "",
                    past=m is not None and shelf(r.entry.id).is_past(m.period, seen.as_of),
                )
                for (a, b), m in zip(ids, r.cells, strict=True)
            ),
        ]
        for r in rows
    ]
    named = ",".join(f"{a}-{b}" for a, b in ids)
    links = [(n, seen.link("/compare", pairs=named, **{"as": n.lower()})) for n in ("JSON", "CSV")]
    return _page(desk, seen, [(name_of(a), name_of(b)) for a, b in ids], heads, body, links, ids)


def _page(
    desk: Desk,
    seen: Seen,
    given: list[tuple[str, str]],
    heads: list[Column],
    body: list[list[Cell]],
    links: list[tuple[str, str]],
    ids: list[tuple[str, str]],
) -> Reply:
    fields = [*given, *[("", "")] * MOST][:MOST]
    return drawn(
        "compare.html.j2", seen, place="/compare", fields=fields, choices=choices(), columns=heads, rows=body,
        links=links, pairs=ids,
    )  # fmt: skip


def _pairs(asked: Asked) -> list[tuple[str, str]]:
    """Pairs by two fields of a form each (a1, b1 ...), or in one word: `pairs=ISR-KAZ,ISR-AZE`."""
    found = []
    for n in range(1, MOST + 1):
        a, b = asked.text(f"a{n}"), asked.text(f"b{n}")
        if bool(a) != bool(b):
            raise UserError(f"pair {n} has one name ({a or b}); give two, or none")
        if a:
            found.append((a, b))
    for word in asked.text("pairs").split(","):
        if word.strip():
            a, dash, b = word.strip().partition("-")
            if not dash:
                raise UserError("pairs: write them like ISR-KAZ,ISR-AZE")
            found.append((a, b))
    return found
