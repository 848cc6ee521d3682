"""What an assessment did not have: measures that its atlas lacks, and where the newest figures end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from comity.assessment.view import View
from comity.assessment.words import listing, sentence

_NEEDS = re.compile(r"needs (?P<tables>[\w, ]+), which none of the sources at hand gives")
_WORDS = {
    "arms_transfers": "transfers of arms",
    "commodity_concordance": "tables of corresponding products",
    "commodity_trade": "trade by product",
    "event_documents": "documents of coded events",
    "event_months": "events of who acted on whom",
    "exercises": "military exercises",
    "investment_positions": "positions of investment",
    "nuclear_agreements": "nuclear agreements",
    "services_trade": "trade in services",
    "unallocated_trade": "trade that customs withhold",
}
"""What a reader calls a harmonised table that no source at hand fills."""

_HOW = "Sources that may not be passed on, or are too large to ship, are had by: comity sources pull, then comity build"

_STALE = 3
"""Years before the as-of day from which a newest figure is worth a line."""


def missing(view: View) -> tuple[str, ...]:
    """One line for each reason why measures are absent, then one for each year in which newest figures end."""
    return (*_absent(view.atlas.manifest.absent), *_old(view))


def _absent(reasons: Mapping[str, str]) -> list[str]:
    grouped: dict[str, list[str]] = {}
    for measure, reason in reasons.items():
        grouped.setdefault(reason, []).append(measure)
    lines = [f"{_why(reason)}: {families(measures)}" for reason, measures in sorted(grouped.items())]
    return [*lines, _HOW] if any(_NEEDS.fullmatch(reason) for reason in grouped) else lines


def _why(reason: str) -> str:
    needs = _NEEDS.fullmatch(reason)
    if needs is None:
        return sentence(reason)
    tables = [_WORDS.get(name, name.replace("_", " ")) for name in needs["tables"].split(", ")]
    return f"No source at hand gives {listing(tables)}"


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
        if period and int(period[:4]) < view.as_of.year - _STALE:
            by_year.setdefault(period[:4], []).append(view.atlas.entry(measure).title)
    return [f"Newest figure is of {year}: {'; '.join(titles)}" for year, titles in sorted(by_year.items())]
