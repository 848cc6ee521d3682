"""A statement: one claim of one source, dated and graded.

Reliability and credibility are the two halves of the Admiralty code (NATO AJP-2.1). They are judged apart,
and F and 6 mean "cannot be judged": the letters and digits are not numbers and are never averaged.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from comity.evidence.amount import Amount, amount
from comity.evidence.office import Holding, holdings
from comity.terms.dated import Dated

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
Status = Literal["plan", "signed", "in_force", "delivered", "reported", "ended"]
Direction = Literal["a", "b", "both"]
First = Literal["yes", "no"]
WHOLE, PART_OF = "whole", "part of "
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

    What follows `origin` is empty unless the row says it. `quantity` names the thing measured, `reporter` who
    counted, `coverage` what the value takes in. `quote` holds the original words, in the BCP 47 `language`.
    `first_seen` and `last_seen` are the dates between which the source was seen to say it. `document` is the id
    of a copy that is kept. `due` is the date by which a plan was promised; `fulfils`, `corrects` and `retracts`
    are ids of other statements. `interview` is the key of an interview, whose terms bind the row. `corrected`
    says what a correction of the study changed in it, and why.

    `bound` says what the figure is, `direction` who acts (`a` where it is empty), `level` how high they stand, `office`
    who holds what, `part` what the figure is a part of, `first` whether it is the first of its kind. `proposed` names
    those of these columns that a rule filled and nobody confirmed; `none` where an empty cell is meant.

    The cells stay as they are written; `when`, `amount`, `holdings` and the like are what they mean, read once.
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
    bound: str = ""
    direction: str = ""
    level: str = ""
    office: str = ""
    part: str = ""
    first: str = ""
    proposed: str = ""

    @property
    def known_by(self) -> datetime.date:
        """First day on which it counts: the last day of its date, or of its publication if that is later."""
        day = self.when.end
        return max(day, Dated.parse(self.published).end) if self.published else day

    @property
    def when(self) -> Dated:
        """Its date."""
        return Dated.parse(self.date)

    @property
    def out(self) -> Dated | None:
        """When its source came out; None if unknown."""
        return Dated.parse(self.published) if self.published else None

    @property
    def amount(self) -> Amount | None:
        """Its figure; None without one."""
        return amount(self.value, self.unit, self.bound)

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """Who holds what, whoever acts first."""
        return holdings(self.office)

    @property
    def sender(self) -> str:
        """The state that acts, sends or visits; of what goes both ways the one named first."""
        return self.b if self.direction == "b" else self.a

    @property
    def receiver(self) -> str:
        """The state to which it does; "" for a claim about one state."""
        return self.a if self.direction == "b" else self.b

    @property
    def both_ways(self) -> bool:
        """Whether the figure is the sum of the two ways, or the two act together."""
        return self.direction == "both"

    @property
    def part_of(self) -> str:
        """What the figure is a part of; "" for a whole, or where it is not said."""
        return self.part.removeprefix(PART_OF) if self.part.startswith(PART_OF) else ""

    @property
    def proposals(self) -> tuple[str, ...]:
        """Columns that a rule filled from the words and nobody confirmed."""
        return () if self.proposed == "none" else tuple(self.proposed.split())

    @property
    def grade(self) -> str:
        """Admiralty grade as it is printed: `B2`."""
        return self.reliability + self.credibility
