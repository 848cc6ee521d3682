"""Whether the one owes the other so much that it is the matter between the two: by an act on the debt, or two loans."""

from __future__ import annotations

import re

from comity.assessment.record import DEFINES, Record
from comity.assessment.settings import threshold
from comity.chronicle.events import Event

_LENDING = ("aid", "loan")
_ON_DEBT = (*_LENDING, "debt_terms", "talks", "treaty_signed", "dispute")
_OWED = re.compile(r"\b(?:debts?|lenders?|debtors?)\b")
_TERMS = re.compile(r"\b(?:stretch|spread|put(?:ting)? off|new terms|soften|resumed loans|stopped paying)\b")
_LARGEST = re.compile(
    r"\blargest (?:\w+ )?(?:lender|creditor|debtor)\b|\bow(?:es|ed) [^.]{1,40}\bmore than any other\b"
)
_LONG_OWED = 30
"""Years for which it is told of two that the one became the other's largest debtor."""
_LENT = re.compile(r"\b(?:lent|loans?)\b")


def debt_between(record: Record) -> Event | None:
    """The newest act of fifteen years on what the one owes the other; None where no debt is the matter of the two.

    It defines them, or the row has the one as the other's largest lender; a loan that defines them counts where
    another row is of a loan too. What was forgiven is owed no more.
    """
    acts = [
        e for e in record.events if e.kind.id in _ON_DEBT and e.weight > 1 and record.years_since_begun(e) <= _LONG_OWED
    ]
    late = [e for e in acts if record.years_since_begun(e) <= threshold("event_standing_years")]
    on_terms = [e for e in late if _OWED.search(e.what) and _TERMS.search(e.what) and e.weight == DEFINES]
    owed = [e for e in acts if e in on_terms or _LARGEST.search(e.what)]
    if owed:
        return owed[-1]
    loans = [e for e in late if _LENT.search(e.what)]
    defining = [e for e in loans if e.kind.id in _LENDING and e.weight == DEFINES]
    return defining[-1] if defining and len(loans) > 1 else None
