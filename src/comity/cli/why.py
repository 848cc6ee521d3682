"""`comity why`, `affected` and `diff`: where a figure comes from, what rests on it, what changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.app import FormatOption, StoreOption, app
from comity.errors import BadFile, UserError

if TYPE_CHECKING:
    from comity.assessment.model import Assessment
    from comity.cli.news import Item


@app.command()
def why(
    report: Annotated[Path, typer.Argument(help="A report.json, or the folder that holds it.")],
    id: Annotated[str, typer.Argument(help="Id of a finding, judgement, figure, table, measurement or evidence row.")],
    store: StoreOption = None,
    format: FormatOption = "table",
) -> None:
    """Walk a figure back: what it says, formula, source rows, snapshot hash, citation and licence."""
    from comity.cli.chain import chain
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
    from comity.cli.news import headline, news
    from comity.cli.tables import emit

    before, after = load_report(old), load_report(new)
    if {before.dyad.a, before.dyad.b} != {after.dyad.a, after.dyad.b}:
        raise UserError(f"{old} and {new} are of different pairs; compare editions of one pair")
    if format == "table":
        typer.echo("\n".join(_paper(headline(before, after), news(before, after))))
        return
    emit(("what", "id", "before", "after"), changes(before, after), format, empty="nothing changed")


def _paper(title: str, items: list[Item]) -> list[str]:
    """The news as lines: headings in the order of their first item, sentences in theirs."""
    lines = [title, ""]
    if not items:
        return [*lines, "Nothing changed."]
    for heading in dict.fromkeys(item.heading for item in items):
        lines += [heading, *(f"- {item.sentence}" for item in items if item.heading == heading), ""]
    return [*lines, "Every change, figure by figure: --format csv or json."]


@app.command("affected")
def show_affected(
    report: Annotated[Path, typer.Argument(help="A report.json, or the folder that holds it.")],
    id: Annotated[str, typer.Argument(help="Id of a row or snapshot, a measure, or a source as its rows cite it.")],
    format: FormatOption = "table",
) -> None:
    """List the findings, key judgements, contradictions and promises that rest on a row or a source."""
    from comity.assessment.trace import affected
    from comity.cli.tables import emit

    it = load_report(report)
    found = affected(it, id)
    if not found.anything:
        raise UserError(f"nothing in {report} has the id or source {id[:80]!r}; ids stand in its data folder")
    texts = {j.id: j.text for j in it.key_judgements} | {f.id: f.claim for f in it.findings}
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


def changes(before: Assessment, after: Assessment) -> list[tuple[str, str, str | None, str | None]]:
    """Rows of what is new, gone or different: answers, findings, then the newest value of each series."""
    kinds: list[tuple[str, dict[str, str], dict[str, str]]] = [
        ("answer", {s.id: s.answer for s in before.sections}, {s.id: s.answer for s in after.sections}),
        ("finding", {f.id: f.claim for f in before.findings}, {f.id: f.claim for f in after.findings}),
        ("promise", {p.row: p.state for p in before.promises}, {p.row: p.state for p in after.promises}),
        ("contradiction", {c.id: c.what for c in before.contradictions}, {c.id: c.what for c in after.contradictions}),
        ("evidence", {e.id: e.claim for e in before.evidence}, {e.id: e.claim for e in after.evidence}),
        ("newest value", _newest(before), _newest(after)),
        ("source", {i.id: i.version for i in before.inputs}, {i.id: i.version for i in after.inputs}),
    ]
    return [
        (kind, key, one.get(key), two.get(key))
        for kind, one, two in kinds
        for key in dict.fromkeys([*one, *two])
        if one.get(key) != two.get(key)
    ]


def load_report(path: Path) -> Assessment:
    """Read a `report.json` (or the one in a folder). Raises UserError or BadFile in one line."""
    from pydantic import ValidationError

    from comity.assessment.model import Assessment

    file = path / "report.json" if path.is_dir() else path
    try:
        content: Any = json.loads(file.read_text(encoding="utf-8"))
        return Assessment.model_validate_json(json.dumps(content))
    except FileNotFoundError:
        raise UserError(f"no {file}; give the report.json of an assessment") from None
    except RecursionError:
        raise BadFile(f"{file} is no report of Comity (nested too deeply); make it again") from None
    except (ValueError, ValidationError, OSError) as error:
        raise BadFile(f"{file} is no report of Comity ({str(error).splitlines()[0]}); make it again") from error


def _newest(report: Assessment) -> dict[str, str]:
    newest: dict[str, tuple[str, str]] = {}
    for m in report.measures:
        key = f"{m.measure}/{m.a}-{m.b}"
        if m.value is not None and m.period >= newest.get(key, ("", ""))[0]:
            newest[key] = (m.period, f"{m.value:g} {m.unit} ({m.period})")
    return {key: text for key, (_, text) in newest.items()}
