"""How much of a first page would stand on another pair's: sentences shared over random pairs, names left out."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date
from functools import reduce
from itertools import combinations

from figures import Figure, Material

from comity.api.python import assess
from comity.assessment.words import name, sentence
from comity.dossier.page1 import Page1
from comity.errors import UserError
from comity.terms.country import states
from comity.terms.membership import existed
from comity.terms.wording import MONTHS

DAY = date(2026, 11, 28)
PAIRS = 400
SEED = 16
LEAST = 0.5
"""Share of the pages on which a sentence must stand to count as one of all."""
_END = re.compile(r"(?<=[a-z0-9)%][.]) (?=[A-Z])")
_FIGURE = re.compile(rf"\d[\d,.]*|\b(?:thousand|million|billion|{'|'.join(MONTHS)})\b")


def figures(material: Material) -> list[Figure]:
    """Of random pairs of states: sentences that stand on half of the pages, and on another page of another kind."""
    pages = {}
    for a, b in drawn():
        try:
            page = assess(a, b, as_of=DAY).page1
        except UserError:
            continue
        pages[a, b] = (page.kind.id, sentences(page, a, b), page)
    said = {pair: found for pair, (_, found, _) in pages.items()}
    half = shared_by_half(list(said.values()))
    bare = shared_by_half([[_FIGURE.sub("#", s) for s in found] for found in said.values()])
    kinds = {pair: kind for pair, (kind, _, _) in pages.items()}
    across = [
        overlap(said[p], said[q])
        for p, q in random.Random(SEED).sample(list(combinations(said, 2)), 20000)
        if kinds[p] != kinds[q]
    ]
    dated = sum(tells_a_date(page) for _, _, page in pages.values())
    of = f"{len(pages)} random pairs of states on {DAY}, names of the two left out"
    chance = found_again(list(said.values()))
    return [
        Figure("a sentence of a first page stands word for word on another of the pages too, on average",
               _share(chance), "not measured", of),
        Figure("sentences of a first page that stand word for word on half of all pages", _share(half),
               "42 to 47 % of a study's prose, before", of),
        Figure("the same with figures and dates left out, which leaves the frame of a sentence", _share(bare),
               "not measured", of),
        Figure("sentences of a page that stand on another page of another kind too", _share(sum(across) / len(across)),
               "not measured", f"{len(across):,} pairs of pages"),
        Figure("first pages with a dated event or pact, or the word that the chronicle has none",
               f"{dated} of {len(pages)}", "0 of 44, before", of),
    ]  # fmt: skip


def drawn() -> list[tuple[str, str]]:
    """Pairs of states that exist on the day, each drawn once."""
    today = [s.id for s in states() if s.kind == "state" and existed(s.id, DAY, "any")]
    return random.Random(SEED).sample(list(combinations(sorted(today), 2)), PAIRS)


def sentences(page: Page1, a: str, b: str) -> list[str]:
    """The prose of a first page, a sentence each, with the two named A and B."""
    texts = [*(s.text for s in page.status), page.bottom_line.text, *(j.text for j in page.judgements)]
    texts += [w.what.text for w in page.watch]
    names = sorted(
        ((form, letter) for id, letter in ((a, "A"), (b, "B")) for form in {name(id), sentence(name(id))}),
        key=lambda pair: -len(pair[0]),
    )
    found = []
    for text in texts:
        found += [part for part in _END.split(reduce(_replaced, names, text)) if part]
    return found


def _replaced(text: str, named: tuple[str, str]) -> str:
    form, letter = named
    return text.replace(form, letter)


def shared_by_half(pages: list[list[str]]) -> float:
    """Share of all sentences that stand on at least half of the pages."""
    on = Counter(s for page in pages for s in set(page))
    total = sum(len(page) for page in pages)
    return sum(on[s] >= LEAST * len(pages) for page in pages for s in page) / total


def found_again(pages: list[list[str]]) -> float:
    """Mean over sentences of the share of the other pages on which each stands."""
    on = Counter(s for page in pages for s in set(page))
    every = [(on[s] - 1) / (len(pages) - 1) for page in pages for s in page]
    return sum(every) / len(every)


def overlap(one: list[str], other: list[str]) -> float:
    """Share of the sentences of the one that stand in the other."""
    return sum(s in other for s in one) / len(one)


def tells_a_date(page: Page1) -> bool:
    """Whether the bottom line dates an event or a pact, or says that there is none."""
    parts = page.bottom_line.parts
    return any(p.kind == "when" for p in parts) or "holds no dated event" in page.bottom_line.text or (
        "no dated event of weight" in page.bottom_line.text
    )  # fmt: skip


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"
