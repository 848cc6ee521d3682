"""`comity review`: what a person decides of proposals."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import FormatOption, app, as_of_day
from comity.cli.proposed import emit_proposals
from comity.cli.study import expect_study
from comity.errors import UserError
from comity.terms.unit import number as printed

if TYPE_CHECKING:
    from comity.evidence.proposals import Proposed

_KEYS = "  [a]ccept  [c]hange  [r]eject  [s]kip  [u]ndo the last  [q]uit"


@app.command("review")
def review(
    study: Annotated[Path, typer.Argument(help="The study folder.")],
    accept: Annotated[list[str] | None, typer.Option("--accept", help="Id of a proposal to accept.")] = None,
    reject: Annotated[list[str] | None, typer.Option("--reject", help="Id of a proposal to reject.")] = None,
    skip: Annotated[list[str] | None, typer.Option("--skip", help="Id of a proposal to leave for later.")] = None,
    undo: Annotated[
        list[str] | None, typer.Option("--undo", help="Id of a proposal whose decision to take back.")
    ] = None,
    set: Annotated[list[str] | None, typer.Option("--set", help="COLUMN=TEXT, with one --accept.")] = None,
    agreed: Annotated[
        bool, typer.Option("--agreed", help="Accept what two documents tell alike and nothing denies.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the open proposals to this CSV file.")] = None,
    take: Annotated[Path | None, typer.Option("--take", help="Decide as this filled CSV file says.")] = None,
    show: Annotated[bool, typer.Option("--list", help="Only print what waits.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Doubtful proposals too.")] = False,
    who: Annotated[str | None, typer.Option("--who", help="Who decides; your login name if left out.")] = None,
    format: FormatOption = "table",
) -> None:
    """Accept, change, reject or skip proposals: by key on a terminal, by option, or through a table."""
    from comity.api import review as verbs
    from comity.cli.named_values import named_values
    from comity.cli.tables import expect_format

    expect_format(format)
    expect_study(study)
    by = {"who": _who(who), "day": as_of_day(None).isoformat()}
    changes = named_values(set, "--set")
    if changes and len(accept or ()) != 1:
        raise UserError("--set changes one proposal; give it with one --accept")
    asked = False
    if agreed:
        accept = [*(accept or ()), *(p.id for p in verbs.agreed(study))]
        asked = True
    for decision, ids in (("undo", undo), ("reject", reject), ("skip", skip)):
        if ids:
            verbs.decide_all(study, ids, decision, **by)  # type: ignore[arg-type]
            typer.echo(f"{decision}: {', '.join(dict.fromkeys(ids))}")
            asked = True
    if accept:
        made = verbs.decide_all(study, accept, "change" if changes else "accept", changes=changes, **by)
        typer.echo(f"{study}/evidence/read.csv: {', '.join(made)}")
    if take is not None:
        taken = verbs.take_table(study, take, **by)
        said = ", ".join(f"{n} {decision}" for decision, n in taken.counts.items()) or "no row holds a decision"
        typer.echo(f"{take}: {said}")
    if out is not None:
        held = verbs.waiting(study, everything=everything)
        _write(out, verbs.as_table(held))
        typer.echo(f"{out}: {len(held)} proposals; fill the column decision and give it back with --take")
    if asked or accept or take is not None or out is not None:
        return
    _bring_back(study)
    waiting = verbs.waiting(study, everything=everything)
    if show or format != "table" or not sys.stdin.isatty():
        emit_proposals(waiting, format, empty=f"{study}: nothing waits; read documents: comity read {study}")
    else:
        _by_key(study, waiting, by)


def _who(given: str | None) -> str:
    if given:
        return given
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise UserError("nobody knows your login name; say who decides with --who") from None


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise UserError(f"{path} is there already; name a new file") from None
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}); name another place") from None


def _bring_back(study: Path) -> None:
    from comity.api.review import brought_back

    for s in brought_back(study):
        typer.echo(f"look again: {s.statement} ({s.claim}) rests on {s.document}; {s.newer}: {s.why}", err=True)


def _by_key(study: Path, waiting: Sequence[Proposed], by: dict[str, str]) -> None:
    """Ask one proposal after another; each answer is saved at once."""
    from comity.evidence.decisions import decide

    last = ""
    place = 0
    while place < len(waiting):
        p = waiting[place]
        _present(p, place + 1, len(waiting))
        key = typer.getchar().lower()
        try:
            if key in ("a", "c"):
                changes = _asked() if key == "c" else {}
                made = decide(study, p.id, "change" if changes else "accept", changes=changes, **by)
                typer.echo(f"  accepted as {made}\n")
            elif key in ("r", "s"):
                decide(study, p.id, "reject" if key == "r" else "skip", **by)  # type: ignore[arg-type]
                typer.echo("  rejected\n" if key == "r" else "  left for later\n")
            elif key == "u" and last:
                decide(study, last, "undo", **by)  # type: ignore[arg-type]
                typer.echo(f"  taken back: {last}\n")
                place, last = max(place - 1, 0), ""
                continue
            elif key in ("q", "\x03", "\x04", ""):
                break
            else:
                typer.echo(_KEYS)
                continue
        except UserError as error:
            typer.echo(f"  {error}\n", err=True)
            continue
        last, place = p.id, place + 1
    typer.echo(f"{printed(place)} of {printed(len(waiting))} looked at")


def _present(p: Proposed, number: int, of: int) -> None:
    c = p.cells
    typer.echo(
        f"{number}/{of}  {c.get('date', 'no date')}  {c.get('kind', '?')}, {c.get('status', '?')}  {c.get('claim', '')}"
    )
    typer.echo(f"  “{c['quote']}”  ({p.name}, {c['locator']})")
    for word, said in (("doubts", p.doubts), ("alike", p.alike), ("does not fit", p.against)):
        if said:
            typer.echo(f"  {word}: {said}")
    typer.echo(_KEYS)


def _asked() -> dict[str, str]:
    """Cells to change, as `COLUMN=TEXT`, until an empty line."""
    changes: dict[str, str] = {}
    while line := str(typer.prompt("  COLUMN=TEXT", default="", show_default=False)).strip():
        name, _, text = line.partition("=")
        changes[name.strip()] = text.strip()
    return changes
