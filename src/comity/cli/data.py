"""`comity panel`, `build` and `sources`: frames, atlases and where they come from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, MirrorOption, StoreOption, app, as_of_day, progress
from comity.errors import UserError

CORE = (
    "alliance.any",
    "exchange.exports_reported_by_importer",
    "geography.contiguous",
    "geography.distance",
    "igo.shared",
    "conflict.dispute",
    "conflict.rivalry",
    "context.cinc",
    "un.kappa_squared",
)
"""What a panel holds unless asked otherwise: the nine joins that most dyad-year studies start from."""

_SHOWN = 3
"""Names printed of a list before the rest is only counted."""

LESS = ("version", "licence", "retrieved")
"""Columns of the list of sources that a narrow terminal does without; `comity sources show` has them."""

sources_app = typer.Typer(help="What sources there are; pull, verify and cite them.", no_args_is_help=False)
app.add_typer(sources_app, name="sources")


@app.command()
def panel(
    out: Annotated[Path, typer.Option(help="File to write, .parquet or .csv.")],
    measures: Annotated[
        str | None, typer.Option(help="Measure ids with commas between; nine core ones if left out.")
    ] = None,
    years: Annotated[str | None, typer.Option(help="For example 1990-2020; all if left out.")] = None,
    system: Annotated[str, typer.Option(help="State system of the frame: cow, gw or iso3.")] = "cow",
    undirected: Annotated[bool, typer.Option("--undirected", help="Each pair once.")] = False,
    states: Annotated[bool, typer.Option("--states", help="Beside each value the reason where there is none.")] = False,
    atlas: AtlasOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Write a dyad-year frame for statistics, and say how many rows of each measure found no place in it."""
    from comity.atlas.panel import Frame
    from comity.atlas.panel import panel as write_panel
    from comity.atlas.read import Atlas
    from comity.store.place import whole_file

    day = as_of_day(as_of)
    first, last = _years(years, day.year)
    if system not in ("cow", "gw", "iso3"):
        raise UserError(f"--system {system}: choose cow, gw or iso3")
    if out.suffix.lower() not in (".parquet", ".csv"):
        raise UserError(f"{out}: name a file that ends in .parquet or .csv")
    chosen = tuple(m.strip() for m in measures.split(",") if m.strip()) if measures else CORE
    if not chosen:
        raise UserError("--measures names none; give measure ids with commas between, or leave it out")
    frame = Frame(chosen, first, last, system, not undirected, states)  # type: ignore[arg-type]
    with whole_file(out) as temporary:
        account = write_panel(Atlas.open(atlas, day), frame, temporary, form=out.suffix.lower())
    typer.echo(f"{out}: {account.rows:,} rows", err=True)
    for measure, n in account.unmatched.items():
        typer.echo(f"  {measure}: {n:,} rows of the source have no place in the frame", err=True)


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
) -> None:
    """Build the atlas for all pairs from the store (and a mirror). Goes on where a stopped build left off."""
    from comity.build.conduct import Plan
    from comity.build.conduct import build as conduct
    from comity.store.place import default_root

    _expect_atlas(out)
    _expect_mirror(mirror)
    plan = Plan(store or default_root(), mirror, tuple(measures or ()), since, shareable, not shareable)
    manifest = conduct(plan, out, progress)
    typer.echo(f"{out}: {len(manifest.measures)} measures from {len(manifest.inputs)} sources")
    reasons: dict[str, list[str]] = {}
    for measure, reason in manifest.absent.items():
        reasons.setdefault(reason, []).append(measure)
    for reason, absent in reasons.items():
        rest = f" and {len(absent) - _SHOWN} more" if len(absent) > _SHOWN else ""
        typer.echo(f"  without {', '.join(absent[:_SHOWN])}{rest}: {reason}", err=True)


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
) -> None:
    """Bring sources into the store with checksums, from the publishers or from an offline mirror."""
    from comity.sources.registry import source, sources
    from comity.store import snapshot
    from comity.store.place import default_root

    _expect_mirror(mirror)
    chosen = [source(i) for i in ids] if ids else [s for s in sources().values() if s.stream is None]
    refused = []
    for spec in chosen:
        try:
            held = snapshot.pull(spec, store or default_root(), mirror=mirror)
            typer.echo(f"{held.id}  {spec.origin.title}")
        except UserError as error:
            if ids:
                raise
            refused.append(f"{spec.id}: {error}")
    for line in refused:
        typer.echo(f"not pulled: {line}", err=True)
    if refused:
        raise typer.Exit(2)


@sources_app.command()
def verify(
    ids: Annotated[list[str] | None, typer.Argument(help="Source ids; all if left out.")] = None,
    store: StoreOption = None,
) -> None:
    """Check every file in the store against its checksum."""
    from comity.sources.registry import source, sources
    from comity.store.place import default_root
    from comity.store.snapshot import snapshots
    from comity.store.snapshot import verify as check

    checked = 0
    for spec in [source(i) for i in ids] if ids else sources().values():
        for held in snapshots(store or default_root(), spec.id):
            check(held)
            checked += 1
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


def _expect_mirror(mirror: Path | None) -> None:
    if mirror is not None and not mirror.is_dir():
        raise UserError(f"no folder {mirror}; --mirror takes a folder with one folder per source id")


def _expect_atlas(out: Path) -> None:
    """Refuse to take the place of anything but an empty folder or an earlier atlas."""
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / "atlas.json").is_file())):
        raise UserError(f"{out} holds other files; choose another --out")
