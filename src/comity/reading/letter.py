"""A saved letter (EML) as text: its subject, and its plain part or else its page. What is attached is only named."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from comity.reading.page import read_page
from comity.reading.plain import decode
from comity.reading.text import DocumentText
from comity.terms.names import sanitise

_MOST_PARTS = 200


def read_letter(content: bytes, label: str) -> DocumentText:
    """The text of a letter, with the day on which it was sent; attachments are named in `notes`, never opened."""
    letter = BytesParser(policy=policy.default).parsebytes(content)
    body, notes = "", []
    page = ""
    encoding = ""
    for part in list(letter.walk())[:_MOST_PARTS] if isinstance(letter, EmailMessage) else ():
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
