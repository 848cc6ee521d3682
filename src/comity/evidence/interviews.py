"""`interviews.csv`: under which terms somebody spoke. Who it was stands only in the encrypted `private/` folder.

Nothing of this file reaches a report but the agreed attribution, where the terms allow one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from comity.errors import BadFile, UserError
from comity.evidence.columns import BY_NAME, Column, one_of
from comity.evidence.register import expect_unique, read_register, rows
from comity.evidence.statement import Statement
from comity.evidence.terms import TERMS, Terms, source_line
from comity.terms.dated import Dated
from comity.terms.names import sanitise

NAME = "interviews.csv"
MOST_WORDS_QUOTED = 4
"""Words in a row that a claim may share with the original words where those may not be quoted."""

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_QUOTATION = re.compile(r"[\"“”„«»‟]")


def _count(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise UserError(f"'{sanitise(text)}' is not a number of people; write how many the description fits")
    return text


COLUMNS = (
    Column("id", BY_NAME["id"].check, required=True),
    Column("terms", one_of(tuple(TERMS)), required=True),
    Column("attribution", longest=300),
    Column("fits", _count),
    Column("date", BY_NAME["date"].check, required=True),
    Column("consent", required=True, longest=300),
    Column("language", BY_NAME["language"].check, required=True),
    Column("interpreter", one_of(("yes", "no")), required=True),
    Column("follow_up", longest=500),
    Column("withdrawn", BY_NAME["date"].check),
)


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview under its pseudonym `id`. `attribution` is what may be printed of the person: a name on the
    record, an agreed description on background, else nothing. `fits` is how many people the description fits.
    """

    id: str
    terms: Terms
    attribution: str
    fits: str
    date: str
    consent: str
    language: str
    interpreter: str
    follow_up: str
    withdrawn: str
    origin: str

    @property
    def usable(self) -> bool:
        """Whether it may stand behind a judgement: not off the record, and not withdrawn."""
        return self.terms.supports and not self.withdrawn


def read_interviews(folder: Path, smallest_set: int) -> dict[str, Interview]:
    """Pseudonym -> interview; empty where there is no such file. `BadFile` for any fault.

    A description that fits fewer than `smallest_set` people is refused: it is as good as a name.
    """
    table, faults = read_register(folder, NAME, COLUMNS)
    expect_unique(table, faults)
    for row in range(len(table.places)):
        cells = {name: cells[row] for name, cells in table.columns.items()}
        if cells["terms"] in TERMS:
            for column, problem in agreed(TERMS[cells["terms"]], cells["attribution"], cells["fits"], smallest_set):
                faults.add(row, column, problem)
    faults.raise_first(table)
    return {row["id"]: Interview(terms=TERMS[row.pop("terms")], **row) for row in rows(table)}


def agreed(terms: Terms, attribution: str, fits: str, smallest_set: int) -> list[tuple[str, str]]:
    """Column and problem of whatever goes beyond the terms."""
    if not terms.describes:
        beyond = f"is given, but nobody may be named or described {terms.label}; leave it empty"
        return [("attribution", beyond)] if attribution else []
    if not attribution:
        what = "the name and title agreed" if terms.names else "the description agreed"
        return [("attribution", f"is empty; write {what}, as it may be printed")]
    if terms.names:
        return []
    if not fits:
        return [("fits", "is empty; write how many people the description fits")]
    if not _NUMBER.fullmatch(fits) or int(fits) < smallest_set:
        return [("fits", f"{sanitise(fits)} people, fewer than {smallest_set}: agree on a wider description")]
    return []


def expect_within_terms(statements: tuple[Statement, ...], interviews: Mapping[str, Interview]) -> None:
    """`BadFile` for a claim that quotes an interview which may not be quoted."""
    for s in statements:
        if not s.interview or (terms := interviews[s.interview].terms).quotes or not terms.supports:
            continue
        if _QUOTATION.search(s.claim) or _shared_run(s.claim, s.quote) > MOST_WORDS_QUOTED:
            raise BadFile(f"{s.origin}, claim: quotes an interview {terms.label}; say it in your own words")


def _shared_run(one: str, other: str) -> int:
    """Length of the longest run of words that two texts share."""
    ours, theirs = (re.findall(r"\w+", text.casefold()) for text in (one, other))
    longest, ending = 0, [0] * (len(theirs) + 1)
    for word in ours:
        ending = [0, *(ending[i] + 1 if word == each else 0 for i, each in enumerate(theirs))]
        longest = max(longest, *ending)
    return longest


def as_agreed(s: Statement, interviews: Mapping[str, Interview]) -> Statement | None:
    """The statement as a report may print it, None if it may not: the one gate between interviews and a report."""
    if not s.interview:
        return s
    held = interviews[s.interview]
    if not held.usable:
        return None
    quote, language = (s.quote, s.language) if held.terms.quotes else ("", "")
    kept = replace(
        s,
        source=source_line(held.terms, held.attribution, str(Dated.parse(held.date).year)),
        quote=quote,
        language=language,
    )
    silent: dict[str, Any] = dict.fromkeys(
        ("url", "note", "document", "locator", "interview", "corrected", "origin"), ""
    )
    if not held.terms.names:
        silent |= dict.fromkeys(("reporter", "first_seen", "last_seen", "accessed"), "")
        # A rule knows no more than the claim; whoever keeps the study may have written down who spoke.
        silent |= dict.fromkeys({"office", "level"} - {*s.proposals}, "")
    return replace(kept, **silent)
