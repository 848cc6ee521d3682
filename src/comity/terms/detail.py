"""What a number cannot say: things behind a measurement, each in a shape that is declared.

A shape is a frozen dataclass of plain fields: text, whole numbers, numbers, yes or no, days, months, states; a field
that may be unknown is `... | None`. From the declaration alone follow the type of its column in Parquet, the check of
what a measure gives, and the reading back, so that no text is ever taken apart.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from types import UnionType
from typing import Any, ClassVar, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

StateId = NewType("StateId", str)
"""Id of a state as in `terms.country`."""
Month = NewType("Month", str)
"""A month as YYYY-MM."""

LONGEST = 300
"""Characters of an outlet or an address that are printed."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing behind a measurement. Shapes are its subclasses, frozen and slotted, and say themselves in `__str__`.

    `between` stands between several in a sentence or a cell, `label_between` in the column `label` of `report.json`.
    """

    between: ClassVar[str] = ", "
    label_between: ClassVar[str] = "|"


Shape = TypeVar("Shape", bound=Detail)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field may hold: `id` in declarations, `sql` its type in Parquet, `read` from DuckDB's text of a value."""

    id: str
    sql: str
    read: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a shape; `optional` where a value may be unknown (None)."""

    name: str
    kind: Kind
    optional: bool

    def declared(self) -> str:
        """`text`, `date or none`."""
        return f"{self.kind.id} or none" if self.optional else self.kind.id


_KINDS: Mapping[Any, Kind] = {
    str: Kind("text", "VARCHAR", str),
    StateId: Kind("state", "VARCHAR", str),
    Month: Kind("month", "VARCHAR", str),
    int: Kind("integer", "BIGINT", int),
    float: Kind("number", "DOUBLE", float),
    bool: Kind("yes_no", "BOOLEAN", lambda text: text == "true"),
    date: Kind("date", "DATE", date.fromisoformat),
}
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


_COLUMNS: dict[type[Detail], tuple[Column, ...]] = {}


def columns(shape: type[Detail]) -> tuple[Column, ...]:
    """The fields of a shape in their order. Raises TypeError on a field of a type that no kind stands for."""
    if shape not in _COLUMNS:
        hints = get_type_hints(shape)
        _COLUMNS[shape] = tuple(_column(shape, f.name, hints[f.name]) for f in fields(shape))
    return _COLUMNS[shape]


def _column(shape: type[Detail], name: str, hint: Any) -> Column:
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    kinds = [o for o in options if o is not type(None)]
    if len(kinds) != 1 or kinds[0] not in _KINDS:
        raise TypeError(f"{shape.__name__}.{name}: {hint} is none of text, number, date, state, month, yes or no")
    return Column(name, _KINDS[kinds[0]], len(options) > 1)


def sql_type(shape: type[Detail]) -> str:
    """The type of a column that holds a list of such details."""
    return f"STRUCT({', '.join(f'{_quoted(c.name)} {c.kind.sql}' for c in columns(shape))})[]"


def packed(shape: type[Detail], **given: str) -> str:
    """SQL for one detail, from an SQL expression for each of its fields. Raises TypeError on other fields."""
    wanted = columns(shape)
    if set(given) != {c.name for c in wanted}:
        raise TypeError(f"{shape.__name__} has the fields {[c.name for c in wanted]}, not {sorted(given)}")
    parts = (f"{_quoted(c.name)} := CAST({given[c.name]} AS {c.kind.sql})" for c in wanted)
    return f"struct_pack({', '.join(parts)})"


def unpacked(shape: type[Detail], column: str) -> str:
    """SQL for a column of such details as lists of texts, the same type whatever the shape; `details_from` reads it."""
    texts = ", ".join(f"d.{_quoted(c.name)}::VARCHAR" for c in columns(shape))
    return f"list_transform({column}, lambda d: [{texts}])"


def _quoted(name: str) -> str:
    return f'"{name}"'


def details_from(shape: type[Shape], rows: Sequence[Sequence[str | None]] | None) -> tuple[Shape, ...]:
    """Typed details from what `unpacked` gave; none from None. Raises ValueError where one does not fit its shape."""
    if rows is None:
        return ()
    made: Callable[[Any, tuple[str | None, ...]], Shape] = _detail
    return tuple(made(shape, tuple(row)) for row in rows)


@lru_cache(maxsize=20_000)
def _detail(shape: type[Shape], texts: tuple[str | None, ...]) -> Shape:
    """One detail; the same things are named over and over, and a detail never changes."""
    read = [c.kind.read for c in columns(shape)]
    return shape(*(None if text is None else of(text) for of, text in zip(read, texts, strict=True)))


def misfit(detail: Detail, states: frozenset[str]) -> str | None:
    """What is wrong with the values of a detail, or None; `states` are the ids of states that there are."""
    for column in columns(type(detail)):
        value = getattr(detail, column.name)
        if value is None:
            if not column.optional:
                return f"{column.name} is missing"
        elif column.kind.id == "state" and value not in states:
            return f"{column.name} {value!r} is no state"
        elif column.kind.id == "month" and not _MONTH.fullmatch(value):
            return f"{column.name} {value!r} is no month"
        elif column.kind.id == "number" and not math.isfinite(value):
            return f"{column.name} is not finite"
    return None


def label(details: Sequence[Detail]) -> str | None:
    """All details in one text, as the column `label` of `report.json` has it; None where there are none."""
    return _joined(details, details[0].label_between) if details else None


def listed(details: Sequence[Detail]) -> str:
    """All details as a cell of a table or a sentence lists them; empty where there are none."""
    return _joined(details, details[0].between) if details else ""


def _joined(details: Sequence[Detail], between: str) -> str:
    return between.join(dict.fromkeys(map(str, details)))


def plain(detail: Detail) -> dict[str, str | int | float | bool | None]:
    """The fields of a detail for JSON: days as ISO dates."""
    found = {c.name: getattr(detail, c.name) for c in columns(type(detail))}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}
