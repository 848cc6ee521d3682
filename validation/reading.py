"""How well do rules read documents: dates, states, treaties, visits, coded sentences, and what a person would accept?

Each set is split by a hash of its documents' names. Rules were looked at on the development half; the other half is
scored and was not looked at.
"""

from __future__ import annotations

import csv
import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from figures import Figure, Material
from reading_casebook import casebook
from reading_catalogues import catalogues
from reading_gold import (
    DEVELOPMENT,
    SCORED,
    Treaty,
    both_halves,
    conflibert,
    current_events,
    half,
    historian,
    share,
    tempeval,
    treaties,
    trnews,
)
from reading_labels import JUDGED, labels
from reading_languages import languages

from comity.api.reading import all_terms
from comity.chronicle.events import events
from comity.chronicle.kinds import kinds
from comity.reading.open import read_content
from comity.reading.parties import Leaders, parties
from comity.reading.proposal import Proposal, Setting
from comity.reading.read import read
from comity.reading.rule import rules
from comity.reading.text import DocumentText
from comity.reading.when import dates

_HOME = "USA"


def figures(material: Material) -> list[Figure]:
    """Every set in turn, both halves apart."""
    mirror = material.mirror
    found = [
        *_dates(mirror),
        *_states(mirror),
        *_treaties(mirror),
        *_historian(mirror),
        *catalogues(mirror),
        _coded(mirror),
    ]
    return [*found, *_news(mirror), *labels(mirror, Leaders(all_terms())), *languages(), casebook(mirror)]


def _halves(names: Iterable[str]) -> str:
    counted = Counter(map(half, names))
    return f"{counted[DEVELOPMENT]} {DEVELOPMENT}, {counted[SCORED]} {SCORED}"


def _dates(mirror: Path) -> Iterator[Figure]:
    """Dated expressions found (any overlap), and of those found the share with the exact value."""
    told: dict[str, str] = {}
    documents = list(tempeval(mirror))
    for part in (DEVELOPMENT, SCORED):
        hit = right = gold = made = 0
        for d in documents:
            if half(d.name) != part:
                continue
            found = [w for w in dates(d.text, d.day) if w.how != "bare"]
            made += len(found)
            gold += len(d.found)
            for start, end, value in d.found:
                near = [w for w in found if w.start < end and start < w.end]
                hit += bool(near)
                right += any(w.date == value for w in near)
        told[part] = f"recall {share(hit, gold)} of {gold}, exact value {share(right, hit)}"
    note = "expressions of type DATE whose value is a day, month or year; weeks, seasons and 'now' are left out"
    yield Figure("dates in news, TempEval-3 platinum", both_halves(told), "not measured here", note)


def _states(mirror: Path) -> Iterator[Figure]:
    told: dict[str, str] = {}
    articles = list(trnews(mirror))
    for part in (DEVELOPMENT, SCORED):
        hit = gold = right = made = 0
        for article in articles:
            if half(article.name) != part:
                continue
            found = [p for p in parties(article.text) if p.how in ("name", "people", "seat")]
            marked = [(s, e, state) for s, e, state in article.found if state]
            gold += len(marked)
            hit += sum(any(p.start < e and s < p.end and p.state == state for p in found) for s, e, state in marked)
            over = [[m for m in marked if p.start < m[1] and m[0] < p.end] for p in found]
            made += sum(bool(o) for o in over)
            right += sum(any(m[2] == p.state for m in o) for p, o in zip(found, over, strict=True) if o)
        told[part] = f"recall {share(hit, gold)} of {gold}, right state {share(right, made)}"
    note = "toponyms that are independent states; right state of the mentions that lie on one"
    yield Figure("states named in news, TR-News", both_halves(told), "not measured here", note)


def _treaties(mirror: Path) -> Iterator[Figure]:
    held = list(treaties(mirror))
    read_ = {t.name: read(read_content(t.text.encode(), t.name), Setting(source="UN Treaty Series")) for t in held}
    for claim, of in (
        ("parties of treaties", lambda t: _parties(t, read_[t.name])),
        ("day of signature", lambda t: _dated(t.signed, read_[t.name], "signed")),
        ("day of entry into force, told from signature", lambda t: _dated(t.in_force, read_[t.name], "in_force")),
    ):
        told = {}
        for part in (DEVELOPMENT, SCORED):
            outcomes = Counter(o for t in held if half(t.name) == part and (o := of(t)))
            proposed = outcomes["right"] + outcomes["wrong"]
            told[part] = (
                f"precision {share(outcomes['right'], proposed)}, recall {share(outcomes['right'], outcomes.total())}"
                f" of {outcomes.total()}"
            )
        note = f"cultural agreements of the UN Treaty Series with their heading; {_halves(t.name for t in held)}"
        yield Figure(f"{claim}, treaty-texts", both_halves(told), "nobody offers it", note)


def _parties(t: Treaty, found: tuple[Proposal, ...]) -> str:
    pairs = Counter(
        frozenset((p.cells["a"], p.cells["b"])) for p in found if p.likely and p.cells["kind"] == "agreement"
    )
    if not pairs:
        return "silent"
    return "right" if pairs.most_common(1)[0][0] == t.parties else "wrong"


def _dated(day: str, found: tuple[Proposal, ...], status: str) -> str:
    if not day:
        return ""
    told = [p.cells.get("date", "") for p in found if p.likely and p.cells["status"] == status]
    if not told:
        return "silent"
    return "right" if day in told else "wrong"


def _historian(mirror: Path) -> Iterator[Figure]:
    """From the remarks alone: that somebody visited or met, and the day on which relations began."""
    outcome: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for record in historian(mirror):
        if record.other == _HOME:
            continue
        part = half(record.name)
        if record.kind == "relations" and record.day:
            found = read(DocumentText(record.words, "text"), Setting(about=(_HOME, record.other), source="x"))
            begun = [p.cells.get("date", "") for p in found if p.rule == "relations_begun" and p.likely]
            right = any(b and (record.day.startswith(b) or b.startswith(record.day)) for b in begun)
            outcome["relations"][part]["right" if right else "wrong" if begun else "silent"] += 1
            continue
        if record.kind == "relations":
            continue
        about = (_HOME, record.other) if record.kind == "trip" else (record.other, _HOME)
        found = read(
            DocumentText(record.words, "text"), Setting(day=date.fromisoformat(record.day), about=about, source="x")
        )
        met = [p for p in found if p.cells["kind"] in ("visit", "contact") and p.cells["status"] != "plan"]
        outcome[record.kind][part]["right" if met else "silent"] += 1
    for kind, claim in (
        ("trip", "that somebody was met or visited, from the remarks on trips"),
        ("visit", "that somebody visited or was met, from the descriptions of visits"),
        ("relations", "day on which relations began, from the paragraphs under the heading"),
    ):
        told = {}
        for part in (DEVELOPMENT, SCORED):
            c = outcome[kind][part]
            precision = f"precision {share(c['right'], c['right'] + c['wrong'])}, " if kind == "relations" else ""
            told[part] = f"{precision}recall {share(c['right'], c.total())} of {c.total()}"
        yield Figure(
            f"{claim}, us-state-historian", both_halves(told), "nobody offers it", "pair given, as when a study is read"
        )


def _coded(mirror: Path) -> Figure:
    """Sentences in which two states stand against each other as source and target, by most coders."""
    coded = list(conflibert(mirror))
    told: dict[str, str] = {}
    agreement: list[int] = []
    for part in (DEVELOPMENT, SCORED):
        hit = gold = right = made = 0
        for sentence in coded:
            if half(sentence.name) != part:
                continue
            pairs = [_pairs_of(coder) for coder in sentence.coders]
            votes = Counter(pair for found in pairs for pair in found)
            gold_pairs = {pair for pair, n in votes.items() if 2 * n >= len(pairs)}
            agreement += [int(n == len(pairs)) for n in votes.values()]
            found = {
                frozenset((p.cells["a"], p.cells["b"]))
                for p in read(DocumentText(sentence.text, "text"), Setting(day=date(2015, 1, 1), source="x"))
                if p.cells["status"] != ""
            }
            gold += len(gold_pairs)
            hit += len(gold_pairs & found)
            made += len(found)
            right += len(found & set(votes))
        told[part] = f"recall {hit} of {gold}, {right} of {made} pairs that any coder has"
    ceiling = share(sum(agreement), len(agreement))
    note = f"pairs of states as source and target of at least half of four coders; all four agree on {ceiling} of pairs"
    return Figure("parties of an act, cameo-conflibert first set", both_halves(told), "nobody offers it", note)


def _pairs_of(coder: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    sides: dict[str, set[str]] = defaultdict(set)
    for role, text in coder:
        sides[role] |= {p.state for p in parties(text)}
    both = sides["Source"] | sides["Target"]
    crossed = {frozenset((a, b)) for a in sides["Source"] for b in sides["Target"] if a != b}
    return crossed or ({frozenset(both)} if len(both) == 2 else set())


def _news(mirror: Path) -> Iterator[Figure]:
    """Precision of what is shown by hand-judged proposals, and recall of the chronicle's hand-written events."""
    judged = _judged()
    chronicle = _chronicle()
    days = {day for day, *_ in judged} | {day for day, *_ in chronicle}
    told: dict[str, list[Proposal]] = defaultdict(list)
    for day, text in current_events(mirror):
        if day in days:
            setting = Setting(day=date.fromisoformat(day), source="Wikipedia, Portal: Current events")
            told[day] += read(DocumentText(text, "text"), setting)
    yield _precision(judged, told)
    for shown in (True, False):
        yield _recall(chronicle, told, shown)


Key = tuple[str, str, str, str, str]


def key_of(day: str, p: Proposal) -> Key:
    """By what a judged proposal is known: day, rule, the two states, and a mark of the sentence, never the sentence."""
    mark = hashlib.sha256(p.quote.encode()).hexdigest()[:10]
    return day, p.rule, p.cells["a"], p.cells["b"], mark


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a person would accept a proposal, and in which draw it was judged: 0 before draws were numbered."""

    accepted: bool
    draw: int


def _judged() -> dict[Key, Verdict]:
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (r["day"], r["rule"], r["a"], r["b"], r["mark"]): Verdict(r["accept"] == "yes", int(r["draw"])) for r in rows
    }


def _precision(judged: dict[Key, Verdict], told: dict[str, list[Proposal]]) -> Figure:
    """Of the last draw as it was judged, before rules were mended by it; what is still shown only in the note."""
    shown = {key_of(day, p) for day, found in told.items() for p in found if p.likely}
    still = [verdict for key, verdict in judged.items() if key in shown]
    newest = max(verdict.draw for verdict in judged.values())
    last = [verdict.accepted for verdict in judged.values() if verdict.draw == newest]
    share = sum(last) / len(last)
    low, high = _wilson(share, len(last))
    kept = [verdict.accepted for verdict in still if verdict.draw == newest]
    all_ = sum(verdict.accepted for verdict in still) / len(still)
    note = (
        f"the last draw of {len(last)} as they stood before rules were mended by it; {len(kept)} of them are still "
        f"shown, {sum(kept)} of which were accepted (some of the others are told in other words now); of {len(judged)} "
        f"judged in all draws {len(still)} are still shown, {all_:.2f} of them accepted"
    )
    measured = f"{share:.2f} [{low:.2f}, {high:.2f}]"
    return Figure("shown by default and would be accepted, current events", measured, "nobody offers it", note)


def _wilson(share: float, n: int) -> tuple[float, float]:
    """The interval of 95 per cent around a share of n."""
    z = 1.96
    middle, spread = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)


Fact = tuple[str, frozenset[str], str]


def _chronicle() -> list[Fact]:
    """Events of the chronicle that rest on the portal, dated by its day."""
    return [
        (f"{datetime.strptime(e.locator.partition(';')[0], '%Y %B %d'):%Y-%m-%d}", frozenset((e.a, e.b)), e.kind.id)
        for e in events()
        if e.source.endswith("Portal:Current events")
    ]


def _recall(facts: list[Fact], told: dict[str, list[Proposal]], shown: bool) -> Figure:
    event = {rule.id: rule.event for rule in rules()} | {f"chronicle.{kind}": kind for kind in kinds()}
    pair = family = 0
    for day, both, kind in facts:
        found = [p for p in told[day] if frozenset((p.cells["a"], p.cells["b"])) == both and (p.likely or not shown)]
        pair += bool(found)
        family += any(event[p.rule] and kinds()[event[p.rule]].sign == kinds()[kind].sign for p in found)
    which = "shown by default" if shown else "with --all"
    note = (
        f"{len(facts):,} events of the chronicle that people wrote from these sentences, found by simpler rules: "
        "no fair sample of all there is"
    )
    measured = f"pair {share(pair, len(facts))}, with a kind of the same sign {share(family, len(facts))}"
    return Figure(f"events of the chronicle that are proposed, {which}", measured, "nobody offers it", note)
