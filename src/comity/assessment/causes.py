"""Why two reports of one flow differ: the likely cause, how sure, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass

from comity.assessment.model import Confidence
from comity.assessment.settings import threshold
from comity.atlas.measurement import Measurement


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause code with its words."""

    code: str
    text: str
    confidence: Confidence
    reason: str
    against: tuple[str, ...]


def cause_of(exporter: Measurement, importer: Measurement, compiled: Measurement | None) -> Cause:
    """The likely cause of a gap between the exporter's and the importer's report of one year.

    `compiled` is a third party's account of the same flow and year in constant prices, where there is one.
    Which side is low, by how much, and whom the third account supports decide.
    """
    x, m = exporter.value or 0.0, importer.value or 0.0
    tenfold = max(x, m) > threshold("reports_irreconcilable") * min(x, m)
    supports = None if compiled is None or compiled.value is None else _nearer(compiled.value, x, m)
    if m < x and tenfold:
        return Cause(
            "origin_not_specified",
            "origin not specified by importer: the goods are counted without, or under another, country of origin",
            "high" if supports == "exporter" else "moderate",
            "the importer's figure is less than a tenth of the exporter's"
            + (", and a compiled third account agrees with the exporter" if supports == "exporter" else ""),
            ("The exporter may name a first port from which goods go on elsewhere.",),
        )
    if x < m and tenfold:
        return Cause(
            "transit",
            "transit: the exporter records an intermediate destination, the importer the country of origin",
            "moderate",
            "the exporter's figure is less than a tenth of the importer's",
            ("The importer may count by consignment goods that come from elsewhere.",),
        )
    return Cause(
        "partner_attribution",
        "re-export or different attribution of partners; freight alone would explain about 6 %",
        "low",
        "the reports differ by more than a factor of two and less than ten",
        ("Timing at the turn of the year moves single large shipments.",),
    )


def _nearer(third: float, x: float, m: float) -> str | None:
    factor = threshold("reports_disagree")
    near = [who for who, v in (("exporter", x), ("importer", m)) if v and max(v, third) <= factor * min(v, third)]
    return near[0] if len(near) == 1 else None
