"""Passwords: what one must be, and its hash by argon2id."""

from __future__ import annotations

from functools import cache
from threading import Semaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from comity.errors import UserError

LEAST, MOST = 12, 200
"""Characters of a password."""
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
"""What OWASP calls the least for argon2id: 19 megabytes, which a desk of some hundred megabytes can lend."""
_ONE = Semaphore(1)
"""Hashes one after the other: many who try at once do not take the memory of the desk."""


def expect_fit(password: str, name: str) -> None:
    """Raise UserError for a password that is too short, too long, one letter over and over, or the account's name."""
    if not LEAST <= len(password) <= MOST:
        raise UserError(f"a password has {LEAST} to {MOST} characters; a few words that nobody else joins are good")
    if len(set(password)) < 5 or (len(name) > 3 and name.casefold() in password.casefold()):
        raise UserError("a password is not one letter over and over and does not hold the name of its account")


def hashed(password: str) -> str:
    """The hash of a password, with its salt and cost."""
    with _ONE:
        return _HASHER.hash(password)


def fits(hash: str, password: str) -> bool:
    """Whether a password is that of a hash. An empty hash takes as long as any and fits nothing."""
    try:
        with _ONE:
            return _HASHER.verify(hash or _nobodys(), password[: MOST + 1]) and bool(hash)
    except (VerificationError, InvalidHashError):
        return False


def is_old(hash: str) -> bool:
    """Whether a hash was made at another cost than today's."""
    return _HASHER.check_needs_rehash(hash)


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")
