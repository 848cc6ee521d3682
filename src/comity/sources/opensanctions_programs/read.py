"""Programmes by state that imposes and state that is meant, out of one YAML file for each programme and issuer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from comity.errors import BadFile
from comity.sources.formats.lookup import read_lookup
from comity.sources.registry import source
from comity.tables.columns import Columns
from comity.terms.country import state
from comity.terms.unions import members

if TYPE_CHECKING:
    import duckdb

ID = "opensanctions-programs"
OWN, UNION = "own", "European Union"

_PROGRAM = {"title", "key", "issuer"}
_ISSUER = {"name"}
_MORE = {"target_territories", "measures", "status", "acronym", "organisation", "territory"}
_STATUSES = {"active", "legacy", "ended"}
_NATIONS = "United Nations"
_SIZE_LIMIT = 1_000_000
_EU = "eu"
"""The publisher's code for the Union, which is also the id of its members in `terms.unions`."""


@dataclass(frozen=True, slots=True)
class Program:
    """What is read of one programme; `issuer` is the issuing body's file."""

    key: str
    title: str
    issuer: str
    targets: tuple[str, ...]
    measures: str | None
    status: str


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """Tables keyed by ISO 3166 alpha-2 codes. Raises BadFile on a file that is none of the publisher's."""
    listed = source(ID).origin.released
    assert listed is not None, "the declaration says the day of the list"
    issuers = {path.stem: _mapping(path, _ISSUER) for path in sorted(folder.glob("issuers/*.yml"))}
    programs = [_program(path) for path in sorted(folder.glob("programs/*.yml"))]
    if not programs or not issuers:
        raise BadFile(f"{folder}: no programs/*.yml or no issuers/*.yml; fetch the publisher's folder meta again")
    own: list[tuple[object, ...]] = []
    nations: list[tuple[object, ...]] = []
    for program, target in _counted(programs):
        if program.issuer not in issuers:
            raise BadFile(f"{folder}: {program.key}: no issuer {program.issuer!r}; fetch the folder issuers again")
        issuer = issuers[program.issuer]
        if issuer.get("organisation") == _NATIONS:
            nations.append((target, program.key, program.title, program.measures, listed))
            continue
        for sender, through in _senders(str(issuer.get("territory") or ""), listed):
            if sender != target:
                own.append((sender, target, program.key, program.title, through, program.measures, listed))
    covered = read_lookup(__file__, "senders.csv")["territory"]
    senders = sorted({sender for territory in covered for sender, _ in _senders(territory, listed)})
    return {
        "sanctions": _columns(("sender", "target", "programme", "title", "through", "measures", "listed"), own),
        "sanction_senders": _columns(("sender", "listed"), [(sender, listed) for sender in senders]),
        "un_sanctions": _columns(("target", "programme", "title", "measures", "listed"), nations),
    }


def _counted(programs: Iterable[Program]) -> Iterable[tuple[Program, str]]:
    """Each programme in force with each state that it is directed at."""
    left_out = read_lookup(__file__, "uncounted.csv")
    without = set(zip(left_out["programme"], left_out["target"], strict=True))
    no_states = set(read_lookup(__file__, "territories.csv")["territory"])
    added = read_lookup(__file__, "targets.csv")
    for program in programs:
        more = [t for key, t in zip(added["programme"], added["target"], strict=True) if key == program.key]
        if program.status == "active" and (program.key, None) not in without:
            for target in dict.fromkeys([*program.targets, *more]):
                if target not in no_states and (program.key, target) not in without:
                    yield program, target


def _senders(territory: str, day: date) -> list[tuple[str, str]]:
    """The states that act in an issuer, and through what; none for an issuer that is nobody's."""
    if territory == _EU:
        return [((state(member).iso2 or "").lower(), UNION) for member in sorted(members(_EU, day))]
    return [(territory, OWN)] if territory else []


def _program(path: Path) -> Program:
    found = _mapping(path, _PROGRAM)
    status = str(found.get("status") or "active")
    if status not in _STATUSES:
        raise BadFile(f"{path}: unknown status {status!r}; look at the publisher's codebook")
    if found["key"] != path.stem:
        raise BadFile(f"{path}: its key is {found['key']!r}; the publisher names files by key, fetch it again")
    targets, measures = (_texts(found, name, path) for name in ("target_territories", "measures"))
    return Program(
        key=str(found["key"]),
        title=" ".join(str(found["title"]).split()),
        issuer=str(found["issuer"]),
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


def _columns(names: tuple[str, ...], rows: list[tuple[object, ...]]) -> Columns:
    columns: Columns = {}
    for place, name in enumerate(names):
        values = [row[place] for row in rows]
        if name == "listed":
            columns[name] = np.array(values, dtype="datetime64[s]")
            continue
        columns[name] = np.empty(len(rows), dtype=object)
        columns[name][:] = values
    return columns
