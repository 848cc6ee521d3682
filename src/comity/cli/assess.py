"""`comity assess`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from comity.api.asking import request
from comity.cli.app import AsOfOption, AtlasOption, KnownOnOption, app, as_of_day, known_day, told_if_slow
from comity.errors import UserError

_FORMATS = ("html", "pdf", "md", "json", "docx")


@app.command()
def assess(
    a: Annotated[str, typer.Argument(help="A state: ISO code, name in any language, cow:705 or gw:705.")],
    b: Annotated[str, typer.Argument(help="The other state.")],
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    since: Annotated[int | None, typer.Option(help="First year to look at; 1990 if left out.")] = None,
    study: Annotated[Path | None, typer.Option(help="Study folder with your own evidence.")] = None,
    atlas: AtlasOption = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of this one edition; A-B/DATE/, beside earlier ones, if left out.")
    ] = None,
    format: Annotated[str, typer.Option("--format", help="Which of html,pdf,md,json,docx to write.")] = (
        "html,pdf,md,json,docx"
    ),
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Write to --out though another edition or other files are there: files of others stay as they are, "
            "and what was altered of ours is kept as NAME.yours.",
        ),
    ] = False,
) -> None:
    """Assess the relations between two states, and write study, brief, data and sources to a folder.

    Only files that Comity wrote, known by their hash, are ever replaced.
    """
    from comity.api.placing import expect_place, lead_to_newest, place, shelve
    from comity.assessment.assess import assess as put_together
    from comity.atlas.read import Atlas
    from comity.cli.pair import pair
    from comity.report import write as writing

    formats = _formats(format)
    told_if_slow("reading the atlas, weighing what it says, drawing and writing: some ten seconds in all")
    day = as_of_day(as_of, known_on)
    states = pair(a, b, day)
    one, two = states.one, states.two
    home = Path(f"{one.id}-{two.id}")
    if out is not None:
        expect_place(out, (one.id, two.id), day, force=force)
    elif home.exists() and not home.is_dir():
        raise UserError(f"{home} is a file; choose a folder with --out")
    opened = Atlas.open(atlas, day, known_day(known_on))
    asked = request(states, opened, since=since, study=study, atlas=atlas)
    assessment = put_together(opened, asked)
    if out is not None:
        placed = place(assessment, out, formats, writing.write_report, force=force)
    else:
        placed = shelve(assessment, home, formats, writing.write_report)
        if not lead_to_newest(home, f"{assessment.dyad.a_name} and {assessment.dyad.b_name}"):
            print(f"{home}/index.html is not Comity's and stays; it does not lead to this edition", file=sys.stderr)
    print(f"{placed.folder}/: {'as it was: ' if placed.unchanged else ''}{', '.join(placed.names)}")


def _formats(text: str) -> frozenset[str]:
    chosen = frozenset(part.strip().lower() for part in text.split(",") if part.strip())
    if not chosen or not chosen <= set(_FORMATS):
        raise UserError(f"--format {text}: choose from {', '.join(_FORMATS)}")
    return chosen
