"""Whether two figures of one way of goods can both be: of two accounts near in time, or of one that leaps tenfold."""

from __future__ import annotations

from comity.assessment.accounts.far_apart import CEPII, FUND
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.terms.period import year_of

_CUT = ("relations_broken", "embargo", "border_closed")


def unlike(one: Measurement, other: Measurement) -> bool:
    """Whether two figures of weight, few years apart, differ by more than freight and growth explain."""
    weighs = max(one.value or 0.0, other.value or 0.0) >= threshold("trade_worth_missing")
    return near(one, other) and twofold(one, other) and weighs


def near(one: Measurement, other: Measurement) -> bool:
    """Whether two figures are of years so close that they can be held against each other."""
    return abs(year_of(one.period) - year_of(other.period)) <= threshold("accounts_near_years")


def leapt(view: View, m: Measurement) -> Measurement | None:
    """The figure before it in the same account, where one of weight is ten times or a tenth of it; else None.

    Nothing where the other account, in years as near, has about the same, or where a war, rupture or embargo says why,
    of today or of the year of the figure before.
    """
    if view.record is not None and (view.record.broken is not None or view.record.embargo is not None):
        return None
    before = _before(view, m)
    if before is None or _parted_then(view, before):
        return None
    if not unlike(m, before) or not _apart_by(m, before, threshold("reports_irreconcilable")):
        return None
    other = view.last(CEPII, m.a, m.b) if m.measure == FUND and view.has(CEPII) else None
    alike = other is not None and other.period > before.period and not twofold(m, other)
    return None if alike else before


def doubtful(view: View, m: Measurement) -> bool:
    """Whether a figure of the Fund's series is several times, or a fraction of, what the other account has in a year as
    near, or, where that has none, what it had itself before: no place among partners may rest on it.
    """
    if m.measure != FUND:
        return False
    other = view.last(CEPII, m.a, m.b) if view.has(CEPII) else None
    beside = other if other is not None and other.known and near(m, other) else _before(view, m)
    far = threshold("rank_accounts_apart")
    return beside is not None and near(m, beside) and _apart_by(m, beside, far) and unlike(m, beside)


def _before(view: View, m: Measurement) -> Measurement | None:
    before = [x for x in view.series(m.measure, m.a, m.b) if x.known and x.period < m.period]
    return before[-1] if before else None


def _parted_then(view: View, m: Measurement) -> bool:
    """Whether relations or trade were cut in the year of a figure and taken up again since."""
    cut = [] if view.record is None else [e for e in view.record.events if e.kind.id in _CUT and e.weight > 1]
    return any(e.when.year <= year_of(m.period) <= e.until.year for e in cut if e.until is not None)


def _apart_by(one: Measurement, other: Measurement, factor: float) -> bool:
    x, y = one.value or 0.0, other.value or 0.0
    return max(x, y) >= factor * min(x, y)


def twofold(one: Measurement, other: Measurement) -> bool:
    """Whether the larger of two figures is more than twice the other, which freight does not explain."""
    x, y = one.value or 0.0, other.value or 0.0
    return max(x, y) > threshold("accounts_apart") * min(x, y)
