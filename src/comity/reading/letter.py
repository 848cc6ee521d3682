"""A saved letter (EML) as text: its subject, and its plain part or else its page. What is attached is only named."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import Any

from comity.errors import BadFile
from comity.reading.page import read_page
from comity.reading.plain import decode
from comity.reading.text import DocumentText
from comity.terms.names import sanitise

_MOST_PARTS = 200
_MOST_HEAD = 1_000


def read_letter(content: bytes, label: str) -> DocumentText:
    """The text of a letter, with the day on which it was sent; attachments are named in `notes`, never opened."""
    try:
        return _read(BytesParser(policy=_Bounded()).parsebytes(content), label)
    except RecursionError:
        raise BadFile(f"{label}: its parts stand too deep in each other; save its text instead") from None


class _Bounded(policy.EmailPolicy):
    """Heads of letters are parsed to their thousandth character: the parser takes the square of their length."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The head as a value, cut; its bare beginning where it is no head that anybody writes."""
        try:
            return super().header_fetch_parse(name, value[:_MOST_HEAD])
        except Exception:  # the parser raises half a dozen kinds for hostile heads
            return self.header_factory(name, "")


def _read(letter: Message, label: str) -> DocumentText:
    body, notes = "", []
    page = ""
    encoding = ""
    parts = list(letter.walk()) if isinstance(letter, EmailMessage) else []
    if len(parts) > _MOST_PARTS:
        notes.append(f"parts after the {_MOST_PARTS}th of {len(parts):,} were not read")
    for part in parts[:_MOST_PARTS]:
        if part.is_multipart():
            continue
        name = part.get_filename()
        if name or part.get_content_disposition() == "attachment":
            notes.append(f"attached and not read: {sanitise(str(name or 'a file without a name'))}")
            continue
        kind, raw = part.get_content_type(), part.get_payload(decode=True)
        if kind not in ("text/plain", "text/html") or not isinstance(raw, bytes) or not raw.strip():
            continue
        said, encoding = decode(raw, label, str(part.get_content_charset() or ""))
        if kind == "text/plain" and not body:
            body = said
        elif kind == "text/html" and not page:
            page = said
    text = body or (read_page(page, encoding, label).text if page else "")
    subject = " ".join(str(letter.get("subject", "")).split())
    return DocumentText(
        f"{subject}\n\n{text}".strip(),
        "eml",
        encoding,
        subject[:300],
        _sent(str(letter.get("date", ""))),
        (),
        tuple(notes),
    )


def _sent(text: str) -> str:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""
