"""With whom a state chiefly deals, and whose share in its imports grows."""

from __future__ import annotations

from dataclasses import dataclass

from comity.assessment.answer import Judged
from comity.assessment.phrases import ROOM, owner, printed
from comity.assessment.questions.parts import text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, period, say
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import counted, listing, name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.unit import format_value, signed

SUPPLIER, CUSTOMER = "dependence.supplier_share", "dependence.customer_share"
RIVALRY, ALLIANCE = "conflict.rivalry", "alliance.any"
SPAN = 10
"""Years over which a share is compared."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Change:
    """A supplier's share in a state's imports, ten years apart (percentage points as a fraction)."""

    before: Measurement
    now: Measurement

    @property
    def points(self) -> float:
        """Share now less share before."""
        return (self.now.value or 0.0) - (self.before.value or 0.0)


def changes(view: View, s: str) -> list[Change]:
    """Suppliers with a share of the state's imports in the newest year and ten years before, most risen first.

    A supplier whose accounts disagree in either year has bounds and no share, and is left out.
    """
    period = view.atlas.last_period(SUPPLIER, s) if view.has(SUPPLIER) else None
    if period is None:
        return []
    then = {m.b: m for m in view.atlas.partners(SUPPLIER, s, str(int(period) - SPAN))}
    found = [Change(then[m.b], m) for m in view.atlas.partners(SUPPLIER, s, period) if m.b in then]
    return sorted(found, key=lambda c: (-c.points, c.now.b))


def rising(view: View, s: str) -> Judged | None:
    """Who has gained most in the state's imports, who has lost most."""
    found = [c for c in changes(view, s) if c.now.b not in (view.a, view.b)]
    if len(found) < 2 or found[0].points < threshold("share_moved"):
        return None
    up, down = found[0], found[-1]
    if down.points <= -threshold("share_moved"):
        lost = say(ROOM, "rising.lost", loser=owner(down.now.b), was=printed(down.before), **{"is": printed(down.now)})
    else:
        lost = say(ROOM, "rising.none_lost")
    shown = [up, down] if down.points <= -threshold("share_moved") else [up]
    used = [m for c in shown for m in (c.before, c.now)]
    for m in used:
        view.used[ref(m)] = m
    slots: Slots = {"before": period(up.before), "now": period(up.now), "winner": owner(up.now.b), "buyer": owner(s)}
    shares = {"was": printed(up.before), "is": printed(up.now)}
    claim = say(ROOM, "rising.share", **slots, **shares, lost=lost)
    finding = Finding(
        id=f"context.rising.{s}",
        question="context",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(up.now),
        confidence="moderate",
        confidence_reason=f"shares in trade as compiled; the data end in {up.now.period}",
        basis=tuple(ref(m) for m in used),
        against=("A share also grows when others sell less, and with the price of what is sold.",),
        would_change="Imports by origin of the years since.",
    )
    return Judged(finding, salience("context.rising", "partner" if s == view.b else "own"))


def shares(view: View) -> tuple[TableModel, ...]:
    """Suppliers that gained and lost most, of both states."""
    rows = []
    for s in (view.a, view.b):
        found = changes(view, s)
        edges = found[:SHOWN] if len(found) <= 2 * SHOWN else [*found[:SHOWN], *found[-2:]]
        rows += [
            (
                sentence(name(s)),
                sentence(name(c.now.b)),
                f"{text(c.before)} ({c.before.period})",
                f"{text(c.now)} ({c.now.period})",
                signed(100 * c.points, 1),
            )
            for c in edges
            if c.now.value is not None and c.before.value is not None
        ]
    if not rows:
        return ()
    return (
        TableModel(
            id="table.rising",
            question="context",
            title="Whose share in the imports of each grew most, and whose fell",
            columns=tuple(Column(name=n) for n in ("Imports of", "From", "Share then", "Share now", "Points")),
            rows=tuple(rows),
            note="Suppliers with a share in both years; where the accounts of trade disagree more than twofold there "
            "is none.",
            source=view.source(SUPPLIER),
        ),
    )


def relations(view: View) -> tuple[TableModel, ...]:
    """Rivals, allies, largest suppliers and customers of both, side by side."""
    lines = (
        ("Strategic rivals", RIVALRY, _names),
        ("Bound by treaty to defend", ALLIANCE, _names),
        ("Largest suppliers", SUPPLIER, _largest),
        ("Largest customers", CUSTOMER, _largest),
    )
    rows = [
        (title, *(write(view, measure, s) for s in (view.a, view.b)))
        for title, measure, write in lines
        if view.has(measure)
    ]
    if not rows:
        return ()
    return (
        TableModel(
            id="table.relations",
            question="context",
            title="Chief relations of both",
            columns=(Column(name=""), *(Column(name=sentence(name(s))) for s in (view.a, view.b))),
            rows=tuple(rows),
            note="Newest year of each source.",
            source=view.source(*(m for _, m, _ in lines)),
        ),
    )


def _names(view: View, measure: str, s: str) -> str:
    entry = view.atlas.entry(measure)
    period = str(min(entry.last, view.atlas.horizon(measure)))
    if int(period) < entry.first:
        return "\u2013"
    found = sorted(m.b for m in view.atlas.partners(measure, s, period) if m.value)
    if not found:
        return f"none ({period})"
    more = f" and {counted(len(found) - 8, 'other')}" if len(found) > 8 else ""
    shown = ", ".join(name(b) for b in found[:8]) if more else listing([name(b) for b in found])
    return f"{sentence(shown)}{more} ({period})"


def _largest(view: View, measure: str, s: str) -> str:
    period = view.atlas.last_period(measure, s)
    found = view.atlas.partners(measure, s, period)[:3] if period else []
    return (
        f"{sentence(', '.join(f'{name(m.b)} {format_value(m.value, m.unit)}' for m in found))} ({period})"
        if found
        else "\u2013"
    )
