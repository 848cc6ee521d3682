"""Ask all thirteen questions of one pair and put the answers together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from comity import __version__
from comity.assessment import from_study
from comity.assessment.answer import Answer
from comity.assessment.blocs.membership import Named
from comity.assessment.declared import is_asked
from comity.assessment.gates import shut
from comity.assessment.likelihood import scale
from comity.assessment.methods import methods
from comity.assessment.missing import missing
from comity.assessment.page1 import behind, pacts
from comity.assessment.page1 import judged as chronicle
from comity.assessment.page1.kind import kind_of_relations
from comity.assessment.page1.page import event_rows, first_page, status_rows
from comity.assessment.portfolio import LAYERS
from comity.assessment.questions import (
    access,
    balance,
    complementarity,
    context,
    defence,
    dependence,
    evolution,
    exchange,
    intermediary,
    outlook,
    potential,
    scope,
    tenor,
)
from comity.assessment.questions.argued import argue
from comity.assessment.record import Record
from comity.assessment.settings import default_poles
from comity.assessment.view import View, rows
from comity.atlas.read import Atlas
from comity.chronicle.once_one import last_day
from comity.dossier.assessment import Assessment
from comity.dossier.inputs import DyadModel, InputModel, PeriodModel
from comity.dossier.rows import Events, Evidence, Findings, Measures
from comity.dossier.section import CoverageModel, SectionModel
from comity.dossier.statement import Contradiction, EvidenceRow, PromiseRow
from comity.errors import NotCoexisting
from comity.evidence.hypotheses import Contest
from comity.terms.country import display_name, state
from comity.terms.membership import coexisted
from comity.terms.question import QUESTIONS, question

_WRITERS: dict[str, Callable[[View], Answer]] = {
    "scope": scope.answer,
    "tenor": tenor.answer,
    "evolution": evolution.answer,
    "exchange": exchange.answer,
    "complementarity": complementarity.answer,
    "dependence": dependence.answer,
    "defence": defence.answer,
    "balance": balance.answer,
    "access": access.answer,
    "intermediary": intermediary.answer,
    "context": context.answer,
    "potential": potential.answer,
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: the pair, the period's first year, and what a study adds."""

    a: str
    b: str
    since: int
    command: str
    evidence: tuple[EvidenceRow, ...] = ()
    poles: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    rivals: tuple[tuple[str, str], ...] = ()
    register: tuple[Contradiction, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    contests: tuple[Contest, ...] = ()
    likelihood: str = "icd203"
    marking: str = ""
    blocs: tuple[Named, ...] = ()
    former: tuple[tuple[str, str], ...] = ()
    """Former states that were asked for, each with the id of the state that it is read as."""


def assess(atlas: Atlas, request: Request) -> Assessment:
    """The assessment of a pair, from the atlas (which knows the as-of date) and the study's evidence.

    A former state is told of as of its last day: what came after is its successor's, and is told of that.

    Raises NotCoexisting when the two states never existed together in the period.
    """
    with scale(request.likelihood):
        return _assess(*_while_it_lasted(atlas, request))


def _while_it_lasted(atlas: Atlas, request: Request) -> tuple[Atlas, Request]:
    """The atlas and the request as of the last day of the former state that was asked for, where that is past."""
    ends = [day.end for name, _ in request.former if (day := last_day(name)) is not None]
    last = min(ends, default=atlas.as_of)
    if last >= atlas.as_of:
        return atlas, request
    return atlas.reader(last), replace(request, since=min(request.since, last.year))


def _assess(atlas: Atlas, request: Request) -> Assessment:
    _expect_coexistence(request.a, request.b, request.since, atlas.as_of)
    _read_ahead(atlas, request)
    view = View(
        atlas,
        request.a,
        request.b,
        request.since,
        evidence=request.evidence,
        poles=request.poles,
        peers=request.peers,
        rivals=request.rivals,
        register=request.register,
        promises=request.promises,
        blocs=request.blocs,
        contests=request.contests,
    )
    record = view.record = Record.of(request.a, request.b, atlas.as_of)
    view.kind = kind_of_relations(view, record)
    answers = from_study.add({name: shut(view, name) or write(view) for name, write in _WRITERS.items()}, view)
    answers = behind.add(pacts.add(chronicle.add(answers, record), record), view, record)
    answers["outlook"] = outlook.answer(view, answers)
    answers = argue(answers, view, record)
    judged = [j for a in answers.values() for j in a.judged]
    figures = [f for a in answers.values() for f in a.figures]
    page1 = first_page(view, record, judged, request.former)
    return Assessment(
        comity=__version__,
        command=request.command,
        dyad=DyadModel(
            a=request.a,
            b=request.b,
            a_name=display_name(state(request.a)),
            b_name=display_name(state(request.b)),
        ),
        as_of=atlas.as_of,
        known_on=atlas.known_on,
        period=PeriodModel(first=request.since, last=atlas.as_of.year),
        edition=f"Comity {__version__}, atlas of {len(atlas.manifest.inputs)} sources"
        + (f", as known on {atlas.known_on}" if atlas.known_on is not None else ""),
        page1=page1,
        inputs=_inputs(view),
        coverage=tuple(CoverageModel(question=n, state=a.state, reason=a.reason) for n, a in answers.items()),
        sections=tuple(_section(n, answers[n], request) for n in (q.id for q in QUESTIONS)),
        findings=Findings(j.finding for j in judged),
        measures=Measures(rows(view)),
        chronicle=Events(event_rows(view, record)),
        status=status_rows(view, record),
        evidence=Evidence(request.evidence),
        contradictions=request.register,
        promises=request.promises,
        methods=methods(view, figures),
        figures=tuple(figures),
        tables=tuple(t for a in answers.values() for t in a.tables),
        forecasts=outlook.forecasts(view),
        marking=request.marking,
        gaps=missing(view),
    )


def _expect_coexistence(a: str, b: str, since: int, as_of: date) -> None:
    if coexisted(a, b, date(since, 1, 1), as_of) is None:
        raise NotCoexisting(
            f"{display_name(state(a))} and {display_name(state(b))} did not both exist between {since} and {as_of}; "
            "choose another --since or --as-of, or a successor state"
        )


def _read_ahead(atlas: Atlas, request: Request) -> None:
    """Whatever a question declares of the pair, and the ties of each with the powers."""
    a, b = request.a, request.b
    asked = [m for m in atlas.manifest.measures if is_asked(m)]
    both = [(s, p) for s in (a, b) for p in request.poles or default_poles() if s != p]
    atlas.assessed()
    atlas.ahead(
        (asked, ((a, b), (b, a))),
        ((layer.measure for layer in LAYERS), [*both, *((p, s) for s, p in both)]),
        (("un.agreement", "un.ideal_point"), both),
        (("un.ideal_point",), [(p, "-") for _, p in both]),
    )


def _section(name: str, answer: Answer, request: Request) -> SectionModel:
    asked = question(name)
    return SectionModel(
        id=name,
        title=asked.title,
        question=asked.about(display_name(state(request.a)), display_name(state(request.b))),
        state=answer.state,
        answer=answer.answer,
        paragraphs=answer.paragraphs,
        against=answer.against,
        would_change=answer.would_change,
        findings=tuple(j.finding.id for j in answer.judged),
        figures=tuple(f.id for f in answer.figures),
        tables=tuple(t.id for t in answer.tables),
    )


def _inputs(view: View) -> tuple[InputModel, ...]:
    used = sorted({name for m in view.used.values() for name in m.basis})
    found = [view.atlas.manifest.inputs[name] for name in used]
    return tuple(
        InputModel(
            id=i.id,
            title=i.title,
            version=i.version,
            sha256=i.sha256,
            citation=i.citation,
            licence=i.licence,
            retrieved=i.retrieved,
            url=i.url,
            locators=i.locators,
            files=i.files,
        )
        for i in found
    )
