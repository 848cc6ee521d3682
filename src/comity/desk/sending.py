"""A reply on its way out: packed where the browser takes that, and not at all where it holds it already."""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from comity.desk.reply import Reply


async def _nothing() -> dict[str, object]:
    return {"type": "http.disconnect"}


async def send_reply(it: Reply, scope: Scope, send: Send, receive: Receive = _nothing, how: str = "") -> None:
    """Send a reply to a request; `how` is said beside how long it took."""
    await response(it, scope, how)(scope, receive, send)


def response(it: Reply, scope: Scope, how: str = "") -> Response:
    """The reply as a response to a request."""
    heads = dict(scope["headers"])
    given = dict(it.headers)
    given.setdefault("Cache-Control", "no-cache, private" if it.status == 200 else "no-store")
    given["Vary"] = "Accept-Encoding, Cookie"
    if how:
        given["Server-Timing"] = how
    if it.status == 200 and it.tag:
        given["ETag"] = f'"{it.tag}"'
        if heads.get(b"if-none-match") == given["ETag"].encode():
            return Response(status_code=304, headers=given)
    body = it.body
    if it.packed:
        if _takes_gzip(heads.get(b"accept-encoding", b"")):
            given["Content-Encoding"] = "gzip"
        else:
            body = it.plain()
    return Response(body, it.status, given, it.media)


def _takes_gzip(accepted: bytes) -> bool:
    named = [part.replace(b" ", b"").lower() for part in accepted.split(b",")]
    return any(
        part == b"gzip" or (part.startswith(b"gzip;q=") and part not in (b"gzip;q=0", b"gzip;q=0.0")) for part in named
    )
