"""Dealings in defence that documents tell of beyond the registers."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import (
    ROOM,
    day_of,
    first_clause,
    ids,
    several,
    stated,
    written_day,
)
from comity.assessment.salience import salience
from comity.assessment.say import say, together
from comity.dossier.claim import Claim
from comity.dossier.finding import Finding
from comity.dossier.statement import EvidenceRow


def _first(key: str, r: EvidenceRow) -> Claim:
    """What a statement says, with its date as it stands there."""
    return say(ROOM, key, day=written_day(r), what=stated(r))


def dealings_beyond(rows: tuple[object, ...]) -> Judged | None:
    """The statements of usual reliability on defence, the first dealings named; None without any."""
    found = [r for r in rows if isinstance(r, EvidenceRow) and r.grade[:1] in "AB"]
    # What the two did to each other is no tie that a register could have missed.
    ties = [r for r in found if r.kind != "incident"]
    if not ties:
        return None
    dealings = [r for r in found if r.kind in ("project", "flow")]
    accords = [r for r in found if r.kind == "agreement"]
    firsts = [("tie.first_dealings", dealings[0])] if dealings else []
    firsts += [("tie.first_accord", accords[0])] if accords else []
    firsts = firsts or [("tie.latest", ties[-1])]
    many = several(len(found), "statement", refs=ids(found))
    claim = say(ROOM, "tie.beyond", many=many, told=together([_first(key, r) for key, r in firsts], "; "))
    told = [*dealings[:1], *accords[:1]] or ties[-1:]
    each = [say(ROOM, "tie.one", what=first_clause(r), day=day_of(r)) for r in told]
    short = say(ROOM, "tie.short", told=together(each))
    finding = Finding(
        id="defence.evidence",
        question="defence",
        claim=claim.text,
        parts=claim.parts,
        confidence="moderate",
        confidence_reason="graded A or B, but statements on defence often share one origin",
        basis=ids(found),
        against=("Several statements may go back to one announcement.",),
        would_change="A source that withdraws, or an official text.",
    )
    return Judged(finding, salience("defence.evidence"), short)
