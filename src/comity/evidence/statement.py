"""A statement: one claim of one source, dated and graded.

Reliability and credibility are the two halves of the Admiralty code (NATO AJP-2.1). They are judged apart,
and F and 6 mean "cannot be judged": the letters and digits are not numbers and are never averaged.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from comity.terms.period import parse_as_of

Kind = Literal[
    "agreement",
    "institution",
    "flow",
    "project",
    "visit",
    "act",
    "contact",
    "incident",
    "mediation",
    "statement",
    "stock",
    "vote",
]
Instrument = Literal["agreement", "institution", "flow", "project", "visit"]
"""The kinds by which two states deal with each other in a sector: the columns of the scope matrix."""
Status = Literal["plan", "signed", "in_force", "delivered", "reported"]
SourceType = Literal["primary", "secondary"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says, in our words; the columns are explained in `docs/study-folder.md`.

    `date` and `published` are `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as the source gives them; `published` is
    empty where unknown. `a` acts, sends or visits, `b` receives, as state ids; `b` is empty for a claim about
    one state. `value` is a number, a range (`10-20`) or a count of votes (`132-3-5`) in `unit`; both or
    neither. `origin` is the file and row that the statement came from.
    """

    id: str
    date: str
    published: str
    a: str
    b: str
    question: str
    kind: Kind
    sector: str
    claim: str
    value: str
    unit: str
    status: Status
    source: str
    url: str
    source_type: SourceType
    reliability: Reliability
    credibility: Credibility
    note: str
    origin: str

    @property
    def known_by(self) -> datetime.date:
        """First day on which it counts: the last day of its date, or of its publication if that is later."""
        day = parse_as_of(self.date)
        return max(day, parse_as_of(self.published)) if self.published else day

    @property
    def grade(self) -> str:
        """Admiralty grade as it is printed: `B2`."""
        return self.reliability + self.credibility
