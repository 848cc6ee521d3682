"""How much a reader in a hurry needs a finding: `salience.csv`, each weight with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.terms.curated import curated_rows


@dataclass(frozen=True, slots=True)
class Salience:
    """The weight of one finding, 0 to 1, and whether it is about the two: what is about one of them leads no page.

    `caption` says in a word or three what the finding is about, `finding` which kind of finding it is.
    """

    weight: float
    about_both: bool = True
    caption: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a kind of finding weighs in a case: `weight`, and `gain` for each unit of its size, up to `most`."""

    caption: str
    about_both: bool
    weight: float
    gain: float
    most: float
    reason: str


def salience(finding: str, case: str = "", size: float = 0.0, caption: str = "") -> Salience:
    """The salience of a kind of finding in one of its cases; more with its size, where the table says so.

    `caption` is told in place of the table's, where the finding has one of its own.

    Raises LookupError for a finding or a case that the table does not have: that is a mistake of ours.
    """
    found = weights().get((finding, case))
    if found is None:
        raise LookupError(f"salience.csv has no line for {finding!r} in the case {case!r}")
    return Salience(
        found.weight + min(found.most, found.gain * size), found.about_both, caption or found.caption, finding
    )


@cache
def weights() -> dict[tuple[str, str], Weight]:
    """The table by finding and case."""
    rows = curated_rows(Path(__file__).with_name("salience.csv"))
    return {
        (r["finding"], r["case"]): Weight(
            r["caption"],
            r["about"] == "both",
            float(r["weight"]),
            float(r["gain"] or 0),
            float(r["most"] or 0),
            r["reason"],
        )
        for r in rows
    }
