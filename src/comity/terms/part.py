"""Ids of what is measured of each part of a whole: `exchange.exports.wheat`, `balance.evenness.arms`."""

from __future__ import annotations


def whole_and_part(measure: str) -> tuple[str, str]:
    """The id of the whole, and the part: `balance.evenness` and `arms`; the id itself and "" without one."""
    if measure.count(".") < 2:
        return measure, ""
    whole, _, part = measure.rpartition(".")
    return whole, part
