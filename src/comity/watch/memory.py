"""What was seen at the last look and what was told, in one sealed file that is written whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from comity.errors import BadFile, UserError
from comity.store.owned import shown
from comity.store.place import whole_file
from comity.store.seal import sealed_text, unsealed

NAME, SCHEMA = "seen.json", "comity/watch/1"


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that crossed a line: when it was seen (ISO, universal time), the sentence, the rows that it rests on,
    the editions that did it, the judgements that it touches, and whether it may be told in public."""

    id: str
    watch: str
    moment: str
    title: str
    sentence: str
    refs: tuple[str, ...] = ()
    editions: str = ""
    judgements: tuple[str, ...] = ()
    private: bool = False


@dataclass(slots=True)
class Memory:
    """By id of what is watched, what was seen of it; all alerts so far; ids of those that wait to be sent, by channel;
    probabilities on record; the atlas that was looked at, and the day from which."""

    atlas: str = ""
    as_of: str = ""
    seen: dict[str, dict[str, Any]] = field(default_factory=dict)
    alerts: list[Alert] = field(default_factory=list)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    forecasts: dict[str, dict[str, Any]] = field(default_factory=dict)


def read(folder: Path) -> Memory:
    """The memory in a folder; an empty one where nothing was looked at. Raises UserError for one that was altered."""
    path = folder / NAME
    if not path.exists():
        return Memory()
    try:
        held = unsealed(path)
        if held.pop("schema") != SCHEMA:
            raise ValueError(SCHEMA)
        alerts = [
            Alert(**each | {"refs": tuple(each["refs"]), "judgements": tuple(each["judgements"])})
            for each in held.pop("alerts")
        ]
        return Memory(alerts=alerts, **held)
    except (BadFile, KeyError, TypeError, ValueError) as error:
        raise UserError(
            f"{shown(path)} was altered, or is another version's ({str(error)[:80]}); move it away to look afresh"
        ) from None


def write(folder: Path, memory: Memory) -> None:
    """Write it whole, or not at all."""
    with whole_file(folder / NAME) as temporary:
        temporary.write_text(sealed_text({"schema": SCHEMA, **asdict(memory)}), encoding="utf-8")
