"""Why a candidate stands where it stands, and what would keep it from the chair: words and checks, no scores."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from comity.assessment.mediators.features import EMBASSY, EMBASSY_YEARS, FEATURES, RECENT_YEARS, Columns
from comity.assessment.mediators.record import Mediation, known_by, told_by
from comity.assessment.mediators.score import Ranked, Ranking
from comity.assessment.words import counted, listing, name
from comity.terms.unit import format_value, number

MOST_REASONS = 3
CLEAR = 0.25
"""A feature is named once it moves log odds by a quarter against the average candidate."""


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a go-between: whether it is met (None where nothing says so), and the words for it."""

    met: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Why:
    """What lifts a candidate above the average, most first; what pulls it down; conditions found not met."""

    lifts: tuple[str, ...]
    holds: tuple[str, ...]
    unmet: tuple[str, ...]


def why(ranking: Ranking, row: Ranked, columns: Columns) -> Why:
    """The three features that lift it most, the one that pulls it down most, and the conditions not met."""
    moved = ranking.contribution[row.place]
    order = sorted(range(len(FEATURES)), key=lambda i: -moved[i])
    last = order[-1]
    # Hostility is said by the conditions, with the name of the side.
    down = moved[last] <= -CLEAR and not ranking.candidates.missing[row.place, last] and FEATURES[last].id != "hostile"
    return Why(
        lifts=tuple(_feature(ranking, row, i) for i in order[:MOST_REASONS] if moved[i] >= CLEAR),
        holds=(_feature(ranking, row, last),) if down else (),
        unmet=tuple(c.words for c in checks(ranking, row, columns) if c.met is False),
    )


def reasons(ranking: Ranking, row: Ranked, columns: Columns) -> str:
    """All of it in one line, and how far apart its votes with the two sides are."""
    found, gap = why(ranking, row, columns), votes_apart(ranking, row)
    against = (*found.holds, *found.unmet)
    parts = [*found.lifts, *((f"but {listing(against)}",) if against else ())]
    if gap is not None:
        parts.append(f"agreement in UN votes with the two {number(gap, 2)} apart (not ranked on)")
    return "; ".join(parts)


def _feature(ranking: Ranking, row: Ranked, i: int) -> str:  # noqa: PLR0911
    """What one feature says of the candidate; "hostile" is left to the checks, which name the side."""
    found, k, raw = ranking.candidates, row.place, ranking.candidates.raw
    a, b = name(found.a), name(found.b)
    lifts = ranking.contribution[k, i] > 0
    match FEATURES[i].id:
        case "forums":
            return f"{number(raw['forums_a'][k])} and {number(raw['forums_b'][k])} shared organisations"
        case "near":
            return _near(raw["distance_a"][k], raw["distance_b"][k], a, b)
        case "capability":
            return f"{format_value(float(raw['capability'][k]), 'share')} of world capability"
        case "trade":
            return _trade(raw["trade_a"][k], raw["trade_b"][k], a, b)
        case "alliance":
            allies = [n for n, e in ((a, "a"), (b, "b")) if raw[f"alliance_{e}"][k] > 0]
            return f"allied with {listing(allies)}" if allies else "no alliance with either"
        case "dialogue":
            return f"cooperation with both in press reports {'high' if lifts else 'low'}"
        case "democracy":
            return (
                f"a regime {'like' if lifts else 'unlike'} that of most go-betweens on the list (electoral democracy "
                f"{number(raw['democracy'][k], 2)})"
            )
        case "record":
            return mediations(ranking, found.states[k])
        case _:
            return ""


def _near(one: float, two: float, a: str, b: str) -> str:
    km, who = min((math.inf if math.isnan(d) else d, n) for d, n in ((one, a), (two, b)))
    return f"borders {who}" if km == 0 else f"{format_value(km, 'km')} from {who}"


def _trade(one: float, two: float, a: str, b: str) -> str:
    dollars, who = max((-1.0 if math.isnan(d) else d, n) for d, n in ((one, a), (two, b)))
    return f"trade of {format_value(dollars, 'usd')} with {who}"


def mediations(ranking: Ranking, state: str) -> str:
    """How often the list has a state as a go-between by the day, and how often of one of the two."""
    found = ranking.candidates
    own = [m for m in known_by(found.day) if m.mediator == state]
    if not own:
        return "no mediation on record"
    here = sum(1 for m in own if m.sides & {found.a, found.b})
    times = counted(len(own), "earlier mediation")
    return times + (f", {here} of them with one of the two" if here else "")


def votes_apart(ranking: Ranking, row: Ranked) -> float | None:
    """Gap between agreement in UN votes with one side and with the other; None without votes."""
    one, two = (float(ranking.candidates.raw[f"votes_{e}"][row.place]) for e in ("a", "b"))
    return None if math.isnan(one) or math.isnan(two) else abs(one - two)


def checks(ranking: Ranking, row: Ranked, columns: Columns) -> tuple[Check, ...]:
    """Embassies both ways with both sides, no rivalry, no recent dispute. Sanctions: no source at hand says."""
    found, k = ranking.candidates, row.place
    who = found.states[k]
    made = [_embassies(columns, who, found.a, found.b)]
    for kind, words in (("rivalry", "a strategic rival of {}"), ("dispute", _DISPUTE)):
        against = [s for s, e in ((found.a, "a"), (found.b, "b")) if found.raw[f"{kind}_{e}"][k] > 0]
        unknown = all(math.isnan(found.raw[f"{kind}_{e}"][k]) for e in ("a", "b"))
        made.append(Check(None if unknown else not against, words.format(listing([name(s) for s in against]))))
    return (*made, Check(None, "sanctions: no source at hand covers them"))


_DISPUTE = f"in a militarised dispute with {{}} within {RECENT_YEARS} years of the record's end"


def _embassies(columns: Columns, who: str, *sides: str) -> Check:
    """An embassy of either in the other; the lists are incomplete, so their silence is no proof."""
    period, values = columns.lately(EMBASSY, EMBASSY_YEARS)
    if not period:
        return Check(None, "embassies are not covered")
    silent = [s for s in sides if not (values.get((who, s)) or values.get((s, who)))]
    return Check(
        not silent,
        f"the incomplete lists up to {period} show no embassy with {listing([name(s) for s in silent], 'or')}",
    )


def cases_between(a: str, b: str, day: date) -> tuple[Mediation, ...]:
    """The record's go-betweens between two states, oldest first."""
    return tuple(m for m in told_by(day) if m.sides == frozenset((a, b)))
