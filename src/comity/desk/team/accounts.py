"""Accounts: a name, a role, the studies that it keeps, and how it signs in."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from comity.desk.rights import ROLES
from comity.desk.team import passwords
from comity.desk.team.base import Base
from comity.errors import UserError
from comity.terms.names import sanitise

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,59}")


@dataclass(frozen=True, slots=True)
class Account:
    """Who may come in. `subject` is how the provider of identities knows them, "" where they have a password alone."""

    name: str
    role: str
    edits: frozenset[str]
    subject: str
    has_password: bool


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts in a base."""

    base: Base

    def add(self, name: str, role: str, password: str, day: str, subject: str = "") -> None:
        """A new account; without a password it comes in by the provider of identities alone. Raises UserError."""
        if not _NAME.fullmatch(name):
            raise UserError(f"'{sanitise(name, 60)}': an account is named by up to 60 letters, digits, . _ - and @")
        _expect_role(role)
        if not password and not subject:
            raise UserError("give a password, or the subject under which the provider of identities knows them")
        hash = _hash_of(password, name)
        try:
            with self.base.writing() as con:
                con.execute("INSERT INTO account VALUES (?, ?, ?, ?, ?)", (name, role, hash, subject or None, day))
                _expect_run(con, "the first account is an administrator's: give --role administrator")
        except sqlite3.IntegrityError:
            raise UserError(f"there is an account of that name or subject already: {name}") from None

    def find(self, name: str) -> Account | None:
        """The account of a name."""
        return next(iter(self._where("name = ?", name)), None)

    def of_subject(self, subject: str) -> Account | None:
        """The account that the provider of identities knows by this subject."""
        return next(iter(self._where("subject = ?", subject)), None) if subject else None

    def listed(self) -> list[Account]:
        """All accounts by name."""
        return self._where("?", 1)

    def set_role(self, name: str, role: str) -> None:
        """Give an account another role. Raises UserError, too where nobody would run the desk then."""
        _expect_role(role)
        self._change(name, "UPDATE account SET role = ? WHERE name = ?", role, name)

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password, and end all its sessions. Raises UserError."""
        hash = _hash_of(password, name)
        self._change(name, "UPDATE account SET hash = ? WHERE name = ?", hash, name, ends=True)

    def remove(self, name: str) -> None:
        """Take an account away with its sessions. What it wrote stays. Raises UserError."""
        self._change(name, "DELETE FROM account WHERE name = ?", name, ends=True)

    def grant(self, name: str, study: str) -> None:
        """Make an account an editor of a study. Raises UserError for a name that is none."""
        self._change(name, "INSERT OR IGNORE INTO edits VALUES (?, ?)", name, study)

    def revoke(self, name: str, study: str) -> None:
        """Let an account no longer be an editor of a study. Raises UserError for a name that is none."""
        self._change(name, "DELETE FROM edits WHERE name = ? AND study = ?", name, study)

    def opens(self, name: str, password: str) -> Account | None:
        """The account of a name where the password is its own; a name that is none takes as long."""
        with self.base.reading() as con:
            found = con.execute("SELECT hash FROM account WHERE name = ?", (name,)).fetchone()
        hash = found[0] if found else ""
        if not passwords.fits(hash, password):
            return None
        if passwords.is_old(hash):
            anew = passwords.hashed(password)
            with self.base.writing() as con:
                con.execute("UPDATE account SET hash = ? WHERE name = ? AND hash = ?", (anew, name, hash))
        return self.find(name)

    def _where(self, holds: str, value: object) -> list[Account]:
        asked = (
            "SELECT name, role, (SELECT group_concat(study, '/') FROM edits e WHERE e.name = a.name), "
            f"coalesce(subject, ''), hash <> '' FROM account a WHERE {holds} ORDER BY name"
        )
        with self.base.reading() as con:
            found = con.execute(asked, (value,)).fetchall()
        return [Account(n, r, frozenset((e or "").split("/")) - {""}, s, bool(p)) for n, r, e, s, p in found]

    def _change(self, name: str, what: str, *values: str, ends: bool = False) -> None:
        """Carry out one change of an account, and end its sessions if it `ends` them. Raises UserError."""
        with self.base.writing() as con:
            if con.execute("SELECT 1 FROM account WHERE name = ?", (name,)).fetchone() is None:
                raise UserError(f"there is no account '{sanitise(name, 60)}'; list them: comity team list")
            con.execute(what, values)
            if ends:
                con.execute("DELETE FROM session WHERE name = ?", (name,))
            _expect_run(con, "nobody would run the desk then; make somebody else an administrator first")


def _expect_run(con: sqlite3.Connection, said: str) -> None:
    if con.execute("SELECT 1 FROM account WHERE role = 'administrator'").fetchone() is None:
        raise UserError(said)


def _expect_role(role: str) -> None:
    if role not in ROLES:
        raise UserError(f"'{sanitise(role, 40)}' is no role; choose one of {', '.join(ROLES)}")


def _hash_of(password: str, name: str) -> str:
    if not password:
        return ""
    passwords.expect_fit(password, name)
    return passwords.hashed(password)
