"""Add and withdraw interviews: the register and the encrypted identity are written together."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.evidence.checking import Faults, check, clean
from comity.evidence.interviews import COLUMNS, NAME, Interview, agreed, read_interviews
from comity.evidence.private import forget_person, keep_person, read_person
from comity.evidence.study import Study, load_study
from comity.evidence.table import Table
from comity.evidence.terms import TERMS
from comity.evidence.writing import append_rows, locked, rewrite
from comity.terms.names import sanitise

_NAMES = tuple(column.name for column in COLUMNS)


def add_interview(folder: Path, cells: Mapping[str, str], person: Mapping[str, str]) -> None:
    """Enter an interview under its pseudonym `id`, and keep its person encrypted. `BadFile` or `UserError`, and
    nothing written, for whatever the terms do not allow.
    """
    table = Table("the interview", {name: [cells.get(name, "")] for name in _NAMES}, ["options"])
    clean(table, COLUMNS)
    faults = Faults(COLUMNS)
    check(table, COLUMNS, faults, "interview")
    row = {name: held[0] for name, held in table.columns.items()}
    smallest = load_study(folder).settings.smallest_set
    if row["terms"] in TERMS:
        for column, problem in agreed(TERMS[row["terms"]], row["attribution"], row["fits"], smallest):
            faults.add(0, column, problem)
    faults.raise_first(table)
    with locked(folder):
        if row["id"] in read_interviews(folder, smallest):
            raise UserError(f"{NAME}: '{sanitise(row['id'])}' is taken; choose another pseudonym")
        keep_person(folder, row["id"], person)
        try:
            append_rows(folder, NAME, _NAMES, [row])
        except BaseException:
            forget_person(folder, row["id"])
            raise


def withdraw_interview(folder: Path, id: str, day: str) -> tuple[str, ...]:
    """Mark an interview as withdrawn and remove its identity; returns ids of the statements that rested on it."""
    with locked(folder):
        study = load_study(folder)
        expect_interview(study, id)
        changed = {**study.interviews, id: replace(study.interviews[id], withdrawn=day)}
        rewrite(folder, NAME, _NAMES, [_cells(interview) for interview in changed.values()])
        forget_person(folder, id)
    return tuple(s.id for s in study.statements if s.interview == id)


def expect_interview(study: Study, id: str) -> None:
    """Raise UserError unless the study holds an interview of that id."""
    if id not in study.interviews:
        raise UserError(f"{NAME}: no interview '{sanitise(id)}'; see: comity evidence interview list")


def _cells(interview: Interview) -> dict[str, str]:
    cells = {f.name: getattr(interview, f.name) for f in fields(interview) if f.name != "origin"}
    return {**cells, "terms": interview.terms.id}


def leaks(folder: Path, secret: Path) -> tuple[str, ...]:
    """Where a word of the private store stands in what a report may print, one line each: row and field.

    Words of four letters and more of name, title, affiliation, contact and participants are looked for, except
    those of what the terms let stand on the record.
    """
    study = load_study(folder)
    found: list[str] = []
    for key, interview in study.interviews.items():
        try:
            person = read_person(folder, key, secret)
        except BadFile:
            continue
        open_words = _words(interview.attribution)
        secrets = {
            (field, word)
            for field in ("name", "title", "affiliation", "contact", "participants")
            for word in _words(person.get(field, "")) - open_words
        }
        for s in study.statements:
            if s.interview != key:
                continue
            said = _words(" ".join((s.id, s.claim, s.quote, s.unit, s.coverage, s.office, s.part)))
            found += [f"{s.origin}: holds '{word}' of {field}" for field, word in sorted(secrets) if word in said]
    return tuple(found)


def _words(text: str) -> set[str]:
    import re

    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= 4}
