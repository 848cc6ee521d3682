"""What a sentence is made of: no number, date or place gets into one without the row that it comes from.

A claim is a run of parts. Its text is theirs in a row, and what it rests on is theirs too: neither can be typed by hand
beside the other, so they cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from comity.dossier.strict import Strict


class Words(Strict):
    """Words of the house's own sentences; they hold no figure."""

    kind: Literal["words"] = "words"
    text: str


class Name(Strict):
    """A state, as people write it within a sentence."""

    kind: Literal["name"] = "name"
    text: str
    state: str


class Value(Strict):
    """A measured value as printed, with the row that holds it."""

    kind: Literal["value"] = "value"
    text: str
    ref: str
    value: float | None
    unit: str


class When(Strict):
    """A day, month or year as printed; `date` is as precise as it is long; `ref` is the row that says it, if any."""

    kind: Literal["when"] = "when"
    text: str
    date: str
    ref: str = ""


class Told(Strict):
    """What a row says in words of its own: an event of the chronicle, a line of status, a statement."""

    kind: Literal["told"] = "told"
    text: str
    ref: str


class Count(Strict):
    """How many rows there are of something."""

    kind: Literal["count"] = "count"
    text: str
    number: int
    refs: tuple[str, ...] = ()


class Chosen(Strict):
    """A word chosen by a named rule, so that a reader can ask which and on what it looked."""

    kind: Literal["chosen"] = "chosen"
    text: str
    rule: str
    option: str
    refs: tuple[str, ...] = ()


Part = Annotated[Words | Name | Value | When | Told | Count | Chosen, Field(discriminator="kind")]


class Claim(Strict):
    """A run of parts, `text` as it is printed, and `basis`, the rows that it rests on: both follow from the parts."""

    text: str
    parts: tuple[Part, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Claim:
        if self.text != joined(self.parts):
            raise ValueError("the text of a claim is that of its parts")
        return self

    @property
    def basis(self) -> tuple[str, ...]:
        """Ids of the rows behind the parts, in the order in which they are named, each once."""
        return tuple(dict.fromkeys(ref for part in self.parts for ref in refs(part)))


def claim(*parts: Part) -> Claim:
    """The claim that these parts make."""
    return Claim(text=joined(parts), parts=parts)


_STOP = re.compile(r"(?<=[.]) ")


def sentences(parts: Sequence[Part]) -> tuple[Claim, ...]:
    """The sentences that parts make, in their order, each with the parts that it is made of.

    A sentence ends with a full stop of the house's own words, or where two claims were put together behind one: a stop
    within a name, a value or what a row says of itself ends none.
    """
    found: list[list[Part]] = [[]]
    for part in parts:
        if not isinstance(part, Words):
            found[-1].append(part)
            continue
        between = part.text == " " and bool(found[-1]) and found[-1][-1].text.endswith(".")
        pieces = ["", ""] if between else _STOP.split(part.text)
        for place, piece in enumerate(pieces):
            if place:
                found.append([])
            if piece:
                found[-1].append(Words(text=piece))
    return tuple(claim(*made) for made in found if made)


def joined(parts: tuple[Part, ...]) -> str:
    """The text of parts in a row."""
    return "".join(part.text for part in parts)


def rows_told(parts: Sequence[Part]) -> frozenset[str]:
    """Ids of the rows of which parts say what they tell in words of their own."""
    return frozenset(part.ref for part in parts if isinstance(part, Told))


def refs(part: Part) -> tuple[str, ...]:
    """The rows behind one part."""
    match part:
        case Value() | Told():
            return (part.ref,)
        case When():
            return (part.ref,) if part.ref else ()
        case Count() | Chosen():
            return part.refs
        case _:
            return ()
