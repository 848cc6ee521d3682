"""Tries to sign in that failed: after a few of them whoever tries waits, each time longer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from comity.desk.team.base import Base

FREE_OF_NAME, FREE_OF_ADDRESS = 5, 20
"""Failures that cost nothing: of one account, and of one address, behind which many may sit."""
LONGEST_OF_NAME, LONGEST_OF_ADDRESS = 60.0, 900.0
"""Seconds that one waits at most. An account cannot be locked by others for longer than a minute."""
FORGOTTEN = 3600.0
"""Seconds after which failures are forgotten."""


@dataclass(frozen=True, slots=True)
class Tries:
    """The failures in a base. Names and addresses stand there as hashes."""

    base: Base
    clock: Callable[[], datetime]

    def wait(self, name: str, address: str) -> float:
        """Seconds until somebody at this address may try that name again."""
        moment = self.clock().timestamp()
        with self.base.reading() as con:
            return max(0.0, *(_until(con.execute(_ASKED, (what,)).fetchone(), free, longest) - moment
                              for what, free, longest in _keys(name, address)))  # fmt: skip

    def failed(self, name: str, address: str) -> None:
        """Note a failure."""
        moment = self.clock().timestamp()
        with self.base.writing() as con:
            con.execute("DELETE FROM tries WHERE last < ?", (moment - FORGOTTEN,))
            for what, _, _ in _keys(name, address):
                con.execute(
                    "INSERT INTO tries VALUES (?, 1, ?) ON CONFLICT DO UPDATE SET count = count + 1, last = ?",
                    (what, moment, moment),
                )

    def succeeded(self, name: str) -> None:
        """Forget the failures of a name."""
        with self.base.writing() as con:
            con.execute("DELETE FROM tries WHERE what = ?", (_keys(name, "")[0][0],))


_ASKED = "SELECT count, last FROM tries WHERE what = ?"


def _until(found: tuple[int, float] | None, free: int, longest: float) -> float:
    if found is None or found[0] < free:
        return 0.0
    return found[1] + min(longest, 2.0 ** min(found[0] - free, 20))


def _keys(name: str, address: str) -> tuple[tuple[str, int, float], ...]:
    def of(kind: str, text: str) -> str:
        return hashlib.sha256(f"{kind}:{text}".encode()).hexdigest()

    return (
        (of("name", name.casefold()), FREE_OF_NAME, LONGEST_OF_NAME),
        (of("address", address), FREE_OF_ADDRESS, LONGEST_OF_ADDRESS),
    )
