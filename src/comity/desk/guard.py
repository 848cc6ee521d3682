"""What every request passes before a page is made, and every reply before it leaves."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Any, Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comity.desk.asked import Visitor
from comity.desk.log import log
from comity.desk.plain import plain_page
from comity.desk.reply import Reply
from comity.desk.sending import send_reply
from comity.errors import UserError
from comity.store.clock import stopwatch

LONGEST_ADDRESS = 4000
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
METHODS = "GET, HEAD"
VISITOR = "comity.visitor"
"""Where a request that passed says who asks."""
Heads = dict[str, list[str]]
"""Headers by their names in lower case."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What lets a browser in: a token that stays, a code that serves once, and what a browser that is in shows.

    `who` is the name under which changes are noted.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    codes: set[str] = field(default_factory=set)
    who: str = ""

    @property
    def form(self) -> str:
        """What a form of this session holds: it follows from the session and does not give it away."""
        return hmac.new(self.session.encode(), b"form", "sha256").hexdigest()[:32]

    def code(self) -> str:
        """A new code that lets one browser in, once: an address handed to another program may be seen there."""
        made = secrets.token_urlsafe(24)
        self.codes.add(made)
        return made

    def opens(self, given: str) -> bool:
        """Whether a token or code lets a browser in; a code is spent by that."""
        for code in tuple(self.codes):
            if _same(given, code):
                self.codes.discard(code)
                return True
        return _same(given, self.token)

    def shown(self, cookie: str) -> bool:
        """Whether a cookie is that of a browser that is in."""
        return _same(cookie, self.session)


def _same(one: str, two: str) -> bool:
    return hmac.compare_digest(one.encode(), two.encode())


class Entrance(Protocol):
    """Who is let in, and what is said to who is not."""

    @property
    def written(self) -> tuple[str, ...]:
        """Addresses at and below which forms are taken."""
        ...

    def admit(self, scope: Scope, heads: Heads, line: Line) -> Visitor | Reply:
        """The visitor that a request comes from, or what is said in place of a page."""
        ...


@dataclass(frozen=True, slots=True)
class Guard:
    """The application behind hosts, methods, sizes, an entrance and headers. `hosts` are the names that it answers to.

    `proxies` are the addresses from which a proxy forwards; where there are any, nobody else is answered, and nothing
    that did not come to the proxy over TLS.
    """

    app: ASGIApp
    entrance: Entrance
    hosts: frozenset[str]
    proxies: frozenset[str] = frozenset()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        heads = _heads(scope)
        line = line_of(scope, heads, self.proxies)
        dressed = _dressed(send, stopwatch(), secure=line is not None and line.secure)
        found = self._passed(scope, heads, line)
        if isinstance(found, Reply):
            await send_reply(found, scope, dressed)
            return
        scope[VISITOR] = found
        await self.app(scope, receive, dressed)

    def _passed(self, scope: Scope, heads: Heads, line: Line | None) -> Visitor | Reply:
        """Who asks, or what is said in place of a page."""
        if line is None:
            return plain_page(403, "Not this way", "This desk is reached through its proxy, over HTTPS.")
        if (refused := self._unfit(scope, heads, line)) is not None:
            return refused
        try:
            return self.entrance.admit(scope, heads, line)
        except UserError as error:
            log(error)
            return plain_page(503, "Nobody can be let in", "The desk cannot read its accounts; its log says why.")

    def _unfit(self, scope: Scope, heads: Heads, line: Line) -> Reply | None:
        """What is wrong with a request, whoever sends it."""
        length = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
        if heads.get("host", [""]) not in [[host] for host in self.hosts]:
            return plain_page(421, "This desk does not answer to that name", "Open the address that it was given.")
        posted = scope["method"] == "POST" and is_below(scope["path"], self.entrance.written)
        if scope["method"] not in ("GET", "HEAD") and not posted:
            return plain_page(405, "The desk is read, not written", "Only GET and HEAD are served.", {"Allow": METHODS})
        own = f"{'https' if line.secure else 'http'}://{heads['host'][0]}"
        if posted and heads.get("origin", []) != [own]:
            return plain_page(403, "Sent by another site", "A form of the desk is sent from its own pages.")
        if length > LONGEST_ADDRESS:
            return plain_page(414, "The address is too long", f"Give up to {LONGEST_ADDRESS} characters.")
        if _from_elsewhere(heads):
            return plain_page(403, "Asked by another site", "Pages of the desk are not for other sites.")
        return None


def is_below(path: str, homes: tuple[str, ...]) -> bool:
    """Whether a path is one of these or stands below one."""
    return any(path == home or path.startswith(f"{home}/") for home in homes)


def cookie_of(heads: Heads, name: str) -> str:
    """The value of a cookie, "" where there is none, or two."""
    found = set()
    for line in heads.get("cookie", []):
        try:
            held: SimpleCookie = SimpleCookie(line)
        except CookieError:
            continue
        if name in held:
            found.add(held[name].value)
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class Line:
    """The way a request came: from which address, and whether over TLS."""

    address: str
    secure: bool


def line_of(scope: Scope, heads: Heads, proxies: frozenset[str]) -> Line | None:
    """The way a request came. None where a proxy was to forward it and did not, or did not get it over TLS.

    What a request says of its own way is believed of the proxy alone, and of that only what it added itself: the last.
    """
    peer = (scope.get("client") or ("",))[0]
    if not proxies:
        return Line(peer, secure=False)
    if peer not in proxies or heads.get("x-forwarded-proto") != ["https"]:
        return None
    last = heads.get("x-forwarded-for", [""])[-1].rpartition(",")[2].strip()
    try:
        return Line(str(ip_address(last)), secure=True)
    except ValueError:
        return None


def _heads(scope: Scope) -> Heads:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _from_elsewhere(heads: Heads) -> bool:
    """Whether another site asks for a part of its own page: a link that a person follows is no such thing."""
    site, mode = heads.get("sec-fetch-site", [""])[0], heads.get("sec-fetch-mode", [""])[0]
    framed = heads.get("sec-fetch-dest", ["document"])[0] in ("iframe", "frame", "embed", "object")
    return site in ("cross-site", "same-site") and (mode != "navigate" or framed)


def _dressed(send: Send, passed: Callable[[], float], *, secure: bool) -> Send:
    """A way out on which every reply gets the headers that keep it safe, and says how long it took."""

    async def out(message: Message) -> None:
        if message["type"] == "http.response.start":
            named: list[Any] = list(message.get("headers", []))
            held = {name.lower() for name, _ in named}
            given = {**HEADERS, "strict-transport-security": "max-age=31536000"} if secure else HEADERS
            named += [(k.encode(), v.encode()) for k, v in given.items() if k.encode() not in held]
            named.append((b"server-timing", f"total;dur={passed():.1f}".encode()))
            message = {**message, "headers": named}
        await send(message)

    return out
