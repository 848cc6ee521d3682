"""`comity measures`: what can be measured, what it means, and for which years the atlas at hand holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, KnownOnOption, app, as_of_day, known_day
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.atlas.read import Atlas
    from comity.measures.contract import Measure

COLUMNS = ("id", "title", "unit", "direction", "held")
FIELDS = (
    "id",
    "title",
    "question",
    "direction",
    "period",
    "unit",
    "range",
    "formula",
    "higher means",
    "low and high",
    "silence",
    "compared with",
    "not to be used",
    "inputs",
    "reference",
    "held",
)
_DIRECTION = {"directed": "from a to b", "undirected": "of a pair", "state": "of one state"}
_SILENCE = {"true_zero": "within the coverage, no row means none", "not_reported": "no row means not reported"}


@app.command("measures")
def list_measures(
    words: Annotated[
        list[str] | None, typer.Argument(help="A measure id, or words to look for; all if left out.")
    ] = None,
    atlas: AtlasOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    format: FormatOption = "table",
) -> None:
    """List what can be measured, by words in ids, titles and formulas; of one id, all that is declared."""
    from comity.atlas.ids import nearest
    from comity.atlas.read import Atlas
    from comity.cli.tables import emit, expect_format
    from comity.terms.names import sanitise

    expect_format(format)
    opened = Atlas.open(atlas, as_of_day(as_of, known_on), known_day(known_on))
    every = _every()
    asked = " ".join(words or ())
    if asked in every:
        _in_full(every[asked], opened, format)
        return
    found = [m for m in every.values() if _matches(m, asked.lower().split())]
    near = nearest(asked, {m.id: m.title for m in every.values()})
    hint = f"nearest ids: {', '.join(near)}" if near else "comity measures lists them all"
    said = f"no measure has {sanitise(asked)!r} in its id, title or formula; {hint}"
    rows = [(m.id, m.title, m.unit, m.direction, _held(opened, m.id)) for m in found]
    emit(COLUMNS, rows, format, empty=said, less=("direction", "unit"))


def _every() -> dict[str, Measure]:
    from comity.measures.recipes import RECIPES

    return {m.id: m for recipe in RECIPES for m in recipe.measures}


def _matches(m: Measure, words: list[str]) -> bool:
    """Whether each word begins a word of the measure's id, title, question or formula, or stands in its id."""
    text = f"{m.id} {m.title} {m.question} {m.formula} {m.more}".lower().replace(".", " ").replace("_", " ")
    parts = text.split()
    return all(w in m.id or any(part.startswith(w) for part in parts) for w in words)


def _held(atlas: Atlas, measure: str) -> str:
    """The periods that the atlas holds up to the as-of day, or that it holds none."""
    from comity.cli.nothing import held

    if not atlas.has(measure):
        return "–"
    first, last = held(atlas.entry(measure))
    return f"{first} to {last}"


def _in_full(m: Measure, atlas: Atlas, format: str) -> None:
    from comity.cli.tables import emit
    from comity.terms.question import question
    from comity.terms.unit import copied, unit

    try:
        there = atlas.entry(m.id) and _held(atlas, m.id)
    except UserError as error:
        there = str(error)
    least, most = ("any" if end is None else copied(end) for end in (m.low, m.high))
    ends = ("any sign" if m.low is None else f"{least} or more") if m.high is None else f"{least} to {most}"
    name = m.unit if unit(m.unit).label in ("", m.unit) else f"{m.unit} ({unit(m.unit).label})"
    row = (
        m.id, m.title, f"{m.question}: {question(m.question).text}", _DIRECTION[m.direction], m.grain,
        name, ends, m.formula, m.more, "none" if m.interval is None else str(m.interval),
        _SILENCE[m.silence], m.among, m.not_when, ", ".join(m.inputs), m.reference, there,
    )  # fmt: skip
    if format == "table":
        emit(("what", "says"), [(name, text) for name, text in zip(FIELDS, row, strict=True)], format)
    else:
        emit(FIELDS, [row], format)
