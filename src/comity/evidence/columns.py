"""The columns of evidence: what each may hold, declared once for tables, imports and questions on a terminal.

A check returns what is stored, or raises `UserError` with what is wrong and what to write instead; the place
of the fault is added by the caller.
"""

import difflib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlsplit

from comity.errors import UserError
from comity.evidence.statement import Credibility, Kind, Reliability, SourceType, Status
from comity.terms.country import state
from comity.terms.names import sanitise
from comity.terms.period import parse_as_of
from comity.terms.question import QUESTIONS

Check = Callable[[str], str]

LONGEST_OTHER = 100
"""Characters of a column that declares no length of its own."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_VALUE = re.compile(r"-?[0-9]+(\.[0-9]+)?(-[0-9]+(\.[0-9]+)?){0,2}")
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,59}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, whether each row needs it, its greatest length and the check of what stands in it."""

    name: str
    check: Check = str
    required: bool = False
    longest: int = LONGEST_OTHER


def advise(text: str, allowed: Collection[str]) -> str:
    """The nearest of the `allowed` words, or all of them."""
    near = difflib.get_close_matches(text[:50], allowed, n=1)
    return f"did you mean {near[0]}?" if near else f"choose one of {', '.join(allowed)}"


def one_of(allowed: Collection[str]) -> Check:
    """A check that the word is one of those `allowed`."""

    def check(text: str) -> str:
        if text not in allowed:
            raise UserError(f"'{sanitise(text)}' is not known; {advise(text, allowed)}")
        return text

    return check


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise UserError(f"'{sanitise(text)}' is not an id; write up to 40 letters, digits, - and .")
    return text


def _date(text: str) -> str:
    parse_as_of(text)
    return text


def _state(text: str) -> str:
    return state(text).id


def _value(text: str) -> str:
    if not _VALUE.fullmatch(text):
        raise UserError(f"'{sanitise(text)}' is not a number; a range is 10-20, votes are 132-3-5")
    return text


def _quantity(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise UserError(f"'{sanitise(text)}' names no quantity; write small letters, digits and _, as trade_turnover")
    return text


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise UserError(f"'{sanitise(text)}' is not a language tag; write it as in BCP 47: he, kk-Cyrl, pt-BR")
    return text


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
    Column("id", _id, required=True),
    Column("date", _date, required=True),
    Column("published", _date),
    Column("a", _state, required=True),
    Column("b", _state),
    Column("question", one_of([question.id for question in QUESTIONS]), required=True),
    Column("kind", one_of(get_args(Kind)), required=True),
    Column("sector"),
    Column("claim", required=True, longest=600),
    Column("value", _value),
    Column("unit"),
    Column("status", one_of(get_args(Status)), required=True),
    Column("source", required=True, longest=300),
    Column("url", _url, longest=2000),
    Column("source_type", one_of(get_args(SourceType)), required=True),
    Column("reliability", one_of(get_args(Reliability)), required=True),
    Column("credibility", one_of(get_args(Credibility)), required=True),
    Column("note", longest=1000),
    Column("quantity", _quantity),
    Column("reporter"),
    Column("coverage", longest=300),
    Column("locator"),
    Column("quote", longest=2000),
    Column("language", _language),
    Column("first_seen", _date),
    Column("last_seen", _date),
    Column("accessed", _date),
    Column("document", _id),
    Column("due", _date),
    Column("fulfils", _id),
    Column("corrects", _id),
    Column("retracts", _id),
    Column("interview", _id),
)
"""In the order in which new files are written."""

BY_NAME = {column.name: column for column in COLUMNS}
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
OPTIONAL = tuple(column.name for column in COLUMNS if not column.required)
