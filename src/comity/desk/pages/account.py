"""One's own account on a desk of a team, and all of them for whoever runs it."""

from __future__ import annotations

from comity.desk.asked import Asked, Visitor
from comity.desk.holding import Desk
from comity.desk.pages.entry import come_in, team_of
from comity.desk.reply import Reply
from comity.desk.sent import Sent
from comity.desk.tables import Cell, Column
from comity.desk.worked import said, shown
from comity.errors import UserError

LINES = 200
"""Lines of the trail that the page shows."""


def account(desk: Desk, asked: Asked) -> Reply:
    """Name, role, studies that one keeps, and a form for another password."""
    team_of(desk)
    return _account(asked.visitor, said(asked))


def _account(visitor: Visitor, said: str = "", fault: str = "") -> Reply:
    return shown(
        "account.html.j2", visitor, status=400 if fault else 200, place="/account", role=visitor.role,
        edits=sorted(visitor.edits), said=said, fault=fault,
    )  # fmt: skip


def changed(desk: Desk, sent: Sent) -> Reply:
    """Take another password, end all sessions of the account, and begin a new one here."""
    team, visitor = team_of(desk), sent.visitor
    name, address = visitor.name, visitor.come.address
    try:
        if team.tries.wait(name, address) > 0:
            raise UserError("too many tries; wait a minute")
        if team.accounts.opens(name, sent.secret("old")) is None:
            team.tries.failed(name, address)
            raise UserError("that is not your password of now")
        if sent.secret("new") != sent.secret("again"):
            raise UserError("the new password was not typed twice alike")
        if not sent.secret("new"):
            raise UserError("type the new password twice")
        team.accounts.set_password(name, sent.secret("new"))
    except UserError as error:
        return _account(visitor, fault=str(error))
    team.trail.note(name, visitor.role, "password changed")
    return come_in(team, visitor, name, "/account?done=password")


def team(desk: Desk, asked: Asked) -> Reply:
    """The accounts with their roles, and the newest lines of the audit trail."""
    held = team_of(desk)
    rows = [
        [Cell(a.name), Cell(a.role), Cell(", ".join(sorted(a.edits))), Cell("yes" if a.has_password else "no"),
         Cell(a.subject)]
        for a in held.accounts.listed()
    ]  # fmt: skip
    heads = ("Account", "Role", "Edits", "Password", "Known to the provider as")
    trail = [
        [Cell(line.get("at", "")[:16].replace("T", " "))]
        + [Cell(line.get(n, "")) for n in ("who", "role", "what", "study", "row", "status", "address")]
        for line in held.trail.newest(LINES)
    ]
    return shown(
        "team.html.j2", asked.visitor, place="/account", columns=[Column(h) for h in heads], rows=rows, trail=trail,
        trail_columns=[Column(h) for h in ("When (UTC)", "Who", "As", "What", "Study", "Row", "Reply", "From")],
    )  # fmt: skip
