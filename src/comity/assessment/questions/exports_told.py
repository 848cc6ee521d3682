"""What both reports of a flow say where they agree, or the one that there is."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import NOTHING, ROOM, ends, figure, owner, printed, ranked
from comity.assessment.questions.exchange_gap import lower_bound
from comity.assessment.questions.exchange_tables import (
    BY_EXPORTER,
    BY_IMPORTER,
    COMPILED,
    COVERAGE,
    MARGIN,
    RECONCILED,
    WEIGHT,
    Reports,
    sensitivity,
)
from comity.assessment.salience import salience
from comity.assessment.say import chosen, period, say, state, together
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Part, claim
from comity.dossier.finding import Finding
from comity.terms.unit import percent


def agreeing(view: View, a: str, b: str, x: Measurement, m: Measurement) -> Judged:
    """The newest year that both report alike, with the value that is made of the two."""
    reconciled = view.at(RECONCILED, x.period, a, b)
    settled = reconciled is not None and reconciled.value is not None
    best = reconciled if reconciled is not None and reconciled.value is not None else x
    said = say(
        ROOM,
        "agreed.said",
        a=state(a),
        b=state(b),
        year=period(x),
        x=printed(x),
        owner=owner(a),
        m=printed(m),
        other=owner(b),
        settled=say(ROOM, "agreed.settled", best=printed(best), span=ends(best)) if settled else NOTHING,
        among=ranked(view, best),
    )
    weight = view.at(WEIGHT, x.period, a, b) if settled and _between(best, x, m) else None
    told = together([said, *([] if weight is None else _weights(weight, a, b))])
    accounts = [view.at(COVERAGE[p.measure], p.period, s, "-") for p, s in ((x, a), (m, b))]
    parts = [c for c in accounts if c is not None and lower_bound(c)]
    finding = Finding(
        id=f"exchange.exports.{a}-{b}",
        question="exchange",
        claim=told.text,
        parts=told.parts,
        estimate=view.estimate(best),
        confidence="high" if settled else "low",
        confidence_reason="both sides' customs agree within a factor of two"
        if settled
        else "a flow too small for the two reports to be weighed",
        basis=tuple(dict.fromkeys(ref(p) for p in (best, x, m, weight, *parts) if p is not None)),
        against=(
            "Both may miss goods that pass through a third country.",
            *(part.text for c in parts for part in lower_bound(c)),
        ),
        would_change="A revision by either statistical office.",
    )
    return Judged(finding, salience("exchange.exports", "agreed"))


def _between(best: Measurement, x: Measurement, m: Measurement) -> bool:
    """Whether the reconciled value lies within the two reports free on board, and not at one of them."""
    one, two = sorted((x.value or 0.0, (m.value or 0.0) / (1 + MARGIN)))
    return one * 1.005 < (best.value or 0.0) < two / 1.005


def _weights(weight: Measurement, a: str, b: str) -> list[Claim]:
    """How much either report counts, and what other freight would do; nothing where no weight is known."""
    if weight.value is None:
        return []
    share, rest = (figure(weight, w, percent(w)) for w in (weight.value, 1 - weight.value))
    return [say(ROOM, "agreed.weights", owner=owner(a), share=share, other=owner(b), rest=rest), sensitivity(weight)]


def one_sided(view: View, a: str, b: str, found: Reports) -> Judged:
    """The newest figure of the one account that there is."""
    newest = next(found[m][-1] for m in (BY_EXPORTER, COMPILED, BY_IMPORTER) if found[m])
    compiled = chosen("a compiled series", "account", "compiled")
    who: dict[str, Part] = {BY_EXPORTER: state(a), BY_IMPORTER: state(b), COMPILED: compiled}
    reporter = a if newest.measure == BY_EXPORTER else b
    coverage = view.at(COVERAGE[newest.measure], newest.period, reporter, "-") if newest.measure in COVERAGE else None
    part = lower_bound(coverage)
    said = say(
        ROOM,
        "one_sided.said",
        who=claim(who[newest.measure]),
        a=state(a),
        b=state(b),
        value=printed(newest),
        year=period(newest),
        among=ranked(view, newest),
    )
    told = together([said, *part])
    finding = Finding(
        id=f"exchange.exports.{a}-{b}",
        question="exchange",
        claim=told.text,
        parts=told.parts,
        estimate=view.estimate(newest),
        confidence="moderate" if newest.measure == COMPILED else "low",
        confidence_reason="one account without a counterpart for the same year",
        basis=tuple(ref(m) for m in (newest, coverage if part else None) if m is not None),
        against=("The other side's report may differ; none is at hand for the year.",),
        would_change="The partner's customs report for the same year.",
    )
    trifle = (newest.value or 0.0) < threshold("nothing_trade")
    return Judged(finding, salience("exchange.exports", "trifle" if trifle else "one_sided"))
