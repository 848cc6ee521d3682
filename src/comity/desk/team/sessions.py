"""Sessions: what a browser shows after its user has signed in, known here by its hash alone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from comity.desk.team.base import Base

LONGEST, IDLE = 12 * 3600.0, 2 * 3600.0
"""Seconds that a session lasts at most, and without a request."""
_TOUCH = 60.0
"""Seconds after which it is noted again that a session is used: not each request writes."""


def fresh() -> str:
    """Something new that nobody can guess."""
    return secrets.token_urlsafe(32)


def form_of(shown: str) -> str:
    """What the forms of a browser hold: it follows from what the browser shows and does not give it away."""
    return hmac.new(shown.encode(), b"form", "sha256").hexdigest()[:32]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions in a base."""

    base: Base
    clock: Callable[[], datetime]

    def begin(self, name: str) -> str:
        """A new session of an account, which has nothing of what the browser showed before."""
        token, moment = fresh(), self.clock().timestamp()
        with self.base.writing() as con:
            con.execute("DELETE FROM session WHERE begun < ? OR seen < ?", (moment - LONGEST, moment - IDLE))
            con.execute("INSERT INTO session VALUES (?, ?, ?, ?)", (_hash(token), name, moment, moment))
        return token

    def of(self, token: str) -> str:
        """The name of the account whose session this is; "" where it is none, or has ended."""
        if not token or len(token) > 100:
            return ""
        moment, hash = self.clock().timestamp(), _hash(token)
        with self.base.reading() as con:
            found = con.execute("SELECT name, begun, seen FROM session WHERE hash = ?", (hash,)).fetchone()
        if found is None or moment - found[1] > LONGEST or moment - found[2] > IDLE:
            return ""
        if moment - found[2] > _TOUCH:
            with self.base.writing() as con:
                con.execute("UPDATE session SET seen = ? WHERE hash = ?", (moment, hash))
        return str(found[0])

    def end(self, token: str) -> None:
        """End one session."""
        with self.base.writing() as con:
            con.execute("DELETE FROM session WHERE hash = ?", (_hash(token),))

    def end_all(self, name: str) -> None:
        """End all sessions of an account."""
        with self.base.writing() as con:
            con.execute("DELETE FROM session WHERE name = ?", (name,))
