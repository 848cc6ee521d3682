"""A publisher on this machine that revises, delays, lies and breaks, and one source that is read from it."""

import hashlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path

from tiny_world import COW, SOURCES, small_editions

from comity.sources.registry import sources
from served import Quiet, answering

YEARS = range(1990, 2020)
_MARCH = 1_773_705_600
"""17 March 2026, when the first edition was released."""


def products(growth: float = 1.0, last: int = 2019, states: int = len(COW)) -> bytes:
    """An edition of gross domestic products in the layout of its publisher; every number is invented."""
    lines = ["Country Name,Country Code,Year,Value"]
    for name, code in list(COW.items())[:states]:
        lines += [f"x,{name},{y},{code * (y - 1980) * growth * 1e6:.0f}" for y in range(YEARS.start, last + 1)]
    return ("\n".join(lines) + "\n").encode()


@dataclass
class Living:
    """What is published, how, and what was asked: of each request its path and headers."""

    address: str = ""
    body: bytes = field(default_factory=products)
    released: float = _MARCH
    tagged: bool = True
    dated: bool = True
    forgetful: bool = False
    """Sends everything again, whatever is asked."""
    says_length: bool = True
    cut: int | None = None
    """Bytes after which the connection breaks."""
    slow: float = 0.0
    """Seconds between two pieces of a file."""
    busy: list[str] = field(default_factory=list)
    """Answers of `Retry-After` that are given first."""
    code: int = 200
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    sent: int = 0

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    def heads(self) -> dict[str, str]:
        """What is said of the file beside its bytes."""
        tag = {"ETag": self.etag} if self.tagged else {}
        return tag | ({"Last-Modified": formatdate(self.released, usegmt=True)} if self.dated else {})

    def has(self, name: str) -> list[str]:
        """The values of a header in the requests so far, empty where it was not sent."""
        return [heads.get(name.lower(), "") for _, heads in self.asked]


@contextmanager
def publishing() -> Iterator[Living]:
    """Serve on a free port until the block ends."""
    it = Living()
    lock = threading.Lock()

    class Handler(Quiet):
        def do_GET(self) -> None:
            with lock:
                it.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                it.at_once += 1
                it.most_at_once = max(it.most_at_once, it.at_once)
            try:
                self.answer()
            finally:
                with lock:
                    it.at_once -= 1

        def answer(self) -> None:
            self.close_connection = True
            if it.busy:
                return self.head(503, {"Retry-After": it.busy.pop(0), "Content-Length": "0"})
            if it.code != 200:
                return self.head(it.code, {"Content-Length": "0"})
            body, heads, asks = it.body, it.heads(), {k.lower(): v for k, v in self.headers.items()}
            if not it.forgetful and self.unchanged(asks, heads):
                return self.head(304, heads)
            first, code = 0, 200
            begins = asks.get("range", "").removeprefix("bytes=").partition("-")[0]
            if begins and not it.forgetful and asks.get("if-range", "") in ("", *heads.values()):
                first, code = int(begins), 206
                heads["Content-Range"] = f"bytes {first}-{len(body) - 1}/{len(body)}"
            if it.says_length:
                heads["Content-Length"] = str(len(body) - first)
            self.head(code, heads)
            self.send_pieces(body[first:] if it.cut is None else body[first : first + it.cut])

        def unchanged(self, asks: dict[str, str], heads: dict[str, str]) -> bool:
            if "if-none-match" in asks:
                return asks["if-none-match"] == heads.get("ETag")
            return bool(asks.get("if-modified-since")) and asks["if-modified-since"] == heads.get("Last-Modified")

        def send_pieces(self, body: bytes) -> None:
            step = max(len(body) // 40, 1)
            try:
                for n in range(0, len(body), step):
                    self.wfile.write(body[n : n + step])
                    self.wfile.flush()
                    it.sent += len(body[n : n + step])
                    if it.slow:
                        time.sleep(it.slow)
            except OSError:
                pass  # whoever asked has gone

        def head(self, code: int, heads: dict[str, str]) -> None:
            self.send_response(code)
            for name, value in heads.items():
                self.send_header(name, value)
            self.end_headers()

    with answering(Handler) as address:
        it.address = address
        yield it


@contextmanager
def only_from(address: str, rhythm: str = "yearly, March") -> Iterator[None]:
    """The one source that can be asked is gdp, at the address given; editions of a handful of rows pass as whole."""
    with small_editions():
        known = sources()
        for id, spec in list(known.items()):
            files = tuple(file.model_copy(update={"url": None}) for file in spec.files)
            known[id] = spec.model_copy(update={"files": files, "days": None})
        spec = known["gdp"]
        file = spec.files[0].model_copy(update={"url": f"{address}/gdp.csv", "sha256": None, "living": "it is"})
        kind = type(spec).model_validate(spec.model_dump() | {"rhythm": rhythm})
        known["gdp"] = kind.model_copy(update={"files": (file,), "provides": spec.provides})
        yield


def without_proxies() -> dict[str, str]:
    """The environment without what would send a request elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


def comity_at(address: str, *words: str | Path) -> subprocess.Popen[str]:
    """The command line as its own process, with gdp at the address given."""
    start = f"from living import only_from\nwith only_from({address!r}):\n    from comity.cli.main import run; run()"
    paths = [SOURCES, Path(__file__).parent, Path(__file__).parent.parent]
    environment = {**without_proxies(), "PYTHONPATH": os.pathsep.join(map(str, paths)), "COLUMNS": "200"}
    return subprocess.Popen(
        [sys.executable, "-c", start, *map(str, words)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until something holds. Fails where it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
