"""What the two trade now: the newest accounts of the world, each under its name, and what it weighs for either."""

from __future__ import annotations

from collections.abc import Sequence

from comity.assessment.accounts.far_apart import CEPII, FUND, cut_between, lost, told_fell, told_lost
from comity.assessment.accounts.leaps import leapt, twofold, unlike
from comity.assessment.accounts.reporters import Borne, borne, estimated, silent_in
from comity.assessment.answer import Judged
from comity.assessment.barred import barring
from comity.assessment.places import beside_all, in_one
from comity.assessment.salience import salience
from comity.assessment.say import Slots, act_told, chosen, measured, period, say, state, together, when
from comity.assessment.settings import threshold
from comity.assessment.ship_registers import ship_registers
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Chosen, Claim
from comity.dossier.finding import Finding
from comity.terms.period import year_of

SUPPLIES, BUYS = "exchange.partner_share", "exchange.partner_share_exports"
ROOM = "questions"
MOST_SHARES = 2
MOST_WHY = 1
"""Ways of which it is said why two accounts lie apart: the one with more at stake."""


def trade_now(view: View, unnamed: Sequence[tuple[str, str]] = ()) -> list[Judged]:
    """One finding on goods trade by the newest accounts; none where neither has the pair.

    `unnamed`: ways (exporter, importer) of which the importer is known to leave the origin of goods out.
    """
    flows = _newest(view, CEPII)
    later = [m for m in _newest(view, FUND) if not flows or year_of(m.period) > year_of(flows[0].period)]
    later = [m for m in later if not estimated(m)]
    if not flows and not later:
        return []
    shares = _shares(view)
    ways = ((view.a, view.b), (view.b, view.a))
    lost_ways = [two for way in ways if (two := lost(view, *way)) is not None]
    gone = {(new.a, new.b) for new, _ in lost_ways}
    leaps = [(m, was) for m in later or flows if (m.a, m.b) not in gone and (was := leapt(view, m)) is not None]
    before = _before(view, (flows or later)[0])
    ended = before is not None and _ended(view, before, [*later, *flows])
    # What leaps tenfold from all that was on record before leads nothing.
    said = (
        [*_flows(flows, _cepii(view, flows)), *_flows(later, "fund")]
        if leaps
        else [*_flows(later, "fund"), *_flows(flows, _cepii(view, flows))]
    )
    if ended and before is not None:
        said = [say(ROOM, "trade.ended", was=measured(before), then=period(before)), *said]
    else:
        said += [*([] if flows and later else _was(before)), *_weights(view, shares)]
    jumped = {(m.a, m.b) for m, _ in leaps} | gone
    apart = [_why_apart(view, new, old, unnamed) for new, old in _apart(flows, later) if (new.a, new.b) not in jumped]
    plain, whys = list(said), [*(why for why, _ in apart), *_carried(view)]
    said += whys
    last = [*(_leap(view, m, was) for m, was in leaps[:MOST_WHY]), *_barred(view, (later or flows)[0])]
    last += [] if leaps else _fell(view, gone)[:MOST_WHY]
    last += _ships(view, [*later, *flows])
    untold = [told_lost(two) for two in lost_ways]
    weight = [] if ended else _weights(view, shares)
    sound = [m for m in later or flows if (m.a, m.b) not in gone]
    of_one = _flows(sound, "fund" if later else _cepii(view, flows)) if untold else []
    claim = together([*said, *untold, *last])
    short = together([*untold, *of_one, *weight, *last] if untold else [*plain, *last])
    known_why = any(way in unnamed for way in ways)
    # The strip has the flows: what they are to either is left to say, where nothing must be said of the flows.
    bare = not (untold or last or ended or (whys and known_why))
    beyond = [*weight, *beside_all(view)] if bare else []
    if beyond:
        short = together(beyond)
    little = max((m.value or 0.0) for m in (*flows, *later)) < threshold("nothing_trade")
    finding = Finding(
        id="exchange.now",
        question="exchange",
        claim=claim.text,
        parts=claim.parts,
        confidence="low"
        if leaps or untold or any(unlike for _, unlike in apart) or any(s.bearing == "apart" for s in shares)
        else "moderate",
        confidence_reason="accounts of the whole world that others compile; each fills in where a state was silent",
        basis=claim.basis,
        against=("Goods only; what passes through a third state stands under that state.",),
        would_change="Both sides' customs reports for the same year.",
    )
    size = max((s.least for s in shares), default=0.0)
    nothing_told = bool(untold) and not weight and not last
    # That nobody knows why two accounts lie apart is for the section; the first page has both figures.
    return [
        Judged(
            finding,
            salience(
                "exchange.now",
                "ended"
                if ended
                else "little"
                if little
                else "repeats"
                if bare and not beyond
                else "untold"
                if nothing_told
                else "some",
                size,
            ),
            short if untold or beyond or (whys and not known_why) else None,
        )
    ]


def _apart(flows: list[Measurement], later: list[Measurement]) -> list[tuple[Measurement, Measurement]]:
    """The ways on which the newest figures of the two accounts differ by more than a factor of two, the newer first."""
    held = {(m.a, m.b): m for m in flows}
    pairs = [(m, held[m.a, m.b]) for m in later if held.get((m.a, m.b)) is not None]
    found = [(new, old) for new, old in pairs if unlike(new, old)]
    return sorted(found, key=lambda pair: -max(m.value or 0.0 for m in pair))[:MOST_WHY]


def _ships(view: View, flows: list[Measurement]) -> list[Claim]:
    """That ships of others count in flows of weight with a state that keeps an open register."""
    if max((m.value or 0.0 for m in flows), default=0.0) < threshold("trade_worth_missing"):
        return []
    return [say(ROOM, "trade.ships", state=state(s)) for s in ship_registers(view)]


def _fell(view: View, told_of: set[tuple[str, str]]) -> list[Claim]:
    """That a flow fell to less than a tenth where what the two barred says why, and no leap or embargo tells it."""
    if view.record is not None and (view.record.embargo is not None or view.record.broken is not None):
        return []
    ways = [way for way in ((view.a, view.b), (view.b, view.a)) if way not in told_of]
    return [said for way in ways if (said := told_fell(view, *way)) is not None]


def _leap(view: View, m: Measurement, was: Measurement) -> Claim:
    slots: Slots = {"a": state(m.a), "b": state(m.b), "year": period(m), "was": measured(was), "then": period(was)}
    if (m.value or 0.0) > (was.value or 0.0):
        return say(ROOM, "trade.leap_up", **slots)
    if barring(view):
        return say(ROOM, "trade.leap_barred", **slots)
    act = cut_between(view, was, m)
    return (
        say(ROOM, "trade.leap_down", **slots)
        if act is None
        else say(ROOM, "trade.leap_after", **slots, what=act_told(act), when=when(act))
    )


def _barred(view: View, m: Measurement) -> list[Claim]:
    """That an embargo stood when a flow was measured: what is counted is what passes all the same."""
    barred = None if view.record is None else view.record.embargo
    if barred is None or barred.when.year > year_of(m.period):
        return []
    return [say(ROOM, "trade.barred", what=act_told(barred), when=when(barred))]


def _why_apart(
    view: View, new: Measurement, old: Measurement, unnamed: Sequence[tuple[str, str]]
) -> tuple[Claim, bool]:
    """Why two figures of one flow lie far apart, as far as a year that both accounts have can show; whether they
    were unlike in that year too. Nothing is known where they have none in common.
    """
    years = {m.period: m for m in view.series(FUND, new.a, new.b)}
    common = [(years[m.period], m) for m in view.series(CEPII, new.a, new.b) if m.period in years]
    common = [(fund, cepii) for fund, cepii in common if fund.value and cepii.value]
    a, b = state(new.a), state(new.b)
    if (new.a, new.b) in unnamed:
        return say(ROOM, "trade.unnamed", a=a, b=b), True
    if not common:
        return say(ROOM, "trade.apart", a=a, b=b), True
    fund, cepii = common[-1]
    alike = measured(fund).text == measured(cepii).text
    if alike:
        return say(ROOM, "trade.moved_alike", a=a, b=b, year=period(fund), value=measured(fund)), False
    key = "trade.apart_then" if twofold(fund, cepii) else "trade.moved"
    told = say(ROOM, key, a=a, b=b, year=period(fund), first=measured(fund), second=measured(cepii))
    return told, twofold(fund, cepii)


def _carried(view: View) -> list[Claim]:
    """That a series has one figure from year to year, where it is of weight: an estimate, which nobody reported."""
    found = [view.carried(FUND, a, b) for a, b in ((view.a, view.b), (view.b, view.a))]
    return [
        say(ROOM, "trade.carried", a=state(m.a), b=state(m.b), value=measured(m), first=period(first), last=period(m))
        for first, m in filter(None, found)
        if (m.value or 0.0) >= threshold("nothing_trade")
    ]


def _ended(view: View, before: Measurement, now: list[Measurement]) -> bool:
    """Whether a flow worth a word has fallen to less than a tenth, by a figure of these years: an older one tells what
    was then.
    """
    recent = any(view.as_of.year - year_of(m.period) <= threshold("event_new_years") for m in now)
    if not recent or (before.value or 0.0) < threshold("trade_worth_missing"):
        return False
    return max((m.value or 0.0) for m in now) * 10 < (before.value or 0.0)


def _newest(view: View, measure: str) -> list[Measurement]:
    """Both ways in the newest year in which an account has either."""
    if not view.has(measure):
        return []
    found = [m for m in (view.last(measure), view.last(measure, view.b, view.a)) if m is not None and m.known]
    newest = max((m.period for m in found), default="")
    return [m for m in found if m.period == newest]


def _cepii(view: View, flows: list[Measurement]) -> str:
    """Whether the account reconciles two reports in the year, or has one side's alone."""
    return "cepii_alone" if flows and {view.a, view.b} & silent_in(view, flows[0].period) else "cepii"


def _flows(flows: list[Measurement], account: str) -> list[Claim]:
    """Both ways in one sentence, under the name of the account."""
    if len(flows) == 2:
        first, second = flows
        return [
            say(
                ROOM, f"trade.both_{account}", year=period(first), a=state(first.a), b=state(first.b),
                first=measured(first), second=measured(second),
            )
        ]  # fmt: skip
    return [
        say(ROOM, f"trade.one_{account}", year=period(m), a=state(m.a), b=state(m.b), value=measured(m)) for m in flows
    ]


def _before(view: View, now: Measurement) -> Measurement | None:
    """The larger way of goods in CEPII's newest year at least three years before, and at most ten."""
    if not view.has(CEPII):
        return None
    most, least = int(threshold("figure_old_years")), int(threshold("event_new_years"))
    earlier = [
        m
        for a, b in ((view.a, view.b), (view.b, view.a))
        for m in view.series(CEPII, a, b)
        if m.value and year_of(now.period) - most <= year_of(m.period) <= year_of(now.period) - least
    ]
    newest = max((m.period for m in earlier), default="")
    before = max((m for m in earlier if m.period == newest), key=lambda m: m.value or 0.0, default=None)
    # One year that stands alone is a ship or a transit, and no trade that could end.
    alone = before is not None and not any(
        (m.value or 0.0) * 10 >= (before.value or 0.0)
        for m in view.series(CEPII, before.a, before.b)
        if m.period != before.period and m.value
    )
    return None if alone else before


def _was(before: Measurement | None) -> list[Claim]:
    """What the larger flow was some years before, where it was worth a word."""
    if before is None or (before.value or 0.0) < threshold("nothing_trade"):
        return []
    return [say(ROOM, "trade.was", was=measured(before), then=period(before), a=state(before.a), b=state(before.b))]


def _shares(view: View) -> list[Borne]:
    """The largest printed shares of either in the other's imports or exports, with what each bears."""
    cells = [
        borne(view, m)
        for measure in (SUPPLIES, BUYS)
        if view.has(measure)
        for a, b in ((view.a, view.b), (view.b, view.a))
        if (m := view.last(measure, a, b)) is not None and (m.value or 0.0) >= threshold("share_known")
    ]
    return sorted(cells, key=lambda s: s.least, reverse=True)[:MOST_SHARES]


def _weights(view: View, shares: Sequence[Borne]) -> list[Claim]:
    one = in_one(shares)
    return [_weight(view, s) for s in shares] if one is None else [one]


def _weight(view: View, held: Borne) -> Claim:
    """A share as far as it bears: of the whole, of what others report, or that two accounts lie apart."""
    m = held.m
    slots: Slots = {"share": measured(m), "year": period(m)}
    sides = ("buyer", "seller") if m.measure == SUPPLIES else ("seller", "buyer")
    slots |= dict(zip(sides, (state(m.a), state(m.b)), strict=True))
    key = "trade.supplier" if m.measure == SUPPLIES else "trade.customer"
    if held.bearing == "apart":
        flow = view.last(FUND, *((m.b, m.a) if m.measure == SUPPLIES else (m.a, m.b)))
        assert flow is not None, "it was compared with this"
        slots |= {"then": period(flow), "size": _size(held)}
    return say(ROOM, key if held.bearing == "whole" else f"{key}_{held.bearing}", **slots)


def printed_shares(view: View) -> list[tuple[Measurement, Claim]]:
    """The printed shares of either in the other's trade, as far as each bears, with the row that holds it."""
    return [(held.m, _weight(view, held)) for held in _shares(view)]


def _size(held: Borne) -> Chosen:
    """How the newest account's share stands to the printed one, in words."""
    size = (
        "less than half of that" if held.times < 1 / 2
        else "less" if held.times < 1
        else "more" if held.times <= 2
        else "more than twice that"
    )  # fmt: skip
    return chosen(size, "shares_apart", size)
