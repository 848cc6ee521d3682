"""Why an atlas lacks a measure: a code with its particulars. The words for it are made from the code, here alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Why(StrEnum):
    """The ways in which a measure can be missing from an atlas."""

    NO_SOURCE = "no_source"
    NO_ROWS = "no_rows"
    NO_ROOM = "no_room"
    NOT_ASKED = "not_asked"
    NOT_PUBLISHED = "not_published"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class Absence:
    """One measure's absence: `tables` that no source gives (of `no_source`), `day` (of `not_published`).

    `later` names the editions, with their day, that were published only after `day`, where they are known.

    Raises ValueError where a code lacks its particulars or has those of another.
    """

    why: Why
    tables: tuple[str, ...] = ()
    day: date | None = None
    later: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold codes and particulars together."""
        if bool(self.tables) != (self.why is Why.NO_SOURCE):
            raise ValueError(f"absence {self.why!r} with tables {self.tables!r}")
        if (self.day is not None) != (self.why is Why.NOT_PUBLISHED):
            raise ValueError(f"absence {self.why!r} with day {self.day!r}")
        if self.later and self.why is not Why.NOT_PUBLISHED:
            raise ValueError(f"absence {self.why!r} with editions {self.later!r}")


def reason(absence: Absence) -> str:
    """The absence in the words of the terminal, to stand after the name of the measure and a colon."""
    match absence.why:
        case Why.NO_SOURCE:
            return f"needs {', '.join(absence.tables)}, which none of the sources at hand gives"
        case Why.NO_ROWS:
            return "the sources at hand hold nothing from which it can be computed"
        case Why.NO_ROOM:
            return "no room in the atlas that ships; comity build makes it"
        case Why.NOT_ASKED:
            return "it was not asked for when the atlas was built; comity build makes it"
        case Why.NOT_PUBLISHED:
            told = f": {', '.join(absence.later)}" if absence.later else ""
            return f"rests on what was published after {absence.day}{told}"
        case Why.NEWER:
            return "the atlas is older than the measure; comity build makes it"


def line(absence: Absence) -> str:
    """The absence as a report says it, before a colon and what is missing. Tables have their readers' names."""
    if absence.why is not Why.NO_SOURCE:
        words = reason(absence)
        return words[0].upper() + words[1:]
    *first, last = (_TABLES.get(name, name.replace("_", " ")) for name in absence.tables)
    return f"No source at hand gives {', '.join(first) + ' and ' if first else ''}{last}"


_TABLES = {
    "arms_transfers": "transfers of arms",
    "commodity_concordance": "tables of corresponding products",
    "commodity_trade": "trade by product",
    "event_documents": "documents of coded events",
    "event_months": "events of who acted on whom",
    "exercises": "military exercises",
    "sanction_cases": "cases of sanctions by year",
    "investment_positions": "positions of investment",
    "nuclear_agreements": "nuclear agreements",
    "services_trade": "trade in services",
    "unallocated_trade": "trade that customs withhold",
}
"""What a reader calls a harmonised table that no source at hand fills."""


def named_for_readers() -> frozenset[str]:
    """The harmonised tables that have a reader's name."""
    return frozenset(_TABLES)
