"""The lines that a person draws: in words, as they stand in the file, and what each is about."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from comity.errors import UserError

About = Literal["quantity", "pair", "source", "study"]

_NUMBER = r"(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
_FORMS: tuple[tuple[str, About, str, str], ...] = (
    ("interval", "quantity", r"leaves its interval", "leaves its interval"),
    ("revised", "quantity", rf"revised by {_NUMBER} ?%", "revised by 20 %"),
    ("crosses", "quantity", rf"crosses {_NUMBER}", "crosses 0.5"),
    ("period", "quantity", r"reaches a new period", "reaches a new period"),
    ("event", "pair", r"new event of kind ([a-z_]+)", "new event of kind any"),
    ("said", "pair", r"is said otherwise", "is said otherwise"),
    ("indicator", "pair", r"an indicator moves", "an indicator moves"),
    ("probability", "pair", r"a probability comes due", "a probability comes due"),
    ("late", "source", r"is late", "is late"),
    ("refused", "source", r"is refused", "is refused"),
    ("statement", "study", r"a statement falls due", "a statement falls due"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its form, what it is drawn for, the number in it (percent, or in the quantity's unit), and the word."""

    form: str
    about: About
    number: float = 0.0
    word: str = ""


def parse(text: str) -> Line:
    """The line that is meant. Raises UserError that names the forms there are."""
    said = " ".join(text.lower().split())
    for form, about, pattern, _ in _FORMS:
        if found := re.fullmatch(pattern, said):
            group = found[1] if found.groups() else ""
            if form == "event":
                return Line(form, about, word=group)
            number = float(group) if group else 0.0
            if not math.isfinite(number) or (form == "revised" and number <= 0):
                break
            return Line(form, about, number)
    forms = "; ".join(example for *_, example in _FORMS)
    raise UserError(f"no line {said[:60]!r}; draw one of these: {forms}")
