"""One statement: add it, change it from what is there now, grade one that waits, withdraw it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from comity.desk.asked import Asked, Visitor
from comity.desk.fields import FIELDS, fields_of, typed
from comity.desk.holding import Desk
from comity.desk.missing import NotThere
from comity.desk.reply import Reply
from comity.desk.sent import Sent
from comity.desk.worked import done, home_of, said, shown
from comity.errors import UserError
from comity.evidence.adding import FILE, add_statements
from comity.evidence.adding import grade as fill_and_move
from comity.evidence.drafts import Draft, read_drafts
from comity.evidence.editing import Changed, Row, change, earlier, expect_draft, history, remove, row_at, version_of
from comity.evidence.study import load_study
from comity.evidence.table import Table
from comity.store.clock import today
from comity.terms.names import sanitise

STATEMENT, DRAFT, NEW = "statement", "draft", "new"


class Form(NamedTuple):
    """A form about a row: of which kind, its id, the version it shows, and what stands in its fields."""

    kind: str
    id: str
    version: str
    cells: Mapping[str, str]


def add(desk: Desk, asked: Asked, study: str) -> Reply:
    """A form for a new statement."""
    with desk.studies.opened(study) as folder:
        pair = load_study(folder).settings.pair
        form = Form(NEW, "", "", {"a": pair.a, "b": pair.b})
        return _form(study, folder, asked.visitor, form)


def added(desk: Desk, sent: Sent, study: str) -> Reply:
    """Add what was typed; where something is missing it waits to be graded."""
    cells = typed(sent)
    with desk.studies.opened(study) as folder:
        try:
            made = add_statements(folder, Table("the statement", {n: [t] for n, t in cells.items()}, ["form"]), FILE)
        except UserError as error:
            return _form(study, folder, sent.visitor, Form(NEW, "", "", cells), fault=_told(error, folder, study))
    return done(study, "", "added" if made.statements else "waiting" if made.drafts else "known")


def statement(desk: Desk, asked: Asked, study: str, id: str) -> Reply:
    """A statement in a form, with what was changed in it before."""
    with desk.studies.opened(study) as folder:
        row = _own(folder, id)
        return _form(study, folder, asked.visitor, Form(STATEMENT, row.id, row.version, row.cells), said=said(asked))


def changed(desk: Desk, sent: Sent, study: str, id: str) -> Reply:
    """Save a statement. Where somebody changed it meanwhile, both are shown and nothing is written."""
    cells = typed(sent)
    with desk.studies.opened(study) as folder:
        row = _own(folder, id)
        mine = Form(STATEMENT, row.id, sent.text("version"), cells)
        try:
            change(folder, id, cells, sent.text("version"), who=sent.visitor.name, day=today().isoformat())
        except Changed as error:
            return _conflict(study, folder, sent.visitor, mine, error)
        except UserError as error:
            return _form(study, folder, sent.visitor, mine, fault=_told(error, folder, study))
    return done(study, f"/statements/{row.id}", "saved")


def withdrawn(desk: Desk, sent: Sent, study: str, id: str) -> Reply:
    """Let a statement count nowhere from now on."""
    with desk.studies.opened(study) as folder:
        row = _own(folder, id)
        form = Form(STATEMENT, row.id, row.version, row.cells)
        try:
            if not sent.text("reason"):
                raise UserError("say why the study no longer stands on it")
            remove(folder, id, sent.text("reason"), sent.text("version"), day=today().isoformat())
        except UserError as error:
            return _form(study, folder, sent.visitor, form, fault=_told(error, folder, study))
    return done(study, "", "withdrawn")


def grading(desk: Desk, asked: Asked, study: str, id: str) -> Reply:
    """A row that waits to be graded, in a form."""
    with desk.studies.opened(study) as folder:
        draft = _draft(folder, id)
        return _form(study, folder, asked.visitor, Form(DRAFT, draft.id, version_of(draft.cells), draft.cells))


def graded(desk: Desk, sent: Sent, study: str, id: str) -> Reply:
    """Fill a row that waits and move it to the evidence."""
    cells = typed(sent)
    with desk.studies.opened(study) as folder:
        draft = _draft(folder, id)
        mine = Form(DRAFT, draft.id, sent.text("version"), cells)

        def fill(found: Draft) -> Mapping[str, str]:
            expect_draft(found, sent.text("version"))
            return cells

        try:
            fill_and_move(folder, id, fill)
        except Changed as error:
            return _conflict(study, folder, sent.visitor, mine, error)
        except UserError as error:
            return _form(study, folder, sent.visitor, mine, fault=_told(error, folder, study))
    return done(study, "", "graded")


def _own(folder: Path, id: str) -> Row:
    """The row of a statement that is of no interview: those are kept under their terms, in their files."""
    try:
        row = row_at(folder, id)
    except UserError as error:
        raise NotThere(str(error)) from None
    if row.cells.get("interview"):
        raise NotThere(f"{sanitise(id, 40)} is of an interview; it is changed in its file, under the terms agreed")
    return row


def _draft(folder: Path, id: str) -> Draft:
    found = next((d for d in read_drafts(folder) if d.id == id), None)
    if found is None or found.cells.get("interview"):
        raise NotThere(f"no row '{sanitise(id, 40)}' waits to be graded; somebody may have graded it")
    return found


def _form(study: str, folder: Path, visitor: Visitor, form: Form, *, said: str = "", fault: str = "") -> Reply:
    return shown(
        "statement.html.j2", visitor, status=400 if fault else 200, name=study, home=home_of(study), form=form,
        groups=fields_of(load_study(folder), form.cells), said=said, fault=fault,
        history=history(folder, form.id) if form.kind == STATEMENT else (), both=(), theirs=(),
    )  # fmt: skip


def _conflict(study: str, folder: Path, visitor: Visitor, mine: Form, error: Changed) -> Reply:
    """Both: what is there now beside what was typed. What only the other changed stands in the form as it is now."""
    held, now = load_study(folder), error.now
    base = earlier(folder, mine.id, now, mine.version) if mine.kind == STATEMENT else None
    own = {n: text.strip() for n, text in mine.cells.items() if base is None or text.strip() != base.get(n, "")}
    both = [(name, now.get(name, ""), text) for name, text in own.items() if text != now.get(name, "")]
    theirs = [(name, text) for name in FIELDS if base is not None and (text := now.get(name, "")) != base.get(name, "")]
    return shown(
        "statement.html.j2", visitor, status=409, name=study, home=home_of(study), said="", fault=str(error),
        form=mine._replace(version=version_of(now)), groups=fields_of(held, {**now, **own}), both=both, theirs=theirs,
        history=history(folder, mine.id),
    )  # fmt: skip


def _told(error: UserError, folder: Path, study: str) -> str:
    return str(error).replace(str(folder), study).replace("--", "")
