"""What of a study is its argument and what its annex: a reader of paper is told first, and shown what it rests on then.

An answer stands with its paragraphs and its first figure. A question that is not answered takes a line, and so does
each question where there is next to nothing to say; all other figures, tables and findings stand in the annex.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.report.page import Figure, Page, Section

LEAST_JUDGEMENTS = 2
"""Judgements on the first page below which a study is a list of short answers."""
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
        return "Question by question" if self.thin else "What is not answered"

    def shown(self, section: Section) -> tuple[Figure, ...]:
        """The figures that stand with the answer."""
        return section.figures[:1] if section in self.told else ()

    def annexed(self, section: Section) -> tuple[Figure, ...]:
        """The figures that stand in the annex."""
        return section.figures[len(self.shown(section)) :]


def argument(page: Page) -> Argument:
    """The argument of a page."""
    thin = len(page.judgements) < LEAST_JUDGEMENTS
    told = () if thin else tuple(s for s in page.sections if s.state == "answered")
    return Argument(thin, told, tuple(s for s in page.sections if s not in told))
