"""The entrance of a desk on one's own machine: a key in the address that opens it, and a cookie from then on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from starlette.types import Scope

from comity.desk.asked import Visitor
from comity.desk.guard import Heads, Keys, Line, cookie_of
from comity.desk.plain import plain_page
from comity.desk.reply import Reply, moved
from comity.desk.rights import ALONE

WRITTEN = ("/studies",)
"""Where forms are taken."""
_OPEN = "Open the address that comity serve printed"


@dataclass(frozen=True, slots=True)
class Alone:
    """Whoever has the key is in, and may do everything."""

    keys: Keys
    cookie: str
    written: tuple[str, ...] = WRITTEN

    def admit(self, scope: Scope, heads: Heads, line: Line) -> Visitor | Reply:
        """Who shows the cookie that the key was given for."""
        if scope["path"] == "/enter":
            return self._enter(scope["query_string"])
        if not self.keys.shown(cookie_of(heads, self.cookie)):
            return plain_page(403, "This desk is not open yet", f"{_OPEN}: it holds the key.")
        return Visitor(self.keys.who, self.keys.form, ALONE)

    def _enter(self, query: bytes) -> Reply:
        try:
            given = parse_qs(query.decode("ascii"), keep_blank_values=True, max_num_fields=4).get("key", [""])
        except ValueError:
            given = [""]
        if len(given) != 1 or not self.keys.opens(given[0]):
            return plain_page(403, "That key does not open this desk", f"{_OPEN} last.")
        found = moved("/")
        cookie = f"{self.cookie}={self.keys.session}; Path=/; HttpOnly; SameSite=Lax"
        return replace(found, headers={**found.headers, "Set-Cookie": cookie})
