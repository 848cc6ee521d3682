"""`comity events`: raw event files into a warehouse, and from there to dyads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import FormatOption, StoreOption, app, progress
from comity.errors import UserError
from comity.terms.period import month_text
from comity.terms.unit import copied, number

if TYPE_CHECKING:
    from comity.events.ingest import Outcome
    from comity.events.queries import Choice
    from comity.terms.actor import ActorNames

events_app = typer.Typer(help="Raw event files into a warehouse, and from there to dyads.", no_args_is_help=True)
app.add_typer(events_app, name="events")

WarehouseOption = Annotated[Path, typer.Option("--warehouse", help="Folder of the warehouse.")]
_SHOWN = {
    "source", "a", "b", "period", "date", "delivered_days", "active_days", "acts", "documents", "cooperation",
    "hostility", "side", "place", "code", "score", "outlet", "url",
}  # fmt: skip
SourceOption = Annotated[str | None, typer.Option("--source", help="Source of the events; recognised if left out.")]


@events_app.command()
def ingest(
    files: Annotated[list[Path], typer.Argument(help="Files as published (.zip, .gz or text), or folders of them.")],
    warehouse: WarehouseOption,
    source: SourceOption = None,
    store: StoreOption = None,
) -> None:
    """Take event files into a warehouse: each once, every row kept, set aside or quarantined with its reason."""
    from comity.events.ingest import ingest as take

    done = take(warehouse, _files(files), source=source, names=_leaders(store), progress=progress)
    _say(done, warehouse)


@events_app.command()
def pull(
    warehouse: WarehouseOption,
    first: Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--to", help="Last day, YYYY-MM-DD.")],
    mentions: Annotated[
        bool, typer.Option("--mentions", help="The tables of mentions too (five times the size).")
    ] = False,
    keep: Annotated[
        Path | None, typer.Option(help="Folder where the files stay; removed after ingest if left out.")
    ] = None,
) -> None:
    """Fetch GDELT's pieces of a span of days, by the publisher's list with its checksums, and ingest them."""
    from comity.events.pull import pull as fetch
    from comity.events.pull import span

    done, missing = fetch(warehouse, span(first, last), mentions=mentions, keep=keep, progress=progress)
    for line in missing:
        typer.echo(f"not pulled: {line}", err=True)
    _say(done, warehouse)
    if missing:
        raise typer.Exit(2)


@events_app.command()
def fold(
    warehouse: WarehouseOption,
    store: StoreOption = None,
    scale: Annotated[
        str | None, typer.Option(help="Scores: plover, goldstein_gdelt or goldstein_icews; as before if left out.")
    ] = None,
    actors: Annotated[str | None, typer.Option(help="official, or all: citizens, companies and rebels too.")] = None,
    confidence: Annotated[
        float | None, typer.Option(help="Least confidence, 0 to 100, of acts outside the lead; 101 admits none.")
    ] = None,
    sanction: Annotated[
        str | None, typer.Option(help="Quad class of PLOVER's SANCTION: material_conflict or verbal_conflict.")
    ] = None,
    spark: Annotated[
        str | None, typer.Option(help="Fold on this Spark master, such as local[2] or spark://host:7077 (extra scale).")
    ] = None,
) -> None:
    """Fold the warehouse to dyad-months and keep them in the store, where comity build finds them."""
    from comity.events.fold import fold as conduct
    from comity.store.place import default_root

    choice = _choice(warehouse, scale, actors, confidence, sanction)
    for each in conduct(warehouse, store or default_root(), choice, progress, spark=spark):
        typer.echo(
            f"{each.snapshot.id}  {number(each.months)} dyad-months and {number(each.documents)} documents, "
            f"{each.first} to {each.last}"
        )


@events_app.command()
def show(
    a: Annotated[str, typer.Argument(help="A state.")],
    b: Annotated[str, typer.Argument(help="The other state.")],
    warehouse: WarehouseOption,
    by: Annotated[str, typer.Option(help="month or day.")] = "month",
    documents: Annotated[str | None, typer.Option(help="Instead, the documents behind one month, YYYY-MM.")] = None,
    source: SourceOption = None,
    format: FormatOption = "table",
) -> None:
    """Print what two states did to each other, both directions, or the documents behind a month."""
    from comity.cli.pair import two_states
    from comity.cli.tables import emit
    from comity.events import look
    from comity.terms.dyad import Dyad
    from comity.terms.period import Period

    one, two = two_states(a, b)
    pair = Dyad(one.id, two.id)
    if by not in ("month", "day"):
        raise UserError(f"--by {by}: choose month or day")
    if documents is None:
        columns, rows = look.history(warehouse, pair, by, source)  # type: ignore[arg-type]
    else:
        when = Period.parse(documents)
        if when.month is None:
            raise UserError(f"--documents {documents}: name a month, YYYY-MM")
        columns, rows = look.documents(warehouse, pair, when.year * 12 + when.month - 1, source)
    if not rows and format == "table":
        what = "" if documents is None else f" that was reported in {documents} with an address"
        typer.echo(f"{warehouse} holds no act of {one.name} on {two.name}, or the other way round{what}.")
        return
    # A terminal shows what a reader looks for first; csv and json give every column.
    kept = [i for i, name in enumerate(columns) if format != "table" or name in _SHOWN]
    emit(
        [columns[i] for i in kept],
        [tuple(_cell(columns[i], row[i]) for i in kept) for row in rows],
        format,
        empty=f"{warehouse} holds nothing of {one.name} and {two.name}"
        + (f" in {documents}" if documents else "")
        + "; what it holds: comity events check",
    )


@events_app.command()
def check(warehouse: WarehouseOption, format: FormatOption = "table") -> None:
    """Hold every file against the ledger, and say what went in, what did not and why, and which days are missing."""
    from comity.cli.tables import emit
    from comity.events.check import account, verify

    whole = verify(warehouse)
    emit(
        ("source", "what", "reason", "first", "last", "pieces", "rows"),
        account(warehouse),
        format,
        empty=f"{warehouse} holds nothing yet; comity events ingest fills it",
    )
    typer.echo(f"{whole} files are whole", err=True)


@events_app.command()
def compact(warehouse: WarehouseOption) -> None:
    """Join the small files of each month to one. Nothing that anyone reads changes."""
    from comity.events.compact import compact as join

    typer.echo(f"{number(join(warehouse))} files fewer")


def _files(given: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            if not inside:
                raise UserError(f"{path} holds no files; name the files to ingest")
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise UserError(f"{path}: no such file; name the files to ingest")
    return list(dict.fromkeys(found))


def _leaders(store: Path | None) -> ActorNames:
    """Leaders by name, from the store's tables where it has them; without them, only states' own names are read."""
    from comity.events.leaders import leaders
    from comity.store.place import default_root

    return leaders(store or default_root(), lambda line: typer.echo(f"  {line}", err=True))


def _choice(
    warehouse: Path, scale: str | None, actors: str | None, confidence: float | None, sanction: str | None
) -> Choice | None:
    from dataclasses import replace

    from comity.events.ledger import Ledger
    from comity.events.refresh import chosen

    if actors not in (None, "official", "all"):
        raise UserError(f"--actors {actors}: choose official or all")
    if confidence is not None and not 0 <= confidence <= 101:
        raise UserError(f"--confidence {copied(confidence)}: give 0 to 100, or 101")
    new = {
        "scale": scale,
        "official_only": None if actors is None else actors == "official",
        "least_confidence": confidence,
        "sanction": sanction,
    }
    given = {name: value for name, value in new.items() if value is not None}
    with Ledger.open(warehouse) as ledger:
        return replace(chosen(ledger), **given) if given else None  # type: ignore[arg-type]


def _pieces(count: int) -> str:
    return "1 piece" if count == 1 else f"{number(count)} pieces"


def _say(done: Outcome, warehouse: Path) -> None:
    taken = done.taken
    counts = {
        "kept": sum(a.kept for a in taken),
        "set aside": sum(sum(a.set_aside.values()) for a in taken),
        "quarantined": sum(sum(a.quarantined.values()) for a in taken),
        "duplicates": sum(a.duplicates for a in taken),
    }
    rows = ", ".join(f"{number(n)} {what}" for what, n in counts.items())
    typer.echo(f"{warehouse}: {_pieces(len(taken))} taken, {number(sum(a.rows_read for a in taken))} rows: {rows}")
    if done.known:
        typer.echo(f"  {_pieces(len(done.known))} there already", err=True)
    for reason in done.refused.values():
        typer.echo(f"comity: refused: {' '.join(reason.split())}", err=True)
    if done.refused:
        raise typer.Exit(2)


def _cell(name: str, value: object) -> object:
    if name == "period" and isinstance(value, int):
        return month_text(value)
    return value.isoformat() if _is_day(value) else value  # type: ignore[attr-defined]


def _is_day(value: object) -> bool:
    from datetime import date as day

    return isinstance(value, day)
