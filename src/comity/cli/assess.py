"""`comity assess`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, app, as_of_day, told_if_slow
from comity.cli.asking import request
from comity.errors import UserError

_FORMATS = ("html", "pdf", "md", "json", "docx")
_WRITTEN = "index.html, study.pdf, brief.pdf, study.docx, brief.docx, report.md, report.json, data/"


@app.command()
def assess(
    a: Annotated[str, typer.Argument(help="A state: ISO code, name in any language, cow:705 or gw:705.")],
    b: Annotated[str, typer.Argument(help="The other state.")],
    as_of: AsOfOption = None,
    since: Annotated[int | None, typer.Option(help="First year to look at; 1990 if left out.")] = None,
    study: Annotated[Path | None, typer.Option(help="Study folder with your own evidence.")] = None,
    atlas: AtlasOption = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write; A-B/ if left out.")] = None,
    format: Annotated[str, typer.Option("--format", help="Which of html,pdf,md,json,docx to write.")] = (
        "html,pdf,md,json,docx"
    ),
) -> None:
    """Assess the relations between two states, and write study, brief, data and sources to a folder."""
    from comity.assessment.assess import assess as put_together
    from comity.atlas.read import Atlas
    from comity.cli.pair import two_states
    from comity.report.write import write_report
    from comity.store.place import whole_folder

    formats = _formats(format)
    told_if_slow("reading the atlas, weighing what it says, drawing and writing: some ten seconds in all")
    day = as_of_day(as_of)
    one, two = two_states(a, b, day)
    folder = out if out is not None else Path(f"{one.id}-{two.id}")
    _expect_ours(folder)
    opened = Atlas.open(atlas, day)
    asked = request(one, two, opened, since=since, study=study, atlas=atlas)
    assessment = put_together(opened, asked)
    with whole_folder(folder) as temporary:
        write_report(assessment, temporary, formats)
    print(f"{folder}/" + (f": {_WRITTEN}" if formats == set(_FORMATS) else ""))


def _formats(text: str) -> frozenset[str]:
    chosen = frozenset(part.strip().lower() for part in text.split(",") if part.strip())
    if not chosen or not chosen <= set(_FORMATS):
        raise UserError(f"--format {text}: choose from {', '.join(_FORMATS)}")
    return chosen


def _expect_ours(folder: Path) -> None:
    """Refuse to take the place of anything but an empty folder or an earlier assessment."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "provenance.json").is_file():
        raise UserError(f"{folder} holds other files; choose another --out")
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file; choose another --out")
