"""The chain behind a figure as lines for people, or as rows: how deep, what, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from comity.cli.stream import one_line
from comity.cli.tables import emit

COLUMNS = ("depth", "what", "says")
_NAMED = re.compile(
    r"(estimate|likelihood|confidence|against|would change it|would settle it|measure|formula|method's source|not when|"
    r"snapshot|sha256|file|citation|licence|address|row|value|source|because|table \w+): (.*)"
)
_RESTS = re.compile(r"(rests on|finding|drawn in) (.*)")


def tell(lines: Iterable[str], form: str) -> None:
    """Write a chain to stdout as the lines that it is, or as CSV or JSON."""
    if form == "table":
        for line in lines:
            print(one_line(line))
    else:
        emit(COLUMNS, [step(line) for line in lines], form)


def step(line: str) -> tuple[int, str, str]:
    """How deep a line of a chain stands (two spaces a level), what it is, and what it says.

    What an id says, and what goes on from the line above, is called `says`.
    """
    text = line.lstrip(" ")
    depth = (len(line) - len(text)) // 2
    if found := _NAMED.fullmatch(text) or _RESTS.fullmatch(text):
        return depth, found[1], found[2]
    return depth, "says", text
