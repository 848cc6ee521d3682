"""An example below the help of each command, from a list that is data of this room."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from comity.terms.curated import curated_rows

if TYPE_CHECKING:
    from typer.models import CommandInfo


@cache
def examples() -> dict[str, tuple[str, ...]]:
    """The examples of each command, by its full name."""
    found: dict[str, tuple[str, ...]] = {}
    for row in curated_rows(Path(__file__).with_name("examples.csv")):
        found[row["command"]] = (*found.get(row["command"], ()), row["example"])
    return found


def add_examples(app: typer.Typer) -> None:
    """Put the examples below the help of every command and group of `app`."""
    for path, info in _registered(app, "comity"):
        if lines := examples().get(path):
            info.epilog = "\b\n" + "\n".join(["Examples:", *(f"  {line}" for line in lines)])


def _registered(app: typer.Typer, name: str) -> Iterator[tuple[str, CommandInfo]]:
    for info in app.registered_commands:
        called = info.name or getattr(info.callback, "__name__", "").replace("_", "-")
        yield f"{name} {called}", info
    for group in app.registered_groups:
        if group.typer_instance is not None:
            yield from _registered(group.typer_instance, f"{name} {group.name}")
