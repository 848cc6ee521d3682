"""Tables in wikitext, as rows of plain cells under the headings they stand in; templates are left to the reader.

Only what tables of facts use is read: nested tables are passed over, a cell that spans rows stands in each of them,
and comments, references and the attributes of a cell are no part of what it says.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_EMPTY_REFERENCE = re.compile(r"<ref\b[^<>]*/>", re.IGNORECASE)
_REFERENCE = re.compile(r"<ref\b[^<>]*>.*?</ref\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_EDGE = re.compile(r"^[ \t:]*(\{\||\|\}(?!\}))", re.MULTILINE)
_HEADING = re.compile(r"^(={2,6})\s*(.+?)\s*\1\s*$", re.MULTILINE)
_SPAN = re.compile(r"rowspan\s*=\s*\"?\s*(\d{1,3})", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"(?:\s*[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s|\"'\[{]+)\s*)+")


@dataclass(frozen=True, slots=True)
class WikiTable:
    """A table: the headings above it, outermost first, its caption, its rows of header cells and its rows of cells."""

    headings: tuple[str, ...]
    caption: str
    headers: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]


def tables(text: str) -> Iterator[WikiTable]:
    """The tables of a page that lie in no other table, in order."""
    said = plain(text)
    headings = [(m.start(), len(m[1]), m[2]) for m in _HEADING.finditer(said)]
    depth, start = 0, 0
    for edge in _EDGE.finditer(said):
        if edge[1] == "{|":
            start = edge.end() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield _table(said[start : edge.start()], _path(headings, start))


def plain(text: str) -> str:
    """Wikitext without comments, references and tags."""
    without = _REFERENCE.sub("", _EMPTY_REFERENCE.sub("", _COMMENT.sub("", text)))
    return html.unescape(_TAG.sub(" ", without)).replace("\xa0", " ")


def _path(headings: list[tuple[int, int, str]], place: int) -> tuple[str, ...]:
    path: list[tuple[int, str]] = []
    for start, level, title in headings:
        if start > place:
            break
        path = [(above, name) for above, name in path if above < level] + [(level, title)]
    return tuple(name for _, name in path)


def _table(text: str, headings: tuple[str, ...]) -> WikiTable:
    caption, headers, rows = "", [], []
    held: dict[int, tuple[int, str]] = {}
    for chunk in re.split(r"^[ \t]*\|-.*$", _outermost(text), flags=re.MULTILINE):
        if told := re.search(r"^[ \t]*\|\+(.*)$", chunk, re.MULTILINE):
            caption = told[1].strip()
        cells, heads = _cells(chunk)
        if not cells:
            continue
        if heads == len(cells):
            headers.append(tuple(cell for cell, _ in cells))
        else:
            rows.append(_spread(cells, held))
    return WikiTable(headings, caption, tuple(headers), tuple(rows))


def _outermost(text: str) -> str:
    """A table's text without the tables in it."""
    kept, depth, last = [], 0, 0
    for edge in _EDGE.finditer(text):
        if edge[1] == "{|":
            if depth == 0:
                kept.append(text[last : edge.start()])
            depth += 1
        elif depth:
            depth -= 1
            last = edge.end()
    return "".join([*kept, text[last:] if depth == 0 else ""])


def _cells(chunk: str) -> tuple[list[tuple[str, int]], int]:
    """The cells of a row, each with the number of rows that it spans, and how many of them are header cells."""
    found: list[list[str]] = []
    heads, open_links = 0, 0
    for line in chunk.split("\n"):
        mark = line.lstrip()[:1]
        if mark in ("|", "!") and not line.lstrip().startswith("|+") and open_links <= 0:
            parts = _split(line.lstrip()[1:], "||") if mark == "|" else _split(line.lstrip()[1:], "||", "!!")
            heads += len(parts) if mark == "!" else 0
            found += [[part] for part in parts]
        elif found:
            found[-1].append(line)
        open_links = open_links + line.count("{{") + line.count("[[") - line.count("}}") - line.count("]]")
    return [_cell("\n".join(lines)) for lines in found], heads


def _split(text: str, *marks: str) -> list[str]:
    """Parts between marks that stand in no template or link."""
    parts, depth, last, i = [], 0, 0, 0
    while i < len(text):
        two = text[i : i + 2]
        if two in ("{{", "[["):
            depth, i = depth + 1, i + 2
        elif two in ("}}", "]]"):
            depth, i = max(0, depth - 1), i + 2
        elif depth == 0 and two in marks:
            parts.append(text[last:i])
            i += 2
            last = i
        else:
            i += 1
    return [*parts, text[last:]]


def _cell(text: str) -> tuple[str, int]:
    before, mark, after = text.partition("|")
    if mark and _ATTRIBUTES.fullmatch(before):
        span = _SPAN.search(before)
        return after.strip(), int(span[1]) if span else 1
    return text.strip(), 1


def _spread(cells: list[tuple[str, int]], held: dict[int, tuple[int, str]]) -> tuple[str, ...]:
    """The cells of a row with those that reach into it from above; `held` is by column and brought up to date."""
    row: list[str] = []
    waiting = list(cells)
    while waiting or len(row) in held:
        place = len(row)
        if place in held:
            left, text = held.pop(place)
            if left > 1:
                held[place] = (left - 1, text)
        else:
            text, span = waiting.pop(0)
            if span > 1:
                held[place] = (span - 1, text)
        row.append(text)
    return tuple(row)
