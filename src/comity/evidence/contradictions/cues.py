"""Cue words: by which words of a statement a rule knows what it says, as `cues.csv` has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from comity.evidence.statement import Statement
from comity.terms.curated import curated_rows

_LOOKED_IN = {
    "claim": ("claim",),
    "note": ("note",),
    "any": ("claim", "note", "unit"),
    "all": ("note", "claim", "unit", "source"),
}
"""Fields of a statement that a cue is looked for in, by what `cues.csv` says."""
_SHARED = ("unit", "source")
"""Fields whose text many statements have in common, so that what was found in it is kept."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words to look for. `plain` is the same pattern for text in small letters, which is searched twice as fast."""

    fields: tuple[str, ...]
    pattern: re.Pattern[str]
    plain: re.Pattern[str]

    def find(self, text: str) -> re.Match[str] | None:
        if text.isascii() and not self.plain.search(text.lower()):
            return None
        return self.pattern.search(text)


@cache
def _cues() -> dict[str, _Cue]:
    return {
        r["cue"]: _Cue(_LOOKED_IN[r["where"]], re.compile(r["pattern"], re.IGNORECASE), _plain(r["pattern"]))
        for r in curated_rows(Path(__file__).parent / "cues.csv")
    }


def _plain(pattern: str) -> re.Pattern[str]:
    """A pattern for text in small letters; one that asks for a large letter, or for what is none (`\\W`), stays."""
    return re.compile(pattern, re.IGNORECASE if re.search(r"[A-Z]", pattern) else 0)


@lru_cache(maxsize=65_536)
def _find_again(name: str, text: str) -> re.Match[str] | None:
    """As `_Cue.find`, for texts that many statements hold."""
    return _cues()[name].find(text)


class Said(Protocol):
    """What cue words are looked for in."""

    @property
    def claim(self) -> str:
        """Its claim."""

    @property
    def note(self) -> str:
        """Its note."""

    @property
    def unit(self) -> str:
        """Its unit."""

    @property
    def source(self) -> str:
        """Its source."""


def cue(name: str, s: Said) -> re.Match[str] | None:
    """The cue words of that name in the statement, where `cues.csv` says to look for them."""
    looked = _cues()[name]
    for field in looked.fields:
        if text := getattr(s, field):
            found = _find_again(name, text) if field in _SHARED else looked.find(text)
            if found:
                return found
    return None


def cued(name: str, statements: Iterable[Statement]) -> frozenset[str]:
    """Ids of the statements that hold the cue words of that name."""
    return frozenset(s.id for s in statements if cue(name, s))
