"""The register looks only where an answer can stand, and finds what comparing everything with everything finds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.evidence.contradictions.cues import cue
from comity.evidence.contradictions.entry import Entry
from comity.evidence.contradictions.intentions import plans_as_facts
from comity.evidence.contradictions.likeness import Likeness
from comity.evidence.contradictions.neighbours import parties, two_events
from comity.evidence.contradictions.register import _widest
from comity.evidence.contradictions.sides import denials, other_versions, walk_backs
from comity.evidence.contradictions.text import words, years
from comity.evidence.promises import FULFILS, SAME_SUBJECT, is_promise, track
from comity.evidence.statement import Statement
from judged import judged

FUZZ = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
TODAY = date(2026, 1, 1)
WORDS = (
    "harbour",
    "herring",
    "tunnel",
    "consortium",
    "lease",
    "copper",
    "treaty",
    "pact",
    "signed",
    "opened",
    "1",
    "2",
)
CUES = (
    "had not yet",
    "denied it",
    "withdrew it",
    "again",
    "is expected in 2016",
    "no longer plans",
    "but officials said",
)
NOTES = (
    "",
    "Another source has 2012 for the harbour.",
    "Another source gives 40 for copper and the pact.",
    "The lease is doubtful: 2014.",
    "In fact still a plan, presented as already done.",
    "Withdrew what was said on 3 March.",
)


@st.composite
def statements(draw):
    """A register of up to forty statements about three states, close in words and time."""
    made = []
    for i in range(draw(st.integers(1, 40))):
        said = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=7))
        if draw(st.integers(0, 3)) == 0:
            said.insert(1, draw(st.sampled_from(CUES)))
        year, rest = draw(st.integers(2011, 2016)), draw(st.sampled_from(("", "-03", "-03-03", "-03-04", "-09-30")))
        a, b = draw(st.sampled_from((("NOR", "CHL"), ("CHL", "NOR"), ("NOR", "PER"), ("NOR", ""))))
        figure = draw(st.sampled_from((("", ""), ("40", "USD million"), ("80", "USD million"))))
        made.append(
            Statement(
                id=f"r{i}",
                date=f"{year}{rest}",
                published=draw(st.sampled_from(("", f"{year}-12-31", "2012"))),
                a=a,
                b=b,
                question="scope",
                kind=draw(st.sampled_from(("agreement", "flow", "project", "visit", "act", "statement", "incident"))),
                sector=draw(st.sampled_from(("", "trade"))),
                claim=" ".join(said).capitalize() + ".",
                value=figure[0],
                unit=figure[1],
                status=draw(st.sampled_from(("plan", "plan", "signed", "in_force", "delivered", "reported"))),
                source=f"Paper {draw(st.integers(1, 4))}",
                url="",
                source_type="secondary",
                reliability="B",
                credibility="2",
                note=draw(st.sampled_from(NOTES)),
                origin="",
            )
        )
    return sorted(made, key=lambda s: (s.date, s.id))


def _days(e: Statement, s: Statement) -> int:
    return (s.when.end - e.when.start).days


def _best(candidates, score, least):
    top = max(candidates, key=score, default=None)
    return top if top is not None and score(top) >= least else None


def _rows(entries):
    return sorted((e.kind, e.rows, e.what) for e in entries)


@FUZZ
@given(statements())
def test_denials_are_those_of_comparing_all(held):
    likeness = Likeness(held)
    expected = {}
    for s in held:
        if cue("denial", s):
            near = [e for e in held if e.id != s.id and e.sector == s.sector and parties(e) & parties(s)]
            near = [e for e in near if 0 <= _days(e, s) <= 120 and not two_events(e, s)]
            found = _best(near, lambda e, s=s: likeness.of(s, e), 0.12)
            expected[s.id] = (found.id, s.id) if found else (s.id,)
    told = {e.rows[-1]: e.rows for e in denials(held, likeness) if not e.what.startswith("Two accounts")}
    assert told == expected


@FUZZ
@given(statements())
def test_words_taken_back_are_those_of_comparing_all(held):
    likeness = Likeness(held)
    expected = {}
    for s in held:
        if cue("walk_back", s) is None:
            continue
        earlier = [e for e in held if e.date < s.date and parties(e) & parties(s) and _days(e, s) <= 1100]
        earlier = [e for e in earlier if e.sector == s.sector]
        named = [e for e in earlier if "3 March" in s.note and e.date.endswith("-03-03") and e.kind == s.kind]
        alike = [e for e in earlier if likeness.same_subject(e, s, 0.25)]
        found = _best(alike, lambda e, s=s: likeness.of(e, s), 0.25)
        undone = named or ([found] if found else [])
        expected[s.id] = (*(e.id for e in undone), s.id)
    assert {e.rows[-1]: e.rows for e in walk_backs(held, likeness)} == expected


@FUZZ
@given(statements())
def test_plans_told_as_facts_are_those_of_comparing_all(held):
    likeness = Likeness(held)
    expected = set()
    for s in held:
        if s.status == "plan" and cue("not_yet", s):
            alike = [p for p in held if p.date < s.date and p.status == "plan" and likeness.of(p, s) >= 0.1]
            same = [p for p in alike if (p.kind, p.sector, parties(p)) == (s.kind, s.sector, parties(s))]
            expected |= {(*(p.id for p in same[-3:]), s.id)} if same else set()
        if cue("as_done", s) or (s.status != "plan" and cue("doubtful_fact", s)):
            later = [p for p in held if p.date > s.date and p.status == "plan" and p.sector == s.sector]
            later = [p for p in later if parties(p) & parties(s) and likeness.same_thing(s, p, 0.3)]
            expected.add((s.id, *(p.id for p in later[:3])))
    assert expected <= {e.rows for e in plans_as_facts(held, likeness)}


@FUZZ
@given(statements())
def test_other_versions_are_those_of_comparing_all(held):
    likeness = Likeness(held)
    expected = set()
    for s in held:
        if not s.note:
            continue
        spoken = replace(s, claim="", unit="", source="")
        if not any(cue(name, spoken) for name in ("other_version", "wrong_by_note", "both_only_if")):
            continue
        named, numbers, said = years(s.note), set(re.findall(r"\d+(?:\.\d+)?", s.note)), words(s.note)

        def score(o, named=named, numbers=numbers, said=said):
            if int(o.date[:4]) not in named and not (o.value and o.value in numbers):
                return 0
            told = bool(o.published) and int(o.published[:4]) in named - {int(o.date[:4])}
            return len(said & words(o.claim)) + told

        other = _best([o for o in held if o.id != s.id and parties(o) & parties(s)], score, 2)
        expected.add(tuple(o.id for o in sorted([s, *([other] if other else [])], key=lambda o: (o.date, o.id))))
    assert expected == {e.rows for e in other_versions(held, likeness)}


@FUZZ
@given(statements())
def test_promises_are_those_of_comparing_all(held):
    likeness = Likeness(held)
    for p in track(held, TODAY):
        s = p.statement
        same = [d for d in held if parties(d) == parties(s) and d.sector == s.sector]
        done = [
            d for d in same if d.status in ("delivered", "in_force") or (d.status, d.kind) == ("signed", "agreement")
        ]
        done = [d for d in done if d.date > s.date and (d.kind != "visit" or s.kind == "visit")]
        assert p.deed == next((d for d in done if likeness.same_thing(d, s, FULFILS)), None)
        again = [d for d in same if d.status == "plan" and (d.when.end - s.when.end).days >= 180]
        assert p.repeated == next((d for d in again if likeness.same_thing(d, s, SAME_SUBJECT)), None)
    assert [p.statement for p in track(held, TODAY)] == [s for s in held if is_promise(s)]


@FUZZ
@given(statements())
def test_pairs_alike_are_those_of_weighing_all(held):
    likeness = Likeness(held)
    pairs = [(x, y) for i, x in enumerate(held) for y in held[i + 1 :]]
    for least in (0.4, 0.7, 0.85):
        alike = list(likeness.alike(((x, held[i + 1 :]) for i, x in enumerate(held)), least))
        assert alike == [p for p in pairs if likeness.of(*p) >= least and not likeness._apart(*p)]


@FUZZ
@given(
    st.lists(st.tuples(st.sampled_from(("denied", "one_origin")), st.frozensets(st.sampled_from("abcdef"), min_size=1)))
)
def test_an_entry_within_another_of_its_kind_is_left_out(made):
    entries = list({(kind, rows): Entry(kind, tuple(sorted(rows)), "x") for kind, rows in made}.values())
    kept = [e for e in entries if not any(e.kind == o.kind and set(e.rows) < set(o.rows) for o in entries)]
    assert _widest(entries) == kept


@FUZZ
@given(statements())
def test_the_order_of_the_rows_tells_nothing(held):
    assert _rows(judged(held, TODAY)) == _rows(judged(held[::-1], TODAY))


@FUZZ
@given(statements(), st.randoms())
def test_what_claims_share_weighs_the_same_in_every_order_of_the_words(held, random):
    """A process gives the words of a set in an order of its own: of two claims equally alike one must not win by it."""
    likeness = Likeness(held)
    for s in held:
        said = sorted(likeness.words_of(s))
        assert len({likeness._sum(random.sample(said, len(said))) for _ in range(20)}) == 1
