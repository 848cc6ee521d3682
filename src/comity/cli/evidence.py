"""`comity evidence add`, `import`, `grade`, `withdraw` and `document`: commands that change a study folder."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.app import as_of_day
from comity.cli.named_values import named_values
from comity.cli.study import FolderArgument, evidence_app, expect_study
from comity.errors import UserError
from comity.evidence.columns import COLUMNS, bare_id

if TYPE_CHECKING:
    from collections import Counter

    from comity.evidence.adding import Added
    from comity.evidence.columns import Column
    from comity.evidence.drafts import Draft

FileOption = Annotated[str, typer.Option("--file", help="CSV file in evidence/ to add to.")]


def _with_column_options(command: Any) -> Any:
    """Give a command one option for each column of evidence, in place of its `cells`."""
    signature = inspect.signature(command, eval_str=True)
    own = [p for p in signature.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
    options = [
        inspect.Parameter(
            column.name,
            inspect.Parameter.KEYWORD_ONLY,
            default="",
            annotation=Annotated[str, typer.Option(f"--{column.name.replace('_', '-')}", help=f"{column.help}.")],
        )
        for column in COLUMNS
        if column.name not in signature.parameters
    ]
    command.__signature__ = signature.replace(parameters=[*own, *options])
    command.__annotations__ = {p.name: p.annotation for p in (*own, *options)}
    return command


@evidence_app.command("add")
@_with_column_options
def add(folder: FolderArgument, file: FileOption = "added.csv", **cells: str) -> None:
    """Add one statement: by options, or by answering questions on a terminal."""
    from comity.evidence.adding import add_statements
    from comity.evidence.drafts import missing
    from comity.evidence.study import load_study

    expect_study(folder)
    load_study(folder)
    given = {name: bare_id(text) if name == "id" else text for name, text in cells.items() if text}
    if lacking := missing(given):
        _expect_terminal([f"--{name.replace('_', '-')}" for name in lacking])
        given = _ask(given, COLUMNS)
    added = add_statements(folder, _one_row(given), file)
    for id in added.statements:
        typer.echo(f"{folder}/evidence/{file}: {id}")
    for id in added.known:
        typer.echo(f"{folder}: {id} is there already")
    _warn_of_later(folder, added.statements)


def _warn_of_later(folder: Path, ids: tuple[str, ...]) -> None:
    """Say which new statements do not count yet: a plan dated by when it is due is the usual slip."""
    from comity.evidence.study import load_study

    today = as_of_day(None)
    new = set(ids)
    for s in load_study(folder).statements if ids else ():
        if s.id in new and s.known_by > today:
            why = "; date a plan by when it was announced" if s.status == "plan" else ""
            typer.echo(f"comity: {s.id} counts only from {s.known_by} on{why}", err=True)


@evidence_app.command("grade")
@_with_column_options
def grade(
    folder: FolderArgument,
    id: Annotated[str, typer.Argument(help="Id of a row of to_grade.csv.")],
    file: FileOption = "added.csv",
    **cells: str,
) -> None:
    """Fill a row that an import left open, and move it to the evidence."""
    from comity.evidence.adding import grade as fill_and_move
    from comity.evidence.drafts import missing

    expect_study(folder)
    id = bare_id(id)
    given = {name: text for name, text in cells.items() if text}

    def fill(draft: Draft) -> Mapping[str, str]:
        held = {**draft.cells, **given}
        if lacking := missing(held):
            _expect_terminal([f"--{name.replace('_', '-')}" for name in lacking])
            typer.echo(f"{id}: {draft.cells.get('source', '')}")
            return _ask(held, COLUMNS)
        return given

    fill_and_move(folder, id, fill, file)
    typer.echo(f"{folder}/evidence/{file}: {id}")


@evidence_app.command("import")
def import_file(
    folder: FolderArgument,
    path: Annotated[Path, typer.Argument(help="A file that ends in .csv, .xlsx, .bib, .ris or .json (CSL-JSON).")],
    map: Annotated[list[str] | None, typer.Option("--map", help="THEIRS=OURS: a column's name here.")] = None,
    skip: Annotated[list[str] | None, typer.Option("--skip", help="A column to leave out.")] = None,
    set: Annotated[list[str] | None, typer.Option("--set", help="COLUMN=TEXT for rows that lack it.")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="Sheet of a workbook.")] = None,
    file: FileOption = "imported.csv",
) -> None:
    """Take over rows from a table or a bibliography. Rows that lack something wait in to_grade.csv."""
    from comity.evidence.adding import add_statements
    from comity.evidence.importing.take import Choices, read_import

    choices = Choices(named_values(map, "--map"), tuple(skip or ()), named_values(set, "--set"), sheet)
    expect_study(folder)
    table, left = read_import(path, choices)
    added = add_statements(folder, table, file)
    _report(folder, file, added, left)
    _warn_of_later(folder, added.statements)


def _report(folder: Path, file: str, added: Added, left: Counter[str]) -> None:
    if added.statements:
        typer.echo(f"{folder}/evidence/{file}: {len(added.statements)} added")
    if added.drafts:
        typer.echo(f"{folder}/to_grade.csv: {len(added.drafts)} to fill and grade, with: comity evidence grade")
    if added.known:
        typer.echo(f"{len(added.known)} were there already")
    if left:
        said = ", ".join(f"{name} ({n})" for name, n in sorted(left.items()))
        typer.echo(f"no column takes these fields, and they were left out: {said}")


@evidence_app.command("withdraw")
def withdraw(
    folder: FolderArgument,
    what: Annotated[str, typer.Argument(help="Id of a statement, or a source or address as its rows give it.")],
    reason: Annotated[str, typer.Option(help="Why the study no longer stands on it.")],
    report: Annotated[Path | None, typer.Option(help="A report to look through for what it fed.")] = None,
) -> None:
    """Let a statement or a source count nowhere from now on, and say which judgements it fed."""
    from comity.cli.why import load_report
    from comity.evidence.removing import withdraw as take_back

    expect_study(folder)
    held = load_report(report) if report is not None else None
    ids = take_back(folder, what, reason, as_of_day(None).isoformat())
    counted = "1 statement no longer counts" if len(ids) == 1 else f"{len(ids)} statements no longer count"
    typer.echo(f"{folder}/withdrawn.csv: {', '.join(ids)}; {counted}")
    if held is not None:
        from comity.api.affected import affected

        fed_by = {id: affected(held, id) for id in ids}
        if not any(fed.anything for fed in fed_by.values()):
            typer.echo(f"nothing in {report} rests on it")
        for id, fed in fed_by.items():
            for kind in ("judgements", "findings", "contradictions", "promises"):
                if named := getattr(fed, kind):
                    typer.echo(f"  {id} fed {kind}: {', '.join(named)}")


def _one_row(cells: Mapping[str, str]) -> Any:
    from comity.evidence.table import Table

    return Table("the statement", {name: [text] for name, text in cells.items()}, ["options"])


def _expect_terminal(lacking: list[str]) -> None:
    if not sys.stdin.isatty():
        raise UserError(f"give {', '.join(lacking)}; questions are asked on a terminal only")


def _ask(given: Mapping[str, str], columns: tuple[Column, ...]) -> dict[str, str]:
    """Ask for what is not given, the needed columns first; an answer that a column does not allow is asked again."""
    cells = dict(given)
    needed = [column for column in columns if column.required and column.name != "id"]
    rest = [column for column in columns if not column.required]
    for column in needed:
        if column.name not in cells and not (column.name == "source" and cells.get("interview")):
            cells[column.name] = _answer(column)
    if typer.confirm("Anything more (value, address, quote, ...)?", default=False):
        for column in rest:
            if column.name not in cells:
                cells[column.name] = _answer(column)
    return {name: text for name, text in cells.items() if text}


def _answer(column: Column) -> str:
    while True:
        text = str(typer.prompt(f"{column.name} ({column.help})", default="", show_default=False)).strip()
        if not text and not column.required:
            return ""
        try:
            if not text:
                raise UserError("needed")
            column.check(text)
            return text
        except UserError as error:
            typer.echo(f"  {error}", err=True)
