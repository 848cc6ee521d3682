"""Fetch one file that a source declares: resumed, checked, and nothing else.

Only addresses that stand in a `source.yaml` are ever asked for, over https, with redirects confined to
https. A `.part` file keeps what has arrived; the next call asks for the rest if the publisher's ETag is
unchanged.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile, UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    from comity.sources.contract import File

_CHUNK = 1 << 20
LARGEST = 20 << 30
"""Bytes after which a download is refused; no declared file comes near."""


@contextmanager
def session() -> Iterator[httpx2.Client]:
    """An HTTP client for one or more calls of `fetch`."""
    import httpx2

    with httpx2.Client(follow_redirects=True, timeout=60) as client:
        yield client


def fetch(
    file: File,
    target: Path,
    *,
    client: httpx2.Client,
    progress: Callable[[int], None] = lambda n: None,
) -> str:
    """Download `file` to `target` and return its sha256. `progress` is told of each chunk's size.

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
        with client.stream("GET", file.url, headers=_resume_headers(part, tag)) as response:
            _receive(response, part, tag, progress)
    except httpx2.HTTPError as error:
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


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _resume_headers(part: Path, tag: Path) -> dict[str, str]:
    if not (part.exists() and tag.exists()):
        return {}
    return {"Range": f"bytes={part.stat().st_size}-", "If-Range": tag.read_text(encoding="ascii")}


def _receive(response: httpx2.Response, part: Path, tag: Path, progress: Callable[[int], None]) -> None:
    if response.status_code == 429:
        raise UserError(f"{response.url}: the publisher limits requests; wait and run the same command again")
    if response.status_code not in (200, 206):
        raise UserError(f"{response.url}: the publisher answered {response.status_code}; check the address")
    resumed = response.status_code == 206
    if etag := response.headers.get("ETag"):
        tag.write_text(etag, encoding="ascii")
    received = part.stat().st_size if resumed else 0
    expected = int(response.headers.get("Content-Length", 0)) + received
    with part.open("ab" if resumed else "wb") as stream:
        for chunk in response.iter_raw(_CHUNK):
            received += len(chunk)
            if received > LARGEST:
                raise BadFile(f"{response.url}: more than {LARGEST} bytes; refused")
            stream.write(chunk)
            progress(len(chunk))
    if expected and "Content-Length" in response.headers and received != expected:
        raise UserError(f"{response.url}: {received} of {expected} bytes arrived; run the same command again")
