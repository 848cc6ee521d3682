"""What assessments ask an atlas for beside what `findings.csv` and `reads.csv` declare."""

import pytest

from comity.assessment import assess as assessing
from comity.assessment.answer import Judged
from comity.assessment.assess import Request, assess
from comity.assessment.declared import asked_by, declares, findings
from comity.atlas.read import Atlas
from comity.terms.ref import measure_of

WRITERS, OUTLOOK, FIRST_PAGE = dict(assessing._WRITERS), assessing.outlook.answer, assessing.first_page


class Asked(Atlas):
    """An atlas that notes which measures are asked for by themselves, and by which question."""

    seen: dict[str, set[str]]
    reader: str

    def _note(self, measure):
        self.seen.setdefault(self.reader, set()).add(measure)

    def series(self, measure, *where, **how):
        self._note(measure)
        return super().series(measure, *where, **how)

    def latest(self, measure, *where, **how):
        self._note(measure)
        return super().latest(measure, *where, **how)

    def at(self, measure, *where, **how):
        self._note(measure)
        return super().at(measure, *where, **how)

    def column(self, measure, *where, **how):
        self._note(measure)
        return super().column(measure, *where, **how)

    def tells(self, measure, *where, **how):
        self._note(measure)
        return super().tells(measure, *where, **how)

    def values_with(self, measure, *where, **how):
        self._note(measure)
        return super().values_with(measure, *where, **how)


def spied(atlas: Asked, pairs) -> list[Judged]:
    """The findings of assessments, with what each question asked the atlas for noted on the way."""
    judged: list[Judged] = []

    def heard(question, write):
        def asking(*given):
            atlas.reader = question
            try:
                return write(*given)
            finally:
                atlas.reader = "page1"

        return asking

    def first(view, record, found, *more):
        judged.extend(found)
        return FIRST_PAGE(view, record, found, *more)

    atlas.seen, atlas.reader = {}, "page1"
    with pytest.MonkeyPatch.context() as patch:
        for question, write in WRITERS.items():
            patch.setitem(assessing._WRITERS, question, heard(question, write))
        patch.setattr(assessing.outlook, "answer", heard("outlook", OUTLOOK))
        patch.setattr(assessing, "first_page", first)
        for a, b in pairs:
            assess(atlas, Request(a, b, 1990, "comity assess"))
    return judged


def undeclared(seen) -> dict[str, list[str]]:
    """What questions asked for and do not declare."""
    apart = {q: sorted(m for m in found if not declares(asked_by(q), m)) for q, found in seen.items()}
    return {q: found for q, found in apart.items() if found}


def beyond(judged) -> set[tuple[str, str]]:
    """Kinds of findings, each with a measure that one of them rests on and does not declare."""
    rests = {f.finding: frozenset(f.rests_on) for f in findings()}
    return {
        (j.salience.finding, measure)
        for j in judged
        for row in j.finding.basis
        if (measure := measure_of(row)) and not declares(rests[j.salience.finding], measure)
    }
