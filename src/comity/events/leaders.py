"""Leaders by name, from the tables that a store holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from comity.engine import connected
from comity.sources.registry import sources
from comity.store import tables
from comity.store.snapshot import latest
from comity.terms.actor import ActorNames, leader_names


def leaders(store: Path, note: Callable[[str], None] = lambda line: None) -> ActorNames:
    """Names of leaders with their terms from every source of the table `leaders` that the store holds.

    Who was in office when a source ends is known to be so until then, and not a day longer.
    """

    rows = []
    for spec in sources().values():
        held = latest(store, spec.id) if "leaders" in spec.provides else None
        if held is not None:
            path = tables.make(store, spec, held, note)["leaders"]
            known = date(spec.provides["leaders"].last_year, 12, 31)
            with connected() as con:
                rows += con.execute(
                    'SELECT state, leader, start, coalesce("end", ?) FROM read_parquet(?)', [known, str(path)]
                ).fetchall()
    return leader_names(rows)
