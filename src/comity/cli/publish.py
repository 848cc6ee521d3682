"""`comity publish`: many pairs as a static site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, KnownOnOption, app, as_of_day, known_day, progress


@app.command()
def publish(
    states: Annotated[
        list[str] | None, typer.Argument(help="One state: its pairs with all others. Several: the pairs among them.")
    ] = None,
    listed: Annotated[Path | None, typer.Option("--list", help="CSV file of pairs, two states a line.")] = None,
    world: Annotated[bool, typer.Option("--world", help="Every pair of states there is.")] = False,
    out: Annotated[Path, typer.Option(help="Folder of the site.")] = Path("site"),
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    since: Annotated[int | None, typer.Option(help="First year to look at; 1990 if left out.")] = None,
    atlas: AtlasOption = None,
    address: Annotated[str, typer.Option(help="Where the site will stand, for its sitemap.")] = "",
    workers: Annotated[int, typer.Option(min=0, help="Processes; one for each processor if 0.")] = 0,
    spark: Annotated[
        str, typer.Option(help="Make the pairs on this Spark master, such as spark://host:7077 (extra scale).")
    ] = "",
) -> None:
    """Write a page and its data for each of many pairs, with ways to find them, as a static site.

    Run again, it makes anew only the pairs that would say something else; stopped at any moment, it goes on. Files of
    others in the folder stay as they are.
    """
    from comity.api.publish import Wanted
    from comity.api.publish import publish as run

    day = as_of_day(as_of, known_on)
    words = tuple(states or ())
    wanted = Wanted(words, out, day, known_day(known_on), since, atlas, listed, world, address, workers, spark)
    done = run(wanted, progress)
    for notice in done.notices:
        typer.echo(notice, err=True)
    rest = f", {done.removed} files removed" if done.removed else ""
    typer.echo(f"{out}/: {done.pairs} pairs, {len(done.made)} of them made now{rest}")
