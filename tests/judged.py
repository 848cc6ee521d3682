"""The register of contradictions of rows as a study gives them: with what rules propose for their empty cells."""

from collections.abc import Iterable, Sequence
from datetime import date

from comity.evidence.contradictions.entry import Entry
from comity.evidence.contradictions.office import Term
from comity.evidence.contradictions.register import register
from comity.evidence.proposing import propose
from comity.evidence.statement import Statement


def judged(rows: Iterable[Statement], as_of: date, leaders: Sequence[Term] = ()) -> tuple[Entry, ...]:
    """The entries, as of a day."""
    return register([propose(s) for s in rows], as_of, leaders)
