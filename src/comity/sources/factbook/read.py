"""Leading partners of each country's exports and imports, out of the Factbook's country files."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.errors import BadFile
from comity.sources.factbook.partners import parse
from comity.sources.formats.archive import members
from comity.sources.formats.check import listed
from comity.sources.formats.lookup import read_lookup
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

_FIELDS = {"exports": "Exports - partners", "imports": "Imports - partners"}
_MOST_UNREAD = 0.01


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """Shares by state, partner, flow and year, keyed by name.

    Raises BadFile when a country file cannot be read, or more than one in a hundred fragments cannot.
    """
    path = folder / "factbook.tar.zst"
    rows, unread = [], []
    for name, content in sorted(members(path, wanted=_is_country)):
        try:
            country = json.loads(content)
        except ValueError as error:
            raise BadFile(f"{path}: {name} is no JSON: {error}; fetch it again") from error
        for flow, sentence in _sentences(country):
            found = parse(sentence)
            unread += [f"{name}: {fragment}" for fragment in found.unread]
            state = _name(country)
            rows += [(state, partner, flow, found.year, share) for partner, share in found.shares]
    if not rows or len(unread) > _MOST_UNREAD * len(rows):
        raise BadFile(f"{path}: {len(unread)} of {len(rows)} fragments unread: {listed(unread)}; mend the parser")
    lookup = read_lookup(__file__, "names.csv")
    known = dict(zip(lookup["name"], lookup["state"], strict=True))
    named = {(known.get(state, state), known.get(partner, partner), *rest) for state, partner, *rest in rows}
    named = {row for row in named if row[0] is not None}
    return {"partner_shares": _columns(sorted(named))}


def _is_country(member: str) -> bool:
    return member.endswith(".json") and "meta" not in Path(member).parts


def _sentences(country: dict[str, Any]) -> Iterator[tuple[str, str]]:
    economy = country.get("Economy", {})
    for flow, field in _FIELDS.items():
        if field in economy and "text" in economy[field]:
            yield flow, economy[field]["text"]


def _name(country: dict[str, Any]) -> str:
    """The short form, or the long form where there is none."""
    names = country.get("Government", {}).get("Country name", {})
    forms = [names.get(f"conventional {form} form", {}).get("text", "none") for form in ("short", "long")]
    return html.unescape(str(next((form for form in forms if form != "none"), "unnamed")))


def _columns(rows: list[Any]) -> Columns:
    names = ("state", "partner", "flow", "year", "share")
    types: tuple[Any, ...] = (object, object, object, np.int16, np.float64)
    values = list(zip(*rows, strict=True))
    return {name: np.array(column, dtype=kind) for name, kind, column in zip(names, types, values, strict=True)}
