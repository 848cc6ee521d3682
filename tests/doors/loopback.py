"""A publisher on this machine that keeps its manners, or does not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from served import Quiet, answering

BODY = bytes(range(256)) * 4096


@dataclass
class Publisher:
    """What it was asked, and how it should behave on a path."""

    address: str = ""
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    etag: str = '"one"'
    break_after: int | None = None
    short: bool = False
    body: bytes = BODY


@contextmanager
def publishing() -> Iterator[Publisher]:
    """Serve on a free port until the block ends."""
    publisher = Publisher()

    class Handler(Quiet):
        def do_GET(self) -> None:
            publisher.asked.append((self.path, self.headers.get("Range")))
            assert self.headers.get("Accept-Encoding") == "identity"
            plain = {"/busy": 429, "/gone": 404, "/broken": 500, "/beyond": 416}
            if self.path in plain:
                return self.answer(plain[self.path], b"sorry")
            leads = {
                "/moved": "/file",
                "/round": "/round",
                "/away": "http://elsewhere.invalid/file",
                "/outside": "https://elsewhere.invalid:1/file",
                "/odd": "ftp://127.0.0.1/file",
            }
            if self.path in leads:
                return self.answer(302, b"", Location=leads[self.path])
            if self.path == "/packed":
                return self.answer(200, b"\x1f\x8b", **{"Content-Encoding": "gzip"})
            self.file()

        def file(self) -> None:
            body, first = publisher.body, 0
            asked = self.headers.get("Range")
            if asked and self.headers.get("If-Range") == publisher.etag and self.path != "/careless":
                first = int(asked.removeprefix("bytes=").removesuffix("-"))
            head: dict[str, str] = {"ETag": publisher.etag}
            if first:
                head["Content-Range"] = f"bytes {first}-{len(body) - 1}/{len(body)}"
            if self.path == "/liar" and asked:
                head["Content-Range"], first = f"bytes 5-{len(body) - 1}/{len(body)}", 5
            self.answer(206 if first else 200, body[first:], **head)

        def answer(self, code: int, body: bytes, **head: str) -> None:
            self.send_response(code)
            for name, value in head.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            cut = publisher.break_after
            self.wfile.write(body if cut is None else body[:cut])
            self.close_connection = True

    with answering(Handler) as address:
        publisher.address = address
        yield publisher


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    """Serve some files by path; gives the address and the list of paths that were asked for."""
    asked: list[str] = []

    class Handler(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = files.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

    with answering(Handler) as address:
        yield address, asked
