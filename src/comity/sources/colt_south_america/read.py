"""Trips of leaders: who came where, whether to the host or to a gathering.

The record codes for each trip whether the host's leader was met and whether a gathering was attended. Trips within the
leader's own state are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.check import expect_categories, expect_columns
from comity.sources.formats.rows import relation
from comity.sources.formats.sheet import read_sheet
from comity.tables.columns import Columns
from comity.tables.visits import Visit

if TYPE_CHECKING:
    import duckdb

FILE, SHEET = "Base_COLT_Sudamerica.xlsx", "Datos_COLT_Sudamerica"
READ = (
    *("LeaderCountryISO", "CountryVisitedISO", "LeaderRole", "LeaderFullName", "TripStartDate", "TripEndDate"),
    *("MetHostHoGS", "AttendedMultilatEvent"),
)
COMPLETE_TO = date(2024, 12, 31)
"""The record of all leaders ends here; the collectors go on for some states."""
A_SLIP = timedelta(days=1)
"""An end that lies so much before the beginning is left out: four trips are entered with their days a day apart."""
ROLES = {"GS": "leader"}
ANSWERS = ("Yes", "No")


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `visits`, keyed by ISO code. Raises BadFile on other columns, roles and answers, and what is no day."""
    path = folder / FILE
    sheet = read_sheet(path, SHEET)
    expect_columns(sheet, READ, ignore=[name for name in sheet if name not in READ], path=path)
    expect_categories(map(_text, sheet["LeaderRole"]), ROLES, "LeaderRole", path)
    for column in ("MetHostHoGS", "AttendedMultilatEvent"):
        expect_categories(map(_text, sheet[column]), ANSWERS, column, path)
    # A trip that is entered once for each city of a host is one, to its latest day.
    trips = {(t[0], t[1], t[2], *t[4:]): t for t in sorted(_visits(sheet, path), key=str)}
    return {"visits": relation(con, Visit, list(trips.values()))}


def _visits(sheet: Columns, path: Path) -> Iterator[tuple[str, str, date, date | None, str, str, str, bool, date]]:
    for place in range(len(sheet[READ[0]])):
        row = {name: _text(sheet[name][place]) for name in READ}
        came, host, who = row["LeaderCountryISO"], row["CountryVisitedISO"], row["LeaderFullName"]
        if not came or not host or not who:
            raise BadFile(f"{path}: row {place + 2} lacks a state or a name; mend the row")
        if came == host:
            continue
        start, end = (_day(row[name], f"{path}: row {place + 2}") for name in ("TripStartDate", "TripEndDate"))
        if end < start - A_SLIP:
            raise BadFile(f"{path}: row {place + 2} ends before it begins; mend the row")
        known_end = end if end >= start else None
        yield came, host, start, known_end, who, ROLES[str(row["LeaderRole"])], _purpose(row), False, COMPLETE_TO


def _purpose(row: dict[str, str | None]) -> str:
    if row["AttendedMultilatEvent"] == "Yes":
        return "multilateral"
    return "bilateral" if row["MetHostHoGS"] == "Yes" else "private"


def _text(cell: object) -> str | None:
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    return None if cell is None else str(cell).strip() or None


def _day(text: str | None, where: str) -> date:
    """The day of a text such as 2013-06-01 or 2013-06-01T00:00:00."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError as error:
        raise BadFile(f"{where}: {text!r} is no day; mend the row") from error
