"""What was read in documents: each proposal beside the passage that it rests on, and what a person decides."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from comity.api.passages import Passage, passage, text_of
from comity.api.review import decide_all, waiting
from comity.desk.asked import Asked, Visitor
from comity.desk.fields import fields_of, typed
from comity.desk.holding import Desk
from comity.desk.missing import NotThere
from comity.desk.reply import Reply
from comity.desk.sent import Sent
from comity.desk.worked import done, home_of, said, shown
from comity.errors import UserError
from comity.evidence.decisions import Decision, standing
from comity.evidence.proposals import Proposed, read_proposals
from comity.evidence.study import Study, load_study
from comity.store.clock import today
from comity.terms.names import sanitise

PAGE = 20
"""Proposals on a page."""
_DECISIONS = {"accept": "accepted", "change": "accepted", "reject": "rejected", "skip": "skipped", "undo": "undone"}
_FIXED = ("quote", "document", "locator")
"""Columns that say where it was read, which a decision does not change."""


def review(desk: Desk, asked: Asked, study: str) -> Reply:
    """The proposals that wait, each beside its passage, and the decisions that stand."""
    return _review(desk, asked, study, said=said(asked), everything=asked.one_of("all", ("yes", "no")) == "yes")


def _review(
    desk: Desk, asked: Asked | Sent, study: str, *, said: str = "", fault: str = "", everything: bool = False
) -> Reply:
    page = asked.number("page", 1, 1, 10_000) if isinstance(asked, Asked) else 1
    with desk.studies.opened(study) as folder:
        held = load_study(folder)
        found = waiting(folder, everything=everything)
        shown_now = found[(page - 1) * PAGE : page * PAGE]
        beside = [(p, _passage(desk, folder, held, p)) for p in shown_now]
        made = read_proposals(folder)
        decided = [(d, made[id].cells.get("claim", "")) for id, d in standing(folder).items() if id in made]
        doubtful = 0 if everything else len(waiting(folder, everything=True)) - len(found)
    last = max(1, -(-len(found) // PAGE))
    more = "&all=yes" if everything else ""
    turn = {n: f"{home_of(study, '/review')}?page={n}{more}" for n in (page - 1, page + 1) if 1 <= n <= last}
    return shown(
        "review.html.j2", asked.visitor, status=409 if fault else 200, name=study, home=home_of(study), said=said,
        fault=fault, beside=beside, decided=list(reversed(decided))[:PAGE], total=len(found), page=page, last=last,
        turn=turn, doubtful=doubtful, everything=everything,
    )  # fmt: skip


def proposal(desk: Desk, asked: Asked, study: str, id: str) -> Reply:
    """One proposal in a form, beside its passage: to be changed before it is accepted."""
    with desk.studies.opened(study) as folder:
        found = _proposal(folder, id)
        return _proposal_page(desk, study, folder, asked.visitor, found, dict(found.cells))


def decided(desk: Desk, sent: Sent, study: str, id: str) -> Reply:
    """Take a decision on a proposal; of two people who decide at once the second is told what the first decided."""
    decision = sent.text("decision")
    if decision not in _DECISIONS:
        raise UserError(f"decision: choose one of {', '.join(_DECISIONS)}")
    with desk.studies.opened(study) as folder:
        found = _proposal(folder, id)
        cells = typed(sent)
        changes = {n: t for n, t in cells.items() if n not in _FIXED and t != found.cells.get(n, "")}
        if decision in ("accept", "change"):
            decision = "change" if changes else "accept"
        given = changes if decision == "change" else None
        try:
            decide_all(
                folder, [id], cast(Decision, decision), who=sent.visitor.name, day=today().isoformat(), changes=given
            )
        except UserError as error:
            fault = str(error).replace(str(folder), study).replace("--", "")
            if cells:
                return _proposal_page(desk, study, folder, sent.visitor, found, {**found.cells, **cells}, fault)
            return _review(desk, sent, study, fault=fault)
    return done(study, "/review", _DECISIONS[decision])


def _proposal(folder: Path, id: str) -> Proposed:
    found = read_proposals(folder).get(id)
    if found is None:
        raise NotThere(f"no proposal '{sanitise(id, 40)}' in this study; the review names those that there are")
    return found


def _proposal_page(
    desk: Desk, study: str, folder: Path, visitor: Visitor, p: Proposed, cells: dict[str, str], fault: str = ""
) -> Reply:
    held = load_study(folder)
    groups = [(title, [f for f in fields if f.name not in _FIXED]) for title, fields in fields_of(held, cells)]
    return shown(
        "proposal.html.j2", visitor, status=400 if fault else 200, name=study, home=home_of(study), p=p, groups=groups,
        fault=fault, passage=_passage(desk, folder, held, p), standing=standing(folder).get(p.id),
    )  # fmt: skip


def _passage(desk: Desk, folder: Path, held: Study, p: Proposed) -> Passage | None:
    """The passage of a proposal; None where its document is not at hand or says something else by now."""
    document = next((d for d in held.documents.values() if d.sha256 == p.sha256 and d.file), None)
    if document is None:
        return None
    try:
        return passage(desk.texts.of((folder.name, p.sha256), lambda: text_of(folder, document)), p)
    except UserError:
        return None
