"""What technology the two sell each other and the world, and how near each is to what the other still needs."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import NOTHING, ROOM, figure
from comity.assessment.questions.near_openings import near_openings
from comity.assessment.questions.parts import text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, period, say, state
from comity.assessment.view import View, ref
from comity.assessment.words import sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Value, claim
from comity.dossier.finding import Estimate, Finding
from comity.dossier.table import Column, TableModel
from comity.terms.interval import Interval
from comity.terms.technology import TITLES
from comity.terms.unit import format_value

TO_PARTNER, TO_WORLD = "complementarity.technology", "complementarity.technology_to_world"
_HIGH = ("ht1", "ht2")
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
            if shares := _newest(view, family, a, whom):
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


def _newest(view: View, family: str, a: str, b: str) -> dict[str, Measurement]:
    """Shares of all classes in the newest year that has any, numbers or bounds."""
    found = {kind: series[-1] for kind in TITLES if (series := view.series(f"{family}.{kind}", a, b))}
    newest = max((m.period for m in found.values()), default="")
    return {kind: m for kind, m in found.items() if m.period == newest}


def _cell(m: Measurement | None) -> str:
    if m is None or m.value is None or m.low is None or m.high is None:
        return text(m)
    low, high = (format_value(bound, m.unit) for bound in (m.low, m.high))
    return text(m) if low == high else f"{text(m)} ({low.removesuffix(' %')}–{high.removesuffix(' %')})"


def _high(view: View, a: str, b: str) -> Judged | None:
    partner, world = _newest(view, TO_PARTNER, a, b), _newest(view, TO_WORLD, a, "-")
    parts = [partner[kind] for kind in _HIGH if kind in partner]
    if len(parts) < len(_HIGH) or any(m.value is None for m in parts):
        return None
    value, low, high = _together(parts)
    beside = [world[kind] for kind in _HIGH if kind in world and world[kind].value is not None]
    whole = (
        say(ROOM, "technology.world", value=_sum(beside), year=period(beside[0])) if len(beside) == len(_HIGH) else None
    )
    slots: Slots = {"value": _spanned(parts), "seller": state(a), "buyer": state(b), "year": period(parts[0])}
    said = say(ROOM, "technology.high", **slots, world=whole or NOTHING)
    finding = Finding(
        id=f"complementarity.technology.{a}-{b}",
        question="complementarity",
        claim=said.text,
        parts=said.parts,
        estimate=Estimate(value=value, unit="share", low=low, high=high, interval=Interval.SURELY),
        confidence="moderate",
        confidence_reason="classes of goods as commonly printed, carried from customs codes to SITC groups",
        basis=tuple(ref(m) for m in (*parts, *beside)),
        against=("A class is of the good, not of the work done in the country that sells it.",),
        would_change="Trade in value added by industry.",
    )
    return Judged(finding, salience("complementarity.technology"))


def _spanned(parts: list[Measurement]) -> Claim:
    """The sum of shares, with what it surely is and is at most where these differ in print."""
    _, low, high = _together(parts)
    if _percent(low) == _percent(high):
        return claim(_sum(parts))
    least, most = (figure(parts[0], end, _percent(end)) for end in (low, high))
    return say(ROOM, "technology.span", value=_sum(parts), low=least, high=most)


def _sum(parts: list[Measurement]) -> Value:
    """The sum of shares; the row of the first class stands for all of its year."""
    value = _together(parts)[0]
    return figure(parts[0], value, _percent(value))


def _together(parts: list[Measurement]) -> tuple[float, float, float]:
    """Sum of shares with bounds that hold it."""
    value, low, high = (sum(v or 0.0 for v in (getattr(m, f) for m in parts)) for f in ("value", "low", "high"))
    return min(value, 1.0), min(low, value), min(high, 1.0)


def _percent(value: float) -> str:
    return format_value(value, "share")
