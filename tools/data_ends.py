"""Write where the data end into LIMITATIONS.md, from the atlas that ships.

    python tools/data_ends.py

writes the table between the two marks of that page anew: of each record how far it goes, which source says so, what is
missing between its first year and its last, and whether the last is thinner than those before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.atlas.manifest import Entry
    from comity.atlas.read import Atlas

PAGE = Path(__file__).resolve().parents[1] / "LIMITATIONS.md"
BEGIN = "<!-- Written by tools/data_ends.py from the atlas that ships: run it again after a build. -->"
END = "<!-- The end of what tools/data_ends.py writes. -->"
THIN = 0.5
"""Share of the most states or pairs of any year below which the newest year is said to be thin."""
_SHOWN = 4
"""Spans that are missing before the rest is counted."""


def written(page: str, atlas: Atlas) -> str:
    """The page with its table as of an atlas. Raises ValueError where the marks are not there."""
    before, begun, rest = page.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (begun and ended):
        raise ValueError(f"{PAGE.name} lacks the marks between which the table stands")
    return "\n".join([f"{before}{BEGIN}", "", *table(atlas), "", f"{END}{after}"])


def table(atlas: Atlas) -> Iterator[str]:
    """The lines of the table: every account of a record, or that there is none."""
    from comity.quantities.records import records

    yield "| record | reaches | account | source | missing |"
    yield "|---|---|---|---|---|"
    for record in records():
        held = [id for id in record.measures if id in atlas.manifest.measures]
        for id in held:
            entry = atlas.entry(id)
            periods = _periods(atlas, entry)
            sources = ", ".join(sorted({edition.partition("@")[0] for edition in entry.basis}))
            yield f"| {record.name} | {_reach(entry, periods)} | `{id}` | {sources} | {_missing(entry, periods)} |"
        if not held:
            yield f"| {record.name} | nowhere | {', '.join(f'`{id}`' for id in record.measures)} | none | all of it |"


def _periods(atlas: Atlas, entry: Entry) -> dict[int, int]:
    """How many states (of a directed measure and of one of states) or pairs have a value in each period."""
    from comity.engine import connected

    what = "(a, b)" if entry.direction == "undirected" else "a"
    query = f"SELECT period, count(DISTINCT {what}) FROM {atlas.rows(entry.id)} WHERE value IS NOT NULL GROUP BY period"
    with connected(1) as con:
        return dict(sorted(con.execute(query).fetchall()))


def _reach(entry: Entry, periods: dict[int, int]) -> str:
    from comity.terms.period import period_text

    first, last = min(periods, default=entry.first), max(periods, default=entry.last)
    if entry.silence == "true_zero":
        first, last = entry.first, entry.last
    begun, ended = period_text(first, entry.grain), period_text(last, entry.grain)
    return ended if begun == ended else f"**{ended}** (from {begun})"


def _missing(entry: Entry, periods: dict[int, int]) -> str:
    """What is not there between the first period and the last, and whether the last is thin."""
    from comity.terms.period import period_text

    if entry.silence == "true_zero" or len(periods) < 2:
        return "" if entry.silence == "true_zero" else f"any other {entry.grain}"
    first, last = min(periods), max(periods)
    said = []
    steps = {b - a for a, b in zip(list(periods), list(periods)[1:], strict=False)}
    if len(steps) == 1 and (step := steps.pop()) > 1:
        said.append(f"all but every {step}{_ending(step)} {entry.grain}")
    else:
        spans = list(_spans(sorted(set(range(first, last + 1)) - set(periods))))
        shown = [
            period_text(a, entry.grain) if a == b else f"{period_text(a, entry.grain)} to {period_text(b, entry.grain)}"
            for a, b in spans[:_SHOWN]
        ]
        said += shown + ([f"{len(spans) - _SHOWN} more spans"] if len(spans) > _SHOWN else [])
    most = max(periods.values())
    if periods[last] < THIN * most:
        what = "pairs" if entry.direction == "undirected" else "states"
        said.append(f"{period_text(last, entry.grain)} has {periods[last]:,} {what}, at most {most:,} in a year before")
    return "; ".join(said)


def _ending(n: int) -> str:
    return {2: "nd", 3: "rd"}.get(n, "th")


def _spans(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of numbers that follow each other, by their first and last."""
    start = None
    for n, number in enumerate(numbers):
        if start is None:
            start = number
        if n + 1 == len(numbers) or numbers[n + 1] != number + 1:
            yield start, number
            start = None


def main() -> None:
    """Write the table."""
    from datetime import date

    from comity.atlas.read import Atlas

    # Whatever the atlas holds is to be told, so the day from which it is seen lies after all of it.
    page = written(PAGE.read_text(encoding="utf-8"), Atlas.open(None, date.max))
    PAGE.write_text(page, encoding="utf-8")
    print(f"{PAGE.name}: {page.count(chr(10))} lines")


if __name__ == "__main__":
    main()
