"""`comity gather` and `comity read`: documents about two states, and proposals out of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import FormatOption, MirrorOption, StoreOption, app, as_of_day, progress
from comity.cli.proposed import emit_proposals
from comity.cli.study import expect_study
from comity.errors import UserError
from comity.terms.unit import number as printed

if TYPE_CHECKING:
    from comity.api.reading import Read
    from comity.sources.own_model import OwnModel


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
    shown = [p for r in found for p in r.proposals if everything or p.likely]
    emit_proposals(shown, format, empty="nothing is proposed that is likely to be accepted")


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
