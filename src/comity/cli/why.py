"""`comity why`, `affected` and `diff`: where a figure comes from, what rests on it, what changed since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import FormatOption, StoreOption, app
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.api.news import Item
    from comity.dossier.assessment import Assessment


@app.command()
def why(
    report: Annotated[Path, typer.Argument(help="A report.json, or the folder that holds it.")],
    id: Annotated[str, typer.Argument(help="Id of a finding, judgement, figure, table, measurement or evidence row.")],
    store: StoreOption = None,
    format: FormatOption = "table",
) -> None:
    """Walk a figure back: what it says, formula, source rows, snapshot hash, citation and licence."""
    from comity.api.chain import chain
    from comity.cli.steps import tell
    from comity.cli.tables import expect_format
    from comity.store.place import default_root

    expect_format(format)
    tell(chain(load_report(report), id, store or default_root()), format)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="An earlier report.json, or its folder.")],
    new: Annotated[Path, typer.Argument(help="The later one.")],
    format: FormatOption = "table",
) -> None:
    """Tell what changed between two editions of an assessment, the weightiest first; as csv or json, every change."""
    from comity.api.changes import changes, expect_order, untold
    from comity.api.news import headline, news
    from comity.cli.tables import emit

    before, after = load_report(old), load_report(new)
    if {before.dyad.a, before.dyad.b} != {after.dyad.a, after.dyad.b}:
        raise UserError(f"{old} and {new} are of different pairs; compare editions of one pair")
    expect_order(old, new, before, after)
    rows = changes(before, after)
    if format == "table":
        items = news(before, after)
        rest = untold(rows, {ref for item in items for ref in item.refs})
        typer.echo("\n".join(_paper(headline(before, after), items, rest)))
        return
    emit(("what", "id", "before", "after"), rows, format, empty="nothing changed")


def _paper(title: str, items: list[Item], rest: list[str]) -> list[str]:
    """The news as lines: headings in the order of their first item, sentences in theirs, then `rest`."""
    lines = [title, ""]
    if not items and not rest:
        return [*lines, "Nothing changed."]
    for heading in dict.fromkeys(item.heading for item in items):
        lines += [heading, *(f"- {item.sentence}" for item in items if item.heading == heading), ""]
    if rest:
        lines += ["Reworded or recomputed", *(f"- {sentence}" for sentence in rest), ""]
    return [*lines, "Every change, figure by figure: --format csv or json."]


@app.command("affected")
def show_affected(
    report: Annotated[Path, typer.Argument(help="A report.json, or the folder that holds it.")],
    id: Annotated[str, typer.Argument(help="Id of a row or snapshot, a measure, or a source as its rows cite it.")],
    format: FormatOption = "table",
) -> None:
    """List the findings, key judgements, contradictions and promises that rest on a row or a source."""
    from comity.api.affected import affected
    from comity.cli.tables import emit

    it = load_report(report)
    found = affected(it, id)
    if not found.anything:
        raise UserError(f"nothing in {report} has the id or source {id[:80]!r}; ids stand in its data folder")
    texts = {j.id: j.text for j in it.page1.judgements} | {f.id: f.claim for f in it.findings}
    texts |= {c.id: c.what for c in it.contradictions} | {e.id: e.claim for e in it.evidence}
    groups = (
        ("judgement", found.judgements),
        ("finding", found.findings),
        ("contradiction", found.contradictions),
        ("promise", found.promises),
    )
    rows = [(kind, name, texts.get(name, "")) for kind, names in groups for name in names]
    said = f"no finding, key judgement, contradiction or promise of {report} rests on {id[:80]}"
    emit(("what", "id", "says"), rows, format, empty=said)


def load_report(path: Path) -> Assessment:
    """Read a `report.json` (or the one in a folder) and say on stderr what its reader should know of it.

    Raises UserError or BadFile in one line, also where it was altered since it was written.
    """
    from comity.report.reading import read_report

    found = read_report(path)
    for note in found.notes:
        typer.echo(f"comity: {note}", err=True)
    return found.report
