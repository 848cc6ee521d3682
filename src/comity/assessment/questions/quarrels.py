"""Militarised disputes and rivalries of the two, as historians list them."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.page1.acts import MENDED
from comity.assessment.phrases import NOTHING, ROOM, several
from comity.assessment.salience import salience
from comity.assessment.say import act_told, period, say, when
from comity.assessment.view import View, ref
from comity.assessment.words import listing, sentence
from comity.atlas.measurement import Measurement
from comity.chronicle.events import Event
from comity.dossier.claim import Claim, When
from comity.dossier.finding import Finding
from comity.terms.period import year_of


def met_in_disputes(view: View, dispute: Measurement | None) -> Claim | None:
    """In how many years the two met in disputes, and where that record ends; None where there is none."""
    years = [m.period for m in view.series("conflict.dispute") if m.value] if dispute is not None else []
    if dispute is None or not years:
        return None
    span = When(text=_span(years), date=years[-1], ref=ref(dispute))
    many = several(len(years), "year", refs=(ref(dispute),))
    return say(ROOM, "record.met", years=many, since=_since(view), span=span, to=period(dispute))


def _since(view: View) -> When:
    return When(text=str(view.since), date=str(view.since))


def quarrels(view: View, dispute: Measurement | None, rivalry: Measurement | None) -> list[Judged]:
    """A finding on disputes and one on rivalry, each where its record covers the two."""
    judged = []
    met = met_in_disputes(view, dispute)
    if dispute is not None:
        if met is not None:
            claim = say(ROOM, "record.disputes", met=met)
        else:
            claim = say(ROOM, "record.no_dispute", since=_since(view), to=period(dispute))
        # A rivalry tells whether the two met: what it says is not said twice.
        twice = bool(met and rivalry is not None and rivalry.value)
        record = _record(view, "tenor.disputes", claim, dispute)
        judged.append(Judged(record, salience("tenor.disputes", "told" if twice else "met" if met else "never")))
    if rivalry is not None:
        # One judgement of a question comes first, and a reader of rivals wants to know at once whether they fought.
        fought = NOTHING if met is None else say(ROOM, "record.fought", met=met)
        mend = _mended_since(view, rivalry)
        if rivalry.value and mend is not None:
            claim = say(
                ROOM, "record.rivals_mended", to=period(rivalry), fought=fought, mend=act_told(mend), when=when(mend)
            )
        elif rivalry.value:
            claim = say(ROOM, "record.rivals", to=period(rivalry), fought=fought)
        else:
            claim = say(ROOM, "record.no_rivalry", to=period(rivalry))
        over = mend is not None or bool(_bound(view) and rivalry.value)
        also = (dispute,) if met and rivalry.value and dispute is not None else ()
        judged.append(
            Judged(
                _record(view, "tenor.rivalry", claim, rivalry, *also),
                salience("tenor.rivalry", "mended" if over else "rivals" if rivalry.value else "none"),
            )
        )
    return judged


def _bound(view: View) -> bool:
    """Whether what is known of the two today is another thing than a rivalry."""
    return view.kind is not None and view.kind.id in _BOUND


def _mended_since(view: View, rivalry: Measurement) -> Event | None:
    """The act by which relations were restored after the list of rivalries ends; None where they were not."""
    if view.record is None or not rivalry.value:
        return None
    record, to = view.record, year_of(rivalry.period)
    mended = record.last(lambda e: e.kind.id in MENDED and e.weight > 1 and record.stands(e))
    return mended if mended is not None and mended.when.year > to else None


_BOUND = ("allies", "union", "partners", "patron_client", "ordinary")
"""Kinds of relationship that a list of rivalries which ends years before the day does not decide."""
_KEPT = {"conflict.dispute": "disputes", "conflict.rivalry": "rivalries"}


def _record(view: View, finding_id: str, claim: Claim, m: Measurement, *also: Measurement) -> Finding:
    ends = [f"the record of {_KEPT[x.measure]} ends in {x.period}" for x in (m, *also)]
    return Finding(
        id=finding_id,
        question="tenor",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m, standing=False),
        confidence="high",
        confidence_reason="coded by historians from published sources",
        basis=tuple(dict.fromkeys((*(ref(x) for x in (m, *also)), *claim.basis))),
        against=(f"{sentence(listing(ends))}.",),
        would_change="A later edition of the record.",
    )


def _span(periods: list[str]) -> str:
    """`1990 to 2014`, or `2010`."""
    return periods[0] if periods[0] == periods[-1] else f"{periods[0]} to {periods[-1]}"
