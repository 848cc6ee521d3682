"""Is there more defence and security cooperation than meets the eye?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.gates import ALLIANCE, bound, closed
from comity.assessment.page1.acts import first_alliance
from comity.assessment.page1.pacts import by_pacts
from comity.assessment.phrases import (
    NOTHING,
    ONE,
    ROOM,
    day_of,
    figure,
    first_clause,
    ids,
    placed,
    several,
    stated,
    written_day,
)
from comity.assessment.questions.parts import evidence_table, latest_rows, text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, measured, period, say, state, together, told, when
from comity.assessment.view import View, ref
from comity.assessment.words import counted, listing, lowered, name
from comity.atlas.measurement import Measurement, State
from comity.dossier.claim import Claim, Told
from comity.dossier.finding import Finding
from comity.dossier.statement import EvidenceRow
from comity.dossier.table import Column, TableModel
from comity.terms.details import Driver
from comity.terms.interval import Interval
from comity.terms.period import year_of
from comity.terms.treaty_details import Obligation
from comity.terms.unit import number

_RECORDS = (
    (ALLIANCE, "Alliance obligation"),
    ("alliance.pledge", "Pledge"),
    ("defence.arms_transfers", "Major arms delivered"),
    ("defence.joint_exercises", "Joint exercises"),
    ("defence.nuclear_agreements", "Nuclear cooperation agreements"),
)
_BY_TREATY = (ALLIANCE, "alliance.pledge")
"""Records that lapse: what was owed once is not owed now."""
GAP = "defence.expected_gap"


def answer(view: View) -> Answer:
    """Recorded ties, what else about the pair would lead one to expect, and what the evidence adds."""
    records = _records(view)
    gap = view.last(GAP)
    rows = tuple(r for r in view.between if r.question == "defence" or "defence" in r.sector)
    if not records and gap is None and not rows:
        return no_evidence(
            "alliances, arms, exercises and agreements", "an arms register or a defence ministry's record"
        )
    expected = _expected(view, gap) if closed(view, "hidden") is None else None
    judged = [j for j in (_recorded(view, records), expected, _evidence(rows)) if j is not None]
    absent = [lowered(t) for measure, t in _RECORDS if not view.has(measure)]
    return Answer(
        state="answered" if records else "not_determinable",
        answer=_headline(view, records, rows),
        reason="recorded ties, and ties expected from everything else; secrecy limits both",
        paragraphs=(
            "Formal records hold only what was published. 'Reported less than expected' is a lead for research, "
            "never the discovery of a tie." + (f" Not part of this atlas: {listing(absent)}." if absent else ""),
        ),
        judged=tuple(judged),
        tables=_table(view, records)
        + evidence_table(
            latest_rows(rows, 15), "table.defence.evidence", "defence", "Defence and security in the evidence"
        ),
        against=("Neutrality by choice, or a pair that needs no treaty, looks the same as a tie kept quiet.",),
        would_change=(
            "An order in an arms register, a defence accord published by either side, a mission's staff list.",
        ),
    )


def _records(view: View) -> list[tuple[str, Measurement]]:
    found = []
    for measure, title in _RECORDS:
        if not view.has(measure):
            continue
        directed = view.atlas.entry(measure).direction == "directed"
        for a, b in ((view.a, view.b), (view.b, view.a))[: 2 if directed else 1]:
            positive = [m for m in view.series(measure, a, b) if m.value]
            m = positive[-1] if positive and measure not in _BY_TREATY else view.last(measure, a, b)
            if m is not None:
                found.append((title, m))
    return found


def _way(view: View, alike: list[Measurement]) -> str:
    """Whose tie it is, of measurements that say the same: each of the two's, or one's toward the other."""
    if view.atlas.entry(alike[0].measure).direction != "directed":
        return ""
    m = alike[0]
    return " of each toward the other" if len(alike) > 1 else f" of {name(m.a)} toward {name(m.b)}"


def _alike(records: list[tuple[str, Measurement]]) -> list[tuple[str, list[Measurement]]]:
    """Records that say the same of both directions together, in their order."""
    found: dict[tuple[object, ...], tuple[str, list[Measurement]]] = {}
    for title, m in records:
        found.setdefault((m.measure, m.value, m.state, m.details, m.period), (title, []))[1].append(m)
    return list(found.values())


def _headline(view: View, records: list[tuple[str, Measurement]], rows: tuple[object, ...]) -> str:
    """The alliance first, as far as its record reaches and by the chronicle since; then what else is on record."""
    said = [*_alliance(view, records)]
    said += [_held(view, title, ms) for title, ms in _alike(records) if ms[0].value and ms[0].measure not in _BY_TREATY]
    text_of_all = together(said or [say(ROOM, "pact.uncovered")]).text
    found = f"The evidence holds {counted(len(rows), 'statement')} on defence and security." if rows else ""
    return f"{text_of_all} {found}".strip()


def _alliance(view: View, records: list[tuple[str, Measurement]]) -> list[Claim]:
    """Who owes whom defence by treaty; none is said to bind that a war or rupture overtook."""
    record = view.record
    treaty = None if record is None else first_alliance(record)
    said = [] if treaty is None else [say(ROOM, "pact.treaty", what=told(treaty), when=when(treaty))]
    if in_force := _in_force(view):
        return [*in_force, *said]
    found = [(t, ms) for t, ms in _alike(records) if ms[0].measure == ALLIANCE]
    owed = [(t, ms) for t, ms in found if bound(ms[0])]
    if owed:
        said += [_held(view, title, ms) for title, ms in owed]
        said += [] if treaty is not None else [say(ROOM, "pact.unnamed")]
        broke = None if record is None else record.broken
        if broke is not None and broke.when.year > year_of(owed[0][1][0].period):
            said.append(say(ROOM, "pact.overtaken", what=told(broke), when=when(broke)))
    elif found and treaty is None:
        said.append(say(ROOM, "pact.no_alliance", year=period(found[0][1][0])))
    return said


def _in_force(view: View) -> list[Claim]:
    """The pacts of defence in force between the two, by name."""
    record = view.record
    if record is None or not record.alliances:
        return []
    return [say(ROOM, "pact.in_force", pacts=by_pacts(record.alliances, record.as_of))]


def _held(view: View, title: str, ms: list[Measurement]) -> Claim:
    """One record, year first, in the past tense: registers of treaties and arms end years before the day."""
    m = ms[0]
    treaty = "owed" if m.measure == ALLIANCE and bound(m) else "pledged" if m.measure in _BY_TREATY else ""
    if treaty:
        kinds = Told(text=_obligations(m, ("defence", "offence") if treaty == "owed" else ()), ref=ref(m))
        if len(ms) > 1:
            return say(ROOM, f"pact.{treaty}_both", year=period(m), kinds=kinds)
        return say(ROOM, f"pact.{treaty}", year=period(m), a=state(m.a), b=state(m.b), kinds=kinds)
    what = chosen(lowered(title), "records", m.measure)
    if view.atlas.entry(m.measure).direction != "directed":
        return say(ROOM, "pact.held", year=period(m), what=what, value=measured(m))
    if len(ms) > 1:
        return say(ROOM, "pact.held_both", year=period(m), what=what, value=measured(m))
    return say(ROOM, "pact.held_way", year=period(m), what=what, value=measured(m), a=state(m.a), b=state(m.b))


def _recorded(view: View, records: list[tuple[str, Measurement]]) -> Judged | None:
    if not records:
        return None
    alike = _alike(records)
    named = view.record is not None and bool(view.record.alliances or first_alliance(view.record))
    owed = [(t, ms) for t, ms in alike if ms[0].value and ms[0].measure == ALLIANCE and bound(ms[0])]
    kept = [(t, ms) for t, ms in alike if ms[0].value and not (named and (t, ms) in owed)]
    held = [_held(view, title, ms) for title, ms in kept]
    by_treaty = all(ms[0].measure in _BY_TREATY for _, ms in kept)
    held += [say(ROOM, "pact.unnamed")] if owed and not named else []
    held = [*_in_force(view), *held]
    absent = [(title, ms) for title, ms in alike if ms[0].state is State.TRUE_ZERO]
    said = held + [
        say(ROOM, "pact.absent", what=chosen(f"{lowered(t)}{_way(view, ms)}", "records", ms[0].measure),
            year=period(ms[0]))
        for t, ms in absent
    ]  # fmt: skip
    if not said:
        return None
    claim = together(said)
    finding = Finding(
        id="defence.recorded",
        question="defence",
        claim=claim.text,
        parts=claim.parts,
        confidence="high",
        confidence_reason="registers compiled by third parties from published sources",
        basis=tuple(dict.fromkeys((*claim.basis, *(ref(m) for _, m in records)))),
        against=("What both sides keep quiet is in no register.",),
        would_change="A later edition of any of the registers.",
    )
    return Judged(finding, salience("defence.recorded", "none" if not held else "by_treaty" if by_treaty else "held"))


def _expected(view: View, gap: Measurement | None) -> Judged | None:
    place = view.standing(gap)
    if gap is None or place is None or gap.value is None or gap.low is None or gap.high is None:
        return None
    recorded = 1.0 if _recorded_then(view, gap) else 0.0
    expected, low, high = (_chance(x + recorded) for x in (gap.value, gap.low, gap.high))
    chance = figure(gap, gap.value + recorded, expected)
    between = NOTHING
    if low != high:
        kind = chosen(str(Interval.CREDIBLE_80), "interval", str(Interval.CREDIBLE_80))
        least, most = figure(gap, gap.low + recorded, low), figure(gap, gap.high + recorded, high)
        between = say(ROOM, "ends", kind=kind, low=least, high=most)
    less = recorded == 0 and place.percentile >= LESS_THAN_EXPECTED
    if recorded:
        verdict = say(ROOM, "tie.as_expected" if gap.value > -0.5 else "tie.all_the_same")
    else:
        verdict = say(ROOM, "tie.less" if less else "tie.usual", place=placed(gap, place))
    said = [say(ROOM, "tie.expected", chance=chance, between=between, year=period(gap), verdict=verdict)]
    if less and gap.details:
        drivers = listing([d.words for d in gap.details_of(Driver)])
        said.append(say(ROOM, "tie.drivers", drivers=Told(text=drivers, ref=ref(gap))))
    seen, basis = _observed(view, gap)
    if not recorded:
        said += seen
    claim = together(said)
    finding = Finding(
        id="defence.expected_gap",
        question="defence",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(gap),
        confidence="low",
        confidence_reason="a model of formal alliances; ties below a treaty are outside it",
        basis=(ref(gap), *basis),
        against=(
            "The model knows treaties of alliance only, not arms sales, exercises or intelligence.",
            "Neutrality by choice, and security that needs no treaty, look the same.",
        ),
        would_change="Registers of defence cooperation agreements, or a treaty published by either side.",
    )
    return Judged(finding, salience("defence.expected_gap", "less" if less else "usual"))


LESS_THAN_EXPECTED = 90.0
"""Percentile of the gap from which drivers are named and the pair is called reported less than expected."""


def _recorded_then(view: View, gap: Measurement) -> bool:
    pairs = ((view.a, view.b), (view.b, view.a))
    found = [view.at("alliance.any", gap.period, *pair) for pair in pairs]
    return any(m is not None and m.value for m in found)


def _chance(probability: float) -> str:
    """A probability in words; what rounds to nil or certainty is said as less or more than a hundredth."""
    if probability < 0.01:
        return "below 1 %"
    return "above 99 %" if probability > 0.99 else text_of(probability)


def _observed(view: View, gap: Measurement) -> tuple[list[Claim], list[str]]:
    """How much of a tie would become known: electoral democracy stands in for open records and a free press."""
    found = [
        m for s in (view.a, view.b) if (m := view.at("context.polyarchy", gap.period, s, "-")) and m.value is not None
    ]
    if len(found) < 2:
        return [], []
    less = min(found, key=lambda m: m.value or 0)
    if (less.value or 0) >= OPEN:
        return [say(ROOM, "tie.open")], [ref(m) for m in found]
    slots: Slots = {"state": state(less.a), "value": figure(less, less.value, number(less.value, 2)), "one": ONE}
    return [say(ROOM, "tie.shut", **slots, year=period(less))], [ref(m) for m in found]


OPEN = 0.6
"""Electoral democracy from which a state's records and press are taken as open."""


def text_of(probability: float) -> str:
    """A probability in words of per cent."""
    from comity.terms.unit import format_value

    return format_value(probability, "probability")


def _first(key: str, r: EvidenceRow) -> Claim:
    """What a statement says, with its date as it stands there."""
    return say(ROOM, key, day=written_day(r), what=stated(r))


def _evidence(rows: tuple[object, ...]) -> Judged | None:
    found = [r for r in rows if isinstance(r, EvidenceRow) and r.grade[:1] in "AB"]
    # What the two did to each other is no tie that a register could have missed.
    ties = [r for r in found if r.kind != "incident"]
    if not ties:
        return None
    dealings = [r for r in found if r.kind in ("project", "flow")]
    accords = [r for r in found if r.kind == "agreement"]
    firsts = [("tie.first_dealings", dealings[0])] if dealings else []
    firsts += [("tie.first_accord", accords[0])] if accords else []
    firsts = firsts or [("tie.latest", ties[-1])]
    many = several(len(found), "statement", refs=ids(found))
    claim = say(ROOM, "tie.beyond", many=many, told=together([_first(key, r) for key, r in firsts], "; "))
    told = [*dealings[:1], *accords[:1]] or ties[-1:]
    each = [say(ROOM, "tie.one", what=first_clause(r), day=day_of(r)) for r in told]
    short = say(ROOM, "tie.short", told=together(each))
    finding = Finding(
        id="defence.evidence",
        question="defence",
        claim=claim.text,
        parts=claim.parts,
        confidence="moderate",
        confidence_reason="graded A or B, but statements on defence often share one origin",
        basis=ids(found),
        against=("Several statements may go back to one announcement.",),
        would_change="A source that withdraws, or an official text.",
    )
    return Judged(finding, salience("defence.evidence"), short)


def _obligations(m: Measurement, only: tuple[str, ...] = ()) -> str:
    """What the treaty obliges to, of all kinds or of some."""
    return listing([o.kind for o in m.details_of(Obligation) if not only or o.kind in only] or ["alliance"])


def _table(view: View, records: list[tuple[str, Measurement]]) -> tuple[TableModel, ...]:
    if not records:
        return ()
    return (
        TableModel(
            id="table.defence",
            question="defence",
            title="Recorded defence ties",
            columns=tuple(Column(name=n) for n in ("Tie", "Value", "Year", "State")),
            rows=tuple(
                (f"{t}{_way(view, [m])}", text(m), m.period, m.state.value.replace("_", " ")) for t, m in records
            ),
            note="A true zero: the register covers both states and the year, and holds nothing.",
            source=view.source(*dict.fromkeys(m.measure for _, m in records)),
        ),
    )
