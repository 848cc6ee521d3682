"""What reaches the terminal or a pipe as text: nothing in it moves a cursor, hides or turns what stands beside it."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
"""Controls but the newline and the tab, overrides of direction, what has no width, and tags."""
_HALVES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("[\u2028\u2029]")
_PLAIN = {
    **dict.fromkeys("–—−‐‑‒―─━", "-"),
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("•·", "*"),
    "…": "...",
    "×": "x",
    "≥": ">=",
    "≤": "<=",
    "→": "->",
    "€": "EUR",
    "£": "GBP",
    "ß": "ss",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "Ł": "L",
}
"""What stands for a sign where the terminal has no such sign and Unicode names no simpler one."""


def seen(text: str) -> str:
    """`text` without the characters that act on a terminal instead of being seen there. Newlines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _BREAKS.sub("\n", _HALVES.sub("\ufffd", _UNSEEN.sub("", text)))


def one_line(text: str) -> str:
    """The same as one line; spaces that lead it stay."""
    return re.sub(r"[\n\t]+", " ", seen(text))


def escaped(text: str) -> str:
    """The same with each such character written out as `\\u001b`, where a file must say what stood there."""
    if text.isascii() and text.isprintable():
        return text
    return _HALVES.sub(_written, _BREAKS.sub(_written, _UNSEEN.sub(_written, text)))


def _written(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + ((code - 0x10000) >> 10):04x}\\u{0xDC00 + ((code - 0x10000) & 0x3FF):04x}"


def spelled(text: str, encoding: str) -> str:
    """`text` in the characters that `encoding` has: plainer ones for those it lacks, a question mark for the rest."""
    try:
        text.encode(encoding)
        return text
    except UnicodeEncodeError:
        return "".join(_spelled(c, encoding) for c in text)


def _spelled(c: str, encoding: str) -> str:
    simpler = "".join(part for part in unicodedata.normalize("NFKD", c) if not unicodedata.combining(part))
    for one in (c, _PLAIN.get(c, ""), simpler):
        try:
            one.encode(encoding)
        except UnicodeEncodeError:
            continue
        if one:
            return one
    return "?"


def broken(text: str, room: int) -> list[str]:
    """One line as lines of at most `room` columns, broken at spaces only: a longer word stays whole."""
    from rich.cells import cell_len

    lines, line = [], ""
    for word in text.split(" "):
        if line and cell_len(line) + 1 + cell_len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def folded(text: str, room: int) -> str:
    """The same of each line of a text; what goes on stands as far in as the line began."""
    return "\n".join(_folded(line, room) for line in text.split("\n"))


def _folded(line: str, room: int) -> str:
    if len(line.encode("utf-8", "replace")) <= room:
        return line
    bare = line.lstrip(" ")
    lead = line[: len(line) - len(bare)]
    return "\n".join(lead + part for part in broken(bare, max(room - len(lead), 1)))


class Seen:
    """A text stream through which only `seen` text goes, in characters that the stream below has.

    On a terminal with `fold` its lines are broken at words. Says of itself that it takes all of Unicode, so that no
    library goes around it.
    """

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, below: TextIO, fold: bool = False) -> None:
        self._below = below
        self._fold = fold and below.isatty()

    @property
    def unicode(self) -> bool:
        """Whether the stream below takes every character."""
        return (self._below.encoding or "utf-8").lower().replace("-", "").startswith("utf")

    def write(self, text: str) -> int:
        """Write what may be seen of `text`; the length of `text`."""
        if not isinstance(text, str):
            raise TypeError(f"a text stream takes str, not {type(text).__name__}")
        out = folded(seen(text), width()) if self._fold else seen(text)
        self._below.write(out if self.unicode else spelled(out, self._below.encoding))
        return len(text)

    def writelines(self, lines: Iterator[str]) -> None:
        """Write each of `lines`."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._below, name)


class Closed:
    """What stands for a stream that was closed before the command began: it takes all, and knows that it lost some."""

    encoding, errors, unicode = "utf-8", "strict", True

    def __init__(self) -> None:
        self.lost = False

    def write(self, text: str) -> int:
        """Lose `text`."""
        if not isinstance(text, str):
            raise TypeError(f"a text stream takes str, not {type(text).__name__}")
        self.lost = self.lost or bool(text)
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""

    def isatty(self) -> bool:
        """No terminal."""
        return False

    def read(self, size: int = -1) -> str:
        """The end, at once."""
        return ""

    def readline(self, size: int = -1) -> str:
        """The end, at once."""
        return ""


@contextmanager
def guarded() -> Iterator[None]:
    """Within it, stdout and stderr let through only what may be seen; a closed stream is no fault."""
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = before[0] or Closed()
    sys.stdout = _guard(before[1], fold=True)
    sys.stderr = _guard(before[2])
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def _guard(stream: Any, fold: bool = False) -> Any:
    return Closed() if stream is None else stream if isinstance(stream, Seen | Closed) else Seen(stream, fold)


def fill_closed() -> None:
    """Give each of the three standard streams that is closed a place, so that no file that is opened later takes it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is given, which is this one, since those before it are taken.
            os.open(os.devnull, os.O_RDWR)


def width() -> int:
    """Columns to print in: COLUMNS where it is set, else the terminal's, else 160 in a pipe."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdigit() and int(asked) > 0:
        return int(asked)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (AttributeError, OSError, ValueError):
        return 160
