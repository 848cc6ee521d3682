"""The entrance of a desk of a team: who has signed in, and the way to the page where that is done."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from starlette.types import Scope

from comity.desk.asked import Come, Visitor
from comity.desk.guard import Heads, Line, cookie_of
from comity.desk.plain import plain_page
from comity.desk.reply import Reply, moved
from comity.desk.team.sessions import form_of, fresh
from comity.desk.team.team import Team

SIGN_IN = "/sign-in"
WRITTEN = ("/studies", SIGN_IN, "/sign-out", "/account")
"""Where forms are taken."""
_LONGEST, _LONGEST_WAY = 100, 1_000
"""Characters of what a browser shows, and of the page that it is led back to."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """Whose session is known is in; `opened` are the paths for who is not, `cookie` what it is called without TLS."""

    team: Team
    cookie: str
    opened: frozenset[str]
    written: tuple[str, ...] = WRITTEN

    def admit(self, scope: Scope, heads: Heads, line: Line) -> Visitor | Reply:
        """The account of the session that the browser shows; nobody where the page is open; else the way in."""
        # A browser takes a cookie of such a name from this very host over TLS alone: no neighbour can set it.
        name = "__Host-comity" if line.secure else self.cookie
        site = f"{'https' if line.secure else 'http'}://{heads['host'][0]}"
        shown = cookie_of(heads, name)
        account = self.team.accounts.find(self.team.sessions.of(shown)) if shown else None
        if account is not None:
            come = Come(line.address, line.secure, shown, name, site)
            return Visitor(account.name, form_of(shown), account.role, account.edits, team=True, come=come)
        if scope["path"] in self.opened:
            # The form by which one signs in belongs to a browser too; what it shows is thrown away when it is in.
            kept = shown if 20 < len(shown) < _LONGEST else fresh()
            return Visitor("", form_of(kept), team=True, come=Come(line.address, line.secure, kept, name, site))
        if scope["method"] == "GET" and "text/html" in heads.get("accept", [""])[0]:
            to = _path(scope)
            return moved(f"{SIGN_IN}?to={quote(to)}" if len(to) < _LONGEST_WAY else SIGN_IN)
        return plain_page(403, "Sign in first", f"Open {SIGN_IN} in the browser, and come back.")


def _path(scope: Scope) -> str:
    query = scope["query_string"].decode("ascii", "replace")
    return str(scope["path"]) + (f"?{query}" if query else "")


def set_cookie(come: Come, value: str) -> str:
    """The header by which a browser keeps what it shows from now on; by an empty value it forgets it."""
    secure, ended = ("; Secure" if come.secure else ""), ("; Max-Age=0" if not value else "")
    return f"{come.cookie}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{ended}"
