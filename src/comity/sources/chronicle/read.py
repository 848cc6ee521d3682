"""The events of the chronicle that are about relations, each with the day from which it stood and how sure it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.chronicle.events import COLUMNS, Event, read_events
from comity.chronicle.lookup import read_rows
from comity.chronicle.missions import mission_of
from comity.errors import BadFile, UserError
from comity.sources.formats.rows import relation
from comity.tables.relations import RelationEvent

if TYPE_CHECKING:
    import duckdb

_FAMILY = "relations"
_PEACE = "peace_treaty"
"""Of another family, and yet what relations rest on from then on."""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `relation_events`. Raises BadFile on other columns, and on a date or kind that is none."""
    try:
        events = read_events(read_rows("events", COLUMNS, folder))
    except (UserError, KeyError, ValueError) as error:
        raise BadFile(f"{folder / 'events.csv'}: {error}; see what docs/chronicle.md says of a row") from error
    rows = [_row(event) for event in events if event.kind.family == _FAMILY or event.kind.id == _PEACE]
    return {"relation_events": relation(con, RelationEvent, rows)}


def _row(event: Event) -> tuple[Any, ...]:
    """The fields of a relation event, in the order of its table."""
    return (
        event.id,
        event.a,
        event.b,
        event.when.start,
        event.when.precision,
        event.kind.id,
        event.kind.directed,
        None if event.until is None else event.until.end,
        None if event.until is None else event.until.precision,
        mission_of(event),
        f"{event.reliability}{event.credibility}",
        event.opened,
        event.source,
    )
