"""A document that was gathered, before it is kept: passages in the order of their days, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass

from comity.terms.country import State


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A piece of a publisher's text. `day` is `YYYY-MM-DD` or shorter as the publisher gives it, "" for no date."""

    day: str
    text: str

    @property
    def paragraph(self) -> str:
        """The passage as a paragraph of a document, its day before it."""
        said = " ".join(self.text.split())
        return f"{self.day}: {said}" if self.day else said


@dataclass(frozen=True, slots=True)
class Found:
    """What a place holds: `passages` of a text that as a whole is `about` no, one or two states.

    `of` is the state whose page, record or statement it is, `called` the name of it there ("" for ours), and `spoken`
    whether the words are that state's own.
    """

    about: tuple[State, ...]
    passages: tuple[Passage, ...]
    of: State | None = None
    spoken: bool = False
    called: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document of one place about the pair; `about` are ids of the states that it is about as a whole, and
    `note` says what in it are words of our own. `speaker` is the state whose own words it holds, "" for others'.
    """

    place: str
    name: str
    source: str
    url: str
    licence: str
    about: tuple[str, ...]
    passages: tuple[Passage, ...]
    note: str = ""
    speaker: str = ""

    @property
    def text(self) -> str:
        """The document: its source, then every passage as a paragraph."""
        return "\n\n".join((f"{self.source}.", *(p.paragraph for p in self.passages))) + "\n"
