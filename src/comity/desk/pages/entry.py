"""The entrance of a desk of a team: come in with a name and a password, and leave."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from comity.desk.asked import Asked, Visitor
from comity.desk.holding import Desk
from comity.desk.log import log
from comity.desk.missing import NotThere
from comity.desk.reply import HTML, Reply, moved, reply
from comity.desk.sent import Sent
from comity.desk.team.entrance import SIGN_IN, set_cookie
from comity.desk.team.provider import Provider, Refused, Unreached
from comity.desk.team.team import Team
from comity.desk.worked import shown
from comity.terms.names import sanitise

PROVIDER, BACK = f"{SIGN_IN}/provider", f"{SIGN_IN}/back"


def team_of(desk: Desk) -> Team:
    """The team of the desk. Raises NotThere on a desk of one person."""
    if desk.team is None:
        raise NotThere("there are no accounts on this desk: it is its user's alone")
    return desk.team


def entry(desk: Desk, asked: Asked) -> Reply:
    """A form to come in."""
    return _form(team_of(desk), asked.visitor, asked.text("to"))


def entered(desk: Desk, sent: Sent) -> Reply:
    """Let in whoever knows the password. What is wrong is not told apart, and after a few failures one waits."""
    team, visitor = team_of(desk), sent.visitor
    name, to, address = sent.text("name"), sent.text("to"), visitor.come.address
    if (wait := team.tries.wait(name, address)) > 0:
        said = f"too many tries; wait {round(wait) + 1} seconds and try again"
        return replace(_form(team, visitor, to, said, 429), headers={"Retry-After": str(round(wait) + 1)})
    account = team.accounts.opens(name, sent.secret("password"))
    known = team.accounts.find(name)
    if account is None:
        team.tries.failed(name, address)
        # What was typed as a name may be a password: only that of an account is noted.
        team.trail.note(known.name if known else "", known.role if known else "", "sign-in refused", address=address)
        return _form(team, visitor, to, "no account has this name and this password", 403)
    team.tries.succeeded(name)
    team.trail.note(account.name, account.role, "signed in", address=address)
    return come_in(team, visitor, account.name, to)


def provider(desk: Desk, asked: Asked) -> Reply:
    """Lead to the provider of identities: the one address elsewhere that the desk leads to, and it was declared."""
    team, visitor = team_of(desk), asked.visitor
    held = _provider_of(team)
    try:
        to = held.begin(visitor.come.shown, asked.text("to"), f"{visitor.come.site}{BACK}")
    except Unreached as error:
        log(error)
        return _form(team, visitor, asked.text("to"), "the provider of identities cannot be asked now", 503)
    cookie = {} if visitor.role else {"Set-Cookie": set_cookie(visitor.come, visitor.come.shown)}
    return reply(b"", HTML, 303, {"Location": to, "Cache-Control": "no-store", **cookie})


def back(desk: Desk, asked: Asked) -> Reply:
    """Let in whom the provider names, if there is an account for them."""
    team, visitor = team_of(desk), asked.visitor
    try:
        said = {name: asked.text(name) for name in ("code", "state", "iss", "error") if asked.text(name)}
        subject, to = _provider_of(team).finish(visitor.come.shown, said)
    except Refused as error:
        team.trail.note("", "", "sign-in by the provider refused", address=visitor.come.address)
        return _form(team, visitor, "", str(error), 403)
    except Unreached as error:
        log(error)
        return _form(team, visitor, "", "the provider of identities cannot be asked now", 503)
    account = team.accounts.of_subject(subject)
    if account is None:
        team.trail.note("", "", "sign-in by the provider without an account", address=visitor.come.address)
        fault = f"there is no account for you here yet; tell whoever runs the desk: {sanitise(subject, 120)}"
        return _form(team, visitor, "", fault, 403)
    team.trail.note(account.name, account.role, "signed in by the provider", address=visitor.come.address)
    return come_in(team, visitor, account.name, to)


def _provider_of(team: Team) -> Provider:
    if team.provider is None:
        raise NotThere("this desk knows no provider of identities; sign in with your password")
    return team.provider


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


def _form(team: Team, visitor: Visitor, to: str, fault: str = "", status: int = 200) -> Reply:
    by = team.provider.declared.name if team.provider is not None else ""
    way = f"{PROVIDER}?{urlencode({'to': to})}" if to else PROVIDER
    made = shown("entry.html.j2", visitor, status=status, place=SIGN_IN, to=to, fault=fault, by=by, way=way)
    cookie = {} if visitor.role else {"Set-Cookie": set_cookie(visitor.come, visitor.come.shown)}
    return replace(made, headers={**made.headers, **cookie})
