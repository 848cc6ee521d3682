"""What the statements of a study add to the answers: findings across sections, counter-evidence, promises.

Each rule counts or compares rows and names all of them as its basis; none knows a country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from comity.assessment.answer import Answer, Judged
from comity.assessment.confidence import of_statements
from comity.assessment.hypotheses import decides_any
from comity.assessment.phrases import NOTHING, ROOM, day_of, ids, owner, several, stated, written_day
from comity.assessment.promises import promise_finding, promise_table
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, say, state, states, together
from comity.assessment.say import counted as counted_part
from comity.assessment.say import listed as in_a_row
from comity.assessment.view import View
from comity.assessment.words import counted, listing, lowered, sentence
from comity.dossier.claim import Chosen, Claim, Count, Told, When
from comity.dossier.claim import claim as claimed
from comity.dossier.finding import Finding
from comity.dossier.statement import Contradiction, EvidenceRow
from comity.evidence.study import known_sectors

_DEEDS = ("flow", "project")
_GENERAL = ("trade", "diplomacy", "diaspora", "consular", "aid", "")
_DEALINGS = ("agreement", "institution", "visit", "project", "flow")
_CAME_ABOUT = ("delivered", "in_force", "ended")
MOST_AGAINST = 3
MOST_WHAT = 2
"""Fields of each direction that a first page tells, each by one deed."""


def add(answers: Mapping[str, Answer], view: View) -> dict[str, Answer]:
    """The answers with what the study's statements say beyond the atlas, and what contradicts them."""
    extra: dict[str, list[Judged]] = {
        "complementarity": [j for j in (_directions(view),) if j is not None],
        "balance": [j for j in (_both_sides(view),) if j is not None],
        "intermediary": [j for j in (_record(view),) if j is not None],
        "potential": [j for j in (promise_finding(view),) if j is not None],
    }
    found = {}
    for question, answer in answers.items():
        tables = (*answer.tables, *promise_table(view)) if question == "potential" else answer.tables
        judged = (*answer.judged, *extra.get(question, []))
        changed = replace(answer, judged=tuple(_countered(j, view.register) for j in judged), tables=tables)
        found[question] = replace(changed, against=(*changed.against, *_against(question, view)))
    return found


def _countered(judged: Judged, register: tuple[Contradiction, ...]) -> Judged:
    """The finding with the contradictions that its basis is part of."""
    touched = [c for c in register if set(c.rows) & set(judged.finding.basis)]
    if not touched:
        return judged
    lines = [f"{sentence(c.label)}: {c.what}" for c in touched[:2]]
    if len(touched) > 2:
        lines.append(f"{counted(len(touched) - 2, 'further contradiction')} touch its rows.")
    return replace(judged, finding=judged.finding.model_copy(update={"against": (*judged.finding.against, *lines)}))


def _against(question: str, view: View) -> tuple[str, ...]:
    """The first contradictions among the statements filed under a question."""
    mine = {r.id for r in view.evidence if r.question == question}
    touched = [c for c in view.register if set(c.rows) & mine and c.kind != "one_sided"]
    lines = [f"{sentence(c.label)}: {lowered(c.what) if not c.what[0].isdigit() else c.what}" for c in touched]
    more = len(lines) - MOST_AGAINST
    rest = (f"{counted(more, 'more contradiction')} on this question in the register.",) if more > 0 else ()
    return tuple(lines[:MOST_AGAINST]) + rest


def _directions(view: View) -> Judged | None:
    """What goes which way, by field: `from B energy, from A defence and space`."""
    parts: list[tuple[Count, Told]] = []
    told: list[Claim] = []
    basis: list[EvidenceRow] = []
    leading: list[str] = []
    for giver, taker in ((view.b, view.a), (view.a, view.b)):
        rows = [
            r
            for r in view.evidence
            if (r.sender, r.receiver) == (giver, taker)
            and r.kind in _DEEDS
            and r.status != "plan"
            and r.sector not in _GENERAL
        ]
        if not rows:
            return None
        counts = Counter(r.sector for r in rows)
        top = counts.most_common(3)
        fields = listing([f"{label(s)} ({n})" for s, n in top])
        many = several(len(rows), "flow or project", "flows and projects", refs=ids(rows))
        parts.append((many, Told(text=fields, ref=rows[0].id)))
        leading.append(top[0][0])
        told.append(_what(giver, taker, [best(rows, s) for s, _ in top[:MOST_WHAT]]))
        basis += rows
    (taken, taken_in), (given, given_in) = parts
    slots: Slots = {"a": state(view.a), "b": state(view.b), "taken": taken, "taken_in": taken_in}
    said = [say(ROOM, "directions.said", **slots, given=given, given_in=given_in)]
    if leading[0] != leading[1]:
        said.insert(0, say(ROOM, "directions.differ"))
    claim = together(said)
    confidence, reason = of_statements(basis, "fair", "counted, not weighed", view.as_of, view.register)
    finding = Finding(
        id="complementarity.directions",
        question="complementarity",
        claim=claim.text,
        parts=claim.parts,
        confidence=confidence,
        confidence_reason=reason,
        basis=ids(basis),
        against=("Counts of statements found, not of goods: a field that is much written about counts more.",),
        would_change="Trade by product from either customs authority.",
    )
    return Judged(
        finding,
        salience("complementarity.directions", "beside_odds" if decides_any(view.contests, view.evidence) else "alone"),
        together(told),
    )


def best(rows: list[EvidenceRow], sector: str) -> EvidenceRow:
    """Of the deeds in a field the one to tell: what is done before what is said, then the better source, the newer."""
    mine = [r for r in rows if r.sector == sector]
    return max(mine, key=lambda r: (r.status in _CAME_ABOUT, -ord(r.grade[:1] or "F"), r.when.end, r.id))


def _what(giver: str, taker: str, rows: list[EvidenceRow]) -> Claim:
    """What goes one way, by the deeds that tell most."""
    deeds = [
        say(ROOM, "directions.one", field=_field(r), deed=Told(text=in_short(r), ref=r.id), day=day_of(r)) for r in rows
    ]
    return say(ROOM, "directions.what", giver=state(giver), taker=state(taker), deeds=together(deeds, "; "))


def _field(r: EvidenceRow) -> Chosen:
    return chosen(lowered(label(r.sector)), "sector", r.sector, (r.id,))


def in_short(r: EvidenceRow) -> str:
    """The first clause of a statement; what qualifies it stands with the row."""
    return stated(r).text.partition(";")[0].strip()


def _both_sides(view: View) -> Judged | None:
    """Dealings of the partner with the other state and with that state's rivals."""
    rivals = [r for r in view.rivals_of(view.a) if r not in (view.a, view.b)]
    with_a = [r for r in view.between if r.kind in _DEALINGS and r.status != "plan"]
    with_rivals = {
        rival: [
            r for r in view.evidence if {r.a, r.b} == {view.b, rival} and r.kind in _DEALINGS and r.status != "plan"
        ]
        for rival in rivals
    }
    held = {rival: rows for rival, rows in with_rivals.items() if rows}
    if not held or not with_a:
        return None
    with_each = [
        say(ROOM, "sides.with_rival", many=counted_part(len(found), ids(found)), rival=state(rival))
        for rival, found in held.items()
    ]
    rows = [*with_a, *(r for found in held.values() for r in found)]
    last = max((r for found in held.values() for r in found), key=lambda r: r.date)
    slots: Slots = {"partner": state(view.b), "state": state(view.a), "owner": owner(view.a)}
    slots["dealings"] = several(len(with_a), "dealing", refs=ids(with_a))
    slots |= {"rivals": in_a_row(with_each), "day": written_day(last), "newest": stated(last)}
    claim = say(ROOM, "sides.both", **slots)
    confidence, reason = of_statements(rows, "fair", "counted, not weighed", view.as_of, view.register)
    finding = Finding(
        id="balance.both_sides",
        question="balance",
        claim=claim.text,
        parts=claim.parts,
        confidence=confidence,
        confidence_reason=reason,
        basis=ids(rows),
        against=("Dealings with rivals were gathered for this study in less depth than those between the two.",),
        would_change="A breach of relations with either side.",
    )
    among: Slots = {"partner": state(view.b), "state": state(view.a)}
    among |= {"rivals": in_a_row([claimed(state(rival)) for rival in held]), "day": day_of(last)}
    short = say(ROOM, "sides.short", **among, newest=Told(text=in_short(last), ref=last.id))
    return Judged(finding, salience("balance.both_sides"), short)


def _record(view: View) -> Judged | None:
    """Mediations that one of the pair hosted, offered or was thanked for."""
    rows = [r for r in view.evidence if r.kind == "mediation" and r.sender in (view.a, view.b)]
    done = [r for r in rows if r.status in _CAME_ABOUT]
    if not rows:
        return None
    who = Counter(r.sender for r in rows).most_common(1)[0][0]
    rows = [r for r in rows if r.sender == who]
    done = [r for r in rows if r.status in _CAME_ABOUT]
    rivals = {*view.rivals_of(view.a)}
    touching = [r for r in rows if r.receiver in rivals]
    about = NOTHING
    if touching:
        whom = states(list(dict.fromkeys(r.receiver for r in touching)))
        about = say(ROOM, "mediates.touching", many=counted_part(len(touching), ids(touching)), whom=whom)
    rest = [r for r in rows if r not in done]
    if rest:
        offers = all(r.status == "plan" for r in rest)
        tail = ", the rest are offers" if offers else ", of the rest that is not on record"
        many = counted_part(len(done), ids(done), "" if done else "none")
        came = say(
            ROOM, "mediates.some", many=many, rest=chosen(tail, "status", "plan" if offers else "open", ids(rest))
        )
    else:
        word = "it" if len(done) == 1 else "all of them"
        came = say(ROOM, "mediates.all", all=chosen(word, "status", "done", ids(done)))
    slots: Slots = {"who": state(who), "offices": several(len(rows), "good office", refs=ids(rows))}
    slots["since"] = When(text=str(rows[0].when.year), date=str(rows[0].when.year), ref=rows[0].id)
    claim = together(
        [
            say(ROOM, "mediates.record", **slots, touching=about, came=came),
            say(ROOM, "mediates.newest", day=written_day(rows[-1]), said=Told(text=_within(rows[-1]), ref=rows[-1].id)),
        ]
    )
    confidence, reason = of_statements(rows, "fair", "counted, not weighed", view.as_of, view.register)
    finding = Finding(
        id="intermediary.record",
        question="intermediary",
        claim=claim.text,
        parts=claim.parts,
        confidence=confidence,
        confidence_reason=reason,
        basis=ids(rows),
        against=("To host talks is not to mediate, and an offer is not a mandate.",),
        would_change="A mandate that both sides to a dispute accept.",
    )
    return Judged(
        finding,
        salience("intermediary.record", "beside_odds" if decides_any(view.contests, view.evidence) else "alone"),
    )


_OPENERS = frozenset(("A", "An", "After", "As", "At", "Before", "By", "For", "From", "In", "On", "The", "To", "With"))


def _within(r: EvidenceRow) -> str:
    """The claim for use after a comma: a small word that opens it is written small."""
    said = stated(r).text
    return lowered(said) if said.partition(" ")[0] in _OPENERS else said


def label(sector: str) -> str:
    """The name of a sector within a sentence."""
    return lowered(known_sectors().get(sector, sector.replace("_", " ")))
