"""Whether a mission that opens or closes is an embassy: told by the sentence of the row, or by `missions.csv`.

A row tells of an embassy where its sentence names one that was opened or closed, of another mission where it names a
consulate or an office, and of neither where an opening was announced, decided or ordered and not seen.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from comity.chronicle.events import Event
from comity.chronicle.lookup import read_rows

COLUMNS = ("event", "mission", "reason")
Mission = Literal["embassy", "other"]
_KINDS = ("mission_opened", "mission_closed")
_EMBASSY = re.compile(r"\b(embass(?:y|ies)|high commission|nunciature)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(consulates?|office|premises|unofficial|branch)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(announced|decided|ordered|would (?:re)?open|to (?:re)?open|building)\b", re.IGNORECASE)


def mission_of(event: Event) -> Mission | None:
    """What kind of mission opened or closed; None for other events, and where it cannot be told."""
    if event.kind.id not in _KINDS:
        return None
    if event.id in _decided():
        return _decided()[event.id]
    if _NOT_YET.search(event.what):
        return None
    if _OTHER.search(event.what):
        return "other"
    return "embassy" if _EMBASSY.search(event.what) else None


@cache
def _decided() -> dict[str, Mission | None]:
    decided: dict[str, Mission | None] = {"embassy": "embassy", "other": "other", "": None}
    return {row["event"]: decided[row["mission"]] for row in read_rows("missions", COLUMNS)}
