"""A web archive (WARC) as text: the pages that it holds, one after another, each below its address.

Everything stays in memory: the names in an archive are never used as paths, and no address is asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from comity.errors import BadFile, MissingExtra
from comity.reading.bounded import MOST_UNPACKED
from comity.reading.page import read_page
from comity.reading.plain import decode
from comity.reading.text import DocumentText
from comity.terms.names import sanitise

MOST_RECORDS = 20_000
_HEAD = b"WARC/"
_PACKED = b"\x1f\x8b"
_READ = ("text/html", "application/xhtml+xml", "text/plain")


def is_web_archive(content: bytes) -> bool:
    """Whether bytes begin as a web archive does, packed or not."""
    head = content[:512]
    if head.startswith(_PACKED):
        try:
            head = zlib.decompressobj(31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(_HEAD)


def read_web_archive(content: bytes, label: str) -> DocumentText:
    """The text of all pages of an archive that were found (status 200); others and other forms are told in `notes`.

    `BadFile` for a broken archive, for one that unpacks to more than `MOST_UNPACKED` bytes or holds more than
    `MOST_RECORDS` records; `MissingExtra` without the package that reads it.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise MissingExtra(f"{label} is a web archive; pip install 'comity[read]'") from None
    pages: list[tuple[str, DocumentText]] = []
    others = 0
    try:
        for record, body in _bodies(ArchiveIterator(BytesIO(content), arc2warc=False), label):
            page = _page(record, body, label)
            others += page is None and record.rec_type == "response"
            pages += [page] if page else []
    except BadFile:
        raise
    except Exception as error:  # the library raises half a dozen kinds for broken archives
        raise BadFile(f"{label} is a broken web archive ({sanitise(str(error), 80)}); fetch it again") from None
    text = "\n\n".join(f"{url}\n\n{page.text}" for url, page in pages)
    notes = (f"{others} records are no page that was found, and were not read",) if others else ()
    one = pages[0][1] if len(pages) == 1 else DocumentText("", "warc")
    return DocumentText(text, "warc", one.encoding, one.title, one.published, notes=notes)


def _bodies(records: Any, label: str) -> Iterator[tuple[Any, bytes]]:
    """Each record with its body, unpacked within what the whole archive may unpack to."""
    left = MOST_UNPACKED
    for number, record in enumerate(records, 1):
        if number > MOST_RECORDS:
            raise BadFile(f"{label} holds more than {MOST_RECORDS:,} records; split it")
        body = record.content_stream().read(left + 1)
        left -= len(body)
        if left < 0:
            raise BadFile(f"{label} unpacks to more than {MOST_UNPACKED:,} bytes; refused")
        yield record, body


def _page(record: Any, body: bytes, label: str) -> tuple[str, DocumentText] | None:
    """The address and text of a page; None for what is none."""
    http = record.http_headers
    if record.rec_type != "response" or http is None or http.get_statuscode() != "200" or not body.strip():
        return None
    kind, _, rest = (http.get_header("Content-Type") or "").partition(";")
    if kind.strip().lower() not in _READ:
        return None
    url = sanitise(record.rec_headers.get_header("WARC-Target-URI") or "", 300)
    text, encoding = decode(body, label, rest.partition("charset=")[2].strip(" \"'"))
    if kind.strip().lower() == "text/plain":
        return url, DocumentText(text, "text", encoding)
    return url, read_page(text, encoding, label)
