"""Programmes out of one YAML file for each programme and issuer, as the publisher's repository holds them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from comity.errors import BadFile
from comity.sources.opensanctions_programs.counted import STATUSES, Program, tables
from comity.sources.registry import source
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

ID = "opensanctions-programs"

_PROGRAM = {"title", "key", "issuer"}
_ISSUER = {"name"}
_MORE = {"target_territories", "measures", "status", "acronym", "organisation", "territory"}
_SIZE_LIMIT = 1_000_000


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """Tables keyed by ISO 3166 alpha-2 codes. Raises BadFile on a file that is none of the publisher's."""
    listed = source(ID).origin.released
    assert listed is not None, "the declaration says the day of the list"
    issuers = {path.stem: _mapping(path, _ISSUER) for path in sorted(folder.glob("issuers/*.yml"))}
    programs = [_program(path, issuers) for path in sorted(folder.glob("programs/*.yml"))]
    if not programs or not issuers:
        raise BadFile(f"{folder}: no programs/*.yml or no issuers/*.yml; fetch the publisher's folder meta again")
    return tables(programs, listed)


def _program(path: Path, issuers: Mapping[str, Mapping[str, Any]]) -> Program:
    found = _mapping(path, _PROGRAM)
    status = str(found.get("status") or "active")
    if status not in STATUSES:
        raise BadFile(f"{path}: unknown status {status!r}; look at the publisher's codebook")
    if found["key"] != path.stem:
        raise BadFile(f"{path}: its key is {found['key']!r}; the publisher names files by key, fetch it again")
    if found["issuer"] not in issuers:
        raise BadFile(f"{path}: no issuer {found['issuer']!r}; fetch the folder issuers again")
    targets, measures = (_texts(found, name, path) for name in ("target_territories", "measures"))
    return Program(
        key=str(found["key"]),
        title=" ".join(str(found["title"]).split()),
        issuer=issuers[found["issuer"]],
        targets=tuple(targets),
        measures="; ".join(measures) or None,
        status=status,
    )


def _mapping(path: Path, wanted: set[str]) -> Mapping[str, Any]:
    """A YAML file as a mapping that has the fields `wanted` and none that nobody knows."""
    if path.stat().st_size > _SIZE_LIMIT:
        raise BadFile(f"{path}: larger than {_SIZE_LIMIT} bytes; do not use this file")
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise BadFile(f"{path}: cannot be read as YAML: {str(error).splitlines()[0]}; fetch it again") from error
    if not isinstance(found, dict) or wanted - set(found):
        raise BadFile(f"{path}: not one of the publisher's files (fields {', '.join(sorted(wanted))}); fetch it again")
    if unknown := set(map(str, found)) - wanted - _MORE - set(source(ID).ignore):
        raise BadFile(f"{path}: unknown field {min(unknown)!r}; look at the publisher's codebook")
    return found


def _texts(found: Mapping[str, Any], name: str, path: Path) -> list[str]:
    values = found.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BadFile(f"{path}: {name} is no list of words; fetch it again")
    return values
