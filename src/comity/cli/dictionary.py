"""`comity measures`: what can be measured, what it means, and for which years the atlas at hand holds it."""

from __future__ import annotations

from typing import Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, KnownOnOption, app, as_of_day, known_day

COLUMNS = ("id", "title", "unit", "direction", "held")


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
    from comity.api.deriving import DerivingAtlas
    from comity.api.dictionary import described, held_words, matching, measures
    from comity.atlas.ids import nearest
    from comity.cli.tables import emit, expect_format
    from comity.terms.names import sanitise

    expect_format(format)
    opened = DerivingAtlas.open(atlas, as_of_day(as_of, known_on), known_day(known_on))
    every = measures()
    asked = " ".join(words or ())
    if asked in every:
        told = described(every[asked], opened)
        if format == "table":
            emit(("what", "says"), list(told.items()), format)
        else:
            emit(tuple(told), [tuple(told.values())], format)
        return
    found = matching(asked)
    near = nearest(asked, {m.id: m.title for m in every.values()})
    hint = f"nearest ids: {', '.join(near)}" if near else "comity measures lists them all"
    said = f"no measure has {sanitise(asked)!r} in its id, title or formula; {hint}"
    rows = [(m.id, m.title, m.unit, m.direction, held_words(opened, m.id)) for m in found]
    emit(COLUMNS, rows, format, empty=said, less=("direction", "unit"))
