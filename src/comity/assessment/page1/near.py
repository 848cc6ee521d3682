"""Whether there must be something between two: neighbours by land or sea, members of one small body, or bound."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from comity.assessment.held_agreements import TRADE, held, of_dozens
from comity.assessment.page1.silence import holds_nothing
from comity.assessment.record import Record
from comity.assessment.say import chosen, measured, say, state
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.chronicle.pacts import size
from comity.dossier.claim import Claim
from comity.terms.curated import curated_rows

ROOM = "page1"
LAND = "geography.contiguous"
_APART = "geography.distance"
_INVESTMENT = "agreement.investment_in_force"


def something(view: View, record: Record) -> bool:
    """Whether the two are neighbours, sit in one body of few, or are bound by an agreement that dozens do not share."""
    few = threshold("small_body_members")
    if silent(view) is not None or any(size(s.pact.id, record.as_of) < few for s in record.pacts):
        return True
    trade, treaty = view.last(TRADE), view.last(_INVESTMENT)
    return any(not of_dozens(view, d) for d in held(view, trade)) or (treaty is not None and bool(treaty.value))


def land_border(view: View) -> Measurement | None:
    """The border by land that the two share in the newest year of the table; None where they had one and lost it."""
    if tuple(sorted((view.a, view.b))) in _none_by_land():
        return None
    m = view.last(LAND)
    return m if m is not None and m.value and m.period == view.atlas.last_period(LAND) else None


def silent(view: View) -> Claim | None:
    """That the chronicle is silent on two neighbours, by land or where their seas meet; None where they are none."""
    a, b = state(view.a), state(view.b)
    land, apart = land_border(view), view.last(_APART)
    if land is not None:
        return say(
            ROOM,
            "near.by",
            a=a,
            b=b,
            silent=holds_nothing(),
            how=chosen("neighbours by land", "near", LAND, (measured(land).ref,)),
        )
    met = "-".join(sorted((view.a, view.b)))
    if met in _met_at_sea():
        return say(
            ROOM, "near.by", a=a, b=b, silent=holds_nothing(), how=chosen("neighbours at sea", "sea_neighbours", met)
        )
    if apart is None or apart.value is None or apart.value > threshold("sea_neighbours_km"):
        return None
    return say(ROOM, "near.sea", a=a, b=b, silent=holds_nothing(), value=measured(apart))


@cache
def _none_by_land() -> frozenset[tuple[str, ...]]:
    """Pairs that the table counts as neighbours by land and that are none."""
    rows = curated_rows(Path(__file__).with_name("no_land_border.csv"))
    return frozenset(tuple(sorted((r["a"], r["b"]))) for r in rows)


@cache
def _met_at_sea() -> frozenset[str]:
    """Pairs of states of scattered islands whose zones meet, where the distance is of their largest islands."""
    return frozenset(f"{r['a']}-{r['b']}" for r in curated_rows(Path(__file__).with_name("sea_neighbours.csv")))
