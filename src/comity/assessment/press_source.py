"""Who speaks in the record of the news: which source in which months, and what follows where it changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from comity.assessment.view import View
from comity.atlas.measurement import Measurement, State
from comity.terms.curated import curated_rows
from comity.terms.ref import source_of


def nets(m: Measurement) -> bool:
    """Whether a source behind a measurement nets cooperation and hostility of a day; so one that is not listed."""
    return any(_netted().get(source_of(edition), True) for edition in m.basis)


def told_alike(found: Sequence[Measurement], like: Sequence[Measurement]) -> list[Measurement]:
    """Those of a series that rest on the same editions as some of another; all of them where the other is empty."""
    bases = {m.basis for m in like}
    return [m for m in found if not bases or m.basis in bases]


def joins(view: View) -> list[Measurement]:
    """The pair's first month of tone in each source after the first, oldest first."""
    tone = view.series("tenor.tone")
    return [now for was, now in pairwise(tone) if now.basis != was.basis]


def join_in_words(view: View) -> str:
    """Where the source of the pair's events changes, and what is not compared over the join; "" where it does not."""
    found = joins(view)
    if not found:
        return ""
    inputs = view.atlas.manifest.inputs
    last = found[-1]
    names = " and ".join(inputs[edition].title for edition in last.basis)
    earlier = f" (and {len(found) - 1} times before)" if len(found) > 1 else ""
    return (
        f"From {last.period} on the events come from another source{earlier}: {names}. Tone is not on one scale before "
        "and after; levels and the trend are judged within the months of each source."
    )


def unjudged(view: View, measure: str, period: str) -> str:
    """Why a measure says nothing of a month though the pair is in the news; "" where it could have."""
    cell = view.at(measure, period)
    if cell is None or cell.state is not State.NOT_APPLICABLE:
        return ""
    names = " and ".join(view.atlas.manifest.inputs[edition].title for edition in cell.basis)
    return (
        f"In {period} the events are those of {names}, on whose quiet pairs no line was drawn: turning points and the "
        "tone to be expected are not judged there."
    )


@cache
def _netted() -> dict[str, bool]:
    return {
        row["source"]: row["netted"] == "yes" for row in curated_rows(Path(__file__).with_name("press_sources.csv"))
    }
