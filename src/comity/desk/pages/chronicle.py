"""Dated facts between states, by who, what, how weighty and when."""

from __future__ import annotations

from comity.api.chronicling import Sought, chronicled
from comity.chronicle.kinds import kinds
from comity.desk.asked import Asked
from comity.desk.drawing import drawn
from comity.desk.holding import Desk
from comity.desk.naming import choices, id_of, name_of
from comity.desk.reply import Reply
from comity.desk.tables import as_file

PAGE = 100
COLUMNS = ("id", "date", "until", "a", "b", "kind", "title", "what", "weight", "sign", "grade", "source", "locator")


def chronicle(desk: Desk, asked: Asked) -> Reply:
    """Events that were known on the day, the newest first, a hundred on a page; as a file, all of them."""
    seen = asked.seen()
    names = [asked.text("a"), asked.text("b")]
    ids = tuple(id_of(text, seen.as_of) for text in names if text)
    families = sorted({k.family for k in kinds().values()})
    sought = Sought(
        ids,
        asked.one_of("family", families),
        asked.one_of("kind", kinds()),
        asked.number("weight", 1, 1, 3),
        asked.number("from", 0, 1500, 9999) if asked.text("from") else 0,
        asked.number("to", 9999, 1500, 9999),
    )
    found, ending = chronicled(seen.as_of, sought), asked.one_of("as", ("csv", "json"))
    if ending:
        return as_file(ending, COLUMNS, [_row(e) for e in found])
    page = asked.number("page", 1, 1, 1_000)
    given = {name: asked.text(name) for name in ("a", "b", "family", "kind", "weight", "from", "to")}
    last = max(1, -(-len(found) // PAGE))
    turn = {n: seen.link("/chronicle", **given, page=n) for n in (page - 1, page + 1) if 1 <= n <= last}
    return drawn(
        "chronicle.html.j2", seen, place="/chronicle", given=given, families=families, choices=choices(),
        events=found[(page - 1) * PAGE : page * PAGE], total=len(found), page=page, last=last, turn=turn,
        name_of=name_of, links=[(n, seen.link("/chronicle", **given, **{"as": n.lower()})) for n in ("JSON", "CSV")],
    )  # fmt: skip


def _row(e: object) -> tuple[str | float | None, ...]:
    from comity.chronicle.events import Event

    assert isinstance(e, Event)
    until = "" if e.until is None else str(e.until)
    grade = f"{e.reliability}{e.credibility}"
    return (
        e.id, str(e.when), until, e.a, e.b, e.kind.id, e.kind.title, e.what, e.weight, e.kind.sign, grade, e.source,
        e.locator,
    )  # fmt: skip
