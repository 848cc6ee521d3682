"""Whatever can be read in some bytes: packed parts, data addresses, and the text and metadata of PDFs included."""

import base64
import re
import zipfile
import zlib
from io import BytesIO

import pypdf
from pypdf.generic import StreamObject


def _layers(raw):
    """The bytes, and whatever can be unpacked from them."""
    yield raw
    if raw[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            yield archive.comment
            for part in archive.infolist():
                yield part.filename.encode() + part.comment + part.extra
                yield from _layers(archive.read(part))
    if raw[:2] == b"\x1f\x8b":
        yield from _layers(zlib.decompress(raw, 31))
    if raw[:5] == b"%PDF-":
        yield from _pdf(raw)
    for found in re.findall(rb"base64,([A-Za-z0-9+/=]{16,})", raw):
        yield from _layers(base64.b64decode(found + b"=" * (-len(found) % 4)))
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", raw):  # a zlib stream inside a picture or a font
        try:
            yield zlib.decompressobj().decompress(raw[found.start() :], 1 << 24)
        except zlib.error:
            continue


def _pdf(raw):
    reader = pypdf.PdfReader(BytesIO(raw))
    yield repr(reader.metadata).encode()
    yield repr(reader.outline).encode()
    for page in reader.pages:
        yield page.extract_text().encode()
    for number in range(1, int(reader.trailer["/Size"])):
        held = reader.get_object(number)
        yield repr(held).encode()
        if isinstance(held, StreamObject):
            yield held.get_data()


def texts(raw):
    """Lower-case text of some bytes in every coding that a word could hide in, without breaks."""
    for layer in _layers(raw):
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield re.sub(r"[\s\u00ad\u200b-]+", "", layer.decode(coding, "replace")).lower()
