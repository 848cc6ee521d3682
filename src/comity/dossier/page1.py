"""The first page: what stands above the first numbered section, on one sheet of paper."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from comity.dossier.claim import Claim
from comity.dossier.finding import KeyJudgement
from comity.dossier.strict import Strict

Direction = Literal["up", "down", "level", ""]


class Kind(Strict):
    """What kind of relationship it is, by which rule that was decided, and on which rows."""

    id: str
    name: str
    reason: Claim


class StripCell(Strict):
    """One level of the strip: what it is of, how it stands, and which way it moved."""

    label: str
    level: Claim
    direction: Direction = ""


class Watch(Strict):
    """One thing to watch; `date` says by when, where a day is set."""

    date: str = ""
    what: Claim


class Record(Strict):
    """How far one record of the page reaches."""

    name: str
    to: str = Field(description="last period that it covers: YYYY, YYYY-MM or YYYY-MM-DD")


class Page1(Strict):
    """Status, bottom line, judgements, strip, what to watch, and how new the data are."""

    kind: Kind
    status: tuple[Claim, ...] = Field(default=(), description="empty where all is ordinary")
    bottom_line: Claim
    judgements: tuple[KeyJudgement, ...]
    strip: tuple[StripCell, ...] = ()
    watch: tuple[Watch, ...] = ()
    newest: tuple[Record, ...] = Field(description="newest first")

    def __str__(self) -> str:
        """The lines that a reader takes away: status, bottom line, judgements."""
        judged = (f"- {j.label} ({j.confidence}): {j.text}" for j in self.judgements)
        return "\n".join([*(line.text for line in self.status), self.bottom_line.text, *judged])
