"""A file of any form that we read, as text. The form is what its bytes are, whatever its name says."""

from __future__ import annotations

import re
from pathlib import Path

from comity.errors import BadFile
from comity.reading.bounded import content_of
from comity.reading.text import MOST_CHARACTERS, DocumentText
from comity.reading.web_archive import is_web_archive
from comity.terms.names import sanitise

_LETTER = re.compile(
    rb"\A(?:From [^\n]*\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n", re.ASCII
)
_LETTER_HEADS = re.compile(
    rb"^(?:from|to|date|subject|mime-version|received|message-id):", re.IGNORECASE | re.MULTILINE
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|table|meta|article)\b", re.IGNORECASE)
_LOOKED_AT = 4096
_ENDINGS = (".html", ".htm", ".xhtml")


def read_document(path: Path) -> DocumentText:
    """The text of a file: PDF, DOCX, HTML, EML, WARC or plain text. `BadFile` for anything else, in one line."""
    return read_content(content_of(path), sanitise(path.name or str(path)))


def read_content(content: bytes, name: str) -> DocumentText:
    """The same of bytes; `name` is what errors call them, and its ending tells a page from a text about pages."""
    said = _read(content, name)
    if len(said.text) > MOST_CHARACTERS:
        raise BadFile(f"{name} holds more than {MOST_CHARACTERS:,} characters; split it")
    if not said.text.strip():
        why = f" ({said.notes[0]})" if said.notes else ""
        raise BadFile(f"{name} holds no text{why}")
    return said


def _read(content: bytes, name: str) -> DocumentText:
    from comity.reading.plain import decode, mended, tidy

    head = content[:_LOOKED_AT]
    if b"%PDF-" in head[:1024]:
        from comity.reading.pdf import read_pdf

        return read_pdf(content, name)
    if is_web_archive(head):
        from comity.reading.web_archive import read_web_archive

        return _tidied(read_web_archive(content, name))
    if head.startswith(b"PK\x03\x04"):
        from comity.reading.word import read_word

        return _tidied(read_word(content, name))
    if _is_letter(head):
        from comity.reading.letter import read_letter

        return _tidied(read_letter(content, name))
    text, encoding = decode(content, name)
    if _PAGE.search(text[:_LOOKED_AT].encode("utf-8", "replace")) and (
        name.lower().endswith(_ENDINGS) or text.lstrip()[:1] == "<"
    ):
        from comity.reading.page import read_page

        return _tidied(read_page(text, encoding, name))
    return DocumentText(mended(tidy(text)), "text", encoding)


def _is_letter(head: bytes) -> bool:
    return bool(_LETTER.match(head)) and len(_LETTER_HEADS.findall(head)) >= 2


def _tidied(said: DocumentText) -> DocumentText:
    from dataclasses import replace

    from comity.reading.plain import mended, tidy

    return replace(said, text=mended(tidy(said.text)), title=tidy(said.title), notes=tuple(map(tidy, said.notes)))
