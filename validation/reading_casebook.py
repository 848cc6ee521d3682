"""Of the casebook's facts that documents at hand tell, how many do gather and read propose?"""

from __future__ import annotations

import csv
import tempfile
from datetime import date
from pathlib import Path

from figures import REPOSITORY, Figure

from comity.api.gather import Where, gather
from comity.api.reading import read_study
from comity.evidence.proposals import Proposed
from comity.evidence.starting import begin
from comity.evidence.statement import Statement
from comity.evidence.study import load_study
from comity.terms.country import state

CASEBOOK = REPOSITORY / "studies" / "isr-kaz"
TOLD = Path(__file__).with_name("reading_casebook.csv")
"""Statements of the casebook that somebody found in the gathered documents by reading them."""
_DAY = date(2026, 11, 29)


def casebook(mirror: Path) -> Figure:
    """Facts proposed with a date that fits, shown or not, of those that the documents tell."""
    with TOLD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    study = load_study(CASEBOOK)
    facts = {s.id: s for s in study.statements}
    a, b = (state(id) for id in (study.settings.pair.a, study.settings.pair.b))
    with tempfile.TemporaryDirectory(prefix="comity-casebook-") as folder:
        made = Path(folder) / "study"
        begin(made, a, b)
        gather(made, a, b, Where(mirror, tuple({row["place"]: None for row in rows})), today=_DAY)
        found = [p for r in read_study(made, today=_DAY) for p in r.proposals if p.rule != "named"]
    proposed = [row for row in rows if any(_tells(p, facts[row["statement"]]) for p in found)]
    shown = [row for row in rows if any(p.likely and _tells(p, facts[row["statement"]]) for p in found)]
    note = (
        f"of the {len(facts)} facts of the worked study on Israel and Kazakhstan, {len(rows)} stand in the documents "
        "that gather brings: most of the study rests on pages that are not in the mirror"
    )
    measured = f"{len(proposed)} of {len(rows)}, {len(shown)} of them shown by default"
    return Figure("facts of the casebook that are proposed where a document at hand tells them", measured, "none", note)


def _tells(p: Proposed, fact: Statement) -> bool:
    """Whether a proposal is of the fact's two states and of its date, as precisely as the less precise of them."""
    day = p.cells.get("date", "")
    same = {p.cells["a"], p.cells["b"]} == {fact.a, fact.b}
    return bool(day) and same and (day.startswith(fact.date) or fact.date.startswith(day))
