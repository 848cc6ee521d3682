"""One origin told by many: outlets that quote one agency or data house, and the same text under two names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from comity.evidence.contradictions.entry import Entry, all_cited
from comity.evidence.contradictions.likeness import Likeness
from comity.evidence.contradictions.neighbours import components, next_in_time, parties
from comity.evidence.contradictions.quantity import Quantity
from comity.evidence.statement import Statement

_NAME = r"([A-Z][\w&.]+(?: [A-Z][\w&.]+)?)"
_ORIGINS = (
    re.compile(rf"\b(?:citing|quoting|quoted by|summarising|according to|by data of) (?:the )?{_NAME}"),
    re.compile(r"\(([A-Z][\w&.]+)(?: data)?\)"),
    re.compile(r"\(([A-Z][\w&.]+), [A-Z][\w&.]+\)"),
    re.compile(r"/([A-Z][\w&.]+)\)"),
    re.compile(rf"\b[Bb]y {_NAME}'s (?:count|data|figures|estimate)"),
    re.compile(rf"\bciting \w+ and {_NAME}"),
)
ALIKE = 0.85
FEWEST_WORDS = 5
"""Content words below which the same claim is nobody's own."""
_DAYS = 45


def origins(s: Statement) -> frozenset[str]:
    """Names of those whom the source or the claim says it draws on."""
    found = {m[1].rstrip(".") for text in (s.source, s.claim) for p in _ORIGINS for m in p.finditer(text)}
    return frozenset(name for name in found if not name.isdigit() and len(name) > 2)


def _outlet(s: Statement) -> str:
    return re.split(r"[(:,]| citing | quoting | via | \d", s.source)[0].strip().lower()


def one_origin(
    statements: Sequence[Statement], likeness: Likeness, measured: Mapping[str, Quantity]
) -> Iterator[Entry]:
    """Figures of one field that several outlets take from one origin, and claims told twice in the same words."""
    groups: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for s in statements:
        for name in origins(s) if s.value else ():
            for state in parties(s):
                groups[name, s.sector, state].append(s)
    seen: dict[str, list[frozenset[str]]] = defaultdict(list)
    for (name, _, _), group in sorted(groups.items(), key=lambda item: -len(item[1])):
        ids = frozenset(s.id for s in group)
        if not _echoed(group, measured) or any(ids <= other for other in seen[group[0].id]):
            continue
        for id in ids:
            seen[id].append(ids)
        ordered = sorted(group, key=lambda s: (s.date, s.id))
        what = f"{len(group)} figures from {len({_outlet(s) for s in group})} outlets rest on {name} alone."
        yield Entry("one_origin", tuple(s.id for s in ordered), what)

    def long(s: Statement) -> bool:
        return likeness.size(s) >= FEWEST_WORDS

    near = next_in_time(statements, lambda s: (parties(s), s.kind), long, long)
    same = [(x, y) for x, y in likeness.alike(near, ALIKE) if _two_sources(x, y)]
    for ordered in components(same):
        what = f"The same words under {len(ordered)} sources: {all_cited(ordered)}."
        yield Entry("one_origin", tuple(s.id for s in ordered), what)


def _echoed(group: list[Statement], measured: Mapping[str, Quantity]) -> bool:
    """Whether two outlets give figures of one dimension for one year: that looks like two sources, and is one."""
    first: dict[tuple[str, int], str] = {}
    for s in group:
        q = measured.get(s.id)
        if q is not None and first.setdefault((q.dimension, q.last), _outlet(s)) != _outlet(s):
            return True
    return False


def _two_sources(x: Statement, y: Statement) -> bool:
    return x.source != y.source and x.value == y.value and abs((x.known_by - y.known_by).days) <= _DAYS
