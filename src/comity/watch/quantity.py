"""A quantity of a pair against the lines drawn for it. What is compared is kept until a line is crossed.

So small steps add up: a value revised by 5 % every week is revised by 20 % in the fourth, and told then, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from comity.terms.unit import format_value, number
from comity.watch.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.atlas.measurement import Measurement

Cell = Mapping[str, Any]
Seen = dict[str, Any]
"""`values` holds by period the value with its ends that later ones are compared with; `newest` names the period that
the lines about the newest value are compared with; `basis` the editions."""


def seen(found: Sequence[Measurement], basis: Sequence[str]) -> Seen:
    """What is to be remembered of a series with numbers, oldest first."""
    values = {m.period: {"value": m.value, "low": m.low, "high": m.high} for m in found if m.value is not None}
    return {"values": values, "newest": max(values, default=""), "basis": list(basis)}


def crossed(line: Line, was: Seen, now: Seen, unit: str) -> tuple[list[tuple[str, str]], Seen]:
    """What crossed the line, each as the end of a sentence and its period, and what to compare with from now on."""
    if not now["values"]:
        # The atlas lacks it today; when it comes back it is held against what it was.
        return [], was
    if not was["values"]:
        return [], now
    if line.form == "revised":
        return _revised(line, was, now, unit)
    said = list(_newest(line, was, now, unit))
    if said:
        return said, now
    kept = was["newest"]
    return [], {**now, "values": {**now["values"], kept: was["values"][kept]}, "newest": kept}


def _newest(line: Line, was: Seen, now: Seen, unit: str) -> Iterator[tuple[str, str]]:
    last = max(now["values"])
    before, after = was["values"][was["newest"]], now["values"][last]
    old, new = format_value(before["value"], unit), format_value(after["value"], unit)
    if line.form == "period" and last > was["newest"]:
        yield f"reaches {last}: {new}, after {old} in {was['newest']}", last
    elif line.form == "crosses":
        if (before["value"] > line.number) != (after["value"] > line.number):
            edge = format_value(line.number, unit)
            yield f"went from {old} in {was['newest']} to {new} in {last}, across {edge}", last
    elif line.form == "interval" and None not in (before["low"], before["high"]):
        if before["low"] <= after["value"] <= before["high"]:
            return
        ends = f"{format_value(before['low'], unit)} to {format_value(before['high'], unit)}"
        yield f"is {new} in {last}, outside the interval of {ends} that it had in {was['newest']}", last


def _revised(line: Line, was: Seen, now: Seen, unit: str) -> tuple[list[tuple[str, str]], Seen]:
    """Periods of which something else is said now; one sentence tells of all, by the widest."""
    old, new = was["values"], now["values"]
    sizes = {p: _size(old[p]["value"], new[p]["value"]) for p in old.keys() & new.keys()}
    far = {p: size for p, size in sizes.items() if 100 * size >= line.number * (1 - 1e-9)}
    gone = sorted(old.keys() - new.keys())
    # What was moved less is still held against what it was; what is gone is told once, and held against nothing.
    base = {p: cell if p in far or p not in old else old[p] for p, cell in new.items()}
    kept = {**now, "values": base}
    said = []
    if far:
        p = max(far, key=lambda p: (far[p], p))
        values = f"from {format_value(old[p]['value'], unit)} to {format_value(new[p]['value'], unit)}"
        size = "from nothing" if far[p] == float("inf") else f"by {number(100 * far[p])} %"
        rest = f", and {len(far) - 1} further periods" if len(far) > 1 else ""
        said.append((f"was revised {size} for {p}, {values}{rest}", p))
    if gone:
        said.append((f"is no longer told for {', '.join(gone[:3])}{' and others' if len(gone) > 3 else ''}", gone[-1]))
    return said, kept


def _size(old: float, new: float) -> float:
    if old == new:
        return 0.0
    return abs(new - old) / abs(old) if old else float("inf")
