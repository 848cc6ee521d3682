"""`comity watch`: what a person keeps an eye on, and what crossed the lines that they drew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, StoreOption, app, as_of_day, progress
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.watch.item import Item

watch_app = typer.Typer(no_args_is_help=True, help="Keep an eye on pairs, quantities, sources and statements.")
app.add_typer(watch_app, name="watch")

FolderOption = Annotated[Path, typer.Option("--folder", help="Folder of what is watched.")]
_HERE = Path("watch")


@watch_app.command()
def add(
    of: Annotated[
        list[str] | None,
        typer.Argument(help="Two states (- for the second of one alone) and a measure; two states; or a source."),
    ] = None,
    when: Annotated[
        str, typer.Option("--when", help="The line: leaves its interval, revised by 20 %, crosses 0.5 ...")
    ] = "",
    study: Annotated[Path | None, typer.Option(help="A study folder, for: a statement falls due.")] = None,
    private: Annotated[bool, typer.Option("--private", help="Tell it to no public channel.")] = False,
    why: Annotated[str, typer.Option(help="Why it is watched.")] = "",
    folder: FolderOption = _HERE,
    atlas: AtlasOption = None,
) -> None:
    """Draw a line, and watch for what crosses it from the next run on."""
    from comity.watch import item as watched

    taken = watched.read(folder)
    item = watched.with_id(_item(tuple(of or ()), when, study, private, why, atlas), taken)
    watched.expect_fit(item)
    same = [i for i in taken if (i.of, i.line) == (item.of, item.line)]
    if same:
        raise UserError(f"{same[0].id} is watched already")
    folder.mkdir(parents=True, exist_ok=True)
    watched.write(folder, [*taken, item])
    typer.echo(f"{item.id}: {item.of}, {item.line}")


def _item(words: tuple[str, ...], when: str, study: Path | None, private: bool, why: str, atlas: Path | None) -> Item:
    from comity.watch.choose import chosen

    return chosen(words, when, study, private, why, atlas, as_of_day(None))


@watch_app.command("list")
def list_watched(folder: FolderOption = _HERE, format: FormatOption = "table") -> None:
    """List what is watched, and how often each line was crossed."""
    from comity.cli.tables import emit
    from comity.watch import item as watched
    from comity.watch import memory as remembered

    items, memory = watched.read(folder), remembered.read(folder)
    told = [alert.watch for alert in memory.alerts]
    rows = [(i.id, i.of, i.line, "yes" if i.private or i.study else "no", told.count(i.id), i.reason) for i in items]
    emit(("id", "of", "line", "private", "crossed", "reason"), rows, format, empty=f"nothing is watched in {folder}")


@watch_app.command()
def remove(id: Annotated[str, typer.Argument(help="Id, as the list shows it.")], folder: FolderOption = _HERE) -> None:
    """Watch something no longer."""
    from difflib import get_close_matches

    from comity.watch import item as watched

    items = watched.read(folder)
    if id not in {i.id for i in items}:
        near = ", ".join(get_close_matches(id, [i.id for i in items], 3, 0.3))
        raise UserError(f"nothing is watched under {id[:80]!r}{f'; did you mean {near}' if near else ''}")
    watched.write(folder, [i for i in items if i.id != id])
    typer.echo(f"{id} is watched no longer")


@watch_app.command()
def run(
    folder: FolderOption = _HERE,
    atlas: AtlasOption = None,
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Look at everything once: say what crossed a line since the last look, which edition did it and what it touches.

    The folder gets `digest.md` and, without what is private, `feed.xml` and `feed.json`. Letters and webhooks go only
    to addresses that `channels.yaml` in the folder names. Exit code 2: something could not be looked at; the rest was.
    """
    from comity.atlas.read import Atlas
    from comity.store.clock import now
    from comity.store.place import default_root
    from comity.watch.look import looked

    opened = Atlas.open(atlas, as_of_day(as_of))
    done, notes = looked(folder, opened, store or default_root(), now(), progress)
    for alert in done.alerts:
        typer.echo(f"{alert.sentence}{f' By {alert.editions}.' if alert.editions else ''}")
        for judgement in alert.judgements:
            typer.echo(f"  touches {judgement}")
    if not done.alerts:
        typer.echo("Nothing crossed a line.")
    for note in (*done.missed, *done.notices, *notes):
        typer.echo(note, err=True)
    if done.missed:
        raise typer.Exit(2)


@watch_app.command()
def feed(
    folder: FolderOption = _HERE,
    form: Annotated[str, typer.Option("--format", help="atom or json.")] = "atom",
) -> None:
    """Print the feed of what crossed a line, without what is private."""
    from comity.watch import memory as remembered
    from comity.watch.tell import atom, json_feed

    makers = {"atom": atom, "json": json_feed}
    if form not in makers:
        raise UserError(f"--format {form[:40]}: choose atom or json")
    typer.echo(makers[form](remembered.read(folder).alerts).decode().rstrip("\n"))
