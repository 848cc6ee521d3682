"""`comity study init` and `upgrade`, and `comity evidence`: the ledger of a study folder."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, KnownOnOption, app, as_of_day, known_day, progress
from comity.errors import UserError
from comity.terms.some import some
from comity.terms.unit import number

if TYPE_CHECKING:
    from datetime import date

    from comity.evidence.contradictions.entry import Entry
    from comity.evidence.study import Study

evidence_app = typer.Typer(help="Keep, list and check the evidence of a study folder.", no_args_is_help=True)
app.add_typer(evidence_app, name="evidence")
study_app = typer.Typer(help="Begin a study folder, or bring an old one up to date.", no_args_is_help=True)
app.add_typer(study_app, name="study")

LESS = ("status", "question", "sector", "kind", "source")
"""Columns of the list of statements that a narrow terminal does without, the first first."""

FolderArgument = Annotated[Path, typer.Argument(help="The study folder.")]


MOST_DRAWN = 1_000
"""Rows up to which a table is drawn with columns; more are one line each, which is a hundred times quicker."""


def expect_study(folder: Path) -> None:
    """Raise UserError for a folder that is no study, with how to begin one."""
    if not (folder / "study.yaml").is_file():
        raise UserError(f"no study folder '{folder}'; give one that holds study.yaml, or begin one: comity study init")


@study_app.command("init")
def init(
    a: Annotated[str, typer.Argument(help="The state from which the study looks: code, or name in any language.")],
    b: Annotated[str, typer.Argument(help="Its partner.")],
    folder: Annotated[Path | None, typer.Argument(help="Folder to make; study-A-B/ if left out.")] = None,
) -> None:
    """Make a study folder that every command takes at once: settings, an empty table of evidence, an example."""
    from comity.cli.pair import two_states
    from comity.evidence.starting import begin

    one, two = two_states(a, b)
    place = folder if folder is not None else Path(f"study-{one.id}-{two.id}".lower())
    begin(place, one, two)
    typer.echo(f"{place}/: study.yaml, evidence/statements.csv, evidence/example.txt, README.md")
    typer.echo(
        f"next: comity gather {one.id} {two.id} --study {place} --mirror MIRROR, or: comity evidence add {place}"
    )


@study_app.command("upgrade")
def upgrade(folder: FolderArgument) -> None:
    """Add the typed columns (bound, direction, level, office, part, first) to a study of an earlier edition.

    Rules propose what they read in English claims; old files are kept beside the new ones, and nothing else changes.
    """
    from comity.evidence.upgrading import upgrade as bring_up_to_date

    expect_study(folder)
    done = bring_up_to_date(folder)
    for name, kept in done.files.items():
        typer.echo(f"{folder}/{name}: up to date; as it was: {kept}")
    for name in done.left:
        typer.echo(f"{folder}/{name}: left as it is, its form has no room for new cells", err=True)
    if done.proposed:
        said = ", ".join(f"{column} {n}" for column, n in done.proposed.items())
        typer.echo(f"proposed: {said}; confirm a cell by taking its name out of the column proposed")
    for column, ids in done.untold.items():
        typer.echo(f"could not tell {column}: {some(ids, MOST_NAMED)}")
    if done.unread:
        typer.echo(
            f"rules read no claim that is not in Latin letters; fill the columns of: {some(done.unread, MOST_NAMED)}"
        )
    if not done.files:
        typer.echo(f"{folder}: nothing to change")


@study_app.command("share")
def share_study(
    folder: FolderArgument,
    to: Annotated[Path, typer.Argument(help="The new folder, which may be passed on.")],
    words: Annotated[int | None, typer.Option("--words", min=0, help="Longest quotation, in words.")] = None,
) -> None:
    """Copy what may be passed on: statements with their places, no documents, quotations as licences allow.

    Interviews, private notes, withdrawn statements, proposals and decisions stay behind.
    """
    from comity.evidence.sharing import share

    expect_study(folder)
    done = share(folder, to, words)
    typer.echo(f"{to}: {number(done.statements)} statements; {number(done.quotations)} quotations left out")
    if done.interviews or done.withdrawn:
        kept = f"{number(done.interviews)} of interviews or not for every reader"
        typer.echo(f"left behind: {kept}, {number(done.withdrawn)} withdrawn", err=True)


MOST_NAMED = 12
"""Ids of statements that one line tells."""


@evidence_app.command("list")
def list_statements(folder: FolderArgument, as_of: AsOfOption = None, format: FormatOption = "table") -> None:
    """Print the statements known by a day, oldest first, as a report may print them, then those still to grade."""
    from comity.cli.tables import emit, expect_format
    from comity.evidence.drafts import STATE, read_drafts
    from comity.evidence.study import load_study

    expect_format(format)
    expect_study(folder)
    study, day = load_study(folder), as_of_day(as_of)
    known = study.counted(day)
    rows: list[tuple[object, ...]] = [
        (s.id, s.date, s.a, s.b, s.question, s.kind, s.sector, s.claim, s.grade, s.source, s.status) for s in known
    ]
    names = ("id", "date", "a", "b", "question", "kind", "sector", "claim")
    held = {s.id for s in study.statements}
    for draft in read_drafts(folder):
        if draft.id not in held:
            cells = [draft.cells.get(name) for name in names]
            rows.append((*cells, None, draft.cells.get("source"), STATE))
    waiting = len(rows) - len(known)
    columns = (*names, "grade", "source", "status")
    if format == "table" and len(rows) > MOST_DRAWN:
        _lines(columns, rows)
    else:
        said = f"{folder}: no statement counts by {day}; add one: comity evidence add {folder}"
        emit(columns, rows, format, empty=said, less=LESS)
    if left := _left_out(study, day):
        typer.echo(f"not listed: {left}", err=format != "table")
    if waiting:
        said = f"to grade, and counted nowhere until then: the last {waiting}; comity evidence grade {folder} ID"
        typer.echo(said, err=format != "table")


def _lines(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Rows as lines of aligned columns, however long: one statement a line."""
    from comity.report.safe import clean

    cells = [["–" if cell is None else clean(str(cell)) for cell in row] for row in (columns, *rows)]
    widths = [min(MOST_WIDE, max(map(len, column))) for column in zip(*cells, strict=True)]
    pattern = "  ".join(f"{{:<{width}}}" for width in widths)
    sys.stdout.writelines(f"{pattern.format(*row).rstrip()}\n" for row in cells)


MOST_WIDE = 100
"""Characters to which a column of such a table is filled up; longer cells push the rest of their line."""


def _left_out(study: Study, day: date) -> str:
    """How many statements do not count by the day, and why: in words, "" if all do."""
    later = sum(1 for s in study.statements if not study.known(s, day))
    silent = len(study.statements) - later - len(study.counted(day))
    said = ([f"{later} not yet known by {day}"] if later else []) + (
        [f"{silent} withdrawn or off the record"] if silent else []
    )
    return ", ".join(said)


@evidence_app.command()
def check(
    folder: FolderArgument,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    atlas: AtlasOption = None,
    format: FormatOption = "table",
) -> None:
    """Say where the folder's first fault is, or what does not fit together in it and what would settle that."""
    from comity.assessment.leaders import terms_in_office
    from comity.atlas.read import Atlas
    from comity.cli.tables import emit, expect_format
    from comity.evidence.contradictions.register import register
    from comity.evidence.study import load_study

    expect_format(format)
    expect_study(folder)
    study = load_study(folder)
    day, known = as_of_day(as_of, known_on), known_day(known_on)
    evidence = study.evidence(day if known is None else min(day, known))
    progress(f"{number(len(study.statements))} statements read")
    leaders = terms_in_office(Atlas.open(atlas, day, known), {x for s in evidence for x in (s.a, s.b) if x})
    found = register(evidence, day, leaders, progress if len(evidence) > FEW else None)
    if format == "table":
        _summary(folder, study, day, found)
        if not found:
            return
    listed = [list(e.rows) if format == "json" else " ".join(e.rows) for e in found]
    said = [f"{e.what} ({e.words})" if e.words else e.what for e in found]
    rows = [(e.label, ids, what, e.settle) for e, ids, what in zip(found, listed, said, strict=True)]
    columns = ("kind", "rows", "what does not fit", "what would settle it")
    if format == "table" and len(rows) > MOST_DRAWN:
        _lines(columns, rows)
    else:
        emit(columns, rows, format)


FEW = 5_000
"""Statements up to which a check is done before its steps could be read."""


def _summary(folder: Path, study: Study, day: date, found: Sequence[Entry]) -> None:
    pair = study.settings.pair
    held = len(study.statements)
    if not held:
        typer.echo(
            f"{folder}: {pair.a} and {pair.b}, no fault and no statement yet; add one: comity evidence add {folder}"
        )
        return
    typer.echo(f"{folder}: {pair.a} and {pair.b}, {held} statement{'' if held == 1 else 's'}, no fault")
    for question, n in Counter(s.question for s in study.statements).most_common():
        typer.echo(f"  {question}: {n}")
    if left := _left_out(study, day):
        typer.echo(f"not counted: {left}")
    if not found:
        typer.echo(f"nothing among those known by {day} contradicts anything else")
        return
    counts = Counter(e.label for e in found)
    kinds = ", ".join(f"{label} {n}" for label, n in counts.most_common())
    typer.echo(f"{len(found)} contradictions among those known by {day}: {kinds}")
