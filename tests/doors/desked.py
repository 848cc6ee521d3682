"""A desk on this machine that is served for as long as a test runs, and what a browser says to it."""

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import decompress
from pathlib import Path

from comity.desk.serve import Served, desk_of, served


@dataclass(frozen=True)
class Heard:
    """What came back."""

    status: int
    heads: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Browser:
    """One that is let in, or not, by its cookie."""

    it: Served
    cookie: str = ""

    @property
    def host(self) -> str:
        return self.it.address.removeprefix("http://")

    def enter(self) -> "Browser":
        heard = self.ask(self.it.opening.removeprefix(self.it.address))
        assert heard.status == 303 and heard.heads["location"] == "/"
        self.cookie = heard.heads["set-cookie"].partition(";")[0]
        return self

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **heads: str) -> Heard:
        """One request; names of headers are written with underscores for hyphens."""
        connection = http.client.HTTPConnection(self.host, timeout=300)
        given = {"Cookie": self.cookie} if self.cookie else {}
        given |= {name.replace("_", "-"): value for name, value in heads.items()}
        try:
            connection.putrequest(method, path, skip_host="Host" in given, skip_accept_encoding=True)
            for name, value in given.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            content = answer.read()
            if found.get("content-encoding") == "gzip":
                content = decompress(content)
            return Heard(answer.status, found, content)
        finally:
            connection.close()


@contextmanager
def opened(atlas: Path | None, store: Path) -> Iterator[Served]:
    """Serve until the block ends."""
    it = served(desk_of(atlas, store), 0)
    thread = threading.Thread(target=it.run, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not it.server.started:
        assert time.monotonic() < end, "the desk did not start"
        time.sleep(0.02)
    try:
        yield it
    finally:
        it.server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()
