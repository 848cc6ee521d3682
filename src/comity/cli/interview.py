"""`comity evidence interview` and `comity evidence document`: who spoke under which terms, and kept copies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.app import FormatOption, as_of_day
from comity.cli.study import FolderArgument, evidence_app, expect_study
from comity.errors import UserError

interview_app = typer.Typer(help="Interviews: terms in the open, identities encrypted.", no_args_is_help=True)
document_app = typer.Typer(help="Copies of documents, kept under their hash.", no_args_is_help=True)
evidence_app.add_typer(interview_app, name="interview")
evidence_app.add_typer(document_app, name="document")

IdArgument = Annotated[str, typer.Argument(help="Pseudonym of the interview, as I07.")]
KeyOption = Annotated[Path, typer.Option("--key", help="File with your secret key of age.")]


@interview_app.command("key")
def key(
    folder: FolderArgument,
    out: Annotated[Path | None, typer.Option(help="File for a new secret key, outside the study folder.")] = None,
    public: Annotated[str | None, typer.Option(help="A public key of somebody who may read identities.")] = None,
) -> None:
    """Make a key, or let somebody else's key read the identities that are added from now on."""
    from comity.evidence.private import allow, make_key
    from comity.evidence.writing import locked

    if (out is None) == (public is None):
        raise UserError("give --out FILE for a new key, or --public KEY of somebody else")
    if out is not None and folder.resolve() in out.resolve().parents:
        raise UserError(f"{out} lies in the study folder; keep the secret key elsewhere")
    with locked(folder):
        said = make_key(out) if out is not None else public or ""
        allow(folder, said)
    typer.echo(f"{folder}/private/recipients.txt: {said}")
    if out is not None:
        typer.echo(f"{out}: your secret key; without it nobody can read the identities. Keep a copy")


@interview_app.command("add")
def add(
    folder: FolderArgument,
    id: IdArgument,
    terms: Annotated[
        str,
        typer.Option(
            help="Agreed before it: on_the_record, background, deep_background, off_the_record or chatham_house."
        ),
    ],
    date: Annotated[str, typer.Option(help="Day of the interview.")],
    consent: Annotated[str, typer.Option(help="How consent was given, and when.")],
    language: Annotated[str, typer.Option(help="Language that was spoken, BCP 47.")],
    interpreter: Annotated[str, typer.Option(help="yes or no.")] = "no",
    attribution: Annotated[
        str, typer.Option(help="What may be printed: a name on the record, else a description.")
    ] = "",
    fits: Annotated[str, typer.Option(help="How many people the description fits.")] = "",
    follow_up: Annotated[str, typer.Option(help="What was promised for afterwards.")] = "",
    name: Annotated[str, typer.Option(help="Private: who it was.")] = "",
    title: Annotated[str, typer.Option(help="Private: office.")] = "",
    affiliation: Annotated[str, typer.Option(help="Private: institution.")] = "",
    contact: Annotated[str, typer.Option(help="Private: address or number.")] = "",
    place: Annotated[str, typer.Option(help="Private: where you met.")] = "",
    interpreter_name: Annotated[str, typer.Option(help="Private: who interpreted.")] = "",
    participants: Annotated[str, typer.Option(help="Private: who else was there.")] = "",
    remarks: Annotated[str, typer.Option(help="Private: anything else.")] = "",
) -> None:
    """Enter an interview. What is marked private is encrypted; the rest stands in interviews.csv."""
    from comity.evidence.interviewing import add_interview

    open_cells = {"id": id, "terms": terms, "date": date, "consent": consent, "language": language}
    open_cells |= {"interpreter": interpreter, "attribution": attribution, "fits": fits, "follow_up": follow_up}
    person = {"name": name, "title": title, "affiliation": affiliation, "contact": contact, "place": place}
    person |= {"interpreter_name": interpreter_name, "participants": participants, "remarks": remarks}
    add_interview(folder, open_cells, {field: text for field, text in person.items() if text})
    typer.echo(f"{folder}/interviews.csv: {id}, {terms}")


@interview_app.command("list")
def list_interviews(
    folder: FolderArgument,
    key: Annotated[Path | None, typer.Option("--key", help="Your secret key, to see who it was.")] = None,
    format: FormatOption = "table",
) -> None:
    """Print the interviews with their terms and how many statements rest on each; with a key, who spoke."""
    from collections import Counter

    from comity.cli.tables import emit
    from comity.evidence.private import FIELDS, has_person, read_person
    from comity.evidence.study import load_study

    expect_study(folder)
    study = load_study(folder)
    used = Counter(s.interview for s in study.statements)
    columns = ("id", "terms", "date", "attribution", "fits", "language", "interpreter", "consent", "follow_up")
    rows = []
    for held in study.interviews.values():
        row: list[object] = [held.terms.id if name == "terms" else getattr(held, name) for name in columns]
        person = read_person(folder, held.id, key) if key and has_person(folder, held.id) else {}
        rows.append((*row, used[held.id], held.withdrawn, *((person.get(f) for f in FIELDS) if key else ())))
    said = f"{folder} holds no interview; enter one with: comity evidence interview add"
    emit((*columns, "statements", "withdrawn", *(FIELDS if key else ())), rows, format, empty=said)


@interview_app.command("check")
def check(folder: FolderArgument, key: KeyOption) -> None:
    """Look for words of the identities in what a report may print of each interview."""
    from comity.evidence.interviewing import leaks

    found = leaks(folder, key)
    for line in found:
        typer.echo(line)
    if found:
        raise UserError(f"{len(found)} words of identities stand in statements; reword those rows")
    typer.echo(f"{folder}: no word of an identity stands in a statement of its interview")


@interview_app.command("withdraw")
def withdraw(
    folder: FolderArgument,
    id: IdArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: the identity is removed for good.")] = False,
) -> None:
    """The person takes the interview back: its statements count nowhere, and the identity is removed."""
    from comity.evidence.interviewing import expect_interview, withdraw_interview
    from comity.evidence.study import load_study

    expect_study(folder)
    expect_interview(load_study(folder), id)
    if not yes:
        if not sys.stdin.isatty():
            raise UserError(f"the identity of {id} would be removed for good; give --yes if that is meant")
        if not typer.confirm(f"Remove the identity of {id} for good, and let its statements count nowhere?"):
            raise UserError("nothing was withdrawn")
    ids = withdraw_interview(folder, id, as_of_day(None).isoformat())
    typer.echo(f"{folder}/interviews.csv: {id} withdrawn; statements that no longer count: {', '.join(ids) or 'none'}")


@document_app.command("add")
def keep(
    folder: FolderArgument,
    path: Annotated[Path, typer.Argument(help="The file to keep a copy of.")],
    accessed: Annotated[str | None, typer.Option(help="When you read or fetched it; today if left out.")] = None,
    source: Annotated[str, typer.Option(help="Title, publisher and date as you would cite it.")] = "",
    url: Annotated[str, typer.Option(help="Address at the publisher.")] = "",
    note: Annotated[str, typer.Option(help="Anything else.")] = "",
    id: Annotated[str, typer.Option("--id", help="Id that statements name; from the hash if left out.")] = "",
) -> None:
    """Keep a copy of a document under the hash of its content."""
    from comity.evidence.keeping import keep_document

    said = {"accessed": accessed or as_of_day(None).isoformat(), "source": source, "url": url, "note": note, "id": id}
    typer.echo(f"{folder}/documents.csv: {keep_document(folder, path, said)}")


@document_app.command("list")
def list_documents(folder: FolderArgument, format: FormatOption = "table") -> None:
    """Print the kept documents, and whether each copy is still what it was."""
    from comity.cli.tables import emit
    from comity.evidence.copies import MEND, altered
    from comity.evidence.documents import FOLDER, read_documents

    expect_study(folder)
    held = read_documents(folder).values()
    wrong = {document.file: problem for document, problem in altered(folder, held)}
    columns = ("id", "name", "accessed", "bytes", "source", "url", "sha256")
    rows = [(*(getattr(d, name) for name in columns), wrong.get(d.file, "as kept")) for d in held]
    emit((*columns, "copy"), rows, format, empty=f"{folder} keeps no document; keep one: comity evidence document add")
    if wrong:
        said = ", ".join(f"{FOLDER}/{file} {problem}" for file, problem in wrong.items())
        raise UserError(f"{said}; {MEND}")
