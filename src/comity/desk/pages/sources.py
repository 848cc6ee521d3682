"""Sources: whose they are, how old, on what terms, and what is due."""

from __future__ import annotations

from comity.api.due import Due, due
from comity.desk.asked import Asked
from comity.desk.drawing import drawn
from comity.desk.holding import Desk
from comity.desk.missing import NotThere
from comity.desk.reply import Reply
from comity.desk.tables import as_file
from comity.sources.registry import sources as declared
from comity.terms.ref import source_of

COLUMNS = (
    "id",
    "title",
    "producer",
    "version",
    "licence",
    "may_ship",
    "in_atlas",
    "released",
    "rhythm",
    "expected",
    "standing",
)


def sources(desk: Desk, asked: Asked) -> Reply:
    """Every source, those of the atlas first; as a file, the same."""
    seen = asked.seen()
    used = {source_of(id): each for id, each in desk.atlas(seen).manifest.inputs.items()}
    rows = [_row(d, d.source in used) for d in due(desk.store, seen.as_of)]
    if ending := asked.one_of("as", ("csv", "json")):
        return as_file(ending, COLUMNS, [tuple(row.values()) for row in rows])
    rows.sort(key=lambda row: (not row["in_atlas"], row["id"]))
    return drawn(
        "sources.html.j2", seen, place="/sources", rows=rows, atlas=desk.atlas(seen).manifest,
        links=[(n, seen.link("/sources", **{"as": n.lower()})) for n in ("JSON", "CSV")],
    )  # fmt: skip


def _row(d: Due, used: bool) -> dict[str, str | float | None]:
    spec = declared()[d.source]
    return {
        "id": d.source,
        "title": spec.origin.title,
        "producer": spec.origin.producer,
        "version": spec.origin.version,
        "licence": spec.licence.name,
        "may_ship": spec.licence.redistribute,
        "in_atlas": used,
        "released": None if d.released is None else str(d.released),
        "rhythm": d.rhythm,
        "expected": None if d.expected is None else str(d.expected),
        "standing": d.standing,
    }


def source(desk: Desk, asked: Asked, id: str) -> Reply:
    """What one source declares, and the measures of the atlas that rest on it. Raises UserError for none of that id."""
    seen = asked.seen()
    if id not in declared():
        raise NotThere("there is no source of that id; the list of sources names all")
    spec, manifest = declared()[id], desk.atlas(seen).manifest
    editions = [each for name, each in manifest.inputs.items() if source_of(name) == id]
    names = {each.id for each in editions}
    resting = [e for e in manifest.measures.values() if names & set(e.basis)]
    standing = next(d for d in due(desk.store, seen.as_of) if d.source == id)
    return drawn(
        "source.html.j2", seen, place="/sources", spec=spec, editions=editions, resting=resting, due=standing, id=id,
    )  # fmt: skip
