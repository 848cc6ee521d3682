"""What goes which way between the two, by the deeds of a study."""

from __future__ import annotations

from collections import Counter

from comity.assessment.answer import Judged
from comity.assessment.confidence import of_statements
from comity.assessment.hypotheses import decides_any
from comity.assessment.phrases import CAME_ABOUT, ROOM, clause, day_of, ids, several
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, say, state, together
from comity.assessment.view import View
from comity.assessment.words import listing, lowered
from comity.dossier.claim import Chosen, Claim, Count, Told
from comity.dossier.finding import Finding
from comity.dossier.statement import EvidenceRow
from comity.evidence.study import known_sectors

_DEEDS = ("flow", "project")
_GENERAL = ("trade", "diplomacy", "diaspora", "consular", "aid", "")
MOST_WHAT = 2
"""Fields of each direction that a first page tells, each by one deed."""


def directions(view: View) -> Judged | None:
    """What goes which way, by field: `from B energy, from A defence and space`."""
    parts: list[tuple[Count, Told]] = []
    told: list[Claim] = []
    basis: list[EvidenceRow] = []
    leading: list[str] = []
    for giver, taker in ((view.b, view.a), (view.a, view.b)):
        rows = [
            r
            for r in view.evidence
            if (r.sender, r.receiver) == (giver, taker)
            and r.kind in _DEEDS
            and r.status != "plan"
            and r.sector not in _GENERAL
        ]
        if not rows:
            return None
        counts = Counter(r.sector for r in rows)
        top = counts.most_common(3)
        fields = listing([f"{label(s)} ({n})" for s, n in top])
        many = several(len(rows), "flow or project", "flows and projects", refs=ids(rows))
        parts.append((many, Told(text=fields, ref=rows[0].id)))
        leading.append(top[0][0])
        told.append(_what(giver, taker, [best(rows, s) for s, _ in top[:MOST_WHAT]]))
        basis += rows
    (taken, taken_in), (given, given_in) = parts
    slots: Slots = {"a": state(view.a), "b": state(view.b), "taken": taken, "taken_in": taken_in}
    said = [say(ROOM, "directions.said", **slots, given=given, given_in=given_in)]
    if leading[0] != leading[1]:
        said.insert(0, say(ROOM, "directions.differ"))
    claim = together(said)
    confidence, reason = of_statements(basis, "fair", "counted, not weighed", view.as_of, view.register)
    finding = Finding(
        id="complementarity.directions",
        question="complementarity",
        claim=claim.text,
        parts=claim.parts,
        confidence=confidence,
        confidence_reason=reason,
        basis=ids(basis),
        against=("Counts of statements found, not of goods: a field that is much written about counts more.",),
        would_change="Trade by product from either customs authority.",
    )
    return Judged(
        finding,
        salience("complementarity.directions", "beside_odds" if decides_any(view.contests, view.evidence) else "alone"),
        together(told),
    )


def best(rows: list[EvidenceRow], sector: str) -> EvidenceRow:
    """Of the deeds in a field the one to tell: what is done before what is said, then the better source, the newer."""
    mine = [r for r in rows if r.sector == sector]
    return max(mine, key=lambda r: (r.status in CAME_ABOUT, -ord(r.grade[:1] or "F"), r.when.end, r.id))


def _what(giver: str, taker: str, rows: list[EvidenceRow]) -> Claim:
    """What goes one way, by the deeds that tell most."""
    deeds = [say(ROOM, "directions.one", field=_field(r), deed=clause(r), day=day_of(r)) for r in rows]
    return say(ROOM, "directions.what", giver=state(giver), taker=state(taker), deeds=together(deeds, "; "))


def _field(r: EvidenceRow) -> Chosen:
    return chosen(lowered(label(r.sector)), "sector", r.sector, (r.id,))


def label(sector: str) -> str:
    """The name of a sector within a sentence."""
    return lowered(known_sectors().get(sector, sector.replace("_", " ")))
