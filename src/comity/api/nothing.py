"""Why there is nothing to show, and what there is: an empty answer is no mistake, but never without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.terms.period import period_text

if TYPE_CHECKING:
    from comity.atlas.manifest import Entry
    from comity.atlas.read import Atlas


def nothing(atlas: Atlas, measure: str, who: str, *, newest: str | None, when: str = "") -> str:
    """One sentence: what was asked, why no value answers, and the newest period that has one for `who`.

    `when` words the period or span that was asked for; empty means any up to the as-of day.
    """
    entry = atlas.entry(measure)
    first, last = held(entry)
    if entry.first > atlas.horizon(measure):
        return f"{measure} begins in {first}; nothing of it was there by {atlas.as_of} for {who}"
    there = f"the newest is of {newest}" if newest else f"none up to {atlas.as_of}, by {entry.grain}"
    asked = f" {when}" if when else ""
    return f"{measure} has no value for {who}{asked}: {there}; the atlas holds the measure from {first} to {last}"


def held(entry: Entry) -> tuple[str, str]:
    """The first and the last period of a measure in its atlas, as text."""
    return period_text(entry.first, entry.grain), period_text(entry.last, entry.grain)
