"""Why two reports of one flow differ: the likely cause, how sure, and what speaks against it.

Which causes there are, in which words and for which reason, stands in `causes.csv`; here is which marks in the
numbers lead to which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp, log
from pathlib import Path

from comity.assessment.settings import threshold
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Chosen
from comity.dossier.finding import Finding
from comity.dossier.strict import Confidence
from comity.terms.curated import curated_rows
from comity.terms.unit import number


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause code with its words."""

    code: str
    text: str
    confidence: Confidence
    reason: str
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What else is known of a gap; None where the atlas does not say.

    `compiled` is a third party's account of the flow in the same year; `particular` the gap beyond the reporters'
    habits, in standard deviations; `exporter_bias` and `importer_bias` those habits, in logs; `withheld` the
    share of its imports that the importer gives to no state; `others` the two reports in other years;
    `exporter_coverage` and `importer_coverage` the share of each reporter's total that its account holds.
    """

    compiled: Measurement | None = None
    particular: Measurement | None = None
    exporter_bias: Measurement | None = None
    importer_bias: Measurement | None = None
    withheld: Measurement | None = None
    others: tuple[tuple[float, float], ...] = field(default=())
    exporter_coverage: Measurement | None = None
    importer_coverage: Measurement | None = None

    def part(self, x: float, m: float) -> Measurement | None:
        """The coverage of the account that gives the lower of two reports, where that account is no whole."""
        coverage = self.exporter_coverage if x < m else self.importer_coverage
        if x == m or coverage is None or coverage.value is None or coverage.value >= threshold("account_whole"):
            return None
        return coverage


@cache
def causes() -> dict[str, tuple[str, str]]:
    """By code: the words, and what speaks against."""
    return {row["code"]: (row["text"], row["against"]) for row in curated_rows(Path(__file__).with_name("causes.csv"))}


def cause_of(exporter: Measurement, importer: Measurement, marks: Marks) -> Cause:
    """The likely cause of a gap between the exporter's and the importer's report of one year.

    Which side is low and by how much, whom a third account supports, whether either reporter has such gaps with
    everyone, and whether the gap lasts decide, in this order.
    """
    x, m = exporter.value or 0.0, importer.value or 0.0
    if (partial := _partial(x, m, marks)) is not None:
        return partial
    tenfold = max(x, m) > threshold("reports_irreconcilable") * min(x, m)
    supports = None if marks.compiled is None or not marks.compiled.value else nearer(marks.compiled.value, x, m)
    if tenfold and m < x:
        return _suppressed(supports, marks)
    if tenfold:
        return _cause("transit", "moderate", "the exporter's figure is less than a tenth of the importer's")
    return _habit(x, m, marks) or _passing(x, m, marks) or _remaining(x, m, marks)


def _partial(x: float, m: float, marks: Marks) -> Cause | None:
    """What the lower report's account leaves out of everything explains most of the gap."""
    part = marks.part(x, m)
    if part is None or not part.value or min(x, m) <= 0:
        return None
    if -log(part.value) < threshold("habit_explains") * abs(log(m / x)):
        return None
    which, what = ("exporter", "exports") if x < m else ("importer", "imports")
    reason = f"the {which}'s account adds up to {number(100 * part.value)} % of its {what} by a reconciled total"
    return _cause("partial_account", "moderate", reason)


def _suppressed(supports: str | None, marks: Marks) -> Cause:
    reason = "the importer's figure is less than a tenth of the exporter's"
    if supports == "exporter":
        reason += ", and a compiled third account agrees with the exporter"
    if marks.withheld is not None and (marks.withheld.value or 0) >= threshold("withheld_matters"):
        reason += f"; the importer gives {number(100 * (marks.withheld.value or 0))} % of its imports to no state"
    return _cause("origin_not_specified", "high" if supports == "exporter" else "moderate", reason)


def _habit(x: float, m: float, marks: Marks) -> Cause | None:
    """What the two reporters do with everyone explains most of the gap."""
    biases = (marks.exporter_bias, marks.importer_bias)
    if min(x, m) <= 0 or marks.particular is None or any(b is None or b.value is None for b in biases):
        return None
    alpha, beta = (b.value or 0.0 for b in biases if b is not None)
    gap = log(m / x)
    if abs(beta - alpha) < threshold("habit_explains") * abs(gap) or (beta - alpha) * gap < 0:
        return None
    if alpha > abs(beta):
        return _cause("re_export", "moderate", f"the exporter reports {_by(alpha)} more than its partners, with all")
    which, size = ("importer", beta) if abs(beta) >= abs(alpha) else ("exporter", alpha)
    more = "more" if size > 0 else "less"
    return _cause("reporter_bias", "moderate", f"the {which} reports {_by(size)} {more} than its partners, with all")


def _by(bias: float) -> str:
    return f"{number(100 * (exp(abs(bias)) - 1 if bias > 0 else 1 - exp(-abs(bias))))} %"


def _passing(x: float, m: float, marks: Marks) -> Cause | None:
    """The neighbouring reports agree, or the gap turns its sign between them."""
    if min(x, m) <= 0 or not marks.others:
        return None
    gap, limit = log(m / x), log(threshold("reports_disagree"))
    turned = [o for o in marks.others if min(o) > 0 and (abs(log(o[1] / o[0])) <= limit or log(o[1] / o[0]) * gap < 0)]
    if len(turned) < len(marks.others):
        return None
    return _cause("timing", "low", "in the neighbouring reports the gap is closed or turned")


def _remaining(x: float, m: float, marks: Marks) -> Cause:
    if m < x and marks.withheld is not None and (marks.withheld.value or 0) >= threshold("withheld_matters"):
        share = 100 * (marks.withheld.value or 0)
        return _cause("confidentiality", "low", f"the importer gives {number(share)} % of its imports to no state")
    own = None if marks.particular is None else marks.particular.value
    if x < m and own is not None and own >= threshold("particular_gap"):
        return _cause(
            "transit", "low", f"the importer's figure is larger, {number(own, 1)} s.d. beyond both reporters' habits"
        )
    return _cause(
        "partner_attribution", "low", "the reports differ by more than a factor of two and less than ten, and lastingly"
    )


def _cause(code: str, confidence: Confidence, reason: str) -> Cause:
    text, against = causes()[code]
    return Cause(code, text, confidence, reason, (against,))


def unnamed_ways(findings: Sequence[Finding], a: str, b: str) -> list[tuple[str, str]]:
    """Ways (exporter, importer) between two of which a finding says that the importer does not publish the origin."""
    told = {
        f.id for f in findings if any(isinstance(p, Chosen) and p.option == "origin_not_specified" for p in f.parts)
    }
    return [(x, y) for x, y in ((a, b), (b, a)) if f"exchange.gap.{x}-{y}" in told]


def nearer(third: float, x: float, m: float) -> str | None:
    """Which of two reports a third account supports, `x` the exporter's and `m` the importer's; None if not one."""
    factor = threshold("reports_disagree")
    near = [who for who, v in (("exporter", x), ("importer", m)) if v and max(v, third) <= factor * min(v, third)]
    return near[0] if len(near) == 1 else None
