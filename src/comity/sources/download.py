"""Fetch one file that a source declares: resumed, checked, and nothing else.

Only addresses that stand in a `source.yaml` are ever asked for, one at a time, over https, and a redirect leads to no
host that is not declared (a server on this machine may speak http, and may lead to none but itself). A `.part` file
keeps what has arrived; the next call asks for the rest if the publisher's ETag, or its date, is unchanged. What is held
already is asked for on the condition that it has changed.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib import resources
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from comity import __version__
from comity.errors import BadFile, UserError
from comity.sources.address import LOOPBACK, expect_led, expect_safe

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    from comity.sources.contract import File

LARGEST = 20 << 30
"""Bytes after which a download is refused; no declared file comes near."""

_REDIRECTS = 5
TRIES = 3
"""Requests for one file before a publisher that keeps asking for patience is left alone."""

PATIENCE = 60.0
"""Seconds that one request waits where the publisher asks for patience; a longer wait is left to the user."""

AGENT = f"Comity/{__version__} (relations between states, from open data)"
"""How every request names who asks."""

_STRONG = timedelta(seconds=60)
"""Time that must lie between a file's last change and its answer for the date of the change to stand for its bytes."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a publisher said of a file beside its bytes: tag and date of its last change, as sent; empty where not."""

    etag: str = ""
    modified: str = ""

    @property
    def day(self) -> date | None:
        """The day of the last change, in universal time; None where it was not said."""
        when = _time(self.modified)
        return None if when is None else when.date()


class Busy(UserError):
    """A publisher that asks not to be asked again for so many `seconds`."""

    def __init__(self, line: str, seconds: float = 0.0) -> None:
        super().__init__(line)
        self.seconds = seconds


@contextmanager
def session() -> Iterator[httpx2.Client]:
    """An HTTP client for one or more calls of `fetch`."""
    import httpx2

    with httpx2.Client(follow_redirects=False, timeout=60, headers={"User-Agent": AGENT}) as client:
        yield client


def fetch(
    file: File,
    target: Path,
    *,
    client: httpx2.Client,
    progress: Callable[[int], None] = lambda n: None,
    said: Callable[[Said], None] = lambda said: None,
    known: Said | None = None,
) -> str | None:
    """Download `file` to `target` and return its sha256; None where it is still what the publisher said was `known`.

    `progress` is told of each chunk's size, `said` what the publisher says of the file. A publisher that asks for a
    minute of patience gets it.

    Raises UserError when the file has no address, the publisher refuses, or the transfer breaks (what
    arrived is kept for the next call), and Busy when the publisher asks for more patience than that.
    """
    import httpx2

    if file.url is None:
        raise UserError(
            f"{file.name} has no public address; get it from the publisher and pass its folder with --mirror"
        )
    part = target.with_name(target.name + ".part")
    tag = target.with_name(target.name + ".etag")
    try:
        with _answer(client, file, _headers(part, tag, file.accept, known)) as response:
            if response.status_code == 304 and known is not None:
                return None
            _receive(response, part, tag, progress)
            said(_said(response))
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


def changed(file: File, *, client: httpx2.Client, known: Said | None) -> bool:
    """Whether a publisher has something else than what it said was `known`; of the file its first byte comes at most.

    Raises UserError as `fetch` does.
    """
    import httpx2

    headers = {"Accept-Encoding": "identity", "Range": "bytes=0-0"} | _conditions(known)
    try:
        with _answer(client, file, headers | ({"Accept": file.accept} if file.accept else {})) as response:
            _expect_willing(response)
            return response.status_code != 304 and (known is None or _said(response) != known or known == Said())
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise UserError(f"{file.url}: {error}; run the same command again") from error


@contextmanager
def _answer(client: httpx2.Client, file: File, headers: dict[str, str]) -> Iterator[httpx2.Response]:
    """The publisher's answer after its redirects, each of which is looked at before it is followed."""
    request = start = client.build_request("GET", file.address or "", headers=headers)
    expect_safe(start.url, local=start.url.host in LOOPBACK)
    redirects = tries = 0
    while redirects <= _REDIRECTS:
        response = client.send(request, stream=True)
        try:
            if response.next_request is not None:
                request, redirects = response.next_request, redirects + 1
                expect_led(start.url, request.url, file.leads_to)
                continue
            tries += 1
            wait = _patience(response)
            if wait is None:
                yield response
                return
        finally:
            response.close()
        if wait > PATIENCE or tries == TRIES:
            told = f"asks to wait {wait:,.0f} seconds" if wait > PATIENCE else "keeps asking to wait"
            raise Busy(f"{file.url}: the publisher {told}; run the same command again then", wait)
        _wait(wait)
    raise UserError(f"{file.url}: more than {_REDIRECTS} redirects; check the address")


def _patience(response: httpx2.Response) -> float | None:
    """Seconds for which a publisher asks to be left alone; None where it does not."""
    told = response.headers.get("Retry-After", "").strip()
    if response.status_code not in (429, 503) or not told:
        return None
    if told.isdecimal():
        return float(told[:9])
    until, now = _time(told), _time(response.headers.get("Date", ""))
    return None if until is None or now is None else max(0.0, (until - now).total_seconds())


def _wait(seconds: float) -> None:
    Event().wait(seconds)


def _said(response: httpx2.Response) -> Said:
    etag = response.headers.get("ETag", "")
    return Said(etag if etag.isascii() else "", response.headers.get("Last-Modified", ""))


def _time(text: str) -> datetime | None:
    """An HTTP date in universal time; None for what is no date."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _conditions(known: Said | None) -> dict[str, str]:
    """Headers that ask for the file only if it is no longer what is known; a tag says it better than a date."""
    if known is None:
        return {}
    if known.etag:
        return {"If-None-Match": known.etag}
    return {"If-Modified-Since": known.modified} if known.day else {}


def _headers(part: Path, tag: Path, accept: str, known: Said | None) -> dict[str, str]:
    # Bytes are kept as sent, so they must not be compressed on the way.
    headers = {"Accept-Encoding": "identity"} | ({"Accept": accept} if accept else {})
    if part.exists() and tag.exists():
        return headers | {"Range": f"bytes={part.stat().st_size}-", "If-Range": tag.read_text(encoding="ascii")}
    return headers | _conditions(known)


def _validator(response: httpx2.Response) -> str:
    """By what to ask for the rest of a file, if it is still the same byte for byte; empty where nothing says so."""
    said = _said(response)
    if said.etag and not said.etag.startswith("W/"):
        return said.etag
    then, now = _time(said.modified), _time(response.headers.get("Date", ""))
    return said.modified if then is not None and now is not None and now - then >= _STRONG else ""


def _forget(part: Path, tag: Path) -> None:
    part.unlink(missing_ok=True)
    tag.unlink(missing_ok=True)


def _expect_willing(response: httpx2.Response) -> None:
    if response.status_code == 429:
        raise UserError(f"{response.url}: the publisher limits requests; wait and run the same command again")
    if response.status_code not in (200, 206, 304, 416):
        raise UserError(f"{response.url}: the publisher answered {response.status_code}; check the address")


def _receive(response: httpx2.Response, part: Path, tag: Path, progress: Callable[[int], None]) -> None:
    _expect_willing(response)
    if response.status_code == 416:
        _forget(part, tag)
        raise UserError(f"{response.url}: what was kept no longer fits; run the same command again")
    if response.status_code == 304:
        raise UserError(f"{response.url}: the publisher answered {response.status_code}; check the address")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise UserError(f"{response.url}: the publisher sends the file compressed; get it by hand and use --mirror")
    resumed = response.status_code == 206
    received = part.stat().st_size if resumed and part.exists() else 0
    if resumed and not response.headers.get("Content-Range", "").startswith(f"bytes {received}-"):
        _forget(part, tag)
        raise UserError(f"{response.url}: the publisher sent another part than asked for; run the same command again")
    if validator := _validator(response):
        tag.write_text(validator, encoding="ascii")
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
