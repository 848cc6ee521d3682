"""Pairs of states bound by a notified trade agreement, with the days from which and to which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.check import expect_categories, expect_columns
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.sheet import read_sheet
from comity.sources.registry import source
from comity.sources.wto_rta.parties import Accession, Agreement, Span, Unions, acceding, bound, names, specific
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

ID = "wto-rta"
FILE = "WTO_RTA_AllRTAs.xlsx"
SHEET = "AllRTAs"

_SIGNED = ("Date of Signature (G)", "Date of Signature (S)")
_STARTED = ("Date of Entry into Force (G)", "Date of Entry into Force (S)")
_ENDED = "Inactive Date"
_COLUMNS = ("RTA ID", "RTA Name", "Type", "Status", *_SIGNED, *_STARTED, _ENDED, "Accession?", "Current signatories",
            "Original signatories", "Specific Entry/Exit dates")  # fmt: skip
_STATUSES = {
    "In Force", "In force for at least one Party", "Inactive", "Early announcement-Signed",
    "Early announcement-Under negotiation",
}  # fmt: skip
_KINDS = {"CU": "customs union", "FTA": "free trade area", "PSA": "partial scope", "EIA": "services"}
_FIELDS = ("a", "b", "treaty", "title", "signed_year", "in_force_year", "ended_year", "in_force", "kind", "listing")


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """The table `trade_agreements`, keyed by name.

    Raises BadFile on other columns, an unknown status or type, and days of single parties that cannot be read.
    """
    path = folder / FILE
    sheet = read_sheet(path, SHEET)
    expect_columns(sheet, _COLUMNS, ignore=source(ID).ignore, path=path)
    expect_categories((_text(cell) for cell in sheet["Status"]), _STATUSES, "Status", path)
    kinds = {part for cell in sheet["Type"] if cell for part in _text(cell).split(" & ")}
    expect_categories(kinds, _KINDS, "Type", path)
    lookup = read_lookup(__file__, "unions.csv")
    known = Unions(
        dict(zip(lookup["signatory"], lookup["union"], strict=True)),
        dict(zip(lookup["label"], lookup["union"], strict=True)),
        frozenset(u for u, alone in zip(lookup["union"], lookup["alone"], strict=True) if alone),
    )
    forms = read_lookup(__file__, "names.csv")
    known_as = dict(zip(forms["name"], forms["state"], strict=True))
    rows = [
        (one, two, treaty, title, (signed or start).year, start.year, end and end.year, start, kind, "listed")
        for treaty, title, signed, kind, agreement in _agreements(sheet, path, known_as)
        for one, two, start, end in bound(agreement, known)
    ]
    return {"trade_agreements": {name: _column(name, [row[i] for row in rows]) for i, name in enumerate(_FIELDS)}}


def _agreements(
    sheet: Columns, path: Path, known_as: Mapping[str, str]
) -> list[tuple[str, str, date | None, str | None, Agreement]]:
    """Agreements that entered into force; accessions stand in the agreement that was joined, with their own days."""
    found = []
    joined = _accessions(sheet, path, known_as)
    for place, name in enumerate(sheet["RTA Name"]):
        row = {column: sheet[column][place] for column in _COLUMNS}
        start = _first(row, _STARTED)
        if start is None or _text(row["Accession?"]) == "Yes":
            continue
        title = " ".join(str(name).split())
        days = _specific(row, title, path, known_as)
        ended = _day(row[_ENDED])
        if ended is None and _text(row["Status"]) == "Inactive":
            continue
        current, original = (names(row[f"{which} signatories"], known_as) for which in ("Current", "Original"))
        agreement = Agreement(title, current, original, days, start, ended, tuple(joined.get(title, ())))
        kind = _KINDS[_text(row["Type"]).split(" & ")[0]] if row["Type"] else None
        found.append((str(int(row["RTA ID"])), title, _first(row, _SIGNED), kind, agreement))
    return found


def _accessions(sheet: Columns, path: Path, known_as: Mapping[str, str]) -> dict[str, list[Accession]]:
    """Accessions that entered into force for somebody, by the title of what was joined."""
    found: dict[str, list[Accession]] = {}
    for place, name in enumerate(sheet["RTA Name"]):
        row = {column: sheet[column][place] for column in _COLUMNS}
        start = _first(row, _STARTED)
        if start is None or _text(row["Accession?"]) != "Yes":
            continue
        title = " ".join(str(name).split())
        parties = names(row["Current signatories"] or row["Original signatories"], known_as)
        agreement, joined = acceding(title, parties)
        days = _specific(row, title, path, known_as)
        found.setdefault(agreement, []).append(Accession(joined, days, start))
    return found


def _specific(row: dict[str, Any], title: str, path: Path, known_as: Mapping[str, str]) -> dict[str, Span]:
    try:
        return specific(row["Specific Entry/Exit dates"], known_as)
    except ValueError as error:
        raise BadFile(f"{path}: {title}: specific days {str(error)!r} cannot be read; look anew") from None


def _first(row: dict[str, Any], columns: tuple[str, ...]) -> date | None:
    return min((day for column in columns if (day := _day(row[column])) is not None), default=None)


def _day(cell: Any) -> date | None:
    return None if cell is None or np.isnat(cell) else cell.astype("datetime64[D]").item()


def _text(cell: Any) -> str:
    return str(cell or "").strip()


def _column(name: str, values: list[Any]) -> Any:
    if name == "in_force":
        return np.array(values, dtype="datetime64[s]")
    if name.endswith("_year") and None not in values:
        return np.array(values, dtype=np.int16)
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
