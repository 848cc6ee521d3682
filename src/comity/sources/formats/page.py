"""Tables of a web page, as text: what a publisher that offers no file shows of its register."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"br", "img", "input", "hr", "meta", "link", "col"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words with single blanks between, and text and target of each link in it, in their order."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageTable:
    """One table: the id of the nearest element around it that has one, and the rows of head and body."""

    within: str
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Title and tables of a page, in their order. Scripts and all else are passed over."""

    title: str
    tables: tuple[PageTable, ...]


def read_page(text: str) -> Page:
    """Title and tables of an HTML text. Nothing in it is followed or run; damage yields fewer tables, no error."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Page(" ".join("".join(reader.title).split()), tuple(reader.done))


@dataclass(slots=True)
class _Table:
    within: str
    head: list[tuple[Cell, ...]] = field(default_factory=list)
    body: list[tuple[Cell, ...]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Tables do not nest in what is read: an inner table ends the outer one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.done: list[PageTable] = []
        self._open: list[tuple[str, str]] = []
        self._table: _Table | None = None
        self._in_head = self._in_title = False
        self._row: list[Cell] | None = None
        self._words: list[str] | None = None
        self._links: list[tuple[str, str]] = []
        self._link: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _VOID:
            if tag == "br" and self._words is not None:
                self._words.append(" ")
            return
        self._open.append((tag, given.get("id") or ""))
        if tag == "title":
            self._in_title = not self.title
        elif tag == "table":
            within = next((name for _, name in reversed(self._open) if name), "")
            self._table = _Table(within)
        elif self._table is None:
            return
        elif tag == "thead":
            self._in_head = True
        elif tag == "tr":
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._words, self._links = [], []
        elif tag == "a" and self._words is not None:
            self._link = (given.get("href") or "", [])

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass
        if tag == "title":
            self._in_title = False
        elif tag == "thead":
            self._in_head = False
        elif tag == "a" and self._link is not None:
            target, words = self._link
            self._links.append((_plain(words), target))
            self._link = None
        elif tag in ("td", "th") and self._words is not None and self._row is not None:
            self._row.append(Cell(_plain(self._words), tuple(self._links)))
            self._words = None
        elif tag == "tr" and self._row is not None and self._table is not None:
            (self._table.head if self._in_head else self._table.body).append(tuple(self._row))
            self._row = None
        elif tag == "table" and self._table is not None:
            self.done.append(PageTable(self._table.within, tuple(self._table.head), tuple(self._table.body)))
            self._table = None

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        if self._words is not None:
            self._words.append(data)
        if self._link is not None:
            self._link[1].append(data)


def _plain(words: list[str]) -> str:
    return " ".join("".join(words).split())
