"""`comity evidence`: the ledger of a study folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, app, as_of_day

evidence_app = typer.Typer(help="Keep, list and check the evidence of a study folder.", no_args_is_help=True)
app.add_typer(evidence_app, name="evidence")

LESS = ("status", "question", "sector", "kind", "source")
"""Columns of the list of statements that a narrow terminal does without, the first first."""

FolderArgument = Annotated[Path, typer.Argument(help="The study folder.")]


@evidence_app.command("list")
def list_statements(folder: FolderArgument, as_of: AsOfOption = None, format: FormatOption = "table") -> None:
    """Print the statements known by a day, oldest first, as a report may print them, then those still to grade."""
    from comity.cli.tables import emit
    from comity.evidence.drafts import STATE, read_drafts
    from comity.evidence.study import load_study

    rows: list[tuple[object, ...]] = [
        (s.id, s.date, s.a, s.b, s.question, s.kind, s.sector, s.claim, s.grade, s.source, s.status)
        for s in load_study(folder).evidence(as_of_day(as_of))
    ]
    names = ("id", "date", "a", "b", "question", "kind", "sector", "claim")
    for draft in read_drafts(folder):
        cells = [draft.cells.get(name) for name in names]
        rows.append((*cells, None, draft.cells.get("source"), STATE))
    said = f"{folder} holds no statement that is known by {as_of_day(as_of)}; comity evidence add makes one"
    emit((*names, "grade", "source", "status"), rows, format, empty=said, less=LESS)


@evidence_app.command()
def check(
    folder: FolderArgument,
    as_of: AsOfOption = None,
    atlas: AtlasOption = None,
    format: FormatOption = "table",
) -> None:
    """Say where the folder's first fault is, or what does not fit together in it and what would settle that."""
    from collections import Counter

    from comity.assessment.leaders import terms_in_office
    from comity.atlas.read import Atlas
    from comity.cli.tables import emit
    from comity.evidence.contradictions.register import register
    from comity.evidence.study import load_study

    study = load_study(folder)
    day = as_of_day(as_of)
    evidence = study.evidence(day)
    leaders = terms_in_office(Atlas.open(atlas, day), {x for s in evidence for x in (s.a, s.b) if x})
    found = register(evidence, day, leaders)
    if format == "table":
        pair = study.settings.pair
        typer.echo(f"{folder}: {pair.a} and {pair.b}, {len(study.statements)} statements, no fault")
        counts = Counter(e.label for e in found)
        for question, n in Counter(s.question for s in study.statements).most_common():
            typer.echo(f"  {question}: {n}")
        kinds = ", ".join(f"{label} {n}" for label, n in counts.most_common())
        typer.echo(f"{len(found)} contradictions among those known by {day}" + (f": {kinds}" if kinds else ""))
    listed = [list(e.rows) if format == "json" else " ".join(e.rows) for e in found]
    said = [f"{e.what} ({e.words})" if e.words else e.what for e in found]
    rows = [(e.label, ids, what, e.settle) for e, ids, what in zip(found, listed, said, strict=True)]
    emit(("kind", "rows", "what does not fit", "what would settle it"), rows, format)
