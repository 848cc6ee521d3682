"""Fetch one file that a source declares: resumed, checked, and nothing else.

Only addresses that stand in a `source.yaml` are ever asked for, over https, with redirects confined to
https (a server on this machine may speak http, and may lead to none but itself). A `.part` file keeps what
has arrived; the next call asks for the rest if the publisher's ETag is unchanged.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date
from email.utils import parsedate_to_datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile, UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    from comity.sources.contract import File

LARGEST = 20 << 30
"""Bytes after which a download is refused; no declared file comes near."""

_REDIRECTS = 5
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names of this machine, where a server may speak http."""


@contextmanager
def session() -> Iterator[httpx2.Client]:
    """An HTTP client for one or more calls of `fetch`."""
    import httpx2

    with httpx2.Client(follow_redirects=False, timeout=60) as client:
        yield client


def fetch(
    file: File,
    target: Path,
    *,
    client: httpx2.Client,
    progress: Callable[[int], None] = lambda n: None,
    modified: Callable[[date], None] = lambda day: None,
) -> str:
    """Download `file` to `target` and return its sha256.

    `progress` is told of each chunk's size, `modified` the day of the publisher's Last-Modified, where there is one.

    Raises UserError when the file has no address, the publisher refuses, or the transfer breaks (what
    arrived is kept for the next call).
    """
    import httpx2

    if file.url is None:
        raise UserError(
            f"{file.name} has no public address; get it from the publisher and pass its folder with --mirror"
        )
    part = target.with_name(target.name + ".part")
    tag = target.with_name(target.name + ".etag")
    try:
        with _answer(client, file.url, _headers(part, tag, file.accept)) as response:
            _receive(response, part, tag, progress)
            if (day := _day(response.headers.get("Last-Modified", ""))) is not None:
                modified(day)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise UserError(f"{file.url}: {error}; run the same command again to resume") from error
    part.replace(target)
    tag.unlink(missing_ok=True)
    return digest(target)


def copy(file: File, mirror: Path, target: Path) -> str:
    """Copy `file` from an offline mirror's folder of the source and return its sha256."""
    found = mirror / file.name
    if not found.is_file():
        raise UserError(f"{found} is not there; pass the folder that holds one folder per source id")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(found, target)
    return digest(target)


def shipped(file: File) -> Path:
    """The folder of the package of Comity that a file of our own ships with."""
    return Path(str(resources.files(file.package)))


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def _answer(client: httpx2.Client, url: str, headers: dict[str, str]) -> Iterator[httpx2.Response]:
    """The publisher's answer after its redirects, each of which is looked at before it is followed."""
    request = client.build_request("GET", url, headers=headers)
    local = expect_safe(request.url, local=request.url.host in LOOPBACK)
    for _ in range(_REDIRECTS + 1):
        response = client.send(request, stream=True)
        try:
            if response.next_request is None:
                yield response
                return
            request = response.next_request
            expect_safe(request.url, local=local)
        finally:
            response.close()
    raise UserError(f"{url}: more than {_REDIRECTS} redirects; check the address")


def expect_safe(url: httpx2.URL, *, local: bool) -> bool:
    """Raise UserError unless the address is https, or `local` and on this machine. Returns `local`."""
    if url.scheme != "https" and not (local and url.host in LOOPBACK and url.scheme == "http"):
        raise UserError(f"{url}: only https addresses are asked for; check the source's declaration")
    return local


def _day(text: str) -> date | None:
    """The day of an HTTP date, in universal time; None for what is no date."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC).date()
    except (ValueError, TypeError, OverflowError):
        return None


def _headers(part: Path, tag: Path, accept: str) -> dict[str, str]:
    # Bytes are kept as sent, so they must not be compressed on the way.
    headers = {"Accept-Encoding": "identity"} | ({"Accept": accept} if accept else {})
    if part.exists() and tag.exists():
        headers |= {"Range": f"bytes={part.stat().st_size}-", "If-Range": tag.read_text(encoding="ascii")}
    return headers


def _forget(part: Path, tag: Path) -> None:
    part.unlink(missing_ok=True)
    tag.unlink(missing_ok=True)


def _receive(response: httpx2.Response, part: Path, tag: Path, progress: Callable[[int], None]) -> None:
    if response.status_code == 429:
        raise UserError(f"{response.url}: the publisher limits requests; wait and run the same command again")
    if response.status_code == 416:
        _forget(part, tag)
        raise UserError(f"{response.url}: what was kept no longer fits; run the same command again")
    if response.status_code not in (200, 206):
        raise UserError(f"{response.url}: the publisher answered {response.status_code}; check the address")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise UserError(f"{response.url}: the publisher sends the file compressed; get it by hand and use --mirror")
    resumed = response.status_code == 206
    received = part.stat().st_size if resumed and part.exists() else 0
    if resumed and not response.headers.get("Content-Range", "").startswith(f"bytes {received}-"):
        _forget(part, tag)
        raise UserError(f"{response.url}: the publisher sent another part than asked for; run the same command again")
    etag = response.headers.get("ETag", "")
    if etag and etag.isascii() and not etag.startswith("W/"):
        tag.write_text(etag, encoding="ascii")
    elif not resumed:
        tag.unlink(missing_ok=True)
    length = response.headers.get("Content-Length", "")
    expected = int(length) + received if length.isdecimal() else None
    with part.open("ab" if resumed else "wb") as stream:
        for chunk in response.iter_raw():
            received += len(chunk)
            if received > LARGEST:
                raise BadFile(f"{response.url}: more than {LARGEST} bytes; refused")
            stream.write(chunk)
            progress(len(chunk))
    if expected is not None and received != expected:
        raise UserError(f"{response.url}: {received} of {expected} bytes arrived; run the same command again")
