"""Visits both ways: who went where, when, and whether the two met as a pair or at a gathering.

A trip to several countries is a record of each. What a visit was for is read from the words of its record by the rules
of `purposes.csv`, the first that fits; a secretary who accompanied the president is not counted again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.archive import members
from comity.sources.formats.check import listed
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.rows import relation
from comity.sources.formats.xml_records import records
from comity.tables.visits import Visit

if TYPE_CHECKING:
    import duckdb

HOME = "United States"
TRAVELS, VISITS = "travels", "visits"
Row = tuple[str, str, date, date | None, str, str, str, bool, date]
OFFICES = {"president": "leader", "secretary": "foreign minister"}
_GOVERNMENT = re.compile(r"\s*\([^()]*\)$")


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `visits`, keyed by name. Raises BadFile for what is no archive of such records, and for a bad date."""
    travels, visits = archive(folder, TRAVELS), archive(folder, VISITS)
    out, came = list(_trips(travels)), list(_visits(visits))
    for path, found in ((travels, out), (visits, came)):
        if not found:
            raise BadFile(f"{path}: holds no record of a visit; fetch it again")
    # A list is complete as far as it goes; of travels, as far as the office whose trips end first.
    ends = [max(row[2] for row in out if row[5] == office) for office in {row[5] for row in out}]
    rows = [(*row, min(ends)) for row in out] + [(*row, max(row[2] for row in came)) for row in came]
    return {"visits": relation(con, Visit, _once(rows))}


def archive(folder: Path, name: str) -> Path:
    """The archive of a repository in a folder: as its host packs it, else as it is re-issued."""
    own = folder / f"{name}.tar.gz"
    return own if own.is_file() else folder / f"{name}.tar.xz"


def _once(rows: list[Row]) -> list[Row]:
    """One row of each visit; of a stay that the publisher records in pieces the one that ends last."""
    kept: dict[tuple[object, ...], Row] = {}
    for row in sorted(rows, key=lambda row: (row[3] or row[2], str(row))):
        kept[(*row[:3], *row[4:])] = row
    return sorted(kept.values(), key=str)


def _trips(path: Path) -> Iterator[tuple[str, str, date, date | None, str, str, str, bool]]:
    for where, content in _documents(path, "-travels/"):
        for trip in records(content, "trips", "trip", where):
            _expect(trip, ("name", "role", "start-date", "country", "remarks"), where)
            if trip["role"] not in OFFICES:
                raise BadFile(f"{where}: role {trip['role']!r} is none of {listed(OFFICES)}")
            start, end = _days(trip, where)
            purpose = purpose_of(trip["remarks"])
            yield HOME, _state(trip["country"]), start, end, trip["name"], OFFICES[trip["role"]], purpose, False


def _visits(path: Path) -> Iterator[tuple[str, str, date, date | None, str, str, str, bool]]:
    for where, content in _documents(path, "/data/"):
        for visit in records(content, "visits", "visit", where):
            _expect(visit, ("visitor", "start-date", "from", "description"), where)
            start, end = _days(visit, where)
            purpose = purpose_of(visit["description"])
            yield _state(visit["from"]), HOME, start, end, visit["visitor"], "leader", purpose, True


def _documents(path: Path, folder: str) -> Iterator[tuple[str, bytes]]:
    for name, content in sorted(members(path, wanted=lambda member: folder in member and member.endswith(".xml"))):
        yield f"{path}: {name}", content


def _expect(record: dict[str, str], names: tuple[str, ...], where: str) -> None:
    missing = [name for name in names if name not in record]
    if missing:
        raise BadFile(f"{where}: a record without {listed(missing)}; compare the release with the source's notes")


def _days(record: dict[str, str], where: str) -> tuple[date, date | None]:
    try:
        start = date.fromisoformat(record["start-date"])
        end = date.fromisoformat(record["end-date"]) if record.get("end-date") else None
    except ValueError as error:
        raise BadFile(f"{where}: {error}; mend the date or fetch the file again") from error
    return start, end


@cache
def _state(name: str) -> str:
    """The state meant: by the look-up, or without the government or part that a bracket adds."""
    known = dict(zip(*(read_lookup(__file__, "names.csv")[c].tolist() for c in ("name", "state")), strict=True))
    return known.get(name) or _GOVERNMENT.sub("", name)


def purpose_of(words: str) -> str:
    """What a visit was for, by the first rule that fits its words; `bilateral` where none does."""
    return next((purpose for pattern, purpose in _rules() if pattern.search(words)), "bilateral")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = read_lookup(__file__, "purposes.csv")
    return tuple(
        (re.compile(p, re.IGNORECASE), purpose)
        for p, purpose in zip(rows["pattern"].tolist(), rows["purpose"].tolist(), strict=True)
    )
