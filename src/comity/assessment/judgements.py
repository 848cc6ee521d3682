"""Key judgements: which findings a reader in a hurry needs, and how they stand on the first page."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from comity.assessment.answer import Judged
from comity.assessment.record import Record
from comity.assessment.salience import salience
from comity.assessment.settings import threshold
from comity.chronicle.events import Event
from comity.dossier.claim import Part, rows_told
from comity.dossier.finding import Finding, KeyJudgement
from comity.quantities.derivations import derivation
from comity.terms.period import year_of
from comity.terms.ref import event_ref, measure_of, period_of

MOST, FEWEST, MOST_OF_A_QUESTION = 6, 3, 2
WORTH_SAYING = 0.4
"""Salience below which a finding is chosen only to make up the fewest, unless it tells an act of weight."""
_ROUNDING = 1e-9
_CHRONICLE = "chronicle."
_INCIDENT = "incident"
"""What befell the two: a slight one is news of a day, and nothing that either would act upon."""
LAST_RESORT = 0.16
"""Salience from which on a finding stands where no other does: one line is more than none."""
LEAST = 0.2
"""Salience below which nothing is chosen at all: a page with little to say says little."""


def key_judgements(
    judged: Sequence[Judged],
    record: Record,
    told: Collection[str] = (),
    summed: Collection[str] = (),
    leads: str = "",
) -> tuple[KeyJudgement, ...]:
    """Up to six findings about the two, weightiest first; what is old counts less, and what a break ended not at all.

    `told`: ids of the events that the bottom line tells, which are not told again for their own sake. `summed`: those
    among them that it only sums up, of which a judgement that tells more may tell again.
    `leads`: the finding that comes first where it is worth saying.
    Where little is worth saying few stand there: what is about one of the two, or hardly worth it, fills no page. An
    act of weight that stands nowhere else is worth saying as long as there is room.
    """
    return tuple(
        KeyJudgement(
            id=f"judgement.{i}",
            label=j.salience.caption,
            text=j.short.text if j.short else j.finding.claim,
            parts=tuple(_parts(j)),
            findings=(j.finding.id,),
            confidence=j.finding.confidence,
            likelihood=j.finding.likelihood,
            against=j.finding.against,
            would_change=j.finding.would_change,
        )
        for i, j in enumerate(select(judged, record, told, summed, leads), start=1)
    )


def select(
    judged: Sequence[Judged],
    record: Record,
    told: Collection[str] = (),
    summed: Collection[str] = (),
    leads: str = "",
) -> list[Judged]:
    """The findings chosen, in the order of what they weigh today; of equals, as the questions have them."""
    weighed = {j.finding.id: _untold(j, record, told, summed) * aged(j.finding, record) for j in judged}
    chosen: list[Judged] = []
    for j in sorted((j for j in judged if j.salience.about_both), key=lambda j: -weighed[j.finding.id]):
        weight = weighed[j.finding.id]
        worth = weight >= WORTH_SAYING - _ROUNDING or _tells_of_weight(j, record, told)
        enough = MOST if worth else FEWEST
        same = sum(1 for c in chosen if c.finding.question == j.finding.question and not _dated(c.finding))
        fits = _dated(j.finding) or same < MOST_OF_A_QUESTION
        if weight >= LEAST and len(chosen) < enough and fits and not _retells(j, chosen):
            chosen.append(j)
    best = max((j for j in judged if j.salience.about_both), key=lambda j: weighed[j.finding.id], default=None)
    if not chosen and best is not None and weighed[best.finding.id] >= LAST_RESORT - _ROUNDING:
        chosen = [best]
    return sorted(chosen, key=lambda j: j.finding.id != leads or weighed[j.finding.id] < WORTH_SAYING)


def _retells(judged: Judged, chosen: Sequence[Judged]) -> bool:
    """Whether a finding of events has none that those before it do not tell: a figure may stand beside what bars it."""
    rows = rows_told(_parts(judged)) if _dated(judged.finding) else frozenset()
    return bool(rows) and rows <= rows_told([part for c in chosen for part in _parts(c)])


def _parts(judged: Judged) -> Sequence[Part]:
    """What stands of a finding on the first page."""
    return judged.short.parts if judged.short else judged.finding.parts


def _untold(judged: Judged, record: Record, told: Collection[str], summed: Collection[str] = ()) -> float:
    """What a finding weighs; one of events by those that the bottom line does not tell, 0 where it tells them all."""
    held = [e for e in record.events if event_ref(e.id) in judged.finding.basis] if _dated(judged.finding) else []
    if held and all(e.weight == 1 and (e.kind.id == _INCIDENT or _old(e, record)) for e in held):
        return min(judged.salience.weight, threshold("told_above"))
    left = [e for e in held if event_ref(e.id) not in told]
    if len(left) == len(held):
        return judged.salience.weight
    if not left:
        return 0.0
    left += [e for e in held if event_ref(e.id) in summed]
    topic = judged.finding.id.removeprefix(_CHRONICLE)
    return min(judged.salience.weight, salience(f"chronicle.{topic}", size=max(map(record.force, left))).weight)


def _tells_of_weight(judged: Judged, record: Record, told: Collection[str]) -> bool:
    """Whether it tells an act of weight of living memory that stands nowhere above it: where there is room no account
    of two states leaves that out.
    """
    held = [e for e in record.events if event_ref(e.id) in judged.finding.basis] if _dated(judged.finding) else []
    late = [e for e in held if record.years_since_begun(e) <= threshold("event_living_years")]
    return any(e.weight > 1 and event_ref(e.id) not in told for e in late)


def _old(event: Event, record: Record) -> bool:
    return record.years_since_begun(event) > threshold("event_standing_years")


def aged(finding: Finding, record: Record) -> float:
    """What age leaves of a finding's weight, 0 to 1: by the newest period of the measurements that it rests on.

    A derived row is as old as those that it was worked out of, which stand beside it. What was
    measured before a war or rupture that still stands is history, and leads nothing.
    """
    stored = [name for name in finding.basis if derivation(measure_of(name)) is None]
    periods = [period for name in stored if (period := period_of(name))]
    if not periods:
        return 1.0
    year = max(map(year_of, periods))
    if record.broken is not None and year < record.broken.when.year:
        return 0.0
    years = record.as_of.year - year
    if years <= threshold("figure_new_years"):
        return 1.0
    return threshold("figure_old") if years < threshold("figure_old_years") else threshold("figure_stale")


def _dated(finding: Finding) -> bool:
    """Whether it tells events of the chronicle."""
    return finding.id.startswith(_CHRONICLE)
