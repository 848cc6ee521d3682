"""The chain behind a figure: as lines for people, as rows with their depth in CSV, as a tree in JSON."""

from __future__ import annotations

import json

from comity.api.step import Step, walk
from comity.cli.stream import one_line
from comity.cli.tables import emit

COLUMNS = ("depth", "what", "says", "ref")


def tell(step: Step, form: str) -> None:
    """Write a chain to stdout as lines, set in by their depth, or as CSV or JSON."""
    if form == "table":
        for depth, at in walk((step,)):
            print(one_line("  " * depth + at.line))
    elif form == "json":
        print(json.dumps(step.tree(), ensure_ascii=True, indent=2))
    else:
        emit(COLUMNS, [(depth, at.what, at.says, at.ref or None) for depth, at in walk((step,))], form)
