"""Leading partners of each country's exports and imports, out of the Factbook's country files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.errors import BadFile
from comity.sources.factbook.holders import Holder, holders
from comity.sources.factbook.names import name_of
from comity.sources.factbook.partners import parse
from comity.sources.formats.archive import members
from comity.sources.formats.check import listed
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.rows import relation
from comity.tables.columns import Columns
from comity.tables.politics import OfficeHolder

if TYPE_CHECKING:
    import duckdb

_FIELDS = {"exports": "Exports - partners", "imports": "Imports - partners"}
_MOST_UNREAD = 0.01


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns | duckdb.DuckDBPyRelation]:
    """Shares by state, partner, flow and year, and who is in office since when, keyed by name.

    Raises BadFile when a country file cannot be read, or more than one in a hundred fragments cannot.
    """
    path = folder / "factbook.tar.zst"
    rows, unread = [], []
    in_office: list[Holder] = []
    for name, content in sorted(members(path, wanted=_is_country)):
        try:
            country = json.loads(content)
        except ValueError as error:
            raise BadFile(f"{path}: {name} is no JSON: {error}; fetch it again") from error
        in_office += holders(country, f"{path}: {name}")
        for flow, sentence in _sentences(country):
            found = parse(sentence)
            unread += [f"{name}: {fragment}" for fragment in found.unread]
            state = name_of(country)
            rows += [(state, partner, flow, found.year, share) for partner, share in found.shares]
    if not rows or len(unread) > _MOST_UNREAD * len(rows):
        raise BadFile(f"{path}: {len(unread)} of {len(rows)} fragments unread: {listed(unread)}; mend the parser")
    lookup = read_lookup(__file__, "names.csv")
    known = dict(zip(lookup["name"], lookup["state"], strict=True))
    named = {(known.get(state, state), known.get(partner, partner), *rest) for state, partner, *rest in rows}
    named = {row for row in named if row[0] is not None}
    return {"partner_shares": _columns(sorted(named)), "office_holders": _in_office(in_office, known, con)}


def _in_office(
    found: list[Holder], known: dict[str, str | None], con: duckdb.DuckDBPyConnection
) -> duckdb.DuckDBPyRelation:
    """Those in office, as of the last day on which the edition has somebody take one."""
    listed_on = max((holder.since.end for holder in found), default=None)
    rows = [
        (known.get(h.state, h.state), h.office, "current", h.name, h.since.start, h.since.precision, None, listed_on)
        for h in found
        if known.get(h.state, h.state) is not None
    ]
    return relation(con, OfficeHolder, sorted(set(rows), key=str))


def _is_country(member: str) -> bool:
    return member.endswith(".json") and "meta" not in Path(member).parts


def _sentences(country: dict[str, Any]) -> Iterator[tuple[str, str]]:
    economy = country.get("Economy", {})
    for flow, field in _FIELDS.items():
        if field in economy and "text" in economy[field]:
            yield flow, economy[field]["text"]


def _columns(rows: list[Any]) -> Columns:
    names = ("state", "partner", "flow", "year", "share")
    types: tuple[Any, ...] = (object, object, object, np.int16, np.float64)
    values = list(zip(*rows, strict=True))
    return {name: np.array(column, dtype=kind) for name, kind, column in zip(names, types, values, strict=True)}
