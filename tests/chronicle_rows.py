"""Rows of the chronicle made for a test: what it does not say is as of a plain fact of general knowledge."""

from __future__ import annotations

from comity.chronicle.events import COLUMNS

_PLAIN = {
    "a": "BRA", "b": "TUR", "weight": "2", "reliability": "F", "credibility": "2", "source": "general knowledge",
    "opened": "no",
}  # fmt: skip


def event_row(date: str, kind: str, what: str, **more: str) -> dict[str, str]:
    """A row of `events.csv` between Brazil and Türkiye, or others named by `a` and `b`."""
    return dict.fromkeys(COLUMNS, "") | _PLAIN | {"date": date, "kind": kind, "what": what} | more
