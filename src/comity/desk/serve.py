"""Serve the desk on this machine: loopback alone, with a key in the address that opens it."""

from __future__ import annotations

import gc
import re
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from comity.api.chronicling import Sought, chronicled
from comity.desk.alone import Alone
from comity.desk.app import OPEN_FILES, application
from comity.desk.asked import Asked
from comity.desk.guard import Guard, Keys
from comity.desk.heap import few_heaps, give_back
from comity.desk.holding import Desk
from comity.desk.routes import ROUTES, WRITTEN
from comity.desk.studies import Studies
from comity.desk.team.entrance import Entrance
from comity.desk.team.team import open_team
from comity.errors import UserError
from comity.terms.country import resolve
from comity.terms.names import sanitise

HOST, PORT = "127.0.0.1", 8417
_BACKLOG = 256
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?")
_GARBAGE = (2_000, 10, 5)
"""Objects made between two looks for garbage among the young, and how often the older are looked at."""


@dataclass(frozen=True, slots=True)
class Served:
    """A desk that is served: its address without key, the keys, and how to end it."""

    address: str
    keys: Keys | None
    """None where people come in by accounts."""
    server: uvicorn.Server
    listening: socket.socket

    def run(self) -> None:
        """Serve until the process is told to end."""
        self.server.run(sockets=[self.listening])

    @property
    def opening(self) -> str:
        """The address that opens the desk, as long as it is served."""
        return f"{self.address}/enter?key={self.keys.token}" if self.keys else f"{self.address}/"

    @property
    def opening_once(self) -> str:
        """An address that opens the desk for one browser, once."""
        return f"{self.address}/enter?key={self.keys.code()}" if self.keys else self.opening


@dataclass(frozen=True, slots=True)
class Way:
    """How a desk of a team is reached: by which names, through which proxies, and where it listens."""

    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    listen: str = HOST


def served(desk: Desk, port: int | None = None, way: Way | None = None) -> Served:
    """A desk that listens and is yet to run; on the usual port or a free one if `port` is None. Raises UserError."""
    way = way or Way()
    _expect_fit(desk, way)
    listening = _listening(port, way.listen)
    number = listening.getsockname()[1]
    local = frozenset(f"{name}:{number}" for name in (HOST, "localhost"))
    keys, cookie = Keys(who=_who()), f"comity-{number}"
    app = application(desk)
    if desk.team is None:
        return _served(f"http://{HOST}:{number}", keys, Guard(app, Alone(keys, cookie), local), listening)
    opened = OPEN_FILES.union(
        (r.path for r in ROUTES if r.right == "open"), (w.path for w in WRITTEN if w.right == "open")
    )
    hosts = frozenset(way.hosts) if way.proxies else local | frozenset(way.hosts)
    guard = Guard(app, Entrance(desk.team, cookie, opened), hosts, frozenset(way.proxies))
    address = f"https://{way.hosts[0]}" if way.proxies else f"http://{HOST}:{number}"
    return _served(address, None, guard, listening)


def _expect_fit(desk: Desk, way: Way) -> None:
    """Raise UserError for a way on which somebody could listen in, or nobody could come in."""
    if desk.team is None:
        if way != Way():
            raise UserError(
                "--host, --behind-proxy and --listen are for a desk of a team; give --team, or leave them out"
            )
        return
    if not desk.team.accounts.listed():
        home = desk.team.home
        raise UserError(f"{home} holds no account; add one: comity team add {home} NAME --role administrator")
    for text in (*way.proxies, way.listen):
        try:
            ip_address(text)
        except ValueError:
            raise UserError(f"'{sanitise(text, 60)}' is no address; write one as 127.0.0.1") from None
    for host in way.hosts:
        if not _HOST.fullmatch(host):
            raise UserError(f"--host '{sanitise(host, 100)}': write a name as desk.example, and its port if any")
    if way.proxies and not way.hosts:
        raise UserError("--behind-proxy needs --host: the name under which the proxy is called")
    if not ip_address(way.listen).is_loopback and not way.proxies:
        raise UserError(f"--listen {way.listen}: passwords would pass in the clear; put a proxy with TLS before it and "
                        "name its address with --behind-proxy")  # fmt: skip


def _served(address: str, keys: Keys | None, guard: Guard, listening: socket.socket) -> Served:
    config = uvicorn.Config(
        guard,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=True,
        lifespan="off",
        ws="none",
        loop="asyncio",
        http="h11",
        h11_max_incomplete_event_size=16_384,
        limit_concurrency=512,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=2,
        # What a request says of its way is looked at by the guard, which knows the proxy.
        proxy_headers=False,
    )
    return Served(address, keys, uvicorn.Server(config), listening)


def warm_up(desk: Desk, said: Callable[[str], None] = lambda _: None, after: float = 0.0) -> threading.Thread:
    """Read what every assessment needs, so many seconds from now: the first page is for the reader."""

    def work() -> None:
        try:
            seen = Asked(()).seen()
            # What the pair that stands first on the first page reads of the atlas, every other pair needs too.
            for event in chronicled(seen.as_of, Sought(weight=2))[:1]:
                desk.assessment(event.a, event.b, seen)
        except UserError as error:
            said(f"not warmed up: {error}")
        with suppress(UserError):
            # A name that nobody bears is held against those of every language, which takes seconds to read.
            resolve("-none-")
        # What is there now stays for good, and is not gone through again.
        gc.collect()
        gc.freeze()
        give_back()

    # The command line looks for garbage rarely, since it ends soon; a desk would keep two hundred megabytes of it.
    gc.set_threshold(*_GARBAGE)
    few_heaps()
    thread = threading.Timer(after, work)
    thread.name, thread.daemon = "warm-up", True
    thread.start()
    return thread


def _listening(port: int | None, at: str) -> socket.socket:
    for number in (port,) if port is not None else (PORT, 0):
        made = socket.socket(socket.AF_INET6 if ":" in at else socket.AF_INET, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((at, number))
        except (OSError, OverflowError):
            made.close()
            continue
        made.listen(_BACKLOG)
        made.set_inheritable(True)
        return made
    said = "another program listens there, or it may not be used; choose another, or 0 for a free one"
    raise UserError(f"--port {port}: {said}")


def _who() -> str:
    """The name under which changes are noted: that of whoever started the desk."""
    import getpass

    try:
        return sanitise(getpass.getuser(), 60)
    except (OSError, KeyError, ImportError):
        return "desk"


def desk_of(atlas: Path | None, store: Path | None, studies: Path | None = None, team: Path | None = None) -> Desk:
    """A desk of an atlas, a store and a folder of studies, the user's own where None; of a team if its folder is given.

    Raises UserError or BadFile for an atlas that is none, and for a folder of studies that is none.
    """
    from comity.store.place import default_root

    if studies is not None and (studies / "study.yaml").exists():
        raise UserError(f"--studies {studies}: that is a study; give the folder that holds it")
    if studies is not None and not studies.is_dir():
        raise UserError(f"--studies {studies}: no such folder; make it, or name one that holds studies")
    place = Studies(studies or default_root() / "studies")
    made = Desk(atlas, store or default_root(), place, open_team(team) if team is not None else None)
    made.atlas(Asked(()).seen())
    return made


def say(line: str) -> None:
    """A line for the person who runs the desk."""
    print(line, file=sys.stderr, flush=True)
