"""On what machine a page of figures was made, said alike on each."""

from __future__ import annotations

import os
import platform


def machine(*more: str) -> str:
    """Cores, processor, system and Python of this machine, with what else a page says of it."""
    cores, python = f"{os.cpu_count()} cores", f"Python {platform.python_version()}"
    return ", ".join((cores, platform.machine(), platform.system(), python, *more))


def mean_load() -> float:
    """Mean number of tasks that ran or waited in the last minute."""
    return os.getloadavg()[0]


def made_by(command: str, *more: str) -> str:
    """The sentence that opens a page: what made it, where, and which of its figures to trust on a busy machine."""
    where = f"on a machine with {machine(*more)}; mean load when it ended {mean_load():.1f}"
    return f"Made by `{command}` {where}, so CPU seconds are the fair figure."
