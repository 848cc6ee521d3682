"""How many entries of the register are real, and how many contradictions of the worked study does it miss?

`contradictions_labelled.csv` holds a judgement by hand of every entry; `contradictions_known.csv` a list made by
reading the 267 statements. A known one counts as found when one entry holds all its rows.
"""

from __future__ import annotations

import csv
from math import sqrt
from pathlib import Path

from figures import REPOSITORY, Figure, Material

from comity.evidence.contradictions.register import register
from comity.evidence.study import load_study

HERE = Path(__file__).parent


def figures(material: Material) -> list[Figure]:
    """Precision over all labelled entries, recall on the list made by hand."""
    del material
    return measured()


def measured() -> list[Figure]:
    """The two figures; an entry without a label is an error, so that none is left out in silence."""
    study = load_study(REPOSITORY / "studies" / "isr-kaz")
    day = study.settings.as_of
    if day is None:
        raise SystemExit("studies/isr-kaz has no as_of; give it one")
    found = {(e.kind, " ".join(e.rows)): frozenset(e.rows) for e in register(study.evidence(day), day)}
    labels = {(r["kind"], r["rows"]): r["true"] == "yes" for r in _rows("contradictions_labelled.csv")}
    if unlabelled := found.keys() - labels.keys():
        raise SystemExit(f"entries without a label: {sorted(unlabelled)}; judge them in contradictions_labelled.csv")
    true = sum(labels[key] for key in found)
    known = _rows("contradictions_known.csv")
    held = sum(any(set(k["rows"].split()) <= rows for rows in found.values()) for k in known)
    missed = "; ".join(k["what"] for k in known if not any(set(k["rows"].split()) <= r for r in found.values()))
    return [
        Figure(
            "share of entries that are real", _share(true, len(found)), "no register", "every entry labelled by hand"
        ),
        Figure("share of known contradictions found", _share(held, len(known)), "by reading", f"missed: {missed}"),
    ]


def _share(k: int, n: int) -> str:
    """k of n with its 95 % interval (Wilson 1927)."""
    z, p = 1.96, k / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{k} of {n} ({p:.0%}; 95 % interval {middle - half:.0%} to {middle + half:.0%})"


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
