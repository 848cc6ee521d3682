"""The text of a document, and where each piece of it stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

VERSION = "1"
"""Edition of the readers: a span holds for the text that readers of one edition make of a file."""

MOST_CHARACTERS = 30_000_000
"""Characters of one document; a longer text is no document that anybody cites."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a document: `text[start:end]`, characters counted from 0, on page `page` (from 1; 0 without pages)."""

    start: int
    end: int
    page: int


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What a document says. `starts` holds the character at which each page begins; empty where there are no pages.

    `form` is what kind of file it was, `encoding` how its letters were written, `title` and `published` what it says of
    itself (`YYYY-MM-DD` or shorter; "" for nothing), `notes` what could not be read, in words for a person.
    """

    text: str
    form: str
    encoding: str = ""
    title: str = ""
    published: str = ""
    starts: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]` with the page on which it begins."""
        return Span(start, end, bisect_right(self.starts, start))

    def locator(self, span: Span) -> str:
        """Where a person finds it: `p. 4, characters 5120-5291`."""
        at = f"characters {span.start}-{span.end}"
        return f"p. {span.page}, {at}" if span.page else at
