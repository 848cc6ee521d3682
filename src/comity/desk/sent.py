"""What a form sends, read as strictly as a query: each field once, text that can be seen, files with plain names."""

from __future__ import annotations

import hmac
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from comity.desk.asked import NOBODY, Visitor
from comity.desk.multipart import Part, boundary, parts
from comity.errors import UserError
from comity.evidence.visible import hidden_character
from comity.terms.names import sanitise

FORM = "application/x-www-form-urlencoded"
LONGEST, MOST = 4_000, 120
"""Characters of one field, and fields of one form."""
FIELD = "form"
"""The field that shows that a form is one of the desk's own, made for this visitor."""


class NotOurs(UserError):
    """A form that the desk did not make for whoever sends it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form and its files, and who sends it."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[Part, ...] = ()
    visitor: Visitor = NOBODY

    @classmethod
    def parse(cls, body: bytes, kind: str, visitor: Visitor) -> Sent:
        """Read a form. Raises UserError for one that is too long, broken or not text, NotOurs for a strange one."""
        between = boundary(kind)
        if between is None:
            made = cls(_fields(body), (), visitor)
        else:
            found = parts(body, between)
            texts = tuple((p.name, _text(p.content)) for p in found if not p.file and not _is_empty_file(p))
            made = cls(texts, tuple(p for p in found if p.file), visitor)
        if not visitor.form or not hmac.compare_digest(made.text(FIELD).encode(), visitor.form.encode()):
            raise NotOurs("this form is of an earlier start of the desk; open its page again and send it once more")
        return made

    def text(self, name: str) -> str:
        """The value of a field on one line; "" where it is not there. Raises UserError where it is there twice."""
        found = [value for key, value in self.fields if key == name]
        if len(found) > 1:
            raise UserError(f"{sanitise(name, 20)} stands twice in the form")
        return _line(name, found[0]) if found else ""

    def secret(self, name: str) -> str:
        """The value of a field as it was typed, blanks included; "" where it is not there once."""
        found = [value for key, value in self.fields if key == name]
        return found[0] if len(found) == 1 and len(found[0]) <= LONGEST else ""

    def lines(self, name: str) -> list[str]:
        """The lines of a field that are not empty."""
        value = next((value for key, value in self.fields if key == name), "")
        return [line for each in value.splitlines() if (line := _line(name, each))]

    def has(self, name: str) -> bool:
        """Whether the form has that field, filled or not."""
        return any(key == name for key, _ in self.fields)

    @contextmanager
    def kept(self) -> Iterator[list[Path]]:
        """The files, each in a folder of its own that is gone afterwards. Raises UserError where none was chosen."""
        if not self.files:
            raise UserError("choose a file first")
        with tempfile.TemporaryDirectory(prefix="comity-") as home:
            made = []
            for number, part in enumerate(self.files):
                path = Path(home) / str(number) / part.file
                path.parent.mkdir(mode=0o700)
                path.write_bytes(part.content)
                made.append(path)
            yield made


def _is_empty_file(part: Part) -> bool:
    """A field for a file in which none was chosen comes with neither name nor content."""
    return part.name == "file" and not part.content


def _fields(body: bytes) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST, errors="strict"))
    except ValueError:
        raise UserError(f"the form has more than {MOST} fields, or is not in UTF-8") from None


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise UserError("a field of the form is not in UTF-8") from None


def _line(name: str, value: str) -> str:
    line = " ".join(value.split("\r\n")).replace("\n", " ").replace("\t", " ").strip()
    if len(line) > LONGEST:
        raise UserError(f"{sanitise(name, 20)}: give up to {LONGEST:,} characters")
    if hidden := hidden_character(line):
        raise UserError(f"{sanitise(name, 20)} holds the invisible character {hidden}; take it out")
    return line
