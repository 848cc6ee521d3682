"""Programmes out of the publisher's one JSON file, in which each names its issuer in full.

The file says no day of its own, so the list is of the day on which the edition became known. A wrong state is mended
where it stands and passed over where the publisher has mended it, since a day's edition is no place to stop for that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.errors import BadFile
from comity.sources.formats.lookup import read_lookup
from comity.sources.opensanctions_programs.counted import STATUSES, Program, tables
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

    from comity.tables.columns import Columns

ID = "opensanctions-directory"
FILE = "programs.json"

_NEEDED = ("key", "title", "issuer")
_SOMEWHERE = ("target_territories", "measures", "status")
"""What a programme may lack, but never all of them."""
_LARGEST = 64 * 1024**2


def read(folder: Path, con: duckdb.DuckDBPyConnection, known: date | None = None) -> dict[str, Columns]:
    """Tables keyed by ISO 3166 alpha-2 codes, of the list of the day `known` (that of the declaration, if None).

    Raises BadFile on a file that is none of the publisher's, an unknown status and a programme that stands twice.
    """
    path = folder / FILE
    found = _programs(path)
    programs = [_program(each, path) for each in found]
    for name in _SOMEWHERE:
        if not any(each.get(name) for each in found):
            raise BadFile(f"{path}: no programme has {name}; look at the publisher's notes")
    keys = [program.key for program in programs]
    if len(set(keys)) < len(keys):
        raise BadFile(f"{path}: {max(keys, key=keys.count)} stands twice; fetch it again")
    return tables(programs, known or source(ID).origin.date_accessed)


def _programs(path: Path) -> list[Mapping[str, Any]]:
    if path.stat().st_size > _LARGEST:
        raise BadFile(f"{path}: larger than {_LARGEST} bytes; do not use this file")
    try:
        held = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{path}: cannot be read as JSON: {str(error)[:80]}; fetch it again") from error
    found = held.get("data") if isinstance(held, dict) else None
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise BadFile(f"{path}: no list of programmes under data; look at the publisher's notes")
    return found


def _program(found: Mapping[str, Any], path: Path) -> Program:
    if missing := [name for name in _NEEDED if not found.get(name)]:
        raise BadFile(f"{path}: a programme without {missing[0]}; look at the publisher's notes")
    key, issuer, status = str(found["key"]), found["issuer"], str(found.get("status") or "active")
    if not isinstance(issuer, dict) or not {"name", "territory", "organisation"} <= set(issuer):
        raise BadFile(
            f"{path}: {key}: its issuer says no name, territory or organisation; look at the publisher's notes"
        )
    if status not in STATUSES:
        raise BadFile(f"{path}: {key}: unknown status {status!r}; look at the publisher's notes")
    targets, measures = (_texts(found, name, key, path) for name in ("target_territories", "measures"))
    return Program(
        key=key,
        title=" ".join(str(found["title"]).split()),
        issuer=issuer,
        targets=tuple(_mended(key, target) for target in targets),
        measures="; ".join(measures) or None,
        status=status,
    )


def _mended(programme: str, target: str) -> str:
    rows = read_lookup(__file__, "mended.csv")
    means: dict[tuple[str, str], str] = {
        (p, s): m for p, s, m in zip(rows["programme"], rows["says"], rows["means"], strict=True)
    }
    return means.get((programme, target), target)


def _texts(found: Mapping[str, Any], name: str, key: str, path: Path) -> list[str]:
    values = found.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BadFile(f"{path}: {key}: {name} is no list of words; fetch it again")
    return values
