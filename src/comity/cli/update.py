"""`comity update` and `comity sources due`: what is new at the publishers, what moved, and what is due by now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import AsOfOption, FormatOption, MirrorOption, StoreOption, app, as_of_day, progress
from comity.cli.data import expect_mirror, sources_app

if TYPE_CHECKING:
    from comity.api.update import Updated


@app.command()
def update(
    words: Annotated[
        list[str] | None, typer.Argument(help="Two states, or ids of sources; all that can be asked if left out.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of the atlas to bring up to date.")] = Path("atlas"),
    mirror: MirrorOption = None,
    store: StoreOption = None,
    since: Annotated[int, typer.Option(help="First year.")] = 1816,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Id of a source to leave out; may be given again.")
    ] = None,
    thinner: Annotated[
        bool, typer.Option("--thinner", help="Take also what holds less than the edition that is there.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be pulled and computed; fetch and write nothing.")
    ] = False,
    format: FormatOption = "table",
) -> None:
    """Ask the publishers what is new, pull it, build what depends on it, and say what moved.

    With two states their sources are asked and their changes told. Stopped at any moment, it goes on when run again. A
    new edition that cannot be read, or is suddenly thin, is refused with the reason and the one before stays. Exit code
    0: all that was asked answered and what came was fit. 2: something of it did not or was not; the rest is done.
    """
    from comity.api.moved import rows
    from comity.api.update import Wanted, finish
    from comity.api.update import update as run
    from comity.cli.tables import emit, expect_format
    from comity.store.clock import today
    from comity.store.place import default_root

    expect_format(format)
    expect_mirror(mirror)
    home = store or default_root()
    wanted = Wanted(tuple(words or ()), home, out, mirror, since, tuple(without or ()), thinner, dry_run)
    done = run(wanted, today(), progress)
    if format == "table":
        typer.echo("\n".join(_paper(done, out)))
    else:
        emit(("what", "of", "before", "after", "says"), list(rows(done)), format)
    finish(done)
    if any(answer.outcome in ("refused", "not had") for answer in done.asked):
        raise typer.Exit(2)


def _paper(done: Updated, out: Path) -> list[str]:
    """The news as lines, each heading once."""
    from comity.api.moved import told
    from comity.atlas.manifest import load

    entries = load(done.atlas).measures if done.atlas is not None else {}
    lines = [f"{done.atlas}: {len(entries)} measures" if done.atlas is not None else f"{out} stays as it is"]
    heading = ""
    for item in told(done, entries):
        if item.heading != heading:
            heading = item.heading
            lines += ["", heading]
        lines.append(f"  {item.sentence}")
    return lines


@sources_app.command("due")
def list_due(store: StoreOption = None, as_of: AsOfOption = None, format: FormatOption = "table") -> None:
    """List what publishers should have released by a day: late first, by each source's rhythm and newest edition.

    Late is what is overdue by more than a quarter of its step. Without an edition in the store, the files that a source
    declares count.
    """
    from comity.api.due import due
    from comity.cli.tables import emit
    from comity.store.place import default_root

    held = due(store or default_root(), as_of_day(as_of))
    columns = ("id", "standing", "rhythm", "released", "expected", "edition", "reason")
    rows = [
        (d.source, d.standing, d.rhythm, d.released and str(d.released), d.expected and str(d.expected),
         d.edition or None, d.reason)
        for d in held
    ]  # fmt: skip
    emit(columns, rows, format, less=("reason", "edition"))
