"""Programmes of sanctions to rows by state that imposes and state that is meant, in whatever form they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from comity.sources.formats.lookup import read_lookup
from comity.tables.columns import Columns
from comity.terms.country import state
from comity.terms.unions import members

OWN, UNION = "own", "European Union"
STATUSES = {"active", "legacy", "ended"}
"""What the publisher says of a programme; one of which it says nothing is active."""

_NATIONS = "United Nations"
_EU = "eu"
"""The publisher's code for the Union, which is also the id of its members in `terms.unions`."""


@dataclass(frozen=True, slots=True)
class Program:
    """What is read of one programme; `issuer` is what the publisher says of the body that issued it."""

    key: str
    title: str
    issuer: Mapping[str, Any]
    targets: tuple[str, ...]
    measures: str | None
    status: str


def tables(programs: Iterable[Program], listed: date) -> dict[str, Columns]:
    """The three tables of a list of the day `listed`, keyed by ISO 3166 alpha-2 codes."""
    own: list[tuple[object, ...]] = []
    nations: list[tuple[object, ...]] = []
    for program, target in _counted(programs):
        if program.issuer.get("organisation") == _NATIONS:
            nations.append((target, program.key, program.title, program.measures, listed))
            continue
        for sender, through in _senders(str(program.issuer.get("territory") or ""), listed):
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
