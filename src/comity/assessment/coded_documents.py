"""Documents of an event warehouse, where the atlas was built with one."""

from __future__ import annotations

from collections.abc import Iterable

from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.dossier.statement import EvidenceRow
from comity.terms.details import CodedDocument
from comity.terms.names import sanitise

MEASURE = "tenor.documents"
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
    """One statement for each document behind a month."""
    return [_statement(m, document) for document in m.details_of(CodedDocument)]


def _statement(m: Measurement, document: CodedDocument) -> EvidenceRow:
    # Codes, outlets and addresses are the publishers' own, and what they hold is not to be trusted on a page.
    code, address = sanitise(document.code, _LONGEST), sanitise(document.address, _LONGEST)
    kind = "cooperative" if document.side == "warm" else "hostile"
    return EvidenceRow(
        id=ref(m),
        date=document.day.isoformat(),
        a=m.a,
        b=m.b,
        claim=f"{m.a} on {m.b}: an act coded {code} ({kind}).",
        source=sanitise(document.outlet or "", _LONGEST) or "outlet not named",
        url=address if address.startswith(("https://", "http://")) else "",
        kind=document.side,
        grade=GRADE,
    )
