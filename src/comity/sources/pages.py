"""One page or file that a person named by its address: asked for once, politely, and never on a private network.

The host must lead to public addresses only, before and at the moment of connecting; a redirect leads to no other host;
what robots.txt keeps from everybody is not asked for.
"""

from __future__ import annotations

import re
import socket
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from comity.errors import BadFile, UserError
from comity.sources.contract import File
from comity.sources.download import AGENT, fetch, session

if TYPE_CHECKING:
    import httpx2

MOST_BYTES = 30_000_000
_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_MOST_ROBOTS = 500_000


def fetch_page(url: str, folder: Path, *, public: bool = True) -> Path:
    """Fetch an address into a folder and return the file. `public` is left out only where a test serves itself.

    `UserError` in one line for an address that is not https, leads into a private network, is kept from robots, is
    larger than a document may be, or does not answer.
    """
    parts = _expect_address(url, public)
    target = folder / (_NAME.sub("-", Path(parts.path).name)[-80:].strip(".-") or "page.html")
    with session() as client:
        if public:
            client.event_hooks = {"response": [_expect_public_peer]}
        _expect_allowed(client, url, parts, folder)
        fetch(File(name=target.name, url=url), target, client=client, progress=_Measured(url))
    return target


def _expect_address(url: str, public: bool) -> Any:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise UserError(f"{url[:120]} is no address; write https://host/path") from None
    if (
        not host
        or parts.username
        or parts.password
        or (public and (parts.scheme != "https" or port not in (None, 443)))
    ):
        raise UserError(f"{url[:120]}: only https addresses without a user or a port are asked for")
    if public:
        _expect_public_host(host)
    return parts


def _expect_public_host(host: str) -> None:
    """Raise UserError where any address of a host is of this machine or a private network."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise UserError(f"{host[:80]}: no such host; check the address") from None
    if not found or not all(_is_public(str(address)) for address in found):
        raise UserError(f"{host[:80]} leads to this machine or into a private network; refused")


def _is_public(address: str) -> bool:
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not ip.is_multicast


def _expect_public_peer(response: httpx2.Response) -> None:
    """A name may lead elsewhere when it is asked a second time: what answered is looked at, before it is read."""
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    if not peer or not _is_public(str(peer[0])):
        raise UserError(f"{response.url.host}: its answer comes from a private network; refused")


def _expect_allowed(client: httpx2.Client, url: str, parts: Any, folder: Path) -> None:
    """Raise UserError where the host's robots.txt keeps the address from us; without one all is allowed."""
    rules = RobotFileParser()
    path = folder / ".robots"
    try:
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        fetch(File(name=path.name, url=address), path, client=client, progress=_Measured(address, _MOST_ROBOTS))
        rules.parse(path.read_text(encoding="utf-8", errors="replace").splitlines())
    except BadFile:
        raise
    except UserError as error:
        if "private network" in str(error):
            raise
        return
    finally:
        path.unlink(missing_ok=True)
    if not rules.can_fetch(AGENT.split("/")[0], url):
        raise UserError(f"{url[:120]}: its robots.txt asks not to fetch it; save it from a browser and name the file")


class _Measured:
    """Counts what has come, and stops what grows beyond a document."""

    def __init__(self, url: str, most: int = MOST_BYTES) -> None:
        self._url, self._most, self._came = url, most, 0

    def __call__(self, size: int) -> None:
        self._came += size
        if self._came > self._most:
            raise UserError(f"{self._url[:120]}: more than {self._most:,} bytes; fetch it by hand and name the file")
