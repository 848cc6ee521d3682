"""`comity panel`, `build` and `sources`: frames, atlases and where they come from."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import (
    AsOfOption,
    AtlasOption,
    FormatOption,
    KnownOnOption,
    MirrorOption,
    StoreOption,
    app,
    as_of_day,
    known_day,
    progress,
)
from comity.errors import UserError
from comity.quantities.shown import shown
from comity.terms.absence import Absence, Why, reason
from comity.terms.some import some
from comity.terms.unit import number

if TYPE_CHECKING:
    from comity.sources.contract import SourceSpec
    from comity.store.snapshot import Snapshot

_SHOWN = 3
"""Names printed of a list before the rest is only counted."""

LESS = ("version", "licence", "retrieved")
"""Columns of the list of sources that a narrow terminal does without; `comity sources show` has them."""

sources_app = typer.Typer(help="What sources there are; pull, verify and cite them.", no_args_is_help=False)
app.add_typer(sources_app, name="sources")


@app.command()
def panel(
    out: Annotated[Path, typer.Option(help="File to write, .parquet or .csv; - for CSV on standard output.")],
    measures: Annotated[
        str | None, typer.Option(help="Measure ids with commas between; nine core ones if left out.")
    ] = None,
    years: Annotated[str | None, typer.Option(help="For example 1990-2020; all if left out.")] = None,
    system: Annotated[str, typer.Option(help="State system of the frame: cow, gw or iso3.")] = "cow",
    undirected: Annotated[bool, typer.Option("--undirected", help="Each pair once.")] = False,
    states: Annotated[bool, typer.Option("--states", help="Beside each value the reason where there is none.")] = False,
    atlas: AtlasOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write a dyad-year frame for statistics, and say how many rows of each measure found no place in it."""
    from comity.api.panelled import told
    from comity.atlas.panel import Frame
    from comity.atlas.panel import panel as write_panel
    from comity.atlas.read import Atlas

    day = as_of_day(as_of, known_on)
    first, last = _years(years, day.year)
    if system not in ("cow", "gw", "iso3"):
        raise UserError(f"--system {system}: choose cow, gw or iso3")
    _expect_file(out, force=force)
    asked = measures.split(",") if measures else [line.quantity for line in shown("panel")]
    chosen = tuple(m.strip() for m in asked if m.strip())
    if not chosen:
        raise UserError("--measures names none; give measure ids with commas between, or leave it out")
    frame = Frame(chosen, first, last, system, not undirected, states)  # type: ignore[arg-type]
    opened = Atlas.open(atlas, day, known_day(known_on))
    with _written(out) as temporary:
        form = out.suffix.lower() or ".csv"
        account = write_panel(opened, frame, temporary, form=form, words=told(opened, frame))
    typer.echo(f"{'-' if out == _STANDARD else out}: {number(account.rows)} rows", err=True)
    for measure, n in account.unmatched.items():
        half = "" if frame.directed or not n or opened.entry(measure).direction != "directed" else _HALF
        typer.echo(f"  {measure}: {number(n)} rows of the source have no place in the frame{half}", err=True)


_STANDARD = Path("-")
_HALF = "; each pair stands in it once, so the other direction is left out: for both, leave --undirected away"


def _expect_file(out: Path, *, force: bool) -> None:
    """Refuse a name that no panel can have, a folder that is not there, and a file that is, before the work is done."""
    from comity.store.owned import expect_free
    from comity.store.place import writable

    if out == _STANDARD:
        if sys.stdout is None:
            raise UserError("standard output is closed; name a file, or leave it open")
        return
    if out.suffix.lower() not in (".parquet", ".csv"):
        raise UserError(f"{out}: name a file that ends in .parquet or .csv, or - for CSV on standard output")
    with writable(out):
        if not out.parent.is_dir():
            raise UserError(f"there is no folder {out.parent}; make it first, or choose another --out")
        if not force or out.is_dir():
            expect_free(out, "choose another --out, or replace it: --force")


@contextmanager
def _written(out: Path) -> Iterator[Path]:
    """Where to write the panel; whole it becomes `out`, or goes to standard output."""
    from comity.store.place import whole_file

    if out != _STANDARD:
        with whole_file(out) as temporary:
            yield temporary
        return
    with TemporaryDirectory() as folder:
        temporary = Path(folder) / "panel.csv"
        yield temporary
        try:
            with temporary.open("rb") as stream:
                shutil.copyfileobj(stream, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # Whoever reads has seen enough, as `head` has.
            raise typer.Exit(0) from None


@app.command()
def build(
    measures: Annotated[list[str] | None, typer.Argument(help="Measure ids; all if left out.")] = None,
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("atlas"),
    mirror: MirrorOption = None,
    store: StoreOption = None,
    since: Annotated[int, typer.Option(help="First year.")] = 1816,
    shareable: Annotated[
        bool,
        typer.Option("--shareable", help="Only sources whose derived measures may be passed on, at rounded precision."),
    ] = False,
    known_on: KnownOnOption = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Id of a source to leave out; may be given again.")
    ] = None,
) -> None:
    """Build the atlas for all pairs from the store (and a mirror). Goes on where a stopped build left off.

    It gets a folder of its own in --out, beside earlier ones, which stay; --atlas with that of --out reads the newest.
    A source that cannot be read stops the build, exit code 2.
    """
    from comity.build.conduct import Plan
    from comity.build.conduct import build as conduct
    from comity.build.shelf import expect_shelf
    from comity.store.place import default_root

    expect_shelf(out)
    expect_mirror(mirror)
    home = store or default_root()
    plan = Plan(
        home, mirror, tuple(measures or ()), since, shareable, not shareable, known_day(known_on), tuple(without or ())
    )
    manifest = conduct(plan, out, progress, lambda line: typer.echo(f"  {line}", err=True))
    typer.echo(f"{out / manifest.id}: {len(manifest.measures)} measures from {len(manifest.inputs)} sources")
    for audit in manifest.audits:
        for line in audit.notes():
            typer.echo(f"  {line}", err=True)
    lacking: dict[Absence, list[str]] = {}
    for measure in sorted(manifest.absent, key=lambda id: id not in plan.measures):  # those asked for first
        lacking.setdefault(manifest.absent[measure], []).append(measure)
    for absence, absent in lacking.items():
        if absence.why is not Why.NOT_ASKED:
            typer.echo(f"  without {some(absent, _SHOWN)}: {reason(absence)}", err=True)


@sources_app.callback(invoke_without_command=True)
def list_sources(context: typer.Context, store: StoreOption = None, format: FormatOption = "table") -> None:
    """List the sources: title, licence, and what the store holds of each."""
    if context.invoked_subcommand is not None:
        return
    from comity.cli.tables import emit
    from comity.sources.registry import sources
    from comity.store.place import default_root
    from comity.store.snapshot import latest

    rows = []
    for spec in sources().values():
        held = latest(store or default_root(), spec.id)
        rows.append(
            (
                spec.id,
                spec.origin.title,
                spec.origin.version,
                spec.licence.name,
                "may ship" if spec.licence.redistribute else "bring your own",
                held.id if held else "not held",
                held.retrieved.isoformat() if held else None,
            )
        )
    emit(("id", "title", "version", "licence", "measures", "snapshot", "retrieved"), rows, format, less=LESS)


@sources_app.command()
def pull(
    ids: Annotated[list[str] | None, typer.Argument(help="Source ids; all if left out.")] = None,
    mirror: MirrorOption = None,
    store: StoreOption = None,
    thinner: Annotated[
        bool, typer.Option("--thinner", help="Take also what holds less than the edition that is there.")
    ] = False,
) -> None:
    """Bring sources into the store with checksums, from the publishers or from an offline mirror.

    Of a publisher only what changed is fetched. What would take the place of an earlier edition is read first: one that
    cannot be, or that is suddenly thin, is refused with the reason, and the earlier one stays the newest.

    Exit code 0: all is pulled that there is to pull (of the sources named, or, without ids, of those that the mirror
    holds or that have a public address). 2: something of it is not. Each source that is not pulled is named.
    """
    from comity.sources.registry import source, sources
    from comity.store import snapshot
    from comity.store.place import default_root

    expect_mirror(mirror)
    chosen = [source(i) for i in ids] if ids else [s for s in sources().values() if not s.piecemeal]
    pulled, failed = 0, 0
    for spec in chosen:
        try:
            held = _pulled(spec, store or default_root(), mirror, thinner=thinner)
            typer.echo(f"{held.id}  {spec.origin.title}")
            # What ships with Comity is always had: alone it is no sign that a mirror holds anything.
            pulled += bool(ids) or not spec.packaged
        except UserError as error:
            if ids:
                raise
            failed += not isinstance(error, snapshot.NothingThere)
            typer.echo(f"not pulled: {spec.id}: {error}", err=True)
    if failed or not pulled:
        raise typer.Exit(2)


def _pulled(spec: SourceSpec, home: Path, mirror: Path | None, *, thinner: bool) -> Snapshot:
    """What was pulled. A first edition takes no other's place: the build that reads it says what is wrong with it."""
    from comity.store.enter import enter
    from comity.store.snapshot import latest, pull

    if not spec.piecemeal and latest(home, spec.id) is not None:
        return enter(spec, home, mirror=mirror, thinner=thinner, note=lambda line: typer.echo(line, err=True))
    return pull(spec, home, mirror=mirror)


@sources_app.command()
def verify(
    ids: Annotated[list[str] | None, typer.Argument(help="Source ids; all if left out.")] = None,
    store: StoreOption = None,
) -> None:
    """Check every file in the store against its checksum. Exit code 2: something is altered, or nothing is there."""
    from comity.sources.registry import source, sources
    from comity.store.place import default_root
    from comity.store.snapshot import faults

    home = store or default_root()
    checked, wrong = 0, []
    for spec in [source(i) for i in ids] if ids else sources().values():
        n, said = faults(home, spec.id)
        checked += n
        wrong += (
            said if n or not ids else [f"{home} holds no snapshot of {spec.id}; run: comity sources pull {spec.id}"]
        )
    if not checked and not wrong:
        wrong = [f"{home} holds no snapshots; run: comity sources pull, or name another --store"]
    for line in wrong:
        typer.echo(f"comity: {line}", err=True)
    if wrong:
        raise typer.Exit(2)
    typer.echo(f"{checked} snapshots are whole")


@sources_app.command()
def cite(ids: Annotated[list[str] | None, typer.Argument(help="Source ids; all if left out.")] = None) -> None:
    """Print how to cite sources, with version and licence."""
    from comity.sources.registry import source, sources

    for spec in [source(i) for i in ids] if ids else sources().values():
        doi = f" doi:{spec.origin.doi}" if spec.origin.doi and spec.origin.doi not in spec.origin.citation else ""
        typer.echo(f"{spec.id} ({spec.origin.version}): {spec.origin.citation}{doi} Licence: {spec.licence.name}.")


def _years(text: str | None, last: int) -> tuple[int, int]:
    if text is None:
        return 1816, last
    first, _, end = text.partition("-")
    try:
        years = int(first), int(end or first)
    except ValueError:
        raise UserError(f"--years {text}: write it like 1990-2020") from None
    if not 1816 <= years[0] <= years[1] <= last:
        raise UserError(f"--years {text}: give years from 1816 to {last}, the earlier first")
    return years


def expect_mirror(mirror: Path | None) -> None:
    """Raise UserError for a mirror that is not there."""
    if mirror is not None and not mirror.is_dir():
        raise UserError(f"no folder {mirror}; --mirror takes a folder with one folder per source id")
