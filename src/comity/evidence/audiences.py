"""`audiences.csv`: for whom a statement, an interview or a contest is, where several people read one study."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal, cast, get_args

from comity.errors import UserError
from comity.evidence.columns import BY_NAME, Column, one_of
from comity.evidence.register import expect_unique, read_register
from comity.evidence.statement import Statement
from comity.terms.names import sanitise

NAME = "audiences.csv"
Audience = Literal["readers", "analysts", "editors"]
"""The widest first: whoever may read the study, those who work on studies, those who keep this one."""
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
OF_INTERVIEWS: Audience = "analysts"
"""For whom a statement of an interview is where no line says otherwise: a reader sees none."""


def _id(text: str) -> str:
    """An id of a statement or an interview, or of a contest, which may be longer."""
    if len(text) > 40 or not text.replace("_", "a").replace("-", "a").replace(".", "a").isalnum():
        raise UserError(f"'{sanitise(text)}' is no id of a statement, an interview or a contest")
    return text


COLUMNS = (
    Column("id", _id, required=True),
    Column("audience", one_of(AUDIENCES), required=True),
    Column("reason", required=True, longest=BY_NAME["note"].longest),
)


def read_audiences(folder: Path) -> dict[str, Audience]:
    """Id -> for whom it is; empty where there is no such file. `BadFile` for any fault."""
    table, faults = read_register(folder, NAME, COLUMNS)
    expect_unique(table, faults)
    faults.raise_first(table)
    told = table.columns
    return {id: cast(Audience, word) for id, word in zip(told["id"], told["audience"], strict=True)}


def may_read(who: Audience, least: Audience) -> bool:
    """Whether something that is for `least` is for `who` too."""
    return AUDIENCES.index(who) >= AUDIENCES.index(least)


def audience_of(s: Statement, said: Mapping[str, Audience]) -> Audience:
    """For whom a statement is: what its own line and that of its interview say, the narrower of the two."""
    lines: Collection[Audience] = [
        said.get(s.id, "readers"),
        said.get(s.interview, OF_INTERVIEWS) if s.interview else "readers",
    ]
    return max(lines, key=AUDIENCES.index)
