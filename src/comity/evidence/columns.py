"""The columns of evidence: what each may hold, declared once for tables, imports and questions on a terminal.

A check returns what is stored, as the id of a state for any of its names, or raises `UserError` with what is wrong and
what to write instead; the place of the fault is added by the caller.
"""

import difflib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import get_args
from urllib.parse import urlsplit

from comity.errors import UserError
from comity.evidence.amount import Bound
from comity.evidence.office import holdings, levels
from comity.evidence.statement import (
    PART_OF,
    WHOLE,
    Credibility,
    Direction,
    First,
    Kind,
    Reliability,
    SourceType,
    Status,
)
from comity.terms.country import resolve
from comity.terms.dated import Dated
from comity.terms.names import sanitise
from comity.terms.question import QUESTIONS
from comity.terms.ref import row_of

Check = Callable[[str], str]

LONGEST_OTHER = 100
"""Characters of a column that declares no length of its own."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_VALUE = re.compile(r"-?[0-9]+(\.[0-9]+)?(-[0-9]+(\.[0-9]+)?){0,2}")
_NUMBER = re.compile(r"(?:^-)?[0-9]+(?:\.[0-9]+)?")
_BOUNDS = frozenset("<>~≈≤≥±")
FIRST_YEAR, LAST_YEAR = 1000, 2199
"""Years that a date may name; anything else is a slip of the pen."""
MOST_DIGITS = 15
"""Digits that a number keeps when it is read; no source knows more."""
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,59}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


PROPOSABLE = ("bound", "direction", "level", "office", "part", "first", "due")
"""Columns that rules propose from the words of a claim where nobody filled them."""
NONE = "none"
"""In the column `proposed`: nothing waits to be confirmed, and what is empty is meant to be."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the check of what stands in it, its greatest length, and what it is in a few words."""

    name: str
    check: Check = str
    required: bool = False
    longest: int = LONGEST_OTHER
    help: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that it may hold, in order; empty where it holds others too."""
        return tuple(self.check.allowed) if isinstance(self.check, OneOf) else ()


def advise(text: str, allowed: Collection[str], all_of_them: str = "choose one of") -> str:
    """The nearest of the `allowed` words, or all of them after the words `all_of_them`."""
    near = difflib.get_close_matches(text[:50], allowed, n=1)
    return f"did you mean {near[0]}?" if near else f"{all_of_them} {', '.join(allowed)}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A check that the word is one of those `allowed`; a form offers them."""

    allowed: Collection[str]

    def __call__(self, text: str) -> str:
        """The word. Raises UserError for another."""
        if text not in self.allowed:
            raise UserError(f"'{sanitise(text)}' is not known; {advise(text, self.allowed)}")
        return text


def one_of(allowed: Collection[str]) -> OneOf:
    """A check that the word is one of those `allowed`."""
    return OneOf(allowed)


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise UserError(f"'{sanitise(text)}' is not an id; write up to 40 letters, digits, -, _ and .")
    return text


def _link(text: str) -> str:
    """The id of another statement, with or without the `evidence/` by which reports name it."""
    return _id(bare_id(text))


def bare_id(text: str) -> str:
    """The id of a statement as its row gives it: `s1` of `evidence/s1`."""
    return row_of(text)


def _date(text: str) -> str:
    year = Dated.parse(text).year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UserError(f"'{text}' lies outside the years {FIRST_YEAR} to {LAST_YEAR}; check the year")
    return text


def _state(text: str) -> str:
    return resolve(text).id


def _value(text: str) -> str:
    if not _VALUE.fullmatch(text):
        said = "; what is about, over or under a number is told in the column bound" if text[:1] in _BOUNDS else ""
        raise UserError(f"'{sanitise(text)}' is not a number; a range is 10-20, votes are 132-3-5{said}")
    parts = _NUMBER.findall(text)
    if any(len(re.sub(r"[-.]", "", part)) > MOST_DIGITS for part in parts):
        raise UserError(f"'{sanitise(text)}' has more than {MOST_DIGITS} digits; write it in thousands or millions")
    if len(parts) == 2 and float(parts[0]) > float(parts[1]):
        raise UserError(f"'{text}' runs from high to low; a range is 10-20, votes are 132-3-5")
    return text


def _quantity(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise UserError(f"'{sanitise(text)}' names no quantity; write small letters, digits and _, as trade_turnover")
    return text


@cache
def _languages() -> frozenset[str]:
    """Codes of languages that the CLDR names in English."""
    from babel import Locale

    return frozenset(Locale("en").languages)


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text) or text.split("-", maxsplit=1)[0].lower() not in _languages():
        raise UserError(f"'{sanitise(text)}' is not a language tag; write it as in BCP 47: he, kk-Cyrl, pt-BR")
    return text


def _office(text: str) -> str:
    return "; ".join(map(str, holdings(text)))


def _part(text: str) -> str:
    if text != WHOLE and not (text.startswith(PART_OF) and text.removeprefix(PART_OF).strip()):
        raise UserError(f"'{sanitise(text)}' says neither; write whole, or part of and what it is a part of")
    return text


def _proposed(text: str) -> str:
    names = text.split()
    if names == [NONE]:
        return NONE
    if wrong := [name for name in names if name not in PROPOSABLE]:
        raise UserError(
            f"'{sanitise(wrong[0])}' is no column that is proposed; {advise(wrong[0], (*PROPOSABLE, NONE))}"
        )
    return " ".join(name for name in PROPOSABLE if name in names)


def _url(text: str) -> str:
    if not _is_web_address(text):
        raise UserError(f"'{sanitise(text)}' is not a web address; write https://... in plain letters")
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        plain = text.isascii() and " " not in text and not set(text) & set('<>"\\^`{|}')
        web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        return plain and web
    except ValueError:
        return False


COLUMNS: tuple[Column, ...] = (
    Column("id", _id, required=True, help="Unique in the study; one is made if left out"),
    Column(
        "date", _date, required=True, help="When it happened, or the period of a figure: YYYY, YYYY-MM or YYYY-MM-DD"
    ),
    Column("published", _date, help="When the source came out"),
    Column("a", _state, required=True, help="State that acts, sells, visits or speaks"),
    Column("b", _state, help="State it does so to; empty for a claim about one state"),
    Column(
        "question",
        one_of([question.id for question in QUESTIONS]),
        required=True,
        help="Which of the thirteen questions it answers",
    ),
    Column(
        "kind",
        one_of(get_args(Kind)),
        required=True,
        help="Its kind: agreement, visit, flow, project, act, contact, incident and others",
    ),
    Column("sector", help="Id of a sector"),
    Column("claim", required=True, longest=600, help="One sentence in your own words"),
    Column("value", _value, help="A number, a range (10-20) or votes (132-3-5)"),
    Column("unit", help="Unit of the value"),
    Column(
        "status", one_of(get_args(Status)), required=True, help="plan, signed, in_force, delivered, reported or ended"
    ),
    Column("source", required=True, longest=300, help="Title, publisher and date as you would cite it"),
    Column("url", _url, longest=2000, help="Address at the publisher"),
    Column("source_type", one_of(get_args(SourceType)), required=True, help="primary or secondary, for this claim"),
    Column(
        "reliability", one_of(get_args(Reliability)), required=True, help="Of the source, A to F; F: cannot be judged"
    ),
    Column(
        "credibility", one_of(get_args(Credibility)), required=True, help="Of the claim, 1 to 6; 6: cannot be judged"
    ),
    Column("note", longest=1000, help="Doubts, other versions; never printed"),
    Column("quantity", _quantity, help="Name of what is measured, as trade_turnover"),
    Column("reporter", help="Who counted"),
    Column("coverage", longest=300, help="What the value takes in or leaves out"),
    Column("locator", help="Page, paragraph or time in the source"),
    Column("quote", longest=2000, help="The original words"),
    Column("language", _language, help="Language of the quote, BCP 47: he, kk-Cyrl"),
    Column("first_seen", _date, help="First date on which the source said it"),
    Column("last_seen", _date, help="Last date on which it did"),
    Column("accessed", _date, help="When you read it"),
    Column("document", _id, help="Id of a kept document"),
    Column("due", _date, help="Date by which a plan was promised"),
    Column("fulfils", _link, help="Id of the statement whose promise this delivers"),
    Column("corrects", _link, help="Id of the statement it walks back in part"),
    Column("retracts", _link, help="Id of the statement it takes back"),
    Column("interview", _id, help="Pseudonym of an interview"),
    Column(
        "bound",
        one_of(get_args(Bound)),
        help="What the value is: exact, lower (at least), upper (at most), about or range",
    ),
    Column(
        "direction", one_of(get_args(Direction)), help="Who acts or sends: a, b, or both for the sum of the two ways"
    ),
    Column("level", one_of(tuple(levels())), help="Of who acts: head_of_state, minister, official and others"),
    Column(
        "office",
        _office,
        longest=300,
        help="Who holds what, who acts first: president: Name; former foreign_minister: Name until 2014-05",
    ),
    Column("part", _part, longest=200, help="Of the value: whole, or part of what"),
    Column("first", one_of(get_args(First)), help="Whether it is the first of its kind: yes or no"),
    Column(
        "proposed", _proposed, help="Columns that rules filled and nobody confirmed; none where an empty cell is meant"
    ),
)
"""In the order in which new files are written."""

TYPED = ("bound", "direction", "level", "office", "part", "first", "proposed")
"""Columns that studies of the first edition do not have."""

BY_NAME = {column.name: column for column in COLUMNS}
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
OPTIONAL = tuple(column.name for column in COLUMNS if not column.required)
