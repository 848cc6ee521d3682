"""Any derived quantity of a pair or a state, as a door asks for it: outside an assessment, with the usual powers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from comity.assessment.derived.base_rate import WAYS, base_rate
from comity.assessment.derived.between import chance
from comity.assessment.derived.high_technology import SUMS, high_technology, newest_classes
from comity.assessment.derived.powers import apart, position, spread
from comity.assessment.derived.press import of_press
from comity.assessment.derived.row import Worked
from comity.assessment.mediators.features import Columns
from comity.assessment.mediators.score import lacking, rank
from comity.assessment.portfolio import LAYERS, portfolio, stand, two_layers
from comity.assessment.press_grade import press_grade
from comity.assessment.settings import default_poles, threshold
from comity.assessment.view import View
from comity.atlas.read import Atlas
from comity.quantities.derivations import derivation
from comity.terms.membership import coexisted
from comity.terms.part import whole_and_part
from comity.terms.ref import NOBODY

Pairs = Sequence[tuple[str, str]]
"""Pairs in the order of the quantity; of one of single states each state with nobody."""


def work(atlas: Atlas, id: str, pairs: Pairs) -> list[Worked]:
    """A derived quantity of some pairs on the atlas's day, in their order; of those that have none nothing.

    Raises LookupError for an id that is no derivation.
    """
    if derivation(id) is None:
        raise LookupError(f"no derivation has the id {id!r}")
    whole, part = whole_and_part(id)
    return list(_WORK[whole](atlas, part, pairs))


def _press(atlas: Atlas, _: str, pairs: Pairs) -> Iterator[Worked]:
    atlas.ahead((("tenor.attention",), pairs))
    for a, b in pairs:
        view = View(atlas, a, b, 0)
        if (grade := press_grade(view)) is not None:
            yield of_press(view, grade)


def _spread(id: str) -> Callable[[Atlas, str, Pairs], Iterator[Worked]]:
    def found(atlas: Atlas, part: str, pairs: Pairs) -> Iterator[Worked]:
        layer = next(each for each in LAYERS if each.id == part)
        for view, state, powers in _states(atlas, pairs):
            one = portfolio(view, state, powers, layer)
            rows = () if one is None else spread(state, one, powers)
            yield from (w for w in rows if whole_and_part(w.measurement.measure)[0] == id)

    return found


def _apart(atlas: Atlas, _: str, pairs: Pairs) -> Iterator[Worked]:
    for view, state, powers in _states(atlas, pairs):
        each = ((layer.id, portfolio(view, state, powers, layer)) for layer in LAYERS)
        layers = two_layers({name: one for name, one in each if one is not None})
        if layers is not None:
            yield apart(state, *layers, powers)


def _position(atlas: Atlas, _: str, pairs: Pairs) -> Iterator[Worked]:
    for view, state, powers in _states(atlas, pairs):
        where = stand(view, state, powers, "un.ideal_point", int(threshold("least_joint_votes")))
        if where is not None:
            yield position(state, where)


def _states(atlas: Atlas, pairs: Pairs) -> Iterator[tuple[View, str, tuple[str, ...]]]:
    for state, _ in pairs:
        yield View(atlas, state, NOBODY, 0), state, tuple(p for p in default_poles() if p != state)


def _chance(atlas: Atlas, rival: str, pairs: Pairs) -> Iterator[Worked]:
    columns, day = Columns(atlas), atlas.as_of
    if lacking(columns) or rival not in atlas.manifest.states:
        return
    sides = [s for s in dict.fromkeys(a for a, _ in pairs) if s != rival and coexisted(s, rival, day, day) is not None]
    held = {side: rank(columns, side, rival) for side in sides}
    for side, other in pairs:
        row = held[side].of(other) if side in held else None
        if row is not None:
            yield chance(View(atlas, side, other, 0), side, rival, held[side], row)


def _sold(family: str) -> Callable[[Atlas, str, Pairs], Iterator[Worked]]:
    def found(atlas: Atlas, _: str, pairs: Pairs) -> Iterator[Worked]:
        for a, b in pairs:
            one = high_technology(family, a, b, newest_classes(View(atlas, a, b, 0), family, a, b))
            if one is not None:
                yield one

    return found


def _became(way: str) -> Callable[[Atlas, str, Pairs], Iterator[Worked]]:
    def found(atlas: Atlas, part: str, pairs: Pairs) -> Iterator[Worked]:
        for a, b in pairs:
            if (rate := base_rate(View(atlas, a, b, 0), part)) is not None:
                yield rate.rows[WAYS.index(way)]

    return found


_WORK: dict[str, Callable[[Atlas, str, Pairs], Iterator[Worked]]] = {
    "tenor.press_grade": _press,
    "balance.evenness": _spread("balance.evenness"),
    "balance.engagement": _spread("balance.engagement"),
    "balance.apart": _apart,
    "balance.position": _position,
    "intermediary.chance": _chance,
    **{id: _sold(family) for family, id in SUMS.items()},
    **{way: _became(way) for way in WAYS},
}
