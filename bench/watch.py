"""Run a command as a process of its own and say what it took: CPU, wall time, memory of all its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One process and its children: seconds, and the highest sum of resident memory in GB; what it printed."""

    cpu: float
    wall: float
    memory: float
    said: str


def watch(words: Sequence[str], environment: Mapping[str, str] | None = None, most: float | None = None) -> Run:
    """Start the command and watch it. Raises RuntimeError with its last words when it fails.

    A command whose memory passes `most` GB is ended, before the machine ends something else.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        begun = time.perf_counter()
        process = subprocess.Popen(words, env=environment, stdout=said, stderr=complained)
        peak = Peak(process.pid, most)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        # The kernel's own figure of a child begins with that of its parent, so it only stands in where /proc is not.
        highest = peak.stop() or used.ru_maxrss / _KIB_PER_GB
        process.returncode = os.waitstatus_to_exitcode(status)
        complained.seek(0)
        said.seek(0)
        if most is not None and highest > most:
            raise RuntimeError(f"{' '.join(words)}: ended when it passed {most:g} GB of memory, after {wall:.0f} s")
        if process.returncode:
            raise RuntimeError(f"{' '.join(words)}: {complained.read().decode(errors='replace')[-2000:]}")
        # A child that nobody waited for, as Java's is, does not enter the kernel's sum.
        cpu = max(used.ru_utime + used.ru_stime, peak.cpu())
        return Run(cpu, wall, highest, said.read().decode(errors="replace"))


_KIB_PER_GB = 1e9 / 1024 if sys.platform != "darwin" else 1e9
"""The kernel gives resident memory in KiB, macOS in bytes."""


class Peak:
    """Watches a process and its descendants: several may work, and each one's own peak alone is too low.

    Shared pages are counted in every process, so the sum is on the high side. Without /proc it stays at zero.
    """

    def __init__(self, pid: int, most: float | None = None) -> None:
        self._pid, self._most, self._highest, self._done = pid, most, 0.0, threading.Event()
        self._cpu: dict[int, float] = {}
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """The highest sum seen, in GB."""
        self._done.set()
        self._thread.join()
        return self._highest

    def cpu(self) -> float:
        """CPU seconds of all processes seen, each as when it was last seen."""
        return sum(self._cpu.values())

    def _watch(self) -> None:
        while not self._done.wait(0.05):
            family = _family(self._pid)
            self._cpu |= {pid: _seconds(pid) or self._cpu.get(pid, 0.0) for pid in family}
            resident = sum(_resident(pid) for pid in family)
            self._highest = max(self._highest, resident / _KIB_PER_GB)
            if self._most is not None and self._highest > self._most:
                for pid in family:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)


def _family(pid: int) -> list[int]:
    """The process and all its descendants."""
    found = [pid]
    # A process may end while it is looked at.
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += _family(int(child))
    return found


def _seconds(pid: int) -> float:
    """CPU seconds of a process itself, without its children; nothing for one that has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> int:
    """Resident memory in KiB; nothing for a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)
