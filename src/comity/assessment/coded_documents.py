"""Documents of an event warehouse, where the atlas was built with one."""

from __future__ import annotations

from collections.abc import Iterable

from comity.assessment.model import EvidenceRow
from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.terms.names import sanitise

MEASURE = "tenor.documents"
_FIELDS = 5
_LONGEST = 300
"""Characters of an address that are printed."""
GRADE = "F6"
"""A machine chose and coded it, and nobody has read it: reliability and truth cannot be judged."""


def coded_documents(view: View, months: Iterable[str]) -> tuple[EvidenceRow, ...]:
    """What the press said in these months (YYYY-MM), as statements of which each names its measurement.

    A row's `id` is the id of the measurement that lists it, its `kind` the side: `warm` or `cold`.
    """
    if not view.has(MEASURE):
        return ()
    wanted = set(months)
    return tuple(
        document
        for a, b in ((view.a, view.b), (view.b, view.a))
        for m in view.series(MEASURE, a, b)
        if m.period in wanted
        for document in _read(m)
    )


def _read(m: Measurement) -> list[EvidenceRow]:
    """One statement for each line of the label; a line of another shape is left out."""
    found = []
    for line in (m.label or "").split("\n"):
        fields = [sanitise(f, _LONGEST) for f in line.split("\t")]
        if len(fields) != _FIELDS or fields[1] not in ("warm", "cold"):
            continue
        day, side, code, outlet, url = fields
        web = url if url.startswith(("https://", "http://")) else ""
        claim = f"{m.a} on {m.b}: an act coded {code} ({'cooperative' if side == 'warm' else 'hostile'})."
        source = outlet or "outlet not named"
        found.append(
            EvidenceRow(id=ref(m), date=day, a=m.a, b=m.b, claim=claim, source=source, url=web, kind=side, grade=GRADE)
        )
    return found
