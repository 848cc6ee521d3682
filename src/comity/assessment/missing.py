"""What an assessment did not have: measures that its atlas lacks, and where the newest figures end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from comity.assessment.view import View
from comity.terms.absence import Absence, Why, line, reason
from comity.terms.period import year_of

_HOW = "Sources that may not be passed on, or are too large to ship, are had by: comity sources pull, then comity build"

_STALE = 3
"""Years before the as-of day from which a newest figure is worth a line."""


def missing(view: View) -> tuple[str, ...]:
    """One line for each reason why measures are absent, then one for each year in which newest figures end."""
    return (*_absent(view.atlas.manifest.absent), *_old(view))


def _absent(absent: Mapping[str, Absence]) -> list[str]:
    alike: dict[Absence, list[str]] = {}
    for measure, absence in absent.items():
        alike.setdefault(absence, []).append(measure)
    lines = [f"{line(absence)}: {families(alike[absence])}" for absence in sorted(alike, key=reason)]
    return [*lines, _HOW] if any(absence.why is Why.NO_SOURCE for absence in alike) else lines


def families(measures: Iterable[str]) -> str:
    """Measures by question and name; those that come in several fields once, with the number of fields.

    `dependence.supplier_share.coal` and the same of wheat are `dependence (supplier share in 2 fields)`.
    """
    counted: dict[str, dict[str, int]] = {}
    for measure in measures:
        question, _, rest = measure.partition(".")
        name, _, field = rest.partition(".")
        names = counted.setdefault(question, {})
        names[name] = names.get(name, 0) + bool(field)
    parts = []
    for question, names in sorted(counted.items()):
        words = [name.replace("_", " ") + (f" in {n} fields" if n > 1 else "") for name, n in sorted(names.items())]
        parts.append(f"{question} ({', '.join(words)})")
    return "; ".join(parts)


def _old(view: View) -> list[str]:
    ends: dict[str, str] = {}
    for m in view.used.values():
        ends[m.measure] = max(ends.get(m.measure, ""), m.period if m.known else "")
    by_year: dict[str, list[str]] = {}
    for measure, period in sorted(ends.items()):
        if period and year_of(period) < view.as_of.year - _STALE:
            by_year.setdefault(str(year_of(period)), []).append(view.atlas.entry(measure).title)
    return [f"Newest figure is of {year}: {'; '.join(titles)}" for year, titles in sorted(by_year.items())]
