"""What a table is: documented fields, a key, and what a row must satisfy.

A table is declared as a class; its docstring says what one row is, what the sources leave out, and how
late they run. Documentation, validation and Parquet types all derive from that one declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import ClassVar, Literal

Together = Literal["same", "sum", "largest", "smallest", "either"]
"""How the values of two of a publisher's codes become one where both are one state's in a year."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    `type` is a DuckDB type, or STATE for a column of state ids. `unit` is empty for codes and text.
    `required` columns hold no NULL. `check` is an SQL condition that every row with a value meets.
    `together` says what becomes of the values where two of the publisher's codes are one state's in a year
    (Serbia and Montenegro until June 2006, Serbia after): amounts that add up are a `sum`, which is NULL where one of
    them is; of others the `largest` or `smallest` stands, of flags `either`; what must be the `same` and is not makes
    the rows contradict each other, and neither is kept.
    """

    type: str
    meaning: str
    unit: str = ""
    required: bool = True
    check: str = ""
    together: Together = "same"


STATE = "STATE"


def state(meaning: str) -> Field:
    """A column of state ids; publishers' codes are mapped to it when the table is harmonised."""
    return Field(STATE, meaning)


def year(meaning: str = "calendar year") -> Field:
    """A calendar year."""
    return Field("SMALLINT", meaning, check="{} BETWEEN 1300 AND 2100")


def day(meaning: str, *, required: bool = True) -> Field:
    """A calendar day."""
    return Field("DATE", meaning, required=required)


def text(meaning: str, *, required: bool = True) -> Field:
    """A code or words."""
    return Field("VARCHAR", meaning, required=required)


def number(meaning: str, unit: str, *, required: bool = False, check: str = "", together: Together = "same") -> Field:
    """A measured quantity, NULL where the publisher gives none."""
    return Field("DOUBLE", meaning, unit, required=required, check=check, together=together)


def flag(meaning: str, *, required: bool = True, together: Together = "same") -> Field:
    """True or false."""
    return Field("BOOLEAN", meaning, required=required, together=together)


class Table:
    """Base of all harmonised tables. Subclasses give `name`, `key`, `dated_by` and their fields.

    `key` names the columns that identify a row within one source; `dated_by` names the year or date
    column by which a publisher's state code is read (codes change meaning over time), or is empty.

    For the day on which a second source gives the table: `role` names the column of the key by whose values sources
    may be ranked differently; `undirected` says that a and b are a pair without direction; `numbered` says that the
    key holds ids or words of the publisher's own, by which rows of two publishers cannot be told to be the same.

    `named_today` says that its rows outlast their date, so that publishers name a state by what it is called now,
    whenever the row is dated: a code is then read as that of its latest bearer.
    """

    name: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    dated_by: ClassVar[str] = ""
    role: ClassVar[str] = ""
    undirected: ClassVar[bool] = False
    numbered: ClassVar[bool] = False
    named_today: ClassVar[bool] = False

    @classmethod
    @cache
    def fields(cls) -> Mapping[str, Field]:
        """The declared columns, in order."""
        return MappingProxyType({name: value for name, value in vars(cls).items() if isinstance(value, Field)})

    @classmethod
    @cache
    def state_columns(cls) -> tuple[str, ...]:
        """Names of the columns that hold state ids."""
        return tuple(name for name, field in cls.fields().items() if field.type == STATE)

    @classmethod
    def year_sql(cls) -> str:
        """SQL for the year of a row, empty where rows have none."""
        fields = cls.fields()
        if cls.dated_by:
            return f'year("{cls.dated_by}")' if fields[cls.dated_by].type == "DATE" else f'"{cls.dated_by}"'
        return '"period" // 12' if "period" in fields else ""
