"""`comity gather`, `comity read`, `comity review`: documents, proposals out of them, and what a person decides."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import FormatOption, MirrorOption, StoreOption, app, as_of_day, progress
from comity.cli.study import expect_study
from comity.errors import UserError
from comity.terms.unit import number as printed

if TYPE_CHECKING:
    from comity.api.reading import Read
    from comity.evidence.proposals import Proposed
    from comity.sources.own_model import OwnModel

_SHOWN = ("id", "date", "a", "b", "kind", "status", "claim", "doubts", "alike", "against", "document", "quote")
_LESS = ("document", "quote", "alike", "against", "doubts", "status")
_SECONDS = "  [a]ccept  [c]hange  [r]eject  [s]kip  [u]ndo the last  [q]uit"

WhoOption = Annotated[str | None, typer.Option("--who", help="Who decides; your login name if left out.")]


@app.command("gather")
def gather(
    a: Annotated[str, typer.Argument(help="One of the two: code, or name in any language.")],
    b: Annotated[str, typer.Argument(help="The other.")],
    study: Annotated[Path | None, typer.Option("--study", help="The study folder; study-A-B/ if left out.")] = None,
    mirror: MirrorOption = None,
    place: Annotated[list[str] | None, typer.Option("--place", help="Only this place of the mirror.")] = None,
    named: Annotated[list[str] | None, typer.Option("--from", help="A file, a folder or an https address.")] = None,
    store: StoreOption = None,
    format: FormatOption = "table",
) -> None:
    """Keep documents about two states in their study: from a mirror of named public places, or from where you say.

    Days of current events that comity update brought into the store are looked through too. The network is asked only
    for the addresses that you name.
    """
    from comity.api.gather import Where
    from comity.api.gather import gather as look
    from comity.cli.pair import two_states
    from comity.cli.tables import emit, expect_format
    from comity.store.place import default_root

    expect_format(format)
    one, two = two_states(a, b)
    home = study if study is not None else Path(f"study-{one.id}-{two.id}".lower())
    expect_study(home)
    found = look(
        home,
        one,
        two,
        Where(mirror, place or (), named or ()),
        today=as_of_day(None),
        store=store or default_root(),
        progress=progress,
    )
    columns = ("place", "name", "id", "passages", "state", "note")
    rows = [[getattr(kept, name) or None for name in columns] for kept in found]
    emit(columns, rows, format, empty="nothing about the two was found", less=("note",))
    if any(kept.state != "refused" for kept in found):
        typer.echo(f"next: comity read {home}", err=True)
    elif found:
        raise typer.Exit(2)


@app.command("read")
def read(
    what: Annotated[list[Path], typer.Argument(metavar="FILE... | STUDY", help="Files to read, or one study folder.")],
    study: Annotated[
        Path | None, typer.Option("--study", help="Keep the files in this study and propose there.")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--day", help="The day of the files (YYYY-MM-DD), if they do not say.")
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help="Their source as you would cite it.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="Their address at the publisher.")] = None,
    allow: Annotated[
        list[str] | None, typer.Option("--allow", help="Id of a kept document to read though an interview rests on it.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="A language model of yours, by its name.")] = None,
    model_at: Annotated[
        str | None, typer.Option("--model-at", help="The address that serves it: http://localhost:8080/v1.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show doubtful proposals too.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Read once more what was read already.")] = False,
    format: FormatOption = "table",
) -> None:
    """Read documents (PDF, DOCX, HTML, EML, WARC, text) and propose statements with their exact place.

    Nothing that is proposed is evidence: decide with comity review. No model is asked unless you name it and its
    address; then the text of these documents goes there, and what it proposes is shown with --all only.
    """
    from comity.api.reading import keep_and_read, read_files, read_study
    from comity.cli.tables import expect_format
    from comity.reading.private_files import expect_public
    from comity.reading.proposal import Setting
    from comity.terms.period import parse_as_of

    expect_format(format)
    today = as_of_day(None)
    said_day = parse_as_of(day) if day else None
    asked = _model(model, model_at)
    if len(what) == 1 and what[0].is_dir():
        expect_study(what[0])
        found = read_study(what[0], today=today, allow=allow or (), again=again, model=asked, progress=progress)
        study = what[0]
    else:
        for path in what:
            expect_public(path)
        setting = Setting(said_day, source or "", url or "", accessed=today.isoformat())
        if study is not None:
            expect_study(study)
            found = keep_and_read(study, what, setting, today=today, model=asked, progress=progress)
        else:
            found = tuple(read_files(what, setting, asked))
    _show(found, everything, format)
    _tell(found, everything, study)


def _model(name: str | None, address: str | None) -> OwnModel | None:
    """The model that the command names; half a name is none."""
    from comity.sources.own_model import own_model

    if name is None and address is None:
        return None
    if name is None or address is None:
        raise UserError("a model is named by --model NAME and --model-at ADDRESS together")
    return own_model(name, address)


def _show(found: Sequence[Read], everything: bool, format: str) -> None:
    from comity.cli.tables import emit

    shown = [p for r in found for p in r.proposals if everything or p.likely]
    rows = [[_cell(p, name) for name in _SHOWN] for p in shown]
    emit(_SHOWN, rows, format, empty="nothing is proposed that is likely to be accepted", less=_LESS)


def _cell(p: Proposed, name: str) -> str | None:
    own = {"id": p.id, "doubts": p.doubts, "alike": p.alike, "against": p.against, "document": p.name}
    return own.get(name, p.cells.get(name)) or None


def _tell(found: Sequence[Read], everything: bool, study: Path | None) -> None:
    """One line for each document with something to say, and the sums."""
    for r in found:
        for note in (r.refused, *r.notes):
            if note:
                said = note if note.startswith(r.name) else f"{r.name}: {note}"
                typer.echo(said, err=True)
    likely = sum(p.likely for r in found for p in r.proposals)
    held = sum(len(r.proposals) for r in found) - likely
    read_ = printed(sum(not r.refused for r in found))
    line = f"{read_} documents read, {printed(likely)} proposals likely to be accepted"
    more = "" if everything or not held else f"; {printed(held)} doubtful ones with --all"
    typer.echo(f"{line}{more}", err=True)
    if study is not None:
        typer.echo(f"next: comity review {study}", err=True)
    if found and all(r.refused for r in found):
        raise typer.Exit(2)


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
    who: WhoOption = None,
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
        _list(waiting, format, study)
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


def _list(waiting: Sequence[Proposed], format: str, study: Path) -> None:
    from comity.cli.tables import emit

    rows = [[_cell(p, name) for name in _SHOWN] for p in waiting]
    emit(_SHOWN, rows, format, empty=f"{study}: nothing waits; read documents: comity read {study}", less=_LESS)


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
                typer.echo(_SECONDS)
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
    typer.echo(_SECONDS)


def _asked() -> dict[str, str]:
    """Cells to change, as `COLUMN=TEXT`, until an empty line."""
    changes: dict[str, str] = {}
    while line := str(typer.prompt("  COLUMN=TEXT", default="", show_default=False)).strip():
        name, _, text = line.partition("=")
        changes[name.strip()] = text.strip()
    return changes
