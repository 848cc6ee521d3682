"""What the linter refuses, and that no assessment says it (two hundred random pairs: tests/doors/test_any_pair.py)."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from assessments import rich
from comity.assessment import lint as lint_module
from comity.assessment import lint_numbers
from comity.assessment.assess import Request, assess
from comity.assessment.lint import lint
from comity.assessment.lint_numbers import numbers
from comity.assessment.mediators.score import known_error
from comity.assessment.statements import contradictions, evidence_rows, promises
from comity.atlas.read import Atlas
from comity.dossier.assessment import Assessment
from comity.dossier.claim import Words
from comity.evidence.study import load_study
from linted import faults

DAY = date(2026, 3, 31)
ROOM = Path(lint_module.__file__).parent
STUDY = Path(__file__).parents[2] / "studies" / "isr-kaz"


@pytest.fixture(scope="module")
def atlas():
    return Atlas.open(None, DAY)


@pytest.fixture(scope="module")
def sound(atlas):
    return assess(atlas, Request("FRA", "DEU", 1990, "x"))


def _with(it: Assessment, **told: object) -> Assessment:
    """The same with its first finding told otherwise, and no judgement."""
    first, *others = it.findings
    page1 = it.page1.model_copy(update={"judgements": ()})
    return it.model_copy(update={"findings": (first.model_copy(update=told), *others), "page1": page1})


def _with_claim(it: Assessment, claim: str) -> Assessment:
    return _with(it, claim=claim, parts=(Words(text=claim),))


REFUSED = [
    ("vague", "Trade between the two is significant and has fluctuated."),
    ("vague", "The partner could mediate between the two."),
    ("vague", "Ties may deepen by 2027."),
    ("likelihood and confidence", "It is likely that ties deepen, and confidence in this is high."),
    ("without a date", "The partner is the 3rd supplier of oil."),
    ("without a date", "The partner's share of imports is 25 %."),
]


@pytest.mark.parametrize(("rule", "claim"), REFUSED, ids=[c for _, c in REFUSED])
def test_it_refuses(atlas, sound, rule, claim):
    found = faults(atlas, _with_claim(sound, claim))
    assert [f for f in found if rule in f.rule and f.where.endswith(".claim")], found


@pytest.mark.parametrize(
    "caveat", ["In 2012 the two were tied by 987 kinds of tie.", "Exports came to US$ 987 billion in 2012."]
)
def test_a_caveat_says_no_figure_that_no_row_holds(atlas, sound, caveat):
    found = faults(atlas, _with(sound, would_change=caveat))
    assert [f for f in found if "figure" in f.rule and f.where.endswith(".caveat")], found


def test_a_claim_is_made_of_parts(atlas, sound):
    found = faults(atlas, _with(sound, parts=()))
    assert [f.where for f in found if "parts" in f.rule] == [f"{sound.findings[0].id}.claim"]


def test_it_leaves_a_sound_sentence_alone(atlas, sound):
    assert faults(atlas, sound) == ()
    assert faults(atlas, _with(sound)) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("US$ 1.5 billion in 2012, 83 % of it oil", [1.5e9, 0.83]),
        ("between 2014-05-01 and 2014-18, graded B2", []),
        ("US$ 12,345 for the 37th time (80 % interval 0.28 to 10.72)", [12345, 37, 0.28, 10.72]),
        ("evidence/41 says nothing; [71: 2010, B4] neither", []),
        ("7 percentage points more, and 0 billion", [0.07, 0.0]),
    ],
)
def test_numbers_are_read_as_they_are_printed(text, values):
    assert [n.value for n in numbers(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    "pair", ["ISR-KAZ", "CHN-USA", "IND-PAK", "ISR-IRN", "BTN-URY", "NRU-TUV", "SRB-XKX", "CSK-FRA"]
)
def test_neither_is_one_that_is_rich_thin_hostile_tiny_or_of_a_state_that_ceased(atlas, pair):
    a, b = pair.split("-")
    assert [str(fault) for fault in faults(atlas, assess(atlas, Request(a, b, 1990, "x")))] == []


def test_a_constant_says_why_and_the_file_that_holds_it_is_there():
    with (ROOM / "lint_constants.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["reason"] for row in rows)
    assert [row["held_in"] for row in rows if row["held_in"] and not (ROOM / row["held_in"]).is_file()] == []


def test_the_known_error_is_said_as_its_file_has_it():
    held = yaml.safe_load((ROOM / "mediators" / "known_error.yaml").read_text("utf-8"))["measured"].values()
    unread = [n for n in re.findall(r"\d+", known_error().text) if int(n) not in held and int(n) / 100 not in held]
    rounded = {round(100 * v) for v in held if v < 1}
    assert [n for n in unread if int(n) not in rounded] == []


@pytest.mark.parametrize(
    "claim",
    [
        "Evidence grade A: 987 months with reported dealings since 2018-01.",
        "They were in the news on 87 days a month.",
        "The partner has 987 earlier mediations.",
        "It has 98.7 percentage points more of its trade with the other (2012).",
    ],
)
def test_a_counted_figure_is_no_constant(atlas, sound, claim):
    assert [f for f in faults(atlas, _with(sound, would_change=claim)) if f.rule.startswith("figure")]


@pytest.mark.parametrize("day", [date(2014, 5, 1), DAY])
def test_neither_is_the_worked_study(day):
    study, atlas = load_study(STUDY), Atlas.open(None, day)
    request = Request(
        "ISR",
        "KAZ",
        1990,
        "x",
        evidence=evidence_rows(study, day),
        rivals=tuple((r.of, r.state) for r in study.settings.rivals),
        peers=tuple(p.state for p in study.settings.peers),
        register=contradictions(study, day),
        promises=promises(study, day),
    )
    assert faults(atlas, assess(atlas, request)) == ()


def test_the_linter_reads_a_report_without_an_atlas():
    assert all(isinstance(str(fault), str) for fault in lint(rich()))


def test_a_day_that_a_row_holds_is_held_in_words_too():
    assert set(lint_numbers._field("2013-09-23")) == {2013.0, 23.0}
    assert not lint_numbers._field(None)
