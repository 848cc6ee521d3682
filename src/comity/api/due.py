"""What publishers should have released by a day, from the rhythm that each source declares and its newest edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.sources.contract import SourceSpec
from comity.sources.registry import sources
from comity.store.days import home, last_day
from comity.store.snapshot import latest
from comity.terms.rhythm import Standing

ORDER: tuple[Standing, ...] = ("late", "due", "not known", "irregular", "up to date", "ended")
"""What asks for an act comes first."""


@dataclass(frozen=True, slots=True)
class Due:
    """One source as of a day: its rhythm in words, its newest edition and when that was released, and what is expected.

    `edition` is empty where the store holds none; then the release is that of the files which the source declares.
    Where nobody says when it was released, the day on which it came stands for that, and nothing is up to date.
    `expected` is None where nothing can be; `reason` is where the rhythm is known from, or why it is not.
    """

    source: str
    rhythm: str
    edition: str
    released: date | None
    expected: date | None
    standing: Standing
    reason: str


def due(store: Path, as_of: date) -> list[Due]:
    """Every source, the late ones first, of each standing the longest overdue; what came after `as_of` is not seen."""
    found = [_due(spec, store, as_of) for spec in sources().values()]
    return sorted(found, key=lambda d: (ORDER.index(d.standing), d.expected or date.max, d.source))


def _due(spec: SourceSpec, store: Path, as_of: date) -> Due:
    if spec.days is not None:
        return _of_days(spec, store, as_of)
    held = latest(store, spec.id, as_of)
    # Of a stream nothing is declared but where it begins: what there is of it is in the user's warehouse.
    declared = None if spec.stream else spec.origin.released
    released = held.known if held else declared if declared and declared <= as_of else None
    edition = held.id if held else ""
    if spec.rhythm is None or released is None:
        timeless = spec.rhythm is not None and spec.rhythm.days is None
        standing: Standing = spec.rhythm.standing(as_of, as_of) if timeless and spec.rhythm else "not known"
        return Due(spec.id, _said(spec), edition, released, None, standing, spec.rhythm_reason)
    expected, standing = spec.rhythm.after(released), spec.rhythm.standing(released, as_of)
    if held is not None and held.released is None and standing == "up to date":
        # It was released by the day on which it came, nobody says how long before: the next one may be out.
        standing, expected = "not known", None
    return Due(spec.id, _said(spec), edition, released, expected, standing, spec.rhythm_reason)


def _of_days(spec: SourceSpec, store: Path, as_of: date) -> Due:
    """What comes day by day is as new as the last day held."""
    last = last_day(home(store, spec.id), as_of)
    if spec.rhythm is None or last is None:
        return Due(spec.id, _said(spec), "", None, None, "not known", spec.rhythm_reason)
    standing = spec.rhythm.standing(last, as_of)
    return Due(spec.id, _said(spec), f"days to {last}", last, spec.rhythm.after(last), standing, spec.rhythm_reason)


def _said(spec: SourceSpec) -> str:
    return spec.rhythm.text if spec.rhythm else "not known"
