"""What technology the two sell each other and the world, and how near each is to what the other still needs."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.derived.high_technology import TO_PARTNER, TO_WORLD, high_technology, newest_classes
from comity.assessment.phrases import NOTHING, ROOM, figure
from comity.assessment.questions.near_openings import near_openings
from comity.assessment.questions.parts import text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, measured, period, say, state
from comity.assessment.view import View, ref
from comity.assessment.words import sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, claim
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.ref import NOBODY
from comity.terms.technology import TITLES
from comity.terms.unit import format_value

WITHOUT_CLASSES = (
    "Classes of technology are not given: they need the correspondence of the Harmonized System with SITC (source "
    "hs-concordance), and trade in an edition of the Harmonized System that it knows."
)


def has_classes(view: View) -> bool:
    """Whether the atlas has shares by class of technology."""
    return view.has(*(f"{TO_PARTNER}.{kind}" for kind in TITLES))


def findings(view: View) -> tuple[Judged, ...]:
    """High technology in what each sells the other, and how near each is to the other's needs."""
    directions = ((view.a, view.b), (view.b, view.a))
    found = [judge(view, *d) for judge in (_high, near_openings) for d in directions]
    return tuple(j for j in found if j is not None)


def table(view: View) -> tuple[TableModel, ...]:
    """Every class in the exports of each to the other and to the world, each in its newest year."""
    columns = {}
    for a, b in ((view.a, view.b), (view.b, view.a)):
        for family, whom, label in ((TO_PARTNER, b, f"{a} to {b}"), (TO_WORLD, "-", f"{a} to the world")):
            if shares := newest_classes(view, family, a, whom):
                columns[f"{label}, {next(iter(shares.values())).period}"] = shares
    if not columns:
        return ()
    rows = tuple(
        (sentence(title), *(_cell(shares.get(kind)) for shares in columns.values())) for kind, title in TITLES.items()
    )
    return (
        TableModel(
            id="table.complementarity.technology",
            question="complementarity",
            title="What technology their exports are of",
            columns=(Column(name="Class"), *(Column(name=label, numeric=True) for label in columns)),
            rows=rows,
            note="Classes of Lall (2000) by SITC Rev. 2 group, as commonly printed. In brackets what surely belongs to "
            "the class and what may, where codes correspond to several groups or to none. A class is of the good: "
            "assembly of bought parts counts as high technology.",
            source=f"{view.source(f'{TO_PARTNER}.ht1', f'{TO_WORLD}.ht1')} Other classes likewise.",
        ),
    )


def _cell(m: Measurement | None) -> str:
    if m is None or m.value is None or m.low is None or m.high is None:
        return text(m)
    low, high = (format_value(bound, m.unit) for bound in (m.low, m.high))
    return text(m) if low == high else f"{text(m)} ({low.removesuffix(' %')}–{high.removesuffix(' %')})"


def _high(view: View, a: str, b: str) -> Judged | None:
    sold = high_technology(TO_PARTNER, a, b, newest_classes(view, TO_PARTNER, a, b))
    if sold is None:
        return None
    m, whole = view.worked(sold), NOTHING
    beside = high_technology(TO_WORLD, a, NOBODY, newest_classes(view, TO_WORLD, a, NOBODY))
    if beside is not None:
        world = view.worked(beside)
        whole = say(ROOM, "technology.world", value=measured(world), year=period(world))
    slots: Slots = {"value": _spanned(m), "seller": state(a), "buyer": state(b), "year": period(m)}
    said = say(ROOM, "technology.high", **slots, world=whole)
    rows = [row for each in (sold, beside) if each is not None for row in (*each.rests_on, ref(each.measurement))]
    finding = Finding(
        id=f"complementarity.technology.{a}-{b}",
        question="complementarity",
        claim=said.text,
        parts=said.parts,
        estimate=view.estimate(m, standing=False),
        confidence="moderate",
        confidence_reason="classes of goods as commonly printed, carried from customs codes to SITC groups",
        basis=tuple(rows),
        against=("A class is of the good, not of the work done in the country that sells it.",),
        would_change="Trade in value added by industry.",
    )
    return Judged(finding, salience("complementarity.technology"))


def _spanned(m: Measurement) -> Claim:
    """A share, with what it surely is and is at most where these differ in print."""
    least, most = (figure(m, end, format_value(end, m.unit)) for end in (m.low, m.high))
    if least.text == most.text:
        return claim(measured(m))
    return say(ROOM, "technology.span", value=measured(m), low=least, high=most)
