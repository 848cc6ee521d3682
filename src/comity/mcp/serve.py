"""Serve the tools: over standard input and output, or over HTTP on this machine alone."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mcp.server.transport_security import TransportSecuritySettings

from comity.api import given
from comity.errors import UserError
from comity.mcp.server import server
from comity.mcp.workplace import Workplace

if TYPE_CHECKING:
    from socket import socket

HOST = "127.0.0.1"
PATH = "/mcp"
_WAITING = 64
_LARGEST = 64 * 1024
"""Bytes of a question."""


def workplace(
    atlas: Path | None, store: Path | None, study: Path | None, as_of: str | None, known_on: str | None
) -> Workplace:
    """What the tools answer from. Raises UserError or BadFile for an atlas, a study or a day that is none."""
    from comity.api.python import load_study
    from comity.store.place import default_root

    known = given.known(known_on)
    day = None if as_of is None and known is None else given.seen(as_of, known)
    if study is not None:
        load_study(study)
    made = Workplace(atlas, default_root() if store is None else store, study, day, known)
    made.atlas()
    return made


def over_stdio(at: Workplace) -> None:
    """Answer on standard input and output until the other side is gone."""
    server(at).run("stdio")


def over_http(at: Workplace, port: int) -> None:
    """Answer on the loopback until told to end; the address is said on standard error. Raises UserError for a port.

    With a study the address holds a key: who has it reads what the study holds.
    """
    import uvicorn

    listening = _listening(port)
    listening.listen(_WAITING)
    number = listening.getsockname()[1]
    path = PATH if at.study is None else f"/{secrets.token_urlsafe(24)}{PATH}"
    hosts = [f"{HOST}:{number}", f"localhost:{number}"]
    app = server(at).streamable_http_app(
        host=HOST,
        streamable_http_path=path,
        json_response=True,
        stateless_http=True,
        max_request_body_size=_LARGEST,
        transport_security=TransportSecuritySettings(
            allowed_hosts=hosts, allowed_origins=[f"http://{h}" for h in hosts]
        ),
    )
    print(f"The tools answer at http://{HOST}:{number}{path}\nThey end with Ctrl-C.", file=sys.stderr, flush=True)
    config = uvicorn.Config(app, log_level="critical", access_log=False, server_header=False, ws="none")
    uvicorn.Server(config).run(sockets=[listening])


def _listening(port: int) -> socket:
    import uvicorn

    try:
        return uvicorn.Config("", host=HOST, port=port, log_level="critical").bind_socket()
    except (SystemExit, OverflowError):
        said = "another program listens there, or it may not be used; choose another, or 0 for a free one"
        raise UserError(f"--port {port}: {said}") from None
