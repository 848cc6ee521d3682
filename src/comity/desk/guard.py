"""What every request passes before a page is made, and every reply before it leaves."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comity.desk.asked import Visitor
from comity.desk.plain import plain_page
from comity.desk.reply import Reply, moved
from comity.desk.sending import send_reply
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
WRITTEN = "/studies"
"""Below this address the desk is written too: by its own forms, from its own pages."""
VISITOR = "comity.visitor"
"""Where a request that passed says who asks."""
_OPEN = "Open the address that comity serve printed"


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


@dataclass(frozen=True, slots=True)
class Guard:
    """The application behind hosts, methods, sizes, keys and headers. `hosts` are those by which it may be called."""

    app: ASGIApp
    keys: Keys
    hosts: frozenset[str]
    cookie: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        dressed = _dressed(send, stopwatch())
        refusal = self._refusal(scope)
        if refusal is not None:
            await send_reply(refusal, scope, dressed)
            return
        scope[VISITOR] = Visitor(self.keys.who, self.keys.form)
        await self.app(scope, receive, dressed)

    def _refusal(self, scope: Scope) -> Reply | None:
        """What is said in place of a page; None where the request may pass."""
        heads = _heads(scope)
        if (found := self._unfit(scope, heads)) is not None:
            return found
        if scope["path"] == "/enter":
            return self._enter(scope["query_string"])
        if not self._is_in(heads):
            return plain_page(403, "This desk is not open yet", f"{_OPEN}: it holds the key.")
        return None

    def _unfit(self, scope: Scope, heads: dict[str, list[str]]) -> Reply | None:
        """What is wrong with a request, whoever sends it."""
        length = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
        if heads.get("host", [""]) not in [[host] for host in self.hosts]:
            return plain_page(421, "This desk does not answer to that name", f"{_OPEN}.")
        if scope["method"] not in ("GET", "HEAD") and not _is_written(scope):
            return plain_page(405, "The desk is read, not written", "Only GET and HEAD are served.", {"Allow": METHODS})
        if scope["method"] == "POST" and heads.get("origin", []) not in [[f"http://{host}"] for host in self.hosts]:
            return plain_page(403, "Sent by another site", "A form of the desk is sent from its own pages.")
        if length > LONGEST_ADDRESS:
            return plain_page(414, "The address is too long", f"Give up to {LONGEST_ADDRESS} characters.")
        if _from_elsewhere(heads):
            return plain_page(403, "Asked by another site", "Pages of the desk are not for other sites.")
        return None

    def _enter(self, query: bytes) -> Reply:
        try:
            given = parse_qs(query.decode("ascii"), keep_blank_values=True, max_num_fields=4).get("key", [""])
        except ValueError:
            given = [""]
        if len(given) != 1 or not self.keys.opens(given[0]):
            return plain_page(403, "That key does not open this desk", f"{_OPEN} last.")
        found = moved("/")
        cookie = f"{self.cookie}={self.keys.session}; Path=/; HttpOnly; SameSite=Lax"
        return Reply(found.status, found.media, found.body, found.packed, "", {**found.headers, "Set-Cookie": cookie})

    def _is_in(self, heads: dict[str, list[str]]) -> bool:
        for line in heads.get("cookie", []):
            try:
                held: SimpleCookie = SimpleCookie(line)
            except CookieError:
                continue
            if self.cookie in held and self.keys.shown(held[self.cookie].value):
                return True
        return False


def _is_written(scope: Scope) -> bool:
    path: str = scope["path"]
    return scope["method"] == "POST" and (path == WRITTEN or path.startswith(f"{WRITTEN}/"))


def _heads(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _from_elsewhere(heads: dict[str, list[str]]) -> bool:
    """Whether another site asks for a part of its own page: a link that a person follows is no such thing."""
    site, mode = heads.get("sec-fetch-site", [""])[0], heads.get("sec-fetch-mode", [""])[0]
    framed = heads.get("sec-fetch-dest", ["document"])[0] in ("iframe", "frame", "embed", "object")
    return site in ("cross-site", "same-site") and (mode != "navigate" or framed)


def _dressed(send: Send, passed: Callable[[], float]) -> Send:
    """A way out on which every reply gets the headers that keep it safe, and says how long it took."""

    async def out(message: Message) -> None:
        if message["type"] == "http.response.start":
            named: list[Any] = list(message.get("headers", []))
            held = {name.lower() for name, _ in named}
            named += [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in held]
            named.append((b"server-timing", f"total;dur={passed():.1f}".encode()))
            message = {**message, "headers": named}
        await send(message)

    return out
