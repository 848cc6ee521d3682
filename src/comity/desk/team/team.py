"""A team in its folder: accounts, sessions, tries, the audit trail, and for whom studies with a handling line are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import cast

from comity.desk.team.accounts import Accounts
from comity.desk.team.base import Base
from comity.desk.team.declared import read_declared
from comity.desk.team.provider import Provider
from comity.desk.team.sessions import Sessions
from comity.desk.team.trail import Trail
from comity.desk.team.tries import Tries
from comity.errors import UserError
from comity.evidence.audiences import AUDIENCES, Audience
from comity.evidence.columns import Column, one_of
from comity.evidence.register import expect_unique, read_register
from comity.store.clock import now

MARKINGS = "markings.csv"
_COLUMNS = (
    Column("marking", required=True, longest=300),
    Column("audience", one_of(AUDIENCES), required=True),
    Column("reason", required=True, longest=500),
)


class Team:
    """What the folder `home` holds. Raises BadFile for a provider that is badly declared."""

    def __init__(self, home: Path, clock: Callable[[], datetime] = now) -> None:
        self.home = home
        self.base = Base(home)
        self.accounts = Accounts(self.base)
        self.sessions = Sessions(self.base, clock)
        self.tries = Tries(self.base, clock)
        self.trail = Trail(home, clock)
        declared = read_declared(home)
        self.provider = Provider(declared, clock) if declared is not None else None

    def markings(self) -> Mapping[str, Audience]:
        """Handling line -> for whom studies that bear it are, from `markings.csv`. Raises BadFile."""
        table, faults = read_register(self.home, MARKINGS, _COLUMNS)
        expect_unique(table, faults, "marking")
        faults.raise_first(table)
        told = table.columns
        return {line: cast(Audience, word) for line, word in zip(told["marking"], told["audience"], strict=True)}


def open_team(home: Path, *, make: bool = False) -> Team:
    """The team in a folder, which is made for its owner alone if it may be. Raises UserError for one that is none."""
    if make:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not home.is_dir():
        raise UserError(f"{home}: no such folder; begin: comity team add {home} NAME --role administrator")
    return Team(home)
