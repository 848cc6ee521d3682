"""The day on which a publisher released what came, read where the source's declaration says it stands."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from pathlib import Path

from comity.sources.contract import File, SourceSpec
from comity.sources.registry import released_by_content
from comity.store.receive import Received


def released(spec: SourceSpec, folder: Path, came: Received) -> date | None:
    """The day of the newest file; None unless it is said of every one. Raises BadFile where a content is to say it."""
    declared = {file.name: file for file in spec.files}
    days: list[date | None] = []
    for name in came.hashes:
        file = declared.get(name) or _numbered(spec, name)
        if file.release == "content":
            days.append(released_by_content(spec.id, folder))
        elif file.release == "name":
            days.append(day_in(name, file.release_name))
        else:
            told = came.told.get(name)
            days.append(told.said.day if told else None)
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def day_in(name: str, pattern: str) -> date | None:
    """The day that a name says by a pattern with groups year and perhaps month and day; of less than a day its end."""
    found = re.search(pattern, name)
    if found is None:
        return None
    try:
        said = {key: int(value) for key, value in found.groupdict().items() if value}
        month = said.get("month", 12)
        return date(said["year"], month, said.get("day") or monthrange(said["year"], month)[1])
    except (KeyError, ValueError):
        return None


def _numbered(spec: SourceSpec, name: str) -> File:
    """A file of those that come in any number."""
    pattern = spec.yearly_release_name
    return File(name=name, url=None, release="name" if pattern else "header", release_name=pattern)
