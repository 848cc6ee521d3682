"""The bytes of a file to be read as a document: a regular file, not empty, not larger than its form may be."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from comity.errors import BadFile
from comity.evidence.guarded import open_regular
from comity.terms.names import sanitise

MOST_BYTES = 30_000_000
"""Bytes of a page, text, letter or DOCX."""
MOST_PDF_BYTES = 200_000_000
MOST_UNPACKED = 60_000_000
MOST_PARTS = 2_000
"""Files within a DOCX."""
MOST_RATIO = 300
"""How much smaller packed XML may be; beyond it somebody made it so."""


def content_of(path: Path) -> bytes:
    """All bytes of a document; `BadFile` for what is none or too large."""
    label = sanitise(path.name or str(path))
    with open_regular(path, label) as file:
        head = file.read(1024)
        most = MOST_PDF_BYTES if b"%PDF-" in head else MOST_BYTES
        content = head + file.read(most + 1 - len(head))
    if not content.strip():
        raise BadFile(f"{label} is empty; give the file that holds the document")
    if len(content) > most:
        raise BadFile(f"{label} is larger than {most:,} bytes; give the part that matters")
    return content


def part_of(content: bytes, name: str, label: str) -> bytes:
    """One file of a packed document; `BadFile` for a broken archive, a bomb or an encrypted part."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise BadFile(f"{label} holds more than {MOST_PARTS:,} files; it is no document")
            part = archive.getinfo(name)
            if part.flag_bits & 1:
                raise BadFile(f"{label} is encrypted; save it without a password")
            packed = max(part.compress_size, 1)
            if part.file_size > MOST_UNPACKED or (part.file_size > 1_000_000 and part.file_size / packed > MOST_RATIO):
                raise BadFile(f"{label} unpacks to {part.file_size:,} bytes; refused")
            with archive.open(part) as file:
                unpacked = file.read(MOST_UNPACKED + 1)
    except BadFile:
        raise
    except KeyError:
        raise BadFile(f"{label} is a packed file without {name}; give a text, HTML, PDF, DOCX or EML file") from None
    except Exception as error:  # zipfile raises half a dozen kinds for hostile archives
        raise BadFile(f"{label} is a broken packed file ({sanitise(str(error), 80)}); fetch it again") from None
    if len(unpacked) > MOST_UNPACKED:
        raise BadFile(f"{label} unpacks to more than {MOST_UNPACKED:,} bytes; refused")
    return unpacked
