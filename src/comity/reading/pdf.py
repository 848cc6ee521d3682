"""A PDF as text: columns in order, broken words whole, running heads gone; pages that are pictures are named."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from comity.errors import BadFile, MissingExtra
from comity.reading.layout import Line, lines_of
from comity.reading.plain import mended, tidy
from comity.reading.text import MOST_CHARACTERS, DocumentText
from comity.terms.some import some

MOST_SECONDS = 300
_PASSWORD, _NO_PDF = 3, 4
_MARGIN = 2
"""Lines at the top and at the foot of a page that may be running heads."""
_MADE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_pdf(content: bytes, label: str) -> DocumentText:
    """The text of a PDF with its pages. `BadFile` for what is broken, encrypted or beyond the limits.

    `MissingExtra` where the library that reads PDF is not there.
    """
    head, *pages = _asked(content, label)
    lines = [list(lines_of([tuple(run) for run in page["pieces"]])) for page in pages]
    heads = _running_heads(lines)
    kept = [[line for line in page if _bare(line.text) not in heads] for page in lines]
    text, starts = _flowed(kept)
    made = _MADE.match(head["made"])
    notes = tuple(_unread(head["pages"], pages))
    return DocumentText(
        text, "pdf", "", tidy(head["title"]).strip(), "-".join(made.groups()) if made else "", starts, notes
    )


def _asked(content: bytes, label: str) -> list[dict[str, Any]]:
    """What the process that opens the file says: first of the whole, then of each page."""
    _expect_reader(label)
    with tempfile.TemporaryDirectory(prefix="comity-read-") as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(content)
        # -P: nothing that lies in the folder where we were called is taken for a module.
        words = [sys.executable, "-P", "-m", "comity.reading.pdf_child", str(path)]
        try:
            done = subprocess.run(
                words, capture_output=True, timeout=MOST_SECONDS, check=False, stdin=subprocess.DEVNULL
            )
        except subprocess.TimeoutExpired:
            raise BadFile(f"{label}: its pages take more than {MOST_SECONDS} seconds to read; split it") from None
    if done.returncode == _PASSWORD:
        raise BadFile(f"{label} is encrypted; save it without a password")
    said = done.stdout.splitlines()
    if done.returncode == _NO_PDF or not said:
        raise BadFile(f"{label} cannot be read as PDF; open it and save it anew")
    if done.returncode:
        raise BadFile(f"{label}: page {len(said)} breaks the reader of PDF; take that page out")
    if len(done.stdout) > 8 * MOST_CHARACTERS:
        raise BadFile(f"{label} holds more than {MOST_CHARACTERS:,} characters; split it")
    return [json.loads(line) for line in said]


def _expect_reader(label: str) -> None:
    from importlib.util import find_spec

    if find_spec("pypdfium2") is None:
        raise MissingExtra(f"{label}: reading PDF needs the extra read; pip install 'comity[read]'")


def _bare(text: str) -> str:
    """A line without its numbers, by which running heads of different pages are alike."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", text.strip().lower())


def _running_heads(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Lines at the edge of at least three pages (two where they are numbered) and two fifths of all; page numbers."""
    edges = Counter(bare for page in pages for bare in {_bare(line.text) for line in _edges(page)})
    share = 0.4 * len(pages)
    repeated = {bare for bare, n in edges.items() if n >= max(2 if "#" in bare else 3, share)}
    return frozenset(repeated | ({"#"} if len(pages) > 1 else set()))


def _edges(page: Sequence[Line]) -> Sequence[Line]:
    """The highest and the lowest lines of a page, whichever column they stand in."""
    by_height = sorted(page, key=lambda line: line.top)
    return (*by_height[:_MARGIN], *by_height[-_MARGIN:])


def _flowed(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """The text of all pages, and where each begins. A sentence that goes over a page is not broken."""
    marks = [(number, line) for number, page in enumerate(pages) for line in page]
    said = [" ".join(tidy(line.text).split()) for _, line in marks]
    goes_on = [
        False,
        *(before[0] != after[0] and not _ENDS.search(said[i]) for i, (before, after) in enumerate(pairwise(marks))),
    ]
    broken = "\n".join(
        ("\x1e" if line.begins and not on else "") + words
        for (_, line), words, on in zip(marks, said, goes_on, strict=False)
    )
    words = mended(broken)
    return _placed(words, broken, marks, len(pages))


def _placed(words: str, broken: str, marks: Sequence[tuple[int, Line]], pages: int) -> tuple[str, tuple[int, ...]]:
    """Paragraphs as single lines; the place of each page is where its first line begins in them.

    A word mended over a page's end belongs to the page where it begins, so places are found by counting letters,
    which neither mending nor the joining of lines changes.
    """
    firsts = _letters_before(broken, marks, pages)
    out: list[str] = []
    starts: list[int] = []
    size = letters = 0
    for paragraph in _paragraphs(words):
        for c in paragraph:
            while len(starts) < pages and letters >= firsts[len(starts)] and not c.isspace():
                starts.append(size)
            size += 1
            letters += c.isalnum()
        out.append(paragraph)
        size += 2
    text = "\n\n".join(out)
    return text, (*starts, *([len(text)] * (pages - len(starts))))


def _letters_before(broken: str, marks: Sequence[tuple[int, Line]], pages: int) -> list[int]:
    counts = [0] * pages
    for line, (number, _) in zip(broken.split("\n") if marks else (), marks, strict=True):
        counts[number] += sum(c.isalnum() for c in line)
    firsts, total = [], 0
    for count in counts:
        firsts.append(total)
        total += count
    return firsts


_ENDS = re.compile(r"[.!?:”\"')\]]$")
_OPEN_END = re.compile(r"[\w,;\-–(]$")


def _paragraphs(words: str) -> Iterator[str]:
    """Paragraphs, their lines joined by spaces; one that breaks off in a sentence goes on in the next."""
    held = ""
    for part in words.split("\x1e"):
        said = " ".join(part.split())
        if not said:
            continue
        if held and _OPEN_END.search(held) and said[0].islower():
            held = f"{held} {said}"
        else:
            if held:
                yield held
            held = said
    if held:
        yield held


def _unread(pages: int, read: Sequence[dict[str, Any]]) -> Iterator[str]:
    pictures = [str(i) for i, page in enumerate(read, 1) if page["picture"]]
    if pictures:
        yield f"pages without text, only pictures: {_listed(pictures)}; run text recognition over them first"
    if faults := [str(i) for i, page in enumerate(read, 1) if page.get("fault")]:
        yield f"pages that cannot be read: {_listed(faults)}"
    if pages > len(read):
        yield f"pages after {len(read)} of {pages} were not read"


def _listed(numbers: Sequence[str]) -> str:
    return some(numbers, 12)
