"""The dictionary of measures: what each is, in words, and for which periods an atlas holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.api.deriving import derived_measures
from comity.api.nothing import held
from comity.errors import UserError
from comity.quantities.derivations import derivation

if TYPE_CHECKING:
    from comity.atlas.read import Atlas
    from comity.measures.contract import Measure
    from comity.quantities.derivations import Derivation

_DIRECTION = {"directed": "from a to b", "undirected": "of a pair", "state": "of one state"}
_SILENCE = {"true_zero": "within the coverage, no row means none", "not_reported": "no row means not reported"}


def measures() -> dict[str, Measure]:
    """Every measure that Comity computes, and what is worked out of them when it is asked for, by its id."""
    from comity.measures.recipes import RECIPES

    found = {m.id: m for recipe in RECIPES for m in recipe.measures}
    return found | {id: _as_measure(id, d) for id, d in derived_measures().items()}


def declared_as(id: str) -> Measure:
    """What is declared of one id, also of a derived quantity with a state in it. Raises KeyError for an unknown one."""
    derived = derivation(id)
    return measures()[id] if derived is None else _as_measure(id, derived)


def _as_measure(id: str, d: Derivation) -> Measure:
    """A derived quantity, declared as one that is stored is: made of measures in place of tables."""
    from comity.measures.contract import Measure

    return Measure(
        id=id,
        question=d.question,
        title=d.title,
        unit=d.unit,
        formula=d.formula,
        more=d.more,
        reference=d.reference,
        not_when=d.not_when,
        inputs=d.rests_on,
        direction=d.direction,
        grain=d.grain,
        decimals=d.decimals,
        low=d.low,
        high=d.high,
        interval=d.interval,
        among=d.among,
    )


def matching(text: str) -> list[Measure]:
    """Measures by words: each must begin a word of id, title, question or formula, or stand in the id."""
    words = text.lower().split()
    return [m for m in measures().values() if _matches(m, words)]


def _matches(m: Measure, words: list[str]) -> bool:
    text = f"{m.id} {m.title} {m.question} {m.formula} {m.more}".lower().replace(".", " ").replace("_", " ")
    parts = text.split()
    return all(w in m.id or any(part.startswith(w) for part in parts) for w in words)


def held_words(atlas: Atlas, measure: str) -> str:
    """The periods that the atlas holds up to the as-of day, or a dash where it holds none."""
    if derivation(measure) is not None:
        return "on the day"
    if not atlas.has(measure):
        return "–"
    first, last = held(atlas.entry(measure))
    return f"{first} to {last}"


def _held(measure: str, atlas: Atlas) -> str:
    """For which periods an atlas has a measure, or why it has none."""
    if derivation(measure) is not None:
        return "worked out when it is asked for, as of the day"
    try:
        return held_words(atlas, measure) if atlas.entry(measure) else ""
    except UserError as error:
        return str(error)


def described(m: Measure, atlas: Atlas) -> dict[str, str]:
    """All that a measure declares, by what it is, in the order of reading; `held` says what the atlas has of it."""
    from comity.terms.question import question
    from comity.terms.unit import copied, unit

    there = _held(m.id, atlas)
    least, most = ("any" if end is None else copied(end) for end in (m.low, m.high))
    ends = ("any sign" if m.low is None else f"{least} or more") if m.high is None else f"{least} to {most}"
    return {
        "id": m.id,
        "title": m.title,
        "question": f"{m.question}: {question(m.question).text}",
        "direction": _DIRECTION[m.direction],
        "period": m.grain,
        "unit": m.unit if unit(m.unit).label in ("", m.unit) else f"{m.unit} ({unit(m.unit).label})",
        "range": ends,
        "formula": m.formula,
        "higher means": m.more,
        "low and high": "none" if m.interval is None else str(m.interval),
        "silence": _SILENCE[m.silence],
        "compared with": m.among,
        "not to be used": m.not_when,
        "inputs": ", ".join(m.inputs),
        "reference": m.reference,
        "held": there,
    }
