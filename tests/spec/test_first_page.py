"""What must, and must not, stand on the first page of pairs whose central facts nobody disputes."""

import csv
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from comity.api.python import assess
from comity.assessment.say import sentences

DAY = date(2026, 11, 28)
with (Path(__file__).parent / "first_page.csv").open(encoding="utf-8", newline="") as stream:
    LINES = list(csv.DictReader(stream))
PAIRS = sorted({(line["a"], line["b"]) for line in LINES})


def first_page(a, b):
    """All that a reader sees above the first section, a line each."""
    page = assess(a, b, as_of=DAY).page1
    lines = [*(s.text for s in page.status), page.bottom_line.text, *(f"{j.label}. {j.text}" for j in page.judgements)]
    lines += [f"{c.label}: {c.level.text}" for c in page.strip]
    return "\n".join([*lines, *(w.what.text for w in page.watch)])


@pytest.fixture(scope="module")
def pages():
    made = defaultdict(str)
    for a, b in PAIRS:
        made[a, b] = first_page(a, b)
    return made


@pytest.mark.parametrize("line", LINES, ids=lambda r: f"{r['a']}-{r['b']} {r['kind']} {r['fact'][:40]}")
def test_the_first_page_says_what_it_must_and_not_what_shames(pages, line):
    page = pages[line["a"], line["b"]]
    assert bool(re.search(line["pattern"], page)) == (line["kind"] == "must"), page


def test_sentences_hold_no_figure_of_their_own():
    assert not [key for key, text in sentences("page1").items() if re.search(r"\d", re.sub(r"\{.*?\}", "", text))]
