"""Whether the one owes the other so much that it is the matter between the two: by an act on the debt, or two loans."""

from __future__ import annotations

import re

from comity.assessment.page1.acts import DEFINES
from comity.assessment.page1.record import Record
from comity.assessment.settings import threshold
from comity.chronicle.events import Event

_ON_DEBT = ("aid", "talks", "treaty_signed", "dispute")
_OWED = re.compile(r"\b(?:debts?|lenders?)\b")
_TERMS = re.compile(r"\b(?:stretch|spread|put(?:ting)? off|new terms|soften|resumed loans|stopped paying)\b")
_LARGEST = re.compile(r"\blargest (?:lender|creditor)\b")
_LENT = re.compile(r"\b(?:lent|loans?)\b")


def debt_between(record: Record) -> Event | None:
    """The newest act of fifteen years on what the one owes the other; None where no debt is the matter of the two.

    It defines them, or the row has the one as the other's largest lender; a loan that defines them counts where
    another row is of a loan too. What was forgiven is owed no more.
    """
    late = [e for e in record.events if record.years_since_begun(e) <= threshold("event_standing_years")]
    late = [e for e in late if e.kind.id in _ON_DEBT and e.weight > 1]
    on_terms = [e for e in late if _OWED.search(e.what) and _TERMS.search(e.what)]
    on_terms = [e for e in on_terms if e.weight == DEFINES or _LARGEST.search(e.what)]
    if on_terms:
        return on_terms[-1]
    loans = [e for e in late if _LENT.search(e.what)]
    defining = [e for e in loans if e.kind.id == "aid" and e.weight == DEFINES]
    return defining[-1] if defining and len(loans) > 1 else None
