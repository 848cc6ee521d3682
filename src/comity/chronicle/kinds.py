"""Kinds of event: what each is called, whether it lasts, whether one acts on the other, and what ends it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from comity.chronicle.lookup import read_rows

COLUMNS = ("kind", "family", "title", "caption", "directed", "lasts", "ends", "sign", "reason")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event.

    `family` groups kinds as a reader looks for them; `caption` heads what is told of it; `lasts` says that it holds
    until it is ended; `ends` names the
    kinds whose standing it closes; `sign` is +1 where it brings the two together, -1 where it parts them, else 0.
    """

    id: str
    family: str
    title: str
    caption: str
    directed: bool
    lasts: bool
    ends: tuple[str, ...]
    sign: Literal[-1, 0, 1]
    reason: str


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by id."""
    return {row["kind"]: _kind(row) for row in read_rows("kinds", COLUMNS)}


def _kind(row: dict[str, str]) -> Kind:
    return Kind(
        id=row["kind"],
        family=row["family"],
        title=row["title"],
        caption=row["caption"],
        directed=row["directed"] == "yes",
        lasts=row["lasts"] == "yes",
        ends=tuple(row["ends"].split()),
        sign=cast(Literal[-1, 0, 1], int(row["sign"])),
        reason=row["reason"],
    )
