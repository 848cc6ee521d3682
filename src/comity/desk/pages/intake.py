"""What comes into a study: rows of a table or a bibliography, and documents that are kept and read."""

from __future__ import annotations

from pathlib import Path

from comity.api.reading import keep_and_read
from comity.desk.asked import Asked
from comity.desk.holding import Desk
from comity.desk.naming import name_of
from comity.desk.reply import Reply
from comity.desk.sent import Sent
from comity.desk.worked import done, home_of, said, shown
from comity.errors import UserError
from comity.evidence.adding import add_statements
from comity.evidence.importing.take import ENDINGS, Choices, read_import
from comity.evidence.study import load_study
from comity.reading.proposal import Setting
from comity.store.clock import today
from comity.terms.period import parse_as_of

FILE = "imported.csv"
"""File in `evidence/` to which rows from elsewhere go."""
_TYPED = ("map", "skip", "set", "sheet")
_NOTHING = dict.fromkeys(_TYPED, "")


def taking(desk: Desk, asked: Asked, study: str) -> Reply:
    """A form for a table or a bibliography."""
    with desk.studies.opened(study) as folder:
        return _taking(study, folder, asked, _NOTHING)


def taken(desk: Desk, sent: Sent, study: str) -> Reply:
    """Take over the rows of a file, as the command line does. Nothing is taken of one with a fault."""
    with desk.studies.opened(study) as folder:
        try:
            choices = Choices(
                _pairs(sent.lines("map")),
                tuple(sent.lines("skip")),
                _pairs(sent.lines("set")),
                sent.text("sheet") or None,
            )
            with sent.kept() as paths:
                table, left = read_import(paths[0], choices)
            made = add_statements(folder, table, FILE)
        except UserError as error:
            typed = {name: "\n".join(sent.lines(name)) for name in _TYPED}
            return _taking(study, folder, sent, typed, fault=str(error).replace(str(folder), study).replace("--", ""))
        counts = {"added": len(made.statements), "waiting": len(made.drafts), "known": len(made.known)}
        return shown(
            "import.html.j2", sent.visitor, name=study, home=home_of(study), typed=_NOTHING, fault="", endings=ENDINGS,
            counts=counts, left=sorted(left.items()),
        )  # fmt: skip


def _taking(study: str, folder: Path, asked: Asked | Sent, typed: dict[str, str], fault: str = "") -> Reply:
    load_study(folder)
    return shown(
        "import.html.j2", asked.visitor, status=400 if fault else 200, name=study, home=home_of(study), typed=typed,
        fault=fault, endings=ENDINGS, counts=None, left=(),
    )  # fmt: skip


def _pairs(lines: list[str]) -> dict[str, str]:
    found = {}
    for line in lines:
        name, equals, value = line.partition("=")
        if not equals or not name.strip():
            raise UserError(f"'{line[:60]}': write two names with = between them")
        found[name.strip()] = value.strip()
    return found


def documents(desk: Desk, asked: Asked, study: str) -> Reply:
    """The documents of a study, and a form for more."""
    with desk.studies.opened(study) as folder:
        return _documents(study, folder, asked, said=said(asked))


def dropped(desk: Desk, sent: Sent, study: str) -> Reply:
    """Keep documents in a study and read them; what cannot be read is not kept."""
    with desk.studies.opened(study) as folder:
        try:
            day = parse_as_of(sent.text("day")) if sent.text("day") else None
            setting = Setting(day, sent.text("source"), sent.text("url"), accessed=today().isoformat())
            with sent.kept() as paths:
                read = keep_and_read(folder, paths, setting, today=today())
        except UserError as error:
            return _documents(study, folder, sent, fault=str(error).replace(str(folder), study).replace("--", ""))
        if refused := [r.refused for r in read if r.refused]:
            return _documents(study, folder, sent, fault="; ".join(refused))
    return done(study, "/review", "read")


def _documents(study: str, folder: Path, asked: Asked | Sent, *, said: str = "", fault: str = "") -> Reply:
    from comity.api.reading import interviewed

    held = load_study(folder)
    private = interviewed(held)
    typed = {n: asked.text(n) if isinstance(asked, Sent) else "" for n in ("day", "source", "url")}
    return shown(
        "documents.html.j2", asked.visitor, status=400 if fault else 200, name=study, home=home_of(study), said=said,
        fault=fault, documents=[d for d in held.documents.values() if d.id not in private], typed=typed,
        names=(name_of(held.settings.pair.a), name_of(held.settings.pair.b)),
    )  # fmt: skip
