"""Quantities that are worked out of an atlas when they are asked for, as of its day, and are never stored.

They hang on the day, on a third state or on a choice of powers, so no table of all pairs and periods can hold them.
Each is declared as a measure is; the rows that it rests on travel with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Literal

from comity.terms.interval import Interval
from comity.terms.part import whole_and_part

STATE = "STATE"
"""Stands for the code of a state in the last piece of an id."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """One such quantity. `needs` are the measures without which there is none, `rests_on` all that it is made of.

    `parts` are the last pieces that its id takes, words or `STATE` for any state's code, each with the measure that it
    is made of alone; empty for an id that takes none. One of a `state` has `-` for b. It has one row, of the newest
    period of what it is made of; an earlier day has another.
    """

    id: str
    question: str
    title: str
    unit: str
    formula: str
    more: str
    reference: str
    not_when: str
    needs: tuple[str, ...]
    rests_on: tuple[str, ...]
    direction: Literal["directed", "undirected", "state"]
    grain: Literal["year", "month"] = "year"
    parts: Mapping[str, str] = field(default_factory=dict)
    decimals: int = 3
    low: float | None = 0
    high: float | None = 1
    interval: Interval | None = None
    among: str = "no others: it is worked out of one pair or state at a time"

    @property
    def ids(self) -> tuple[str, ...]:
        """Its ids: one for each part, or its own. Of a state's part `STATE` stands in its place."""
        return tuple(f"{self.id}.{part}" for part in self.parts) or (self.id,)

    def of(self, part: str) -> Derivation | None:
        """The quantity of one part, under its own id; None for what is no part of it."""
        made_of = self.parts.get(part, self.parts.get(STATE))
        if made_of is None:
            return None
        needs, rests_on = ((made_of,), (made_of,)) if made_of else (self.needs, self.rests_on)
        id, title = f"{self.id}.{part}", f"{self.title}: {part}"
        return replace(self, id=id, title=title, parts={}, needs=needs, rests_on=rests_on)


TIES = {
    "exports": "dependence.customer_share",
    "imports": "dependence.supplier_share",
    "expected": "potential.ratio",
    "arms": "defence.arms_transfers",
    "alliance": "alliance.any",
    "organisations": "igo.shared",
}
"""Kinds of ties with powers, each with the measure of them."""
_WEIGHED = {layer: measure for layer, measure in TIES.items() if layer != "alliance"}
"""Those that add up: of alliances there is one or none."""
_POWERS = "The powers are those of `assessment/poles.csv`, or of a study; the row names them. Of others it is another."
_RIVALS = (
    "Not as a forecast that anyone will mediate: it says who, if one state does. Its known error stands in "
    "docs/validation.md."
)
_ALIKE = (
    "Not as a probability of what will come: no such share was found to beat what all pairs did before "
    "(docs/validation.md), and a break announces itself in no series."
)
SERIES = {"tone": "tenor.tone", "votes": "un.agreement"}
"""What a series of a base rate is called in its id, and the measure that it is of."""


def _high_technology(id: str, whom: str, classes: str, direction: Literal["directed", "state"]) -> Derivation:
    return Derivation(
        id=id,
        question="complementarity",
        title=f"Share of goods of high technology in what a sells to {whom}",
        unit="share",
        formula="s_1 + s_2; s the shares of the two classes of high technology",
        more="more of what a sells is of high technology",
        reference="doi:10.1080/713688318",
        not_when="A class is of the good, not of the work done: assembly of bought parts counts as high technology.",
        needs=(f"{classes}.ht1", f"{classes}.ht2"),
        rests_on=(f"{classes}.ht1", f"{classes}.ht2"),
        direction=direction,
        interval=Interval.SURELY,
    )


def _became(id: str, title: str, formula: str, more: str) -> Derivation:
    return Derivation(
        id=id,
        question="outlook",
        title=title,
        unit="probability",
        formula=formula,
        more=more,
        reference="Zabell (1989), The rule of succession, Erkenntnis 31, 283-321",
        not_when=_ALIKE,
        needs=(),
        rests_on=tuple(SERIES.values()),
        direction="undirected",
        parts=SERIES,
        among="pairs in the same third of the series one horizon before: 36 months of tone, 5 years of votes",
    )


DERIVATIONS = (
    Derivation(
        id="tenor.press_grade",
        question="tenor",
        title="Grade of the record of the news: 4 is A, 3 is B, 2 is C, 1 is D",
        unit="index",
        formula="4 with 60 active months or more, 3 with 36, else 2; 1 with fewer than 24 active days in the 24 months "
        "to the newest of the record; active: with reported dealings",
        more="more reported dealings stand behind a level of tone",
        reference="docs/validation.md, Tenor; the lines stand with their reasons in assessment/thresholds.yaml",
        not_when="Not for how close two states are: who is seldom in the news has a low grade.",
        needs=("tenor.attention",),
        rests_on=("tenor.attention",),
        direction="undirected",
        grain="month",
        decimals=0,
        low=1,
        high=4,
    ),
    Derivation(
        id="balance.evenness",
        question="balance",
        title="Evenness of a state's ties with the powers",
        unit="index",
        formula="H = -Σ s ln s / ln P; s each power's share of the ties with all P powers",
        more="the ties are spread over the powers more evenly",
        reference="doi:10.1016/0022-5193(66)90013-0",
        not_when=_POWERS,
        needs=(),
        rests_on=tuple(TIES.values()),
        direction="state",
        parts=TIES,
    ),
    Derivation(
        id="balance.engagement",
        question="balance",
        title="Weight of the powers together in a state's ties",
        unit="share",
        formula="share of all states with such ties whose ties with the powers sum to less, equal ones counted half",
        more="the powers together weigh more",
        reference="assessment/portfolio.py: the percentile rank of a sum",
        not_when=_POWERS,
        needs=(),
        rests_on=tuple(_WEIGHED.values()),
        direction="state",
        parts=_WEIGHED,
        among="all states, themselves no power, that have ties with every power on record",
    ),
    Derivation(
        id="balance.apart",
        question="balance",
        title="Distance between a state's economy and its security in the powers that each leads to",
        unit="index",
        formula="½ Σ |s_p - t_p|; s the powers' shares in trade (exports, else imports), t in arms, else alliances",
        more="trade and security lead to different powers",
        reference="doi:10.1111/j.1751-5823.2002.tb00178.x",
        not_when=_POWERS,
        needs=(),
        rests_on=tuple(TIES.values()),
        direction="state",
    ),
    Derivation(
        id="balance.position",
        question="balance",
        title="How far a state's votes in the General Assembly lie from one power toward another",
        unit="share",
        formula="(x - e) / (w - e); x the state's ideal point, e and w those of the two powers farthest apart",
        more="its votes lie nearer those of the power with the higher ideal point",
        reference="doi:10.1177/0022002715595700",
        not_when="Not for sides in a quarrel of the two: votes are about third parties. " + _POWERS,
        needs=("un.ideal_point",),
        rests_on=("un.ideal_point",),
        direction="state",
        low=None,
        high=None,
        interval=Interval.CREDIBLE_80,
    ),
    Derivation(
        id="intermediary.chance",
        question="intermediary",
        title="Chance that b is the go-between of a and a third state, if one state is",
        unit="probability",
        formula="P = exp(x_b β) / Σ_k exp(x_k β) over all states k; x forums, nearness, weight, ties, dialogue and "
        "record with both sides; β from assessment/mediators/weights.csv",
        more="b is more like those who did stand between such states",
        reference="McFadden (1974), Conditional logit analysis of qualitative choice behavior",
        not_when=_RIVALS,
        needs=("igo.shared", "geography.distance", "context.cinc"),
        rests_on=(
            "igo.shared",
            "geography.distance",
            "context.cinc",
            "exchange.exports_reported_by_importer",
            "alliance.any",
            "tenor.cooperation",
            "context.polyarchy",
            "conflict.rivalry",
            "conflict.dispute",
        ),
        direction="directed",
        grain="month",
        parts={STATE: ""},
        decimals=4,
        interval=Interval.CREDIBLE_80,
        among="all states but the two",
    ),
    _high_technology("complementarity.high_technology", "b", "complementarity.technology", "directed"),
    _high_technology(
        "complementarity.high_technology_to_world", "the world", "complementarity.technology_to_world", "state"
    ),
    _became(
        "outlook.fell",
        "Share of pairs that stood alike and had fallen by the horizon",
        "(f + 1) / (n + 3); f pairs of n whose value fell by more than the step",
        "more pairs that stood alike grew colder",
    ),
    _became(
        "outlook.stayed",
        "Share of pairs that stood alike and stood much the same at the horizon",
        "(s + 1) / (n + 3); s pairs of n whose value moved by no more than the step",
        "more pairs that stood alike stayed as they were",
    ),
    _became(
        "outlook.rose",
        "Share of pairs that stood alike and had risen by the horizon",
        "(r + 1) / (n + 3); r pairs of n whose value rose by more than the step",
        "more pairs that stood alike grew warmer",
    ),
)


@lru_cache(maxsize=10_000)
def derivation(measure: str) -> Derivation | None:
    """The derivation that an id is of, of its part alone; None for a stored measure's, and without a part it takes."""
    whole, part = whole_and_part(measure)
    found = _own().get(measure if not part else whole)
    if found is None or bool(part) != bool(found.parts):
        return None
    return found.of(part) if part else found


@cache
def _own() -> dict[str, Derivation]:
    return {d.id: d for d in DERIVATIONS}
