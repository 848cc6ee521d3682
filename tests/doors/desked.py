"""A desk on this machine that is served for as long as a test runs, and what a browser says to it."""

import http.client
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from gzip import decompress
from pathlib import Path
from urllib.parse import urlencode

from comity.desk.serve import Served, Way, desk_of, served
from comity.desk.team.team import Team

BETWEEN = "----between-the-parts"


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
    always: Mapping[str, str] = field(default_factory=dict)
    """Headers of every request, as a proxy adds them."""
    at: str = ""
    """Where it listens, if that is not what it is called."""

    @property
    def host(self) -> str:
        return self.it.address.removeprefix("http://")

    def enter(self) -> "Browser":
        heard = self.ask(self.it.opening.removeprefix(self.it.address))
        assert heard.status == 303 and heard.heads["location"] == "/"
        self.cookie = heard.heads["set-cookie"].partition(";")[0]
        return self

    def sign_in(self, name: str, password: str, to: str = "") -> Heard:
        """Come in by the page for it, as a browser does; `cookie` is what it shows from then on."""
        page = self.ask("/sign-in")
        assert page.status == 200, page.text
        self.cookie = page.heads["set-cookie"].partition(";")[0]
        token = re.search(r'name="form" value="([^"]+)"', page.text)[1]
        heard = self.send("/sign-in", {"name": name, "password": password, "to": to}, token=token)
        if "set-cookie" in heard.heads:
            self.cookie = heard.heads["set-cookie"].partition(";")[0]
        return heard

    def token(self, path: str) -> str:
        """What the forms of a page carry."""
        return re.search(r'name="form" value="([^"]+)"', self.ask(path).text)[1]

    def send(
        self, path: str, fields: Mapping[str, str], file: tuple[str, bytes] | None = None, token: str = "", **heads: str
    ) -> Heard:
        """Send a form as a browser does, from the desk's own page; `file` is a name and its content."""
        given = {"form": token or self.token("/studies"), **fields}
        kind, body = "application/x-www-form-urlencoded", urlencode(given).encode()
        if file is not None:
            kind, body = f"multipart/form-data; boundary={BETWEEN}", multipart(given, file)
        return self.ask(path, "POST", body, **{"Origin": self.it.address, "Content_Type": kind, **heads})

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **heads: str) -> Heard:
        """One request; names of headers are written with underscores for hyphens."""
        connection = http.client.HTTPConnection(self.at or self.host, timeout=300)
        given = dict(self.always) | ({"Cookie": self.cookie} if self.cookie else {})
        given = {name.replace("_", "-"): value for name, value in (given | heads).items()}
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


def multipart(fields: Mapping[str, str], file: tuple[str, bytes]) -> bytes:
    """The body of a form with a file in it."""
    made = b"".join(
        f'--{BETWEEN}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{t}\r\n'.encode() for n, t in fields.items()
    )
    head = f'--{BETWEEN}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n'
    return made + f"{head}Content-Type: application/pdf\r\n\r\n".encode() + file[1] + f"\r\n--{BETWEEN}--\r\n".encode()


@contextmanager
def opened(
    atlas: Path | None,
    store: Path,
    studies: Path | None = None,
    team: Team | None = None,
    way: Way | None = None,
) -> Iterator[Served]:
    """Serve until the block ends."""
    desk = desk_of(atlas, store, studies)
    desk.team = team
    it = served(desk, 0, way)
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
