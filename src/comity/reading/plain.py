"""Bytes as text: the encoding is what the file says, else what its bytes allow, and it is told which."""

from __future__ import annotations

import re
import unicodedata

from comity.errors import BadFile, MissingExtra

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset\s*=|encoding\s*=)\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_LOOKED_AT = 2048
_SAMPLE = 200_000
"""Bytes by which an encoding is guessed; more tell no more and take long."""
_LATIN = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
"""What browsers take for a declared Latin-1: its superset by Windows, whose quotation marks such files hold."""
_LIGATURES = {ord(c): unicodedata.normalize("NFKC", c) for c in "ﬀﬁﬂﬃﬄﬅﬆĳĲ"} | {0xA0: " ", 0x202F: " "}
_BREAKS = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")


def decode(content: bytes, label: str, declared: str = "") -> tuple[str, str]:
    """The text of `content` and the name of its encoding; `declared` is what stands outside it, as in a header.

    `BadFile` for bytes that are no text in any encoding.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _strict(content, name, label), name
    if b"\x00" in content[:_SAMPLE] and "16" not in declared and "32" not in declared:
        raise BadFile(f"{label} is no text; give a text, HTML, PDF, DOCX or EML file")
    inside = _DECLARED.search(content[:_LOOKED_AT])
    for name in (declared, inside[1].decode("ascii") if inside else "", "utf-8"):
        if name and (text := _tried(content, name)) is not None:
            return text, name.lower()
    return _guessed(content, label)


def _tried(content: bytes, name: str) -> str | None:
    """The text where the name is an encoding of text and every byte fits; None else."""
    try:
        text = content.decode(_LATIN.get(name.lower(), name))
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if isinstance(text, str) else None


def _strict(content: bytes, name: str, label: str) -> str:
    try:
        return content.decode(name)
    except UnicodeError:
        raise BadFile(f"{label} says that it is {name} and is not; save it anew as UTF-8") from None


def _guessed(content: bytes, label: str) -> tuple[str, str]:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise MissingExtra(f"{label}: its encoding must be guessed; pip install 'comity[read]'") from None
    best = from_bytes(content[:_SAMPLE]).best()
    if best is None:
        raise BadFile(f"{label}: no encoding fits its bytes; save it anew as UTF-8")
    return content.decode(best.encoding, "replace"), best.encoding


def tidy(text: str) -> str:
    """Text as a person reads it: ligatures as letters, one kind of line break, nothing that cannot be seen.

    Right-to-left text stays in the order in which it is read; only marks that turn what stands beside them go.
    """
    said = unicodedata.normalize("NFC", _few_marks(_BREAKS.sub("\n", text).translate(_LIGATURES)))
    return said.translate({ord(c): seen for c in set(said) if (seen := _seen(c)) is not None})


_MOST_MARKS = 30
"""Marks on one letter, as in the stream-safe form of Unicode Standard Annex 15; to order more takes their square."""


def _few_marks(text: str) -> str:
    marks = "".join(c for c in set(text) if unicodedata.combining(c))
    if not marks:
        return text
    return re.sub(rf"([{re.escape(marks)}]{{{_MOST_MARKS}}})[{re.escape(marks)}]++", r"\1", text)


_LAID_OUT = "\n\t"
_JOINERS = "\u200c\u200d"
_SOFT_HYPHEN = "\u00ad"


def _seen(c: str) -> str | None:
    """What stands for a character that nobody sees: nothing for marks, a sign for letters that no font has."""
    if c.isprintable() or c in _LAID_OUT or c in _JOINERS or c == _SOFT_HYPHEN:
        return None
    category = unicodedata.category(c)
    if category == "Zs" or c.isspace():
        return " "
    return "\ufffd" if category in ("Co", "Cn", "Cs") else ""


# Each word is tried from its first letter alone, and once: a word of a million letters is no reason to take an hour.
_BROKEN = re.compile(r"(?<!\w)(\w++)[-\u00ad\u2010]\n[ \t]*+(\w++)")
_HYPHENED = re.compile(r"(?<!\w)\w++-\w++")


def mended(text: str) -> str:
    """Words that a line end broke, whole again: with their hyphen where the text writes them so elsewhere."""
    if "\n" not in text:
        return text.replace("\u00ad", "")
    whole = {word.lower() for word in _HYPHENED.findall(text)}
    return _BROKEN.sub(lambda m: _joined(m, whole), text).replace("\u00ad", "")


def _joined(found: re.Match[str], whole: set[str]) -> str:
    before, after = found[1], found[2]
    hyphened = f"{before}-{after}"
    compound = not (before[-1].isalpha() and after[0].islower()) or hyphened.lower() in whole
    return hyphened if compound else before + after
