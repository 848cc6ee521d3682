"""From what a row says of its actors to states: each distinct code, name and set of roles is looked up once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from comity.terms.actor import ActorNames, is_official, regions
from comity.terms.country import holder
from comity.terms.crosswalk import to_state

if TYPE_CHECKING:
    import duckdb

    from comity.sources.feed import Feed

_BOTH = "SELECT {0}_a AS text, day FROM told UNION ALL SELECT {0}_b, day FROM told"


def actor_tables(con: duckdb.DuckDBPyConnection, feed: Feed, names: ActorNames) -> None:
    """Make `countries`, `names` and `roles` for the rows in `told`."""
    _countries(con, feed, names)
    _names(con, names)
    rows = con.execute("SELECT DISTINCT roles_a FROM told UNION SELECT DISTINCT roles_b FROM told").fetchall()
    roles = [text for (text,) in rows if text]
    _table(con, "roles", "text VARCHAR, official BOOLEAN", roles, [is_official(feed.roles, text) for text in roles])


def _countries(con: duckdb.DuckDBPyConnection, feed: Feed, names: ActorNames) -> None:
    pairs = con.execute(
        f"SELECT DISTINCT text, year(day) AS year FROM ({_BOTH.format('country')}) WHERE text IS NOT NULL ORDER BY ALL"
    ).fetchall()
    texts, years = [p[0] for p in pairs], [p[1] for p in pairs]
    if feed.countries == "named":
        states = [_anyhow(t, y, names) for t, y in pairs]
    else:
        # A row without a date is a fault anyway, so the year by which its code is read does not matter.
        states = list(to_state(feed.countries, texts, [2000 if y is None else y for y in years])) if pairs else []
    unknown = [s is None and t.strip().upper() not in regions() for t, s in zip(texts, states, strict=True)]
    _table(con, "countries", "text VARCHAR, year BIGINT, state VARCHAR, unknown BOOLEAN", texts, years, states, unknown)


def _anyhow(text: str, year: int | None, names: ActorNames) -> str | None:
    """A state by ISO code, or by any name; read at the end of the year."""
    day = date(2000 if year is None else year, 12, 31)
    if found := holder("iso3", text.strip().upper(), day):
        return found
    named = names.find(text, day)
    return named.state if named else None


def _names(con: duckdb.DuckDBPyConnection, names: ActorNames) -> None:
    pairs = con.execute(
        "SELECT DISTINCT text, day FROM (SELECT name_a AS text, day FROM told WHERE country_a IS NULL UNION ALL "
        "SELECT name_b, day FROM told WHERE country_b IS NULL) "
        "WHERE text IS NOT NULL AND day IS NOT NULL ORDER BY ALL"
    ).fetchall()
    found = [names.find(text, day) for text, day in pairs]
    states = [named.state if named else None for named in found]
    _table(con, "names", "text VARCHAR, day DATE, state VARCHAR", [p[0] for p in pairs], [p[1] for p in pairs], states)


def _table(con: duckdb.DuckDBPyConnection, name: str, shape: str, *columns: Sequence[object]) -> None:
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({shape})")
    if columns[0]:
        given = {f"c{i}": _objects(values) for i, values in enumerate(columns)}
        con.register("given", given)
        con.execute(f"INSERT INTO {name} SELECT * FROM given")
        con.unregister("given")


def _objects(values: Sequence[object]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out
