"""A statement: one claim of one source, dated and graded.

Reliability and credibility are the two halves of the Admiralty code (NATO AJP-2.1). They are judged apart,
and F and 6 mean "cannot be judged": the letters and digits are not numbers and are never averaged.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache
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

_day = lru_cache(maxsize=65_536)(parse_as_of)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says, in our words; the columns are explained in `docs/study-folder.md`.

    `date` and `published` are `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as the source gives them; `published` is
    empty where unknown. `a` acts, sends or visits, `b` receives, as state ids; `b` is empty for a claim about
    one state. `value` is a number, a range (`10-20`) or a count of votes (`132-3-5`) in `unit`; both or
    neither. `origin` is the file and row that the statement came from.

    What follows `origin` is empty unless the row says it. `quantity` names the thing measured, `reporter` who
    counted, `coverage` what the value takes in. `quote` holds the original words, in the BCP 47 `language`.
    `first_seen` and `last_seen` are the dates between which the source was seen to say it. `document` is the id
    of a copy that is kept. `due` is the date by which a plan was promised; `fulfils`, `corrects` and `retracts`
    are ids of other statements. `interview` is the key of an interview, whose terms bind the row. `corrected`
    says what a correction of the study changed in it, and why.
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
    quantity: str = ""
    reporter: str = ""
    coverage: str = ""
    locator: str = ""
    quote: str = ""
    language: str = ""
    first_seen: str = ""
    last_seen: str = ""
    accessed: str = ""
    document: str = ""
    due: str = ""
    fulfils: str = ""
    corrects: str = ""
    retracts: str = ""
    interview: str = ""
    corrected: str = ""

    @property
    def known_by(self) -> datetime.date:
        """First day on which it counts: the last day of its date, or of its publication if that is later."""
        day = _day(self.date)
        return max(day, _day(self.published)) if self.published else day

    @property
    def grade(self) -> str:
        """Admiralty grade as it is printed: `B2`."""
        return self.reliability + self.credibility
