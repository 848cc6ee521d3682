"""Which addresses may be asked: https, this machine where a test publisher speaks http, and no detour to others."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from comity.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Collection

    import httpx2

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names of this machine, where a server may speak http."""


def expect_safe(url: httpx2.URL, *, local: bool) -> bool:
    """Raise UserError unless the address is https, or `local` and on this machine. Returns `local`."""
    if url.scheme != "https" and not (local and url.host in LOOPBACK and url.scheme == "http"):
        raise UserError(f"{url}: only https addresses are asked for; check the source's declaration")
    return local


def expect_led(start: httpx2.URL, to: httpx2.URL, further: Collection[str]) -> None:
    """Raise UserError where a redirect from `start` leads to a host that is neither its own nor one of `further`.

    `www.` makes no other host. No public address leads to this machine or into a private network.
    """
    local = start.host in LOOPBACK
    expect_safe(to, local=local)
    if not local and not _public(to.host):
        raise UserError(f"{start}: leads into a private network, to {to.host}; refused")
    if _bare(to.host) not in {_bare(start.host), *further}:
        raise UserError(
            f"{start}: leads to another host, {to.host}, which its declaration does not name; check the address"
        )


def _bare(host: str) -> str:
    return host.casefold().removeprefix("www.")


def _public(host: str) -> bool:
    """Whether a host is a name other than this machine's, or an address that anybody can reach."""
    try:
        return ip_address(host.strip("[]")).is_global
    except ValueError:
        return host not in LOOPBACK
