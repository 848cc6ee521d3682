"""A study folder: the settings of one pair and the statements about it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from comity.errors import BadFile
from comity.evidence.audiences import NAME as AUDIENCES
from comity.evidence.audiences import Audience, audience_of, may_read, read_audiences
from comity.evidence.copies import expect_whole
from comity.evidence.corrections import read_corrections
from comity.evidence.documents import Document, read_documents
from comity.evidence.hypotheses import Contest, read_hypotheses
from comity.evidence.interviews import Interview, as_agreed, expect_within_terms, read_interviews
from comity.evidence.ledger import read_ledger
from comity.evidence.proposing import propose
from comity.evidence.settings import Settings, read_settings
from comity.evidence.statement import Statement
from comity.evidence.withdrawals import Withdrawal, read_withdrawals
from comity.evidence.withdrawals import standing as standing_of
from comity.terms.curated import curated_rows
from comity.terms.dated import Dated
from comity.terms.names import sanitise


@dataclass(frozen=True, slots=True)
class Study:
    """What a study folder holds. `statements` are in order of file and row, whatever their date.

    `statements` are for the eyes of whoever keeps the study. A report takes `evidence`, which keeps to the
    terms of interviews.
    """

    settings: Settings
    statements: tuple[Statement, ...]
    interviews: Mapping[str, Interview] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    withdrawals: tuple[Withdrawal, ...] = ()
    audiences: Mapping[str, Audience] = field(default_factory=dict)

    def as_for(self, who: Audience) -> "Study":
        """The study without the statements that are not for these people."""
        kept = tuple(s for s in self.statements if may_read(who, audience_of(s, self.audiences)))
        return replace(self, statements=kept)

    def contests_for(self, who: Audience, contests: tuple[Contest, ...]) -> tuple[Contest, ...]:
        """The contests that are for these people, weighed by the statements that are."""
        hidden = {s.id for s in self.statements} - {s.id for s in self.as_for(who).statements}
        return tuple(
            c.model_copy(update={"evidence": tuple(e for e in c.evidence if e.row not in hidden)})
            for c in contests
            if may_read(who, self.audiences.get(c.id, "readers"))
        )

    def evidence(self, as_of: date) -> tuple[Statement, ...]:
        """Statements that count as of `as_of`, by date, as they may be printed, with what rules propose.

        Typed columns that nobody filled hold what rules propose, and are marked so.
        """
        return tuple(map(propose, self.counted(as_of)))

    def counted(self, as_of: date) -> tuple[Statement, ...]:
        """The same as they were filled.

        A statement whose date or publication is only a month or year counts from the last day of it, so that
        what could not be known then stays unknown. What was withdrawn or said off the record counts never. An
        interview counts from its own day on. Those of one date stay in the order of the files.
        """
        standing = tuple(s for s in standing_of(self.statements, self.withdrawals) if self.known(s, as_of))
        agreed = [allowed for s in standing if (allowed := as_agreed(s, self.interviews))]
        ids = {s.id for s in agreed}
        return tuple(sorted((_without_dead_links(s, ids) for s in agreed), key=lambda s: s.date))

    def known(self, s: Statement, as_of: date) -> bool:
        """Whether a statement of this study could be known by the end of `as_of`."""
        if s.known_by > as_of:
            return False
        return not s.interview or Dated.parse(self.interviews[s.interview].date).end <= as_of

    @property
    def sectors(self) -> tuple[str, ...]:
        """Ids of the sectors that the study looks at: its own list, else all that are known."""
        return self.settings.sectors or tuple(known_sectors())


def _without_dead_links(s: Statement, ids: set[str]) -> Statement:
    """A link to a statement that is not there says that there is one; it goes too."""
    links = ("fulfils", "corrects", "retracts")
    dead: dict[str, Any] = {name: "" for name in links if getattr(s, name) and getattr(s, name) not in ids}
    return replace(s, **dead) if dead else s


def load_study(folder: Path | str) -> Study:
    """Read a study folder: settings, registers and evidence. Nothing outside it is read, nor its `private` folder.

    `BadFile` for any fault, with the file, the row or field, and what to write instead; so too where a kept copy of a
    document is not what it was.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise BadFile(f"no study folder '{sanitise(str(folder), 200)}'; give one that holds study.yaml")
    settings = read_settings(folder)
    interviews = read_interviews(folder, settings.smallest_set)
    documents = read_documents(folder)
    expect_whole(folder, documents.values())
    held = Study(settings, (), interviews, documents, read_withdrawals(folder))
    statements = read_ledger(folder / "evidence", allowed_ids(held), read_corrections(folder))
    expect_within_terms(statements, interviews)
    audiences = read_audiences(folder)
    _expect_named(audiences, {*interviews, *(s.id for s in statements)}, folder)
    return replace(held, statements=statements, audiences=audiences)


def _expect_named(audiences: Mapping[str, Audience], known: Collection[str], folder: Path) -> None:
    """`BadFile` for a line about nothing: with a slip of the pen in it, what it should keep back would be shown."""
    if left := [id for id in audiences if id not in known]:
        contests = {c.id for c in read_hypotheses(folder)}
        if unknown := [id for id in left if id not in contests]:
            said = f"{AUDIENCES}: '{sanitise(unknown[0])}' is no statement, interview or contest of this study"
            raise BadFile(f"{said}; write the id as it stands in its file")


def allowed_ids(study: Study) -> dict[str, Collection[str]]:
    """Column -> the ids that a statement of this study may name in it."""
    sectors = {*known_sectors(), *study.settings.sectors}
    return {"sector": sectors, "document": study.documents, "interview": study.interviews}


@cache
def known_sectors() -> dict[str, str]:
    """Sector id -> its name for a reader, in the order in which reports list them."""
    return {row["sector"]: row["label"] for row in curated_rows(Path(__file__).parent / "sectors.csv")}
