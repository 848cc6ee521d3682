"""Who has what the other needs?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.phrases import NOTHING, ROOM, after, capital, ends, owner, printed, several
from comity.assessment.questions import technology
from comity.assessment.questions.composition import words
from comity.assessment.questions.dealings import overtaken
from comity.assessment.questions.parts import evidence_table, latest_rows, short, text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, state, together
from comity.assessment.view import View, ref
from comity.assessment.words import counted, listing, name, possessive, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Told
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.commodity import groups, groups_of
from comity.terms.details import NeededHeading
from comity.terms.unit import MINUS, number

MICHAELY, SIMILARITY = "complementarity.michaely", "complementarity.export_similarity"
INTRA, FITS, INTENSITY = "complementarity.intra_industry", "complementarity.fits", "complementarity.intensity"
_STATE = (
    ("complementarity.complexity", "Economic complexity, s.d. (M = 1 where RCA ≥ 1)"),
    ("complementarity.complexity_weighted", "Economic complexity, s.d. (M = RCA / (1 + RCA))"),
    ("complementarity.fitness", "Fitness (1 is the mean)"),
    ("complementarity.expy", "Income that goes with its exports (EXPY), US$ of 2017 at purchasing power parity"),
    ("complementarity.expy_current", "The same, current US$"),
)
_ADVANTAGES = 8
_INTENSITY = (
    "A trade intensity of one means that the partner takes just the share that its size in world trade implies."
)
_FIT = (
    "Fit runs from 0 to 100: 100 if what one buys has just the structure of what the other sells, both with the whole "
    "world."
)

_TENFOLD = 10
MOST = chosen("100", "scale", "100")
"""The top of an index of fit or likeness."""


def answer(view: View) -> Answer:
    """Fit of structures both ways, what fits, two-way trade and complexity; intensity alone where only totals are."""
    directions = ((view.a, view.b), (view.b, view.a))
    intensities = [m for m in (view.last(INTENSITY, *d) for d in directions) if m is not None]
    fits = [m for m in (view.last(MICHAELY, *d) for d in directions) if m is not None]
    rows = latest_rows(view.statements("complementarity"))
    if not intensities and not rows and not fits:
        return no_evidence(
            "trade beyond what sizes explain, and trade by product",
            "a compiled trade series or customs records by product",
        )
    evidence = evidence_table(rows, "table.complementarity", "complementarity", "Complementarity in the evidence")
    intense = " ".join(
        f"From {name(m.a)} to {name(m.b)} trade is {_times(m)} times what both sizes imply ({m.period})."
        for m in intensities
        if not overtaken(view, m)
    )
    judged = [_fit(view, m) for m in fits] + [_intensity(view, m) for m in intensities]
    judged += [j for j in (_two_way(view), _competitors(view)) if j is not None]
    judged += technology.findings(view)
    return Answer(
        state="answered" if fits else "not_determinable",
        answer=_headline(fits)
        if fits
        else f"Which goods fit is not determinable without trade by product. {intense}".rstrip(),
        reason="structures of both states' trade by product"
        if fits
        else "totals only; the atlas at hand has no trade by product",
        paragraphs=((_INTENSITY, _FIT) if fits else (_INTENSITY,))
        + ((technology.WITHOUT_CLASSES,) if fits and not technology.has_classes(view) else ()),
        judged=tuple(judged),
        tables=technology.table(view) + _table(view) + _advantages(view) + evidence,
        against=("Distance and borders move intensity as much as complementary needs do.",)
        + (("What fits is not thereby traded: quality, price and sanctions are not in it.",) if fits else ()),
        would_change=("Exports and imports of both states by product.",)
        if not fits
        else ("A finer classification, or prices of what each sells.",),
    )


def _times(m: Measurement) -> str:
    """How many times, in two figures: the account behind it is no better."""
    return text(m) if m.value is None or m.value < 1 else number(m.value, 0 if m.value >= _TENFOLD else 1)


def _headline(fits: list[Measurement]) -> str:
    said = [f"{possessive(name(m.a))} exports fit {possessive(name(m.b))} imports to {text(m)} of 100" for m in fits]
    return sentence(listing(said)) + f" ({fits[0].period})."


def _fit(view: View, m: Measurement) -> Judged:
    needs = view.at(FITS, m.period, m.a, m.b)
    fit: Slots = {"seller": owner(m.a), "buyer": owner(m.b), "value": printed(m), "most": MOST, "year": period(m)}
    claim = together([say(ROOM, "fit.said", **fit, place=after(m, view.standing(m))), *_needed(needs)])
    finding = Finding(
        id=f"complementarity.fit.{m.a}-{m.b}",
        question="complementarity",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m),
        confidence="moderate",
        confidence_reason="structures of trade with the whole world, by HS heading, in one account",
        basis=tuple(ref(x) for x in (m, needs) if x is not None and x.value is not None),
        against=("Finer goods fit less; a heading holds goods of many qualities.",),
        would_change="A finer classification.",
    )
    return Judged(finding, salience("complementarity.fit"))


def _needed(m: Measurement | None) -> list[Claim]:
    """What the seller is strong in and the buyer buys more of than others do; nothing where that is nothing."""
    if m is None or not m.value:
        return []
    slots: Slots = {"seller": state(m.a), "buyer": state(m.b), "headings": several(m.value, "heading", refs=(ref(m),))}
    named = listing([f"HS {h.code} ({_sector(h.code)})" for h in m.details_of(NeededHeading)[:4]])
    if not named:
        return [say(ROOM, "fit.needs", **slots)]
    return [say(ROOM, "fit.needs_named", **slots, named=Told(text=named, ref=ref(m)))]


def _sector(code: str) -> str:
    return words(groups_of(code)[-1])


def _two_way(view: View) -> Judged | None:
    series = view.series(INTRA)
    if not series:
        return None
    m = series[-1]
    place = view.standing(m) if m.value is not None else None
    span = ends(m) if m.value is not None and m.low != m.high else NOTHING
    said = capital(say(ROOM, "fit.two_way", value=printed(m), span=span, year=period(m), place=after(m, place)))
    finding = Finding(
        id="complementarity.intra_industry",
        question="complementarity",
        claim=said.text,
        parts=said.parts,
        estimate=view.estimate(m),
        confidence="moderate",
        confidence_reason=f"{counted(m.n or 0, 'product')} of six digits, settled between the accounts of the two",
        basis=(ref(m),),
        against=("Coarse codes and goods in transit look like two-way trade.",),
        would_change="Trade by product at eight digits.",
    )
    return Judged(finding, salience("complementarity.intra_industry"))


def _competitors(view: View) -> Judged | None:
    m = view.last(SIMILARITY)
    if m is None or m.value is None:
        return None
    slots: Slots = {"value": printed(m), "most": MOST, "year": period(m)}
    said = say(ROOM, "fit.competitors", **slots, place=after(m, view.standing(m)))
    finding = Finding(
        id="complementarity.export_similarity",
        question="complementarity",
        claim=said.text,
        parts=said.parts,
        estimate=view.estimate(m),
        confidence="moderate",
        confidence_reason="structures of exports to the whole world, by HS heading",
        basis=(ref(m),),
        against=("Sellers of the same may meet in no market.",),
        would_change="Exports by product and destination.",
    )
    return Judged(finding, salience("complementarity.export_similarity"))


def _intensity(view: View, m: Measurement) -> Judged:
    slots: Slots = {"buyer": state(m.b), "seller": owner(m.a), "value": printed(m), "year": period(m)}
    said = say(ROOM, "fit.intensity", **slots, place=after(m, view.standing(m)))
    finding = Finding(
        id=f"complementarity.intensity.{m.a}-{m.b}",
        question="complementarity",
        claim=said.text,
        parts=said.parts,
        estimate=view.estimate(m),
        confidence="moderate",
        confidence_reason="computed from a compiled series of total trade",
        basis=(ref(m),),
        against=("High intensity between neighbours is ordinary.",),
        would_change="Trade by product that shows the fit, or its absence.",
    )
    return Judged(finding, salience("complementarity.intensity"))


def _table(view: View) -> tuple[TableModel, ...]:
    """Complexity of both states, each definition on its own line."""
    rows = []
    for measure, label in _STATE:
        both = [view.last(measure, state, "-") for state in (view.a, view.b)]
        if all(m is None for m in both):
            continue
        period = next(m.period for m in both if m is not None)
        rows.append((label, period, *(_standing(view, m) for m in both)))
    if not rows:
        return ()
    return (
        TableModel(
            id="table.complementarity.complexity",
            question="complementarity",
            title="How much it takes to make what either sells",
            columns=(
                Column(name="Measure"),
                Column(name="Year"),
                Column(name=sentence(name(view.a))),
                Column(name=sentence(name(view.b))),
            ),
            rows=tuple(rows),
            note="Percentile among all states with exports by product in brackets. Levels of complexity of different "
            "years or definitions are not comparable.",
            source=view.source(*(m for m, _ in _STATE)),
        ),
    )


def _standing(view: View, m: Measurement | None) -> str:
    if m is None or m.value is None:
        return "–"
    place = view.standing(m)
    money = m.unit.startswith("usd")
    value = short(m) if money else f"{MINUS if m.value < 0 else ''}{number(abs(m.value), 2)}"
    return value if place is None else f"{value} ({number(place.percentile)})"


def _advantages(view: View) -> tuple[TableModel, ...]:
    """Groups of goods in which one of the two has the largest advantage over the other."""
    found = []
    for group in groups():
        both = [view.last(f"complementarity.advantage.{group}", state, "-") for state in (view.a, view.b)]
        if any(m is None or m.value is None for m in both):
            continue
        one, two = (m.value or 0.0 for m in both if m is not None)
        apart = abs(_symmetric(one) - _symmetric(two))
        found.append((apart, (sentence(words(group)), both[0].period if both[0] else "", number(one, 2), number(two, 2),
                              _signed(_symmetric(one)), _signed(_symmetric(two)))))  # fmt: skip
    if not found:
        return ()
    names = ("Goods", "Year", f"RCA of {name(view.a)}", f"RCA of {name(view.b)}", "Symmetric", "Symmetric")
    rows = [row for _, row in sorted(found, key=lambda item: -item[0])[:_ADVANTAGES]]
    return (
        TableModel(
            id="table.complementarity.advantages",
            question="complementarity",
            title="Where the two differ most in what they are good at",
            columns=tuple(Column(name=n, numeric=i > 1) for i, n in enumerate(names)),
            rows=tuple(rows),
            note="Revealed comparative advantage: the goods' share in a state's exports over their share in the "
            "world's; 1 is the world's own. Symmetric form (RCA − 1) / (RCA + 1), from −1 to 1.",
            source=f"{view.source(f'complementarity.advantage.{groups()[0]}')} Other goods likewise.",
        ),
    )


def _symmetric(index: float) -> float:
    return (index - 1) / (index + 1)


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else MINUS if value < 0 else ''}{number(abs(value), 2)}"
