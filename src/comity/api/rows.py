"""The rows of a publisher's file behind a measurement: how to find them there, and those that the store holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from comity.api.step import SAYS, Step
from comity.engine import connected
from comity.terms.period import year_of
from comity.terms.ref import source_of

if TYPE_CHECKING:
    from comity.dossier.inputs import InputModel
    from comity.dossier.measurement import MeasureRow


def locator(i: InputModel, table: str, m: MeasureRow | None) -> str:
    """The declared way to find the row, filled in with the publisher's own codes as far as they are known."""
    text = i.locators[table]
    if m is None:
        return text
    from comity.sources.registry import sources
    from comity.tables import TABLES
    from comity.terms.country import display_name, state
    from comity.terms.crosswalk import from_state

    shape = TABLES[table]
    spec = sources().get(source_of(i.id))
    codes = spec.provides[table].codes if spec is not None and table in spec.provides else "iso3"
    year = year_of(m.period)
    filled = dict.fromkeys(shape.fields(), "...") | {shape.dated_by: m.period}
    for column, who in zip(shape.state_columns(), (m.a, m.b), strict=False):
        if who != "-":
            own = who if codes == "state" else None
            code = own if codes in ("name", "cameo", "state") else from_state(codes, [who], [year])[0]
            filled[column] = str(code or display_name(state(who)))
    try:
        return text.format_map(filled)
    except (KeyError, ValueError, IndexError):
        return text


def rows(store: Path, i: InputModel, table: str, m: MeasureRow, most: int = 6) -> Iterator[Step]:
    """The harmonised rows behind a measurement, where the store holds that very snapshot."""
    source = source_of(i.id)
    made = sorted((store / "tables" / table).glob(f"{source}-{i.sha256[:12]}-*.parquet"))
    if not made:
        yield Step(SAYS, f"(not in the store; to see the rows: comity sources pull {source}, then comity build)")
        return

    from comity.tables import TABLES

    shape = TABLES[table]
    columns = shape.state_columns()
    pair = [who for who in (m.a, m.b) if who != "-"]
    marks = ", ".join("?" for _ in pair)
    where = [f'"{c}" IN ({marks})' for c in columns[: max(len(pair), 1)]]
    values = pair * len(where)
    if shape.dated_by and shape.fields()[shape.dated_by].type != "DATE" and shape.dated_by == "year":
        where.append('"year" = ?')
        values.append(str(year_of(m.period)))
    found = connected().execute(
        f"SELECT * FROM read_parquet(?) WHERE {' AND '.join(where) or 'TRUE'} ORDER BY ALL LIMIT {most + 1}",
        [str(made[-1]), *values],
    )
    names = [d[0] for d in found.description or ()]
    held = found.fetchall()
    for row in held[:most]:
        yield Step("row", ", ".join(f"{n}={v}" for n, v in zip(names, row, strict=True) if v is not None))
    if len(held) > most:
        yield Step(SAYS, "... and more")
