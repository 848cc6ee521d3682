"""What a request asks, read strictly: known words once each, days that have come, nothing long or hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode

from comity.errors import UserError
from comity.terms.names import is_hostile, sanitise

LONGEST, MOST = 200, 40
"""Characters of one value, and values of one request."""
_KEPT = ("as-of", "known-on", "since")
"""What every link of a page hands on."""
STUDY = "study"
"""What the links of a pair's pages hand on beside: the study with which it is assessed."""


@dataclass(frozen=True, slots=True)
class Come:
    """How a request came: from which address, whether over TLS, what its browser shows, and in which cookie."""

    address: str = ""
    secure: bool = False
    shown: str = ""
    cookie: str = ""
    site: str = ""
    """Scheme and host by which the desk was called."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the name under which a change is noted, and what a form must hold to be this visitor's.

    `role` is the account's, "alone" on one's own machine, "" for who is not in; `edits` names the studies that it
    keeps; `team` says that the desk has accounts.
    """

    name: str = ""
    form: str = ""
    role: str = ""
    edits: frozenset[str] = frozenset()
    team: bool = False
    come: Come = Come()


NOBODY = Visitor()


@dataclass(frozen=True, slots=True)
class Seen:
    """The day from which all is seen, the day by which it was published (None: any), and the first year (None: usual).

    `given` is what of these the address says, to be handed on. `study` names the study with which a pair is assessed;
    `team` says that the desk has accounts.
    """

    as_of: date
    known_on: date | None
    since: int | None
    given: tuple[tuple[str, str], ...]
    study: str = ""
    team: bool = False

    @property
    def keeping(self) -> str:
        """The end of an address that sees the same: `?as-of=2014-12-31`, or nothing."""
        return f"?{urlencode(self.given)}" if self.given else ""

    def link(self, path: str, **more: str | int | None) -> str:
        """The address of another page as seen from the same day; words that are None or empty are left out."""
        words = [*self.given, *((k.replace("_", "-"), str(v)) for k, v in more.items() if v not in (None, ""))]
        return path_of(path) + (f"?{urlencode(words)}" if words else "")


def path_of(path: str) -> str:
    """A path in which nothing but its slashes acts."""
    return quote(path, safe="/.:-_~@")


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a query."""

    words: tuple[tuple[str, str], ...]
    visitor: Visitor = NOBODY

    @classmethod
    def parse(cls, query: str, visitor: Visitor = NOBODY, longest: int = LONGEST) -> Asked:
        """Read a query. Raises UserError, in one line, for one that is too long, ambiguous or not text."""
        try:
            words = parse_qsl(
                query, keep_blank_values=False, strict_parsing=False, max_num_fields=MOST, errors="strict"
            )
        except (ValueError, UnicodeDecodeError):
            raise UserError(f"the address asks for more than {MOST} things, or not in UTF-8; shorten it") from None
        for name, value in words:
            if len(value) > longest or is_hostile(value):
                raise UserError(f"{sanitise(name, 20)}: give up to {longest} characters that can be seen")
        return cls(tuple(words), visitor)

    def text(self, name: str) -> str:
        """The one value of a word, stripped; "" where it is not asked. Raises UserError where it is asked twice."""
        found = self.many(name)
        if len(found) > 1:
            raise UserError(f"{name} stands twice in the address; give it once")
        return found[0] if found else ""

    def many(self, name: str) -> list[str]:
        """All values of a word."""
        return [value.strip() for key, value in self.words if key == name and value.strip()]

    def one_of(self, name: str, choices: Iterable[str], usual: str = "") -> str:
        """A value among choices. Raises UserError for another."""
        held, found = list(choices), self.text(name)
        if found and found not in held:
            raise UserError(f"{name}: choose one of {', '.join(c for c in held if c)}")
        return found or usual

    def number(self, name: str, usual: int, least: int, most: int) -> int:
        """A whole number within limits. Raises UserError for another."""
        found = self.text(name)
        if not found:
            return usual
        if not found.isascii() or not found.isdigit() or len(found) > 9 or not least <= int(found) <= most:
            raise UserError(f"{name}: give a whole number from {least} to {most}")
        return int(found)

    def seen(self, *more: str) -> Seen:
        """From which day all is seen, and with `more` (STUDY) with which study. Raises UserError for a day that is none
        or has not come.
        """
        from comity.store.clock import as_of
        from comity.terms.period import parse_as_of

        day, known = self.text("as-of"), self.text("known-on")
        known_on = as_of(parse_as_of(known), "known-on") if known else None
        seen = known_on if known_on is not None and not day else as_of(parse_as_of(day) if day else None, "as-of")
        since = self.number("since", 0, 1816, 9999) if self.text("since") else None
        given = tuple((name, self.text(name)) for name in (*_KEPT, *more) if self.text(name))
        return Seen(seen, known_on, since, given, self.text(STUDY) if STUDY in more else "", self.visitor.team)
