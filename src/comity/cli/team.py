"""`comity team`: the accounts of those who share a desk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import FormatOption, app, as_of_day
from comity.errors import MissingExtra, UserError

if TYPE_CHECKING:
    from comity.desk.team.team import Team

team_app = typer.Typer(help="Accounts of those who share a desk.", no_args_is_help=True)
app.add_typer(team_app, name="team")

FolderArgument = Annotated[Path, typer.Argument(help="The folder of the team, beside the studies and not among them.")]
NameArgument = Annotated[str, typer.Argument(help="Name of the account.")]
StudyArgument = Annotated[str, typer.Argument(help="Name of a study that the desk serves.")]
_LONGEST = 1_000


def _team(folder: Path, *, make: bool = False) -> Team:
    try:
        from comity.desk.team.team import open_team
    except ModuleNotFoundError as error:
        if error.name != "argon2":
            raise
        raise MissingExtra("accounts need the extra of the desk; install it: pip install 'comity[desk]'") from None
    return open_team(folder, make=make)


def _note(team: Team, what: str, **more: str) -> None:
    import getpass

    try:
        who = getpass.getuser()
    except (OSError, KeyError, ImportError):
        who = "somebody"
    team.trail.note(who, "command line", what, **more)


def _password() -> str:
    """A password typed twice at a terminal, or the first line of standard input: never a word of the command."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(_LONGEST).rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


@team_app.command("add")
def add(
    folder: FolderArgument,
    name: NameArgument,
    role: Annotated[str, typer.Option(help="reader, analyst or administrator.")] = "reader",
    subject: Annotated[
        str, typer.Option(help="How the provider of identities knows them; then no password is asked for.")
    ] = "",
) -> None:
    """Add an account. Its password is typed, or read from standard input; the first is an administrator's."""
    team = _team(folder, make=True)
    team.accounts.add(name, role, "" if subject else _password(), as_of_day(None).isoformat(), subject)
    _note(team, "account added", account=name, as_role=role)
    typer.echo(f"{folder}: {name}, {role}")


@team_app.command("role")
def role(
    folder: FolderArgument, name: NameArgument, role: Annotated[str, typer.Argument(help="The new role.")]
) -> None:
    """Give an account another role: reader, analyst or administrator. It holds from the next request on."""
    team = _team(folder)
    team.accounts.set_role(name, role)
    _note(team, "role changed", account=name, as_role=role)
    typer.echo(f"{folder}: {name}, {role}")


@team_app.command("editor")
def editor(
    folder: FolderArgument,
    name: NameArgument,
    study: StudyArgument,
    no_longer: Annotated[bool, typer.Option("--no-longer", help="Take it back.")] = False,
) -> None:
    """Let an account keep a study: see its notes, drafts and documents, and change it."""
    team = _team(folder)
    (team.accounts.revoke if no_longer else team.accounts.grant)(name, study)
    _note(team, "no longer editor" if no_longer else "made editor", account=name, study=study)
    typer.echo(f"{folder}: {name}, {'no longer ' if no_longer else ''}editor of {study}")


@team_app.command("password")
def password(folder: FolderArgument, name: NameArgument) -> None:
    """Give an account another password, typed or from standard input, and end its sessions."""
    team = _team(folder)
    if team.accounts.find(name) is None:
        raise UserError(f"there is no account '{name}' in {folder}; list them: comity team list {folder}")
    said = _password()
    if not said:
        raise UserError("no password came on standard input; type one, or hand it over on one line")
    team.accounts.set_password(name, said)
    _note(team, "password set", account=name)
    typer.echo(f"{folder}: {name} has another password; its sessions have ended")


@team_app.command("remove")
def remove(folder: FolderArgument, name: NameArgument) -> None:
    """Take an account away, with its sessions. What it wrote stays, under its name."""
    team = _team(folder)
    team.accounts.remove(name)
    _note(team, "account removed", account=name)
    typer.echo(f"{folder}: {name} removed")


@team_app.command("list")
def list_accounts(folder: FolderArgument, format: FormatOption = "table") -> None:
    """Print the accounts with their roles and the studies that they keep."""
    from comity.cli.tables import emit

    rows = [
        (a.name, a.role, " ".join(sorted(a.edits)), "yes" if a.has_password else "no", a.subject)
        for a in _team(folder).accounts.listed()
    ]
    said = f"{folder} holds no account; add one: comity team add {folder} NAME --role administrator"
    emit(("account", "role", "edits", "password", "subject"), rows, format, empty=said)


@team_app.command("trail")
def trail(
    folder: FolderArgument,
    most: Annotated[int, typer.Option(help="Lines at most, the newest first.", min=1, max=100_000)] = 50,
    format: FormatOption = "table",
) -> None:
    """Print who did what, and say where a line of the trail was taken out or altered."""
    from comity.cli.tables import emit

    held = _team(folder).trail
    columns = ("at", "who", "role", "what", "account", "as_role", "study", "row", "status", "address")
    rows = [tuple(line.get(name, "") for name in columns) for line in held.newest(most)]
    emit(columns, rows, format, empty=f"{folder}: nothing was done yet")
    if number := held.broken():
        raise UserError(f"{folder}/audit.jsonl, line {number}: it does not follow from the line before it")
