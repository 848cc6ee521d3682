"""Studies: which there are, a new one, and the statements of one."""

from __future__ import annotations

from comity.api.pair import two_states
from comity.api.studying import Line, worked
from comity.desk.asked import Asked
from comity.desk.holding import Desk
from comity.desk.naming import choices, name_of
from comity.desk.reply import Reply
from comity.desk.rights import begins, keeps
from comity.desk.sent import Sent
from comity.desk.tables import Cell, Column
from comity.desk.worked import done, home_of, said, shown
from comity.errors import UserError
from comity.evidence.starting import begin as begin_study
from comity.store.clock import today
from comity.terms.dated import Dated
from comity.terms.names import normalise
from comity.terms.wording import date_words

PAGE = 100
"""Statements on a page."""
_HEADS = ("Date", "Who", "Claim", "Kind", "Status", "Grade", "Source", "Counts")


def studies(desk: Desk, asked: Asked) -> Reply:
    """The studies that this desk serves, and a form for a new one."""
    return _studies(desk, asked, ("", "", ""))


def _studies(desk: Desk, asked: Asked | Sent, typed: tuple[str, str, str], fault: str = "") -> Reply:
    return shown(
        "studies.html.j2", asked.visitor, status=400 if fault else 200, studies=desk.studies.listed(), name_of=name_of,
        served=desk.studies.home is not None and begins(asked.visitor), typed=typed, fault=fault, choices=choices(),
    )  # fmt: skip


def begin(desk: Desk, sent: Sent) -> Reply:
    """Make a study of two states."""
    typed = sent.text("a"), sent.text("b"), sent.text("name")
    try:
        pair = two_states(typed[0], typed[1])
        name = typed[2] or f"{pair.one.id}-{pair.two.id}".lower()
        place = desk.studies.place(name)
        if place.exists() and name not in {s.name for s in desk.studies.listed()}:
            raise UserError("a study cannot have that name here; give another")
        if place.exists():
            raise UserError(f"there is a study '{name}' already; open it, or give another name")
        begin_study(place, pair.one, pair.two)
        if desk.team is not None:
            desk.team.accounts.grant(sent.visitor.name, name)
    except UserError as error:
        return _studies(desk, sent, typed, str(error))
    return done(name, "", "begun")


def study(desk: Desk, asked: Asked, study: str) -> Reply:
    """One study: its statements, what waits to be graded, and the ways to go on."""
    with desk.studies.opened(study) as folder:
        held = worked(folder, today(), desk.level(study))
    words, own = asked.text("q"), keeps(asked.visitor, study)
    lines = [line for line in held.lines if _says(line, words)]
    page = asked.number("page", 1, 1, 10_000)
    last = max(1, -(-len(lines) // PAGE))
    turn = {
        n: f"{home_of(study)}?page={n}" + (f"&q={asked.text('q')}" if words else "")
        for n in (page - 1, page + 1)
        if 1 <= n <= last
    }
    pair = held.study.settings.pair
    return shown(
        "study.html.j2", asked.visitor, name=study, home=home_of(study), settings=held.study.settings, a=pair.a,
        b=pair.b, names=(name_of(pair.a), name_of(pair.b)), columns=[Column(head) for head in _HEADS],
        rows=[_row(study, line, own) for line in lines[(page - 1) * PAGE : page * PAGE]], total=len(lines),
        of=len(held.lines), silent=held.silent, drafts=held.drafts, words=words, page=page, last=last, turn=turn,
        said=said(asked), keeps=own, missing=[", ".join(d.missing) for d in held.drafts],
    )  # fmt: skip


def _says(line: Line, words: str) -> bool:
    s = line.statement
    text = normalise(f"{s.id} {s.claim} {s.source} {s.kind} {s.question} {s.date}")
    return all(word in text for word in normalise(words).split())


def _row(study: str, line: Line, own: bool) -> list[Cell]:
    s = line.statement
    to = home_of(study, f"/statements/{s.id}") if line.own and own else ""
    who = name_of(s.a) + (f" and {name_of(s.b)}" if s.b else "")
    return [
        Cell(date_words(Dated.parse(s.date)), to),
        Cell(who),
        Cell(s.claim, to, kind="long"),
        Cell(s.kind),
        Cell(s.status.replace("_", " ")),
        Cell(s.grade),
        Cell(s.source),
        Cell(line.counts or "yes", kind="none" if line.counts else ""),
    ]
