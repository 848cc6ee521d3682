"""Do treaty allies of one pole score low on hedging, and does the order of states survive other poles?

They do not, so a report gives evenness and weight as what they are and calls nobody a hedger.
"""

from __future__ import annotations

import itertools

import numpy as np
from figures import Figure, Material
from scipy.stats import spearmanr

from comity.assessment.portfolio import LAYERS, Layer, everyone, hedges
from comity.assessment.view import View
from comity.terms.treaty_details import Obligation

POLES = (("USA", "RUS"), ("USA", "CHN"))
PACT = frozenset({"defence", "offence"})
SWAPS = (("USA", "CHN"), ("USA", "RUS"), ("DEU", "CHN"), ("USA", "CHN", "RUS"))


def figures(material: Material) -> list[Figure]:
    """AUC of hedging for states allied with neither or with both poles against allies of one; rank stability."""
    view = View(material.atlas, "USA", "CHN", 1990)
    layers = {layer.id: layer for layer in LAYERS}
    found = [_placebo(view, poles, layers[name]) for name in ("exports", "imports") for poles in POLES]
    return [*found, *(_stability(view, layers[name]) for name in ("exports", "imports"))]


def _period(view: View, layer: Layer) -> str:
    period = view.atlas.last_period(layer.measure)
    assert period is not None
    return period


def _placebo(view: View, poles: tuple[str, ...], layer: Layer) -> Figure:
    period = _period(view, layer)
    scores = hedges(everyone(view, poles, layer, period))
    pacts = {
        (m.b, p)
        for p in poles
        for m in view.atlas.partners("alliance.any", p, period)
        if PACT & {o.kind for o in m.details_of(Obligation)}
    }
    sides = {s: sum((s, p) in pacts for p in poles) for s in scores}
    one = np.array([scores[s] for s in sorted(scores) if sides[s] == 1])
    others = np.array([scores[s] for s in sorted(scores) if sides[s] != 1])
    above = (others[:, None] > one[None, :]).mean() + (others[:, None] == one[None, :]).mean() / 2
    return Figure(
        f"placebo: {layer.id} {period}, poles {' and '.join(poles)}",
        f"AUC {above:.3f}; median hedging {np.median(one):.2f} of {len(one)} states with a pact with one pole, "
        f"{np.median(others):.2f} of {len(others)} others",
        "no behavioural index is published with a test",
        "Above .5: allies of one pole hedge less. At or below .5 the index fails its placebo.",
    )


def _stability(view: View, layer: Layer) -> Figure:
    period = _period(view, layer)
    scores = {poles: hedges(everyone(view, poles, layer, period)) for poles in SWAPS}
    found = []
    for one, two in itertools.combinations(SWAPS, 2):
        both = sorted(set(scores[one]) & set(scores[two]))
        r = float(spearmanr([scores[one][s] for s in both], [scores[two][s] for s in both]).statistic)
        found.append((r, one, two))
    low, high = min(found), max(found)
    return Figure(
        f"rank correlation of hedging under other poles, {layer.id} {period}",
        f"from {low[0]:.2f} ({'-'.join(low[1])} and {'-'.join(low[2])}) to {high[0]:.2f}",
        "not published",
        "Low values mean that the poles must be named with every figure, as they are.",
    )
