"""Where most people of one state who live in another fled there, though no count of refugees of today holds them."""

from __future__ import annotations

from functools import cache

from comity.chronicle.lookup import read_rows

COLUMNS = ("origin", "host", "told", "reason")


def fled_long_ago(origin: str, host: str) -> str:
    """Who they are, as a clause: `most of them refugees of 1948 ...`; empty where nothing is curated of the two."""
    return _rows().get((origin, host), "")


@cache
def _rows() -> dict[tuple[str, str], str]:
    return {(r["origin"], r["host"]): r["told"] for r in read_rows("fled", COLUMNS)}
