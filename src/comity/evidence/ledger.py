"""Read `evidence/*.csv` of a study folder. A fault is one line: file, row, column, what to write instead."""

import csv
import difflib
import re
from collections.abc import Callable, Collection, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn, get_args
from urllib.parse import urlsplit

from comity.errors import BadFile, UserError
from comity.evidence.guarded import csv_files, read_text
from comity.evidence.statement import Credibility, Kind, Reliability, SourceType, Statement, Status
from comity.evidence.visible import hidden_character
from comity.terms.country import state
from comity.terms.names import sanitise
from comity.terms.period import parse_as_of
from comity.terms.question import QUESTIONS

MOST_BYTES = 8_000_000
MOST_FILES = 200
MOST_ROWS = 50_000

LONGEST = {"claim": 600, "source": 300, "url": 2000, "note": 1000}
"""Characters of the long columns."""
LONGEST_OTHER = 100

REQUIRED = (
    "id",
    "date",
    "a",
    "question",
    "kind",
    "claim",
    "status",
    "source",
    "source_type",
    "reliability",
    "credibility",
)
OPTIONAL = ("published", "b", "sector", "value", "unit", "url", "note")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_VALUE = re.compile(r"-?[0-9]+(\.[0-9]+)?(-[0-9]+(\.[0-9]+)?){0,2}")


def read_ledger(folder: Path, sectors: Collection[str]) -> tuple[Statement, ...]:
    """All statements of the CSV files in `folder`, in order of file name and row; `BadFile` for any fault.

    `sectors` are the ids that the sector column may hold.
    """
    found: dict[str, Statement] = {}
    for path in csv_files(folder, "evidence", MOST_FILES):
        label = f"evidence/{sanitise(path.name)}"
        for statement in _statements(read_text(path, label, MOST_BYTES), label, sectors):
            if earlier := found.get(statement.id):
                taken = f"'{statement.id}' is taken by {earlier.origin}"
                raise BadFile(f"{statement.origin}, id: {taken}; give one of them a new id")
            found[statement.id] = statement
            if len(found) > MOST_ROWS:
                raise BadFile(f"{label}: more than {MOST_ROWS:,} rows of evidence; split the study")
    return tuple(found.values())


def _statements(text: str, label: str, sectors: Collection[str]) -> Iterator[Statement]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    header: tuple[str, ...] | None = None
    try:
        for cells in reader:
            if not cells:
                continue
            if header is None:
                header = _header(cells, label)
            else:
                yield _Row(header, cells, f"{label}, row {reader.line_num}", sectors).statement()
    except csv.Error as error:
        fault = f"{label}, row {reader.line_num}: {sanitise(str(error))}"
        raise BadFile(f"{fault}; check the quotation marks and the length of the fields") from None
    if header is None:
        raise BadFile(f"{label} is empty; its first row should name the columns: {', '.join(REQUIRED)}")


def _header(cells: list[str], label: str) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in cells)
    known = REQUIRED + OPTIONAL
    if missing := [name for name in REQUIRED if name not in names]:
        hint = "separate the columns by commas" if len(names) == 1 else "add them to the first row"
        raise BadFile(f"{label}, row 1: no column {', '.join(missing)}; {hint}")
    for place, name in enumerate(names):
        if name not in known:
            near = difflib.get_close_matches(name[:50], known, n=1)
            advice = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(known)}"
            raise BadFile(f"{label}, row 1: column '{sanitise(name)}' is not known; {advice}")
        if name in names[:place]:
            raise BadFile(f"{label}, row 1: column {name} is there twice; take one away")
    return names


class _Row:
    """One row on its way to a statement: each check raises with the place of the fault."""

    def __init__(self, header: tuple[str, ...], cells: list[str], origin: str, sectors: Collection[str]) -> None:
        self.origin = origin
        self.sectors = sectors
        if len(cells) != len(header):
            raise BadFile(
                f"{origin}: {len(cells)} fields where the first row names {len(header)}; "
                "put fields that hold a comma in quotation marks"
            )
        self.cells = {name: self._clean(name, cell) for name, cell in zip(header, cells, strict=True)}

    def fail(self, column: str, problem: str) -> NoReturn:
        raise BadFile(f"{self.origin}, {column}: {problem}")

    def statement(self) -> Statement:
        """The row as a statement, every column checked."""
        value, unit = self._quantity()
        return Statement(
            id=self._id(),
            date=self._date("date", required=True),
            published=self._date("published", required=False),
            a=self._state("a"),
            b=self._partner(),
            question=self._choice("question", [question.id for question in QUESTIONS]),
            kind=self._choice("kind", get_args(Kind)),
            sector=self._choice("sector", sorted(self.sectors)) if self.cells.get("sector") else "",
            claim=self._required("claim"),
            value=value,
            unit=unit,
            status=self._choice("status", get_args(Status)),
            source=self._required("source"),
            url=self._url(),
            source_type=self._choice("source_type", get_args(SourceType)),
            reliability=self._choice("reliability", get_args(Reliability)),
            credibility=self._choice("credibility", get_args(Credibility)),
            note=self.cells.get("note", ""),
            origin=self.origin,
        )

    def _clean(self, column: str, cell: str) -> str:
        cell = cell.strip()
        longest = LONGEST.get(column, LONGEST_OTHER)
        if len(cell) > longest:
            self.fail(column, f"{len(cell):,} characters; write at most {longest}")
        if hidden := hidden_character(cell):
            self.fail(column, f"holds the invisible character {hidden}; take it out")
        return cell

    def _required(self, column: str) -> str:
        text = self.cells[column]
        if not text:
            self.fail(column, "is empty; every statement needs it")
        return text

    def _id(self) -> str:
        text = self._required("id")
        if not _ID.fullmatch(text):
            self.fail("id", f"'{sanitise(text)}' is not an id; write up to 40 letters, digits, - and .")
        return text

    def _choice(self, column: str, allowed: Collection[str]) -> Any:
        text = self._required(column)
        if text not in allowed:
            near = difflib.get_close_matches(text[:50], allowed, n=1)
            advice = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(allowed)}"
            self.fail(column, f"'{sanitise(text)}' is not known; {advice}")
        return text

    def _asked(self, column: str, read: Callable[[str], object], text: str) -> str:
        try:
            read(text)
        except UserError as error:
            self.fail(column, str(error))
        return text

    def _date(self, column: str, *, required: bool) -> str:
        text = self._required(column) if required else self.cells.get(column, "")
        return self._asked(column, parse_as_of, text) if text else ""

    def _state(self, column: str) -> str:
        return self._asked(column, state, self._required(column))

    def _partner(self) -> str:
        text = self.cells.get("b", "")
        if text and text == self.cells["a"]:
            self.fail("b", f"is {sanitise(text)} like a; name another state, or leave it empty")
        return self._state("b") if text else ""

    def _quantity(self) -> tuple[str, str]:
        value, unit = self.cells.get("value", ""), self.cells.get("unit", "")
        if value and not _VALUE.fullmatch(value):
            self.fail("value", f"'{sanitise(value)}' is not a number; a range is 10-20, votes are 132-3-5")
        if bool(value) != bool(unit):
            self.fail("unit" if value else "value", "is empty; a number needs a unit, and a unit a number")
        return value, unit

    def _url(self) -> str:
        text = self.cells.get("url", "")
        if text and not _is_web_address(text):
            self.fail("url", f"'{sanitise(text)}' is not a web address; write https://... in plain letters")
        return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        plain = text.isascii() and " " not in text and not set(text) & set('<>"\\^`{|}')
        web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        return plain and web
    except ValueError:
        return False
