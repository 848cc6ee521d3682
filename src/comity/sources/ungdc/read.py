"""Counts out of the corpus of speeches: whom each state named in a year's statement. No text leaves this room.

A name, short form, people or adjective counts as a mention. A capital does not: in these speeches Paris, Rome, Beijing
or Copenhagen is mostly a conference or what it agreed on. What a state is not meant by stands in `no_mentions.csv`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.archive import members
from comity.tables.columns import Columns
from comity.terms.crosswalk import to_state
from comity.terms.mentions import mentions

if TYPE_CHECKING:
    import duckdb

PACKED = ("UNGDC_*.tar.gz", "UNGDC_*.tgz", "UNGDC_*.tar.xz")
COUNTED = ("name", "people")
FIRST_SESSION = 1945
"""The year before the first session; each session begins in the autumn of its number after it."""
DEBATE = (9, 20)
"""Month and day by which a name that several states bore in turn is read: the debate opens in the third week."""
ENGLISH = 0.02
"""Least share of "the" among the words of a speech in English; it is about .07."""
MOST_FOREIGN = 0.05
"""Share of speeches that may lie below `ENGLISH`, before the edition is one in another language."""

_SPEECH = re.compile(r"([A-Z]{2,3})_+(\d{1,3})_(\d{4})\.txt")
_APOSTROPHES = re.compile("[’‘ʼ`´]")
_HYPHENS = re.compile(r"(?<=\w)\s?[-\u2010-\u2014]\s?(?=[A-Z])")
_PEOPLES = re.compile(r"\bPeoples?'?(?:'s)? Republic")


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """The tables `debate_speeches` and `debate_mentions`. Raises BadFile on what is no corpus in English."""
    found = sorted(path for kind in PACKED for path in folder.glob(kind))
    if not found:
        raise BadFile(f"{folder}: no file named {', '.join(PACKED)}; fetch the corpus")
    path = found[-1]
    words: dict[tuple[str, int], int] = {}
    named: Counter[tuple[str, str, int]] = Counter()
    foreign = 0
    for speaker, year, text in _speeches(path):
        key = (_state(speaker, year), year)
        if key in words:
            raise BadFile(f"{path}: two statements of {speaker} in {year}; fetch it again")
        words[key] = len(text.split())
        foreign += text.count(" the ") < ENGLISH * words[key]
        named.update((key[0], state, year) for state in whom(text, year) if state != key[0])
    if foreign > MOST_FOREIGN * len(words):
        raise BadFile(f"{path}: {foreign} of {len(words)} statements are not in English; fetch the corpus in English")
    return {"debate_speeches": _spoken(words), "debate_mentions": _mentioned(named)}


def whom(text: str, year: int) -> list[str]:
    """Ids of the states that a statement names, one for each mention, in order."""
    return [m.state for m in mentions(plain(text), date(year, *DEBATE)) if m.how in COUNTED]


def plain(text: str) -> str:
    """The text with one kind of apostrophe, hyphen and blank, so that a name broken by a line is still one."""
    text = _APOSTROPHES.sub("'", " ".join(text.split()))
    return _PEOPLES.sub("People's Republic", _HYPHENS.sub("-", text))


def _speeches(path: Path) -> Iterator[tuple[str, int, str]]:
    """Speaker's code, year and text of each statement. Raises BadFile on a text that is named otherwise."""
    some = False
    for name, body in members(path, wanted=lambda name: name.lower().endswith(".txt")):
        base = PurePosixPath(name).name
        if base.startswith(".") or base.lower().startswith("readme"):
            continue
        parts = _SPEECH.fullmatch(base)
        if parts is None or int(parts[2]) + FIRST_SESSION != int(parts[3]):
            raise BadFile(f"{path}: {base!r} is not named CODE_SESSION_YEAR.txt; compare the release with the notes")
        some = True
        try:
            yield parts[1], int(parts[3]), body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadFile(f"{path}: {base} is no UTF-8: {error}; fetch it again") from error
    if not some:
        raise BadFile(f"{path}: no statement named CODE_SESSION_YEAR.txt; fetch it again")


def _state(code: str, year: int) -> str:
    """Our id of a speaker; a code that is no state's stays as it is and is counted as unmatched."""
    return to_state("iso3", [code], [year])[0] or code


def _spoken(words: dict[tuple[str, int], int]) -> Columns:
    keys = sorted(words)
    return {
        "state": np.array([state for state, _ in keys], dtype=object),
        "year": np.array([year for _, year in keys], dtype=np.int16),
        "words": np.array([words[key] for key in keys], dtype=np.int32),
    }


def _mentioned(named: Counter[tuple[str, str, int]]) -> Columns:
    keys = sorted(named)
    return {
        "a": np.array([a for a, _, _ in keys], dtype=object),
        "b": np.array([b for _, b, _ in keys], dtype=object),
        "year": np.array([year for *_, year in keys], dtype=np.int16),
        "mentions": np.array([named[key] for key in keys], dtype=np.int32),
    }
