"""What is sent back: a body packed once, with a tag by which a browser asks whether it still holds it."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

HTML, JSON, CSV = "text/html; charset=utf-8", "application/json", "text/csv; charset=utf-8"
MARKDOWN, SVG, PNG, PDF = "text/markdown; charset=utf-8", "image/svg+xml", "image/png", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CSS, ICON = "text/css; charset=utf-8", "image/svg+xml"
_PACKED = (PNG, PDF, DOCX)
"""Kinds that are compressed in themselves."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, a body (packed with gzip unless its kind is compressed in itself) and further headers."""

    status: int
    media: str
    body: bytes
    packed: bool
    tag: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes that it takes to keep, about."""
        return len(self.body) + 500

    def plain(self) -> bytes:
        """The body as it was given."""
        return gzip.decompress(self.body) if self.packed else self.body


def reply(content: str | bytes, media: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """A reply of this content."""
    plain = content.encode("utf-8", "replace") if isinstance(content, str) else content
    packed = media not in _PACKED and len(plain) > 500
    body = gzip.compress(plain, 6, mtime=0) if packed else plain
    return Reply(status, media, body, packed, hashlib.sha256(plain).hexdigest()[:20], dict(headers or {}))


def json_reply(content: object, status: int = 200) -> Reply:
    """A reply of JSON, laid out for people."""
    return reply(json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n", JSON, status)


def moved(to: str, status: int = 303) -> Reply:
    """Lead to another address of the desk. Raises ValueError for any other: no request may choose where it leads."""
    if not to.startswith("/") or to.startswith(("//", "/\\")) or any(ord(c) < 33 for c in to):
        raise ValueError(f"{to!r} is no address of the desk")
    return reply(b"", HTML, status, {"Location": to})
