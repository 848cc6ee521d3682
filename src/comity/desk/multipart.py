"""A form with a file in it, taken apart: strict, bounded, and with nothing that the sender names used as a path."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.errors import UserError
from comity.evidence.visible import hidden_character
from comity.terms.names import sanitise

MOST_PARTS = 24
_LONGEST_HEAD = 4_000
_BOUNDARY = re.compile(
    r"multipart/form-data\s*;\s*boundary=(?:\"([^\"\r\n]{1,70})\"|([^\s\";,]{1,70}))\s*", re.IGNORECASE
)
_NAMED = re.compile(r'\s(name|filename)="((?:[^"\\\r\n]|\\.)*)"')
_BROKEN = "the form did not come whole; send it again"


@dataclass(frozen=True, slots=True)
class Part:
    """One field: its name, the plain name of its file ("" for text), and its bytes."""

    name: str
    file: str
    content: bytes


def boundary(kind: str) -> bytes | None:
    """What parts the fields of a body of this content type; None where it is no such form."""
    found = _BOUNDARY.fullmatch(kind)
    return (found[1] or found[2]).encode("latin-1") if found else None


def parts(body: bytes, between: bytes) -> tuple[Part, ...]:
    """The fields of a form. Raises UserError for one that is broken, has too many fields, or a field within a field."""
    mark = b"\r\n--" + between
    pieces = (b"\r\n" + body).split(mark, MOST_PARTS + 2)
    if len(pieces) < 2 or pieces[0].strip() or not pieces[-1].startswith(b"--"):
        raise UserError(_BROKEN if len(pieces) < MOST_PARTS + 2 else f"a form has up to {MOST_PARTS} fields")
    return tuple(_part(piece) for piece in pieces[1:-1])


def _part(piece: bytes) -> Part:
    head, gap, content = piece.partition(b"\r\n\r\n")
    if not gap or not head.startswith(b"\r\n") or len(head) > _LONGEST_HEAD:
        raise UserError(_BROKEN)
    try:
        lines = [line for line in head.decode("utf-8").split("\r\n") if line]
    except UnicodeDecodeError:
        raise UserError("a name in the form is not in UTF-8; rename the file") from None
    heads = {name.strip().lower(): value for name, _, value in (line.partition(":") for line in lines)}
    if "content-transfer-encoding" in heads or heads.get("content-type", "").strip().lower().startswith("multipart/"):
        raise UserError("the form holds a form in another coding; send the file as it is")
    said = heads.get("content-disposition", "")
    named = {key: value.replace('\\"', '"') for key, value in _NAMED.findall(said)}
    if not said.strip().lower().startswith("form-data") or "name" not in named:
        raise UserError(_BROKEN)
    return Part(named["name"], plain_name(named["filename"]) if named.get("filename") else "", content)


def plain_name(said: str) -> str:
    """What a file is called, of whatever a browser says: its last part, without what cannot be seen or begins hidden.

    Raises UserError for a name of which nothing is left.
    """
    last = re.split(r"[/\\:]", said)[-1].strip()
    if hidden := hidden_character(last):
        raise UserError(f"{sanitise(last, 60)}: its name holds the invisible character {hidden}; rename the file")
    last = re.sub(r'[<>"|?*%]', "_", last).lstrip(". ").rstrip(". ")
    if not last:
        raise UserError("the file has no name; rename it")
    stem, dot, ending = last.rpartition(".")
    return f"{stem[:100]}{dot}{ending[:12]}" if dot else last[:100]
