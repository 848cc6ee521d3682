"""Pass a study on: its statements and where each stands, without the documents and no quotation longer than allowed."""

from __future__ import annotations

import csv
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import StringIO
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.evidence.audiences import audience_of, may_read
from comity.evidence.columns import COLUMNS
from comity.evidence.documents import COLUMNS as OF_DOCUMENTS
from comity.evidence.documents import NAME as DOCUMENTS
from comity.evidence.documents import Document
from comity.evidence.guarded import read_bytes
from comity.evidence.hypotheses import read_hypotheses
from comity.evidence.statement import Statement
from comity.evidence.study import load_study
from comity.evidence.visible import guarded
from comity.evidence.withdrawals import standing
from comity.evidence.writing import new_file
from comity.terms.curated import curated_rows
from comity.terms.names import sanitise

_AS_THEY_ARE = ("study.yaml", "hypotheses.yaml")
_MOST_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class Shared:
    """How many statements a shared study holds, how many quotations were left out, and how many statements are not in
    it: of interviews or not for every reader, and withdrawn ones.
    """

    statements: int
    quotations: int
    interviews: int
    withdrawn: int


def share(folder: Path, to: Path, most_words: int | None = None) -> Shared:
    """Write what may be passed on of a study into the new folder `to`.

    Documents stay behind: their lines with hash, address, day and licence go along, and each statement's place in them.
    A quotation longer than its document's licence allows (`quotable.csv`), or than `most_words`, is left out whole.
    Statements of interviews, those that are not for every reader, withdrawn ones, proposals, decisions and everything
    private stay behind too; corrections are made. `UserError` where `to` holds anything.
    """
    study = load_study(folder)
    if to.is_symlink() or to.exists():
        raise UserError(f"{sanitise(str(to), 200)} is there already; name a new folder")
    stand = standing(study.statements, study.withdrawals)
    kept = [s for s in stand if not s.interview and may_read("readers", audience_of(s, study.audiences))]
    ids = {s.id for s in kept}
    contests = read_hypotheses(folder)
    weighed = [e.row for contest in contests for e in contest.evidence]
    if left := [row for row in weighed if row not in ids]:
        raise UserError(f"hypotheses.yaml names {sanitise(left[0])}, which stays behind; take it out there first")
    if close := [c.id for c in contests if study.audiences.get(c.id, "readers") != "readers"]:
        raise UserError(f"hypotheses.yaml holds {close[0]}, which is not for every reader; take it out there first")
    cut = [_cut(s, study.documents, most_words) for s in kept]
    cited = [study.documents[id] for id in dict.fromkeys(s.document for s in cut if s.document)]
    try:
        (to / "evidence").mkdir(parents=True)
        for name in _AS_THEY_ARE:
            if (folder / name).exists():
                _write(to / name, read_bytes(folder / name, name, _MOST_BYTES))
        for question, rows in _by_question(cut).items():
            _write(to / "evidence" / f"{question}.csv", _table(rows))
        if cited:
            names = tuple(column.name for column in OF_DOCUMENTS)
            cells = [{name: getattr(d, name) for name in names} for d in cited]
            _write(to / DOCUMENTS, _csv(names, cells))
    except OSError as error:
        shutil.rmtree(to, ignore_errors=True)
        raise BadFile(f"{sanitise(str(to), 200)} cannot be written ({sanitise(error.strerror or '')})") from None
    quotations = sum(1 for before, after in zip(kept, cut, strict=True) if before.quote != after.quote)
    return Shared(len(cut), quotations, len(stand) - len(kept), len(study.statements) - len(stand))


def allowed_words(licence: str) -> int | None:
    """The words of a document that may be quoted under its licence; None for as many as there are."""
    words = next(words for pattern, words in _quotable() if pattern.search(licence))
    return int(words) if words else None


@cache
def _quotable() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = curated_rows(Path(__file__).with_name("quotable.csv"))
    return tuple((re.compile(row["licence"], re.IGNORECASE), row["words"]) for row in rows)


def _cut(s: Statement, documents: Mapping[str, Document], most_words: int | None) -> Statement:
    allowed = allowed_words(documents[s.document].licence if s.document else "")
    limits = [limit for limit in (allowed, most_words) if limit is not None]
    return s if not limits or len(s.quote.split()) <= min(limits) else replace(s, quote="", language="")


def _by_question(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for s in sorted(statements, key=lambda s: (s.date, s.id)):
        found[s.question].append(s)
    return found


def _table(rows: Sequence[Statement]) -> bytes:
    """A file of evidence with the columns that a row needs, and those that any row fills."""
    used = [c.name for c in COLUMNS if c.required or any(getattr(s, c.name) for s in rows)]
    return _csv(used, [{name: getattr(s, name) for name in used} for s in rows])


def _csv(names: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([guarded(row[name]) for name in names] for row in rows)
    return text.getvalue().encode()


def _write(path: Path, content: bytes) -> None:
    with new_file(path.parent) as (file, temporary):
        file.write(content)
        file.flush()
        temporary.replace(path)
