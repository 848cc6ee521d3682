"""The body of a request, as far as it may be long and for as long as it may take."""

from __future__ import annotations

import anyio
from starlette.requests import Request

from comity.desk.multipart import boundary
from comity.desk.sent import FORM
from comity.errors import UserError

MOST_FORM, MOST_FILE = 200_000, 25_000_000
"""Bytes of a form without and with a file."""
MOST_OPEN = 8_000
"""Bytes of a form of somebody who is not in."""
SECONDS = 60.0


class Unfit(UserError):
    """A body that is not taken; `status` is what HTTP calls the reason."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def body_of(
    request: Request, *, files: bool, most: int | None = None, seconds: float = SECONDS
) -> tuple[bytes, str]:
    """The body and its content type, of at most so many bytes (None: what its kind may have).

    Raises Unfit for one of another kind, too long, or that does not come.
    """
    kind = request.headers.get("content-type", "")
    plain = kind.partition(";")[0].strip().lower() == FORM
    if not plain and not (files and boundary(kind) is not None):
        raise Unfit(415, "a form is sent as the pages of the desk send it")
    most = most or (MOST_FILE if files and not plain else MOST_FORM)
    said = request.headers.get("content-length", "")
    coded = "transfer-encoding" in request.headers
    if coded or not said.isascii() or not said.isdigit() or len(said) > 12:
        raise Unfit(411, "a form says how long it is")
    if int(said) > most:
        raise Unfit(413, f"that is more than {most:,} bytes; give a smaller file, or use the command line")
    held = bytearray()
    with anyio.move_on_after(seconds) as limit:
        async for piece in request.stream():
            held += piece
            if len(held) > most:
                raise Unfit(413, f"that is more than {most:,} bytes")
    if limit.cancelled_caught or len(held) != int(said):
        raise Unfit(408, "the form did not come whole; send it again")
    return bytes(held), kind
