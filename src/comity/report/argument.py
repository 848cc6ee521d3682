"""What of a study is its argument and what its annex: a reader of paper is told first, and shown what it rests on then.

An answer stands with its paragraphs and its first figures. A question that is not answered takes a line, and so does
each question where there is next to nothing to say; all other figures, tables and findings stand in the annex.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from comity.report.page import Figure, Page, Section

LEAST_JUDGEMENTS = 2
"""Judgements on the first page below which a study is a list of short answers."""
MOST_SHOWN = 2
"""Figures that stand with one answer: both ways of a trade, or the tone of the news beside that of votes."""
_NO_ARGUMENT = ("map", "matrix")
"""Kinds of figures that show where and of what there are records, and argue nothing."""
ANNEX = "Annex: figures, tables and findings"


@dataclass(frozen=True, slots=True)
class Argument:
    """The sections told at length, and those that take a line each, in their order; `thin` where all of them do."""

    thin: bool
    told: tuple[Section, ...]
    passed: tuple[Section, ...]

    @property
    def title_of_passed(self) -> str:
        """What stands above the questions that take a line."""
        return "Question by question" if self.thin else "In a line"

    def shown(self, section: Section) -> tuple[Figure, ...]:
        """The figures that stand with the answer."""
        of_answer = section.figures[:MOST_SHOWN] if section in self.told else ()
        return tuple(takewhile(lambda f: f.model.kind not in _NO_ARGUMENT, of_answer))

    def bare(self, section: Section) -> bool:
        """Whether nothing stands behind an answer of one line, so that the annex has no head for it."""
        s = section
        behind = (s.paragraphs, s.figures, s.tables, s.claims, s.against, s.would_change)
        return s in self.passed and not any(behind)

    def annexed(self, section: Section) -> tuple[Figure, ...]:
        """The figures that stand in the annex."""
        return section.figures[len(self.shown(section)) :]


def _at_length(section: Section) -> bool:
    """Whether there is more to say than the answer: a question that makes no sense for the two is one line."""
    return bool(section.paragraphs or any(f.model.kind not in _NO_ARGUMENT for f in section.figures))


def argument(page: Page) -> Argument:
    """The argument of a page."""
    thin = len(page.judgements) < LEAST_JUDGEMENTS
    told = () if thin else tuple(s for s in page.sections if s.state == "answered" and _at_length(s))
    return Argument(thin, told, tuple(s for s in page.sections if s not in told))
