"""The entrance of a desk of a team: come in with a name and a password, and leave."""

from __future__ import annotations

from dataclasses import replace

from comity.desk.asked import Asked, Visitor
from comity.desk.holding import Desk
from comity.desk.missing import NotThere
from comity.desk.reply import Reply, moved
from comity.desk.sent import Sent
from comity.desk.team.entrance import SIGN_IN, set_cookie
from comity.desk.team.team import Team
from comity.desk.worked import shown


def team_of(desk: Desk) -> Team:
    """The team of the desk. Raises NotThere on a desk of one person."""
    if desk.team is None:
        raise NotThere("there are no accounts on this desk: it is its user's alone")
    return desk.team


def entry(desk: Desk, asked: Asked) -> Reply:
    """A form to come in."""
    team_of(desk)
    return _form(asked.visitor, asked.text("to"))


def entered(desk: Desk, sent: Sent) -> Reply:
    """Let in whoever knows the password. What is wrong is not told apart, and after a few failures one waits."""
    team, visitor = team_of(desk), sent.visitor
    name, to, address = sent.text("name"), sent.text("to"), visitor.come.address
    if (wait := team.tries.wait(name, address)) > 0:
        said = f"too many tries; wait {round(wait) + 1} seconds and try again"
        return replace(_form(visitor, to, said, 429), headers={"Retry-After": str(round(wait) + 1)})
    account = team.accounts.opens(name, sent.secret("password"))
    known = team.accounts.find(name)
    if account is None:
        team.tries.failed(name, address)
        # What was typed as a name may be a password: only that of an account is noted.
        team.trail.note(known.name if known else "", known.role if known else "", "sign-in refused", address=address)
        return _form(visitor, to, "no account has this name and this password", 403)
    team.tries.succeeded(name)
    team.trail.note(account.name, account.role, "signed in", address=address)
    return come_in(team, visitor, account.name, to)


def come_in(team: Team, visitor: Visitor, name: str, to: str) -> Reply:
    """Begin a session and lead to the page that was asked for: what the browser showed before is worth nothing now."""
    try:
        found = moved(to or "/")
    except ValueError:
        found = moved("/")
    cookie = set_cookie(visitor.come, team.sessions.begin(name))
    return replace(found, headers={**found.headers, "Set-Cookie": cookie, "Cache-Control": "no-store"})


def left(desk: Desk, sent: Sent) -> Reply:
    """End the session, or all that the account has."""
    team, visitor = team_of(desk), sent.visitor
    everywhere = sent.text("all") == "yes"
    team.trail.note(visitor.name, visitor.role, "signed out everywhere" if everywhere else "signed out")
    if everywhere:
        team.sessions.end_all(visitor.name)
    else:
        team.sessions.end(visitor.come.shown)
    found = moved(SIGN_IN)
    # Nothing that the browser kept of the desk is there for the next person.
    forgets = {"Set-Cookie": set_cookie(visitor.come, ""), "Clear-Site-Data": '"cache"', "Cache-Control": "no-store"}
    return replace(found, headers={**found.headers, **forgets})


def _form(visitor: Visitor, to: str, fault: str = "", status: int = 200) -> Reply:
    made = shown("entry.html.j2", visitor, status=status, to=to, fault=fault)
    cookie = {} if visitor.role else {"Set-Cookie": set_cookie(visitor.come, visitor.come.shown)}
    return replace(made, headers={**made.headers, **cookie})
