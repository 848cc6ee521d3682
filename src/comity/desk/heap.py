"""Memory that a long-lived process takes of the system, kept near to what it holds: for glibc, elsewhere nothing."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_ARENA_MAX = -8
"""`M_ARENA_MAX` of `mallopt`."""
ARENAS = 2
"""Heaps among which threads are spread: with one for each of a dozen threads, each keeps its own free memory."""


@cache
def _libc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        found = ctypes.CDLL("libc.so.6")
    except OSError:
        return None
    return found if hasattr(found, "mallopt") and hasattr(found, "malloc_trim") else None


def few_heaps() -> bool:
    """Let threads share two heaps; to be called before there are threads. Whether the system knows of such a thing."""
    libc = _libc()
    return libc is not None and bool(libc.mallopt(_ARENA_MAX, ARENAS))


def give_back() -> None:
    """Give the system what lies free."""
    libc = _libc()
    if libc is not None:
        libc.malloc_trim(0)
