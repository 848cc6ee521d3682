"""What one of two is to the other beside all others: its place among customers, suppliers, homes of people and givers.

A flow alone says nothing of two: US$ 700 million is little to Italy and a tenth of what Uganda sells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from comity.assessment.accounts.far_apart import CEPII, FUND, lost
from comity.assessment.accounts.leaps import doubtful, leapt
from comity.assessment.accounts.reporters import Borne, borne, estimated, silent_in
from comity.assessment.entrepots import passes_through
from comity.assessment.fled import fled
from comity.assessment.goods_named import mostly
from comity.assessment.hosts import elsewhere
from comity.assessment.people_unsure import MIGRANTS
from comity.assessment.phrases import is_newest, owner
from comity.assessment.say import Slots, chosen, measured, period, say, state
from comity.assessment.settings import threshold
from comity.assessment.ship_registers import mostly_ships
from comity.assessment.view import View, ref
from comity.atlas.derived import derived
from comity.atlas.measurement import Measurement
from comity.chronicle.once_one import once_one
from comity.dossier.claim import Chosen, Claim
from comity.terms.period import year_of

ROOM = "questions"
_SHARES = ("exchange.partner_share", "exchange.partner_share_exports")
_PEOPLE, _AID = MIGRANTS, "exchange.aid"
_FIRST = 10
"""Places worth a word."""
_FEWEST = 40
"""Partners from which on a place among the first ten says something."""
_PLACES = (
    (1, "the first"),
    (2, "the second"),
    (3, "the third"),
    (5, "among the first five"),
    (10, "among the first ten"),
)
_MANY = ((1, "the most"), (2, "the second most"), (3, "the third most"), (4, "the fourth most"), (5, "the fifth most"))
_ACCOUNTS = {FUND: "the IMF's series", CEPII: "CEPII's account"}
_BY_OTHERS = "by what its partners report"
MOST = 2


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a flow among all of one state's: `rank` 1 is the largest of `of`; of accounts the one that has it
    lower. `role`: what the other is to `whose`.
    """

    m: Measurement
    whose: str
    role: str
    rank: int
    best: int
    of: int
    """`best`: the rank by the account that has it higher."""


def places(view: View) -> list[Place]:
    """The places worth a word, the first first and few people last; of equals goods before people before aid."""
    found = [*goods_places(view), *_people(view), *_aid(view)]
    last = {_AID: 3, _PEOPLE: 3}
    found = [p for p in found if p.m.unit != "usd" or (p.m.value or 0.0) >= threshold("nothing_trade")]
    worth = [p for p in found if p.rank <= last.get(p.m.measure, _FIRST) and 2 * p.rank <= p.of]
    return sorted((p for p in worth if p.rank <= 5 or p.of >= _FEWEST), key=lambda p: (_few(p), p.rank))


def _few(p: Place) -> bool:
    """Whether it is of so few people that goods come first, unless nowhere live more."""
    return p.m.measure == _PEOPLE and p.rank > 1 and (p.m.value or 0.0) < threshold("refugees_weigh")


def argued(view: View, above: Collection[str] = ()) -> list[Claim]:
    """The one or two things measured that are most to either, with what most of the goods are, and then what the pair
    is to the larger. `above`: ids of rows told already.
    """
    shares = [one for one in shares_said(view) if not set(one.basis) & set(above)]
    told = {(p.a, p.measure) for p in _share_rows(view)}
    kept: list[Place] = []
    for p in [] if above else places(view):
        goods = p.role in ("customer", "supplier")
        if goods and (p.whose, _side(p)) in told:
            continue
        if any(k.role == p.role or k.m is p.m or {k.m.measure, p.m.measure} == {_PEOPLE} for k in kept):
            continue
        kept.append(p)
    kept = kept[: MOST - len(shares)]
    said = [*shares, *(_said(view, p) for p in kept)]
    ways = [(p.m.a, p.m.b) for p in kept if p.role in ("customer", "supplier")] or _share_ways(view)
    good = next((one for way in ways if (one := mostly(view, *way)) is not None), None)
    passing = passes_through(view) if ways else []
    return [*said, *([good] if good is not None else []), *passing, *_against(view, bool(said or above))]


def beside_all(view: View) -> list[Claim]:
    """What the goods of the two are to either beside those of all others, and what most of them are."""
    told = {(p.a, p.measure) for p in _share_rows(view)}
    found = [p for p in goods_places(view) if p.rank <= _FIRST and 2 * p.rank <= p.of >= _FEWEST]
    found = [p for p in found if (p.m.value or 0.0) >= threshold("nothing_trade") and (p.whose, _side(p)) not in told]
    ranked = sorted(found, key=lambda p: p.rank)
    kept = list({ref(p.m): p for p in reversed(ranked)}.values())[: MOST - len(told)]
    ways = dict.fromkeys([*((p.m.a, p.m.b) for p in kept), *_share_ways(view)])
    goods = [one for way in ways if (one := mostly(view, *way)) is not None]
    return [*(_said(view, p) for p in kept), *goods, *(passes_through(view) if ways else [])]


def _side(p: Place) -> str:
    """The printed share that says the same as a place among customers or suppliers."""
    return _SHARES[1] if p.role == "customer" else _SHARES[0]


def goods_places(view: View) -> list[Place]:
    """What each is among the other's customers and suppliers, by every account that has the way and can be told."""
    found = []
    for seller, buyer in ((view.a, view.b), (view.b, view.a)):
        rows = _flows(view, seller, buyer)
        if not rows:
            continue
        for role, whose, side in (("customer", seller, 0), ("supplier", buyer, 1)):
            ranks = [_rank(view, m, side) for m in (*rows, *_as_in_the_other(view, rows))]
            rank, of = max(ranks)
            found.append(Place(rows[0], whose, role, rank, min(ranks)[0], of))
    return found


def _flows(view: View, seller: str, buyer: str) -> list[Measurement]:
    """A way of goods by its accounts, the newest first; empty where it is ships, cannot be told, leapt, is doubtful, or
    was reported by neither.
    """
    if mostly_ships(view) or lost(view, seller, buyer) is not None:
        return []
    found = [m for account in (FUND, CEPII) if (m := view.fresh(account, seller, buyer)) is not None]
    if any(leapt(view, m) is not None or doubtful(view, m) or estimated(m) for m in found):
        return []
    return sorted(found, key=lambda m: year_of(m.period), reverse=True)


def _as_in_the_other(view: View, rows: list[Measurement]) -> list[Measurement]:
    """A way that one account lacks as if it had it there in its newest year: each lacks flows that the other has."""
    if len(rows) != 1:
        return []
    (m,) = rows
    other = CEPII if m.measure == FUND else FUND
    newest = view.atlas.last_period(other) if view.has(other) else None
    return [] if newest is None else [replace(m, measure=other, period=newest)]


def _rank(view: View, m: Measurement, side: int) -> tuple[int, int]:
    """The place of a flow among those of its first (0) or second (1) state in its year, and how many there are."""
    name = f"by state {m.measure} {m.period} {side}"
    held = derived(view.atlas, name, lambda: _by_state(view.atlas.column(m.measure, m.period), side))
    values = held.get((m.a, m.b)[side], [])
    return 1 + sum(value > (m.value or 0.0) for value in values), len(values)


def _by_state(column: Mapping[tuple[str, str], float], side: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for pair, value in column.items():
        if value and "-" not in pair:
            found.setdefault(pair[side], []).append(value)
    return found


def _people(view: View) -> list[Place]:
    """The homes of the people of each, and where the people who came to it are from."""
    found = []
    for origin, host in ((view.a, view.b), (view.b, view.a)):
        m = view.fresh(_PEOPLE, origin, host)
        if m is None or (m.value or 0.0) < threshold("people_worth_telling"):
            continue
        if once_one(origin, host, date(year_of(m.period), 1, 1)) is not None:
            continue  # A count by place of birth takes in who moved within one state.
        found += [*_homes(view, m), _place(view, m, host, "origin", 1)]
    return found


def _aid(view: View) -> list[Place]:
    found = []
    for giver, taker in ((view.a, view.b), (view.b, view.a)):
        m = view.fresh(_AID, giver, taker)
        if m is None or (m.value or 0.0) < threshold("flow_worth_telling") or not is_newest(view, m):
            continue
        found.append(_place(view, m, taker, "giver", 1))
    return found


def _place(view: View, m: Measurement, whose: str, role: str, side: int) -> Place:
    rank, of = _rank(view, m, side)
    return Place(m, whose, role, rank, rank, of)


def _homes(view: View, m: Measurement) -> list[Place]:
    """The place of the second state among all homes of people of the first, where the numbers can tell it."""
    values = elsewhere(view, m)
    if values is None:
        return []
    rank = 1 + sum(value > (m.value or 0.0) for value in values)
    return [Place(m, m.a, "home", rank, rank, len(values))]


def _share_rows(view: View, least: float = 0.0) -> list[Measurement]:
    """The printed shares that a line may tell, of at least `least`, the larger first."""
    if mostly_ships(view):
        return []
    cells = [
        s
        for m in view.fresh_ways(*_SHARES)
        if (s := borne(view, m)).bearing != "apart" and s.least >= max(threshold("share_known"), least)
    ]
    return [s.m for s in sorted(cells, key=lambda s: s.least, reverse=True)[:MOST]]


def _share_ways(view: View) -> list[tuple[str, str]]:
    """Of printed shares who sells to whom."""
    return [(m.b, m.a) if m.measure == _SHARES[0] else (m.a, m.b) for m in _share_rows(view)]


def shares_said(view: View, least: float = 0.0) -> list[Claim]:
    """The largest printed shares of the one in the other's trade, as sentences; two of one state in one."""
    rows = _share_rows(view, least)
    one = in_one([borne(view, m) for m in rows])
    return [_share(view, m) for m in rows] if one is None else [one]


def in_one(shares: Sequence[Borne]) -> Claim | None:
    """Printed shares of the one in the imports and in the exports of the same state and year, which bear it whole, as
    one sentence; None for any others.
    """
    both = {s.m.measure: s.m for s in shares if s.bearing == "whole"}
    if len(shares) != len(_SHARES) or set(both) != set(_SHARES):
        return None
    bought, sold = (both[measure] for measure in _SHARES)
    if (bought.a, bought.period) != (sold.a, sold.period):
        return None
    return say(
        ROOM, "place.shares", whose=state(bought.a), bought=measured(bought), other=state(bought.b),
        sold=measured(sold), year=period(sold),
    )  # fmt: skip


def _share(view: View, m: Measurement) -> Claim:
    by = "" if borne(view, m).bearing == "whole" else "_mirrored"
    key, whose, other = (
        ("lean.imports", "buyer", "seller") if m.measure == _SHARES[0] else ("lean.exports", "seller", "buyer")
    )
    return say("page1", f"{key}{by}", share=measured(m), year=period(m), **{whose: state(m.a), other: state(m.b)})


def _said(view: View, p: Place) -> Claim:
    value, year = measured(p.m), period(p.m)
    if p.role in ("customer", "supplier"):
        other = p.m.b if p.role == "customer" else p.m.a
        place = _word(_PLACES, p)
        return say(
            ROOM, f"place.{p.role}", whose=owner(p.whose), other=state(other), place=place, value=value, year=year,
            account=_account(view, p),
        )  # fmt: skip
    place = many(p)
    if p.role == "giver":
        return say(ROOM, "place.giver", giver=state(p.m.a), taker=state(p.m.b), place=place, value=value, year=year)
    slots: Slots = {"origin": state(p.m.a), "host": state(p.m.b), "place": place, "value": value, "year": year}
    who = fled(view, p.m)
    return say(ROOM, f"place.{p.role}", **slots) if who is None else say(ROOM, f"place.{p.role}_who", who=who, **slots)


def many(p: Place) -> Chosen:
    """A place among numbers of people or of aid: `the second most`."""
    return _word(_MANY, p)


def _word(words: tuple[tuple[int, str], ...], p: Place) -> Chosen:
    return chosen(next(word for last, word in words if p.rank <= last), "place", p.m.measure)


def _account(view: View, p: Place) -> Chosen:
    """Whose figures they are: of a state whose own report the newest reconciled account lacks, its partners'."""
    newest = view.atlas.last_period(CEPII) if view.has(CEPII) else None
    lacking = newest is not None and p.whose in silent_in(view, newest)
    text = _BY_OTHERS if lacking else _ACCOUNTS[p.m.measure]
    return chosen(text, "accounts", p.m.measure)


def _against(view: View, argued_: bool) -> list[Claim]:
    """That to the one, or to either, the other is none of the first ten partners in goods, where that is known."""
    found = goods_places(view)
    if len(found) != 4:
        return []
    near = {p.whose for p in found if p.best <= _FIRST} | {m.a for m in _share_rows(view)}
    if not near:
        m = max((p.m for p in found), key=lambda m: m.period)
        account = chosen(_ACCOUNTS[m.measure], "accounts", m.measure)
        return [] if argued_ else [say(ROOM, "place.neither", year=period(m), account=account)]
    far = [s for s in (view.a, view.b) if s not in near]
    if not argued_ or len(far) != 1:
        return []
    (whose,) = far
    other = view.b if whose == view.a else view.a
    return [say(ROOM, "place.far", whose=owner(whose), other=state(other))]
