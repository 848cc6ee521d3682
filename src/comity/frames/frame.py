"""A frame: a table that is made when it is first asked for, and turns into what its user works with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.errors import UserError
from comity.frames.bring import bring
from comity.frames.column import Column, column

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from comity.frames.drawing import Chart

Meta = Mapping[str, Any]
KEY = "comity"
"""Key of a schema's metadata under which `meta` stands as JSON."""

_NARROW, _WIDE = 240, 4000
"""Pixels of a chart."""

_SHOWN = 10
"""Rows that a notebook shows."""


class Frame:
    """Rows of Comity as columns, with `meta`: what the frame is, its units, kinds of interval, silence and editions.

    Whatever takes an Arrow C stream takes a frame: `polars.DataFrame(frame)`, `pyarrow.table(frame)`, DuckDB's
    `FROM frame`. `meta` travels in the metadata of the schema, and what a column is in that of its field.
    """

    def __init__(
        self, make: Callable[[], Sequence[Column]], meta: Meta, draw: Callable[[int], dict[str, Any]] | None = None
    ) -> None:
        self._make, self._draw = make, draw
        self.meta: Meta = meta

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, made when they are first asked for."""
        return tuple(self._make())

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in their order."""
        return tuple(c.name for c in self.columns)

    def __len__(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows())

    def __getitem__(self, name: str) -> list[Any]:
        for c in self.columns:
            if c.name == name:
                return c.listed()
        raise UserError(f"there is no column {name!r} in this frame; it has {', '.join(self.names)}")

    def __repr__(self) -> str:
        return f"<Frame of {self.meta.get('what', 'rows')}: {len(self)} rows; {', '.join(self.names)}>"

    def rows(self, most: int | None = None) -> list[dict[str, Any]]:
        """The rows as dictionaries, None for what is missing."""
        lists = [c.listed(most) for c in self.columns]
        return [dict(zip(self.names, row, strict=True)) for row in zip(*lists, strict=True)]

    def frame(self) -> Frame:
        """This frame: all that gives rows can be asked for its frame."""
        return self

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The rows as an Arrow C stream (a PyCapsule); numbers lie where they lay."""
        from comity.frames.arrow import stream

        return stream(self.columns, {KEY: json.dumps(self.meta, ensure_ascii=False)})

    def arrow(self) -> pa.Table:
        """The rows as a `pyarrow.Table`. Raises MissingExtra where pyarrow is not installed."""
        return bring("pyarrow").table(self)

    def polars(self) -> pl.DataFrame:
        """The rows as a `polars.DataFrame`. Raises MissingExtra where Polars is not installed."""
        return bring("polars").DataFrame(self)

    def pandas(self) -> pd.DataFrame:
        """The rows as a `pandas.DataFrame`, `meta` in its `attrs`; whole numbers may be missing, as `Int64`.

        Raises MissingExtra where pandas or pyarrow, through which it reads Arrow, is not installed.
        """
        pandas, arrow = bring("pandas"), bring("pyarrow")
        whole = {arrow.int64(): pandas.Int64Dtype(), arrow.bool_(): pandas.BooleanDtype()}
        made = arrow.table(self).to_pandas(types_mapper=whole.get)
        made.attrs[KEY] = dict(self.meta)
        return made

    def duckdb(self, connection: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyRelation:
        """The rows as a DuckDB relation, of a connection of yours if you name one."""
        from comity.engine import connected

        return (connected() if connection is None else connection).from_arrow(self)

    def codebook(self) -> Frame:
        """What each column is: title, unit, kind of interval, silence, when not to use it, reference, editions."""
        from comity.frames.codebook import codebook

        return Frame(lambda: codebook(self.columns), {"what": f"codebook of {self.meta.get('what', 'a frame')}"})

    def write(self, path: Path | str, *, force: bool = False) -> Path:
        """Write the rows to a new .parquet (with `meta` in the file) or .csv; give its path.

        Raises UserError for another ending, and for a file that is there unless `force`.
        """
        from comity.frames.writing import write

        return write(self, path, force=force)

    def chart(self, width: int = 640) -> Chart:
        """The rows drawn as the report draws them: a Vega-Lite specification. Raises UserError where there is none."""
        from comity.frames.drawing import Chart

        if isinstance(width, bool) or not isinstance(width, int) or not _NARROW <= width <= _WIDE:
            raise UserError(f"width: give pixels as a whole number from {_NARROW} to {_WIDE}")
        if self._draw is None:
            raise UserError("this frame has no chart; series of a measure have: comity.atlas().read(MEASURE, a, b)")
        return Chart(self._draw(width))

    def _repr_html_(self) -> str:
        from comity.frames.notebook import table

        note = f"{len(self)} rows" if len(self) <= _SHOWN else f"{_SHOWN} of {len(self)} rows"
        what = str(self.meta.get("what", ""))
        return table(self.names, [list(r.values()) for r in self.rows(_SHOWN)], f"{what} ({note})" if what else note)


def of_rows(rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, Any], meta: Meta) -> Frame:
    """A frame of dictionaries; `kinds` names its columns in their order, each with its kind."""
    return Frame(lambda: [column(name, kind, [r.get(name) for r in rows]) for name, kind in kinds.items()], meta)
