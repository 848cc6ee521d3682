"""A report on ourselves: what random pairs are told, taken together; writes the tables of docs/world.md.

    python validation/world.py [--from findings.parquet]

Of pairs drawn with a seed the findings, answers and first pages are laid out as `comity publish` lays them out in
`findings.parquet`; with --from those of a site are read. What no single page shows stands out then: sentences that
repeat, questions that are never answered, pages that say nothing, words and figures that cannot be.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from pathlib import Path

from figures import REPOSITORY, Figure, Material

from comity.api.asking import request
from comity.api.pair import Pair
from comity.api.site_work import rows
from comity.assessment.assess import assess
from comity.atlas.read import Atlas
from comity.engine import connected
from comity.errors import UserError
from comity.terms.country import display_name, state, states
from comity.terms.membership import existed
from comity.terms.wording import MONTHS

DAY = date(2026, 11, 28)
PAIRS, SEED = 400, 1816
PAGE = REPOSITORY / "docs" / "world.md"
MOST = 12
_FIGURE = re.compile(rf"\d[\d,.]*|\b(?:thousand|million|billion|{'|'.join(MONTHS)})\b")
_END = re.compile(r"(?<=[a-z0-9)%][.]) (?=[A-Z])")
_ODD = {
    "a word of the machine": re.compile(r"\b(?:nan|None|inf|null|True|False)\b"),
    "two blanks or two stops": re.compile(r"  |\.\.|,,| [,.;]"),
    "an empty bracket": re.compile(r"\(\s*\)|\[\s*\]"),
    "a sentence that begins small": re.compile(r"^[a-z]|(?<=[a-z]{2}[.]) [a-z]"),
    "a sentence without an end": re.compile(r"[a-z0-9)]$"),
    "a word twice": re.compile(r"\b([a-z]{3,}) \1\b(?! \1)"),
    "one of many": re.compile(r"\bof the 1 members\b"),
    "a place without its article": re.compile(r"\b(?:in|of|from|to|by|with|and) (?:Democratic )?Republic of\b"),
    "a share above the whole": re.compile(r"\b(?:1[0-9][1-9]|[2-9]\d\d|\d{4,}) % of (?:the|its|all)\b"),
}
"""What a sentence may not hold, whatever it is about."""
_SENTENCES = ("status", "bottom_line", "judgement", "watch", "answer", "finding")
Row = dict[str, object]


def figures(material: Material) -> list[Figure]:
    """The figures of docs/validation.md."""
    held = sample()
    pages = {(r["a"], r["b"]) for r in held}
    of = f"{len(pages)} random pairs of states on {DAY}, of the atlas that ships"
    answers = Counter(r["state"] for r in held if r["part"] == "answer")
    every = sum(answers.values())
    silent = [p for p in pages if says_nothing([r for r in held if (r["a"], r["b"]) == p])]
    twice = sum(bool(repeated_on_page([r for r in held if (r["a"], r["b"]) == p])) for p in pages)
    return [
        Figure("questions answered", _share(answers["answered"], every), "not measured", f"13 of each of {of}"),
        Figure("questions said to be not determinable, with the reason", _share(answers["not_determinable"], every),
               "not measured", of),
        Figure("pages whose first page has no judgement", f"{len(silent)} of {len(pages)}", "not measured", of),
        Figure("pages that tell a finding twice in the same words", f"{twice} of {len(pages)}", "not measured", of),
        Figure("sentences with a word or sign that cannot be", f"{len(odd(held))}", "not measured",
               f"{sum(r['part'] in _SENTENCES for r in held):,} texts; nine patterns"),
    ]  # fmt: skip


def sample() -> list[Row]:
    """The rows of random pairs of states that exist on the day."""
    opened = Atlas.open(None, DAY)
    today = sorted(s.id for s in states() if s.kind == "state" and existed(s.id, DAY, "any"))
    found: list[Row] = []
    for a, b in random.Random(SEED).sample(list(combinations(today, 2)), PAIRS):
        reader = opened.reader(DAY)
        try:
            found += rows(assess(reader, request(Pair(state(a), state(b)), reader, since=None, study=None, atlas=None)))
        except UserError:
            continue
    return found


def read(path: Path) -> list[Row]:
    """The rows of a site's `findings.parquet`."""
    quoted = str(path).replace("'", "''")
    with connected(1) as con:
        asked = con.execute(f"SELECT * FROM '{quoted}'")
        names = [column[0] for column in asked.description or ()]
        return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def bare(row: Row) -> str:
    """A text with the two named A and B and figures left out: the frame that repeats."""
    text = str(row["text"])
    for letter in ("a", "b"):
        text = text.replace(display_name(state(str(row[letter]))), letter.upper())
    return _FIGURE.sub("#", text)


def odd(held: Iterable[Row]) -> list[tuple[str, Row]]:
    """Texts that hold what no sentence may."""
    texts = (r for r in held if r["part"] in _SENTENCES and r["text"])
    return [(name, r) for r in texts for name, pattern in _ODD.items() if pattern.search(str(r["text"]))]


def says_nothing(page: Iterable[Row]) -> bool:
    """Whether a first page has no judgement."""
    return not any(r["part"] == "judgement" for r in page)


def repeated_on_page(page: Iterable[Row]) -> list[str]:
    """Claims that two findings of one page say in the same words."""
    said = Counter(str(r["text"]) for r in page if r["part"] == "finding")
    return [text for text, n in said.items() if n > 1]


def outliers(held: Iterable[Row]) -> list[tuple[str, Row]]:
    """Estimates that cannot be, or hardly: outside their own ends, and the farthest of each kind of finding."""
    found: list[tuple[str, Row]] = []
    for r in held:
        value, low, high = (r[name] for name in ("value", "low", "high"))
        if None not in (low, high) and low > high:  # type: ignore[operator]
            found.append(("ends in the wrong order", r))
        elif None not in (value, low, high) and not low <= value <= high:  # type: ignore[operator]
            found.append(("outside its own interval", r))
        elif r["unit"] == "share" and value is not None and not -1 <= value <= 1:  # type: ignore[operator]
            found.append(("a share above the whole", r))
        elif isinstance(value, float) and abs(value) > 1000 and 0 < abs(value - round(value)) < 1e-5:
            found.append(("a whole number told by its rounding error", r))
    return found


def tables(held: list[Row]) -> list[str]:
    """The tables of docs/world.md, as lines."""
    pages: dict[tuple[object, object], list[Row]] = {}
    for r in held:
        pages.setdefault((r["a"], r["b"]), []).append(r)
    n = len(pages)
    kinds = Counter(str(page[0]["kind"]) for page in pages.values())
    lines = _table("Kinds of relationship", ("kind", "pairs", "share"),
                   [(k, c, _share(c, n)) for k, c in kinds.most_common()])  # fmt: skip
    answers = Counter((r["question"], r["state"]) for r in held if r["part"] == "answer")
    questions = dict.fromkeys(str(r["question"]) for r in held if r["part"] == "answer")
    lines += _table(
        "How far each question is answered",
        ("question", "answered", "not determinable", "no evidence"),
        [(q, *(_share(answers[q, s], n) for s in ("answered", "not_determinable", "no_evidence"))) for q in questions],
    )
    lines += _frames("Bottom lines", [r for r in held if r["part"] == "bottom_line"], n)
    lines += _frames("Judgements", [r for r in held if r["part"] == "judgement"], n)
    lines += _frames("Answers", [r for r in held if r["part"] == "answer"], n)
    counts = Counter(sum(r["part"] == "judgement" for r in page) for page in pages.values())
    lines += _table("Judgements on a first page", ("judgements", "pairs", "share"),
                    [(k, c, _share(c, n)) for k, c in sorted(counts.items())])  # fmt: skip
    twice = [(f"{a}-{b}", text) for (a, b), page in pages.items() for text in repeated_on_page(page)]
    lines += _table(f"Told twice on a page ({len(twice)})", ("pair", "claim"), twice[:MOST])
    strange = [(what, f"{r['a']}-{r['b']}", r["part"], r["text"]) for what, r in [*odd(held), *outliers(held)]]
    return lines + _table(f"Words and figures that cannot be ({len(strange)})", ("what", "pair", "part", "text"),
                          strange[:MOST])  # fmt: skip


def _frames(title: str, held: list[Row], pages: int) -> list[str]:
    on = Counter(frame for r in held for frame in set(_END.split(bare(r))))
    return _table(f"{title}: frames that repeat", ("on pages", "share", "frame"),
                  [(c, _share(c, pages), frame) for frame, c in on.most_common(MOST) if c > 1])  # fmt: skip


def _table(title: str, head: tuple[str, ...], body: Iterable[tuple[object, ...]]) -> list[str]:
    rows = ["| " + " | ".join(str(cell).replace("|", "\\|")[:300] for cell in row) + " |" for row in body]
    if not rows:
        return [f"### {title}", "", "None.", ""]
    return [f"### {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *rows, ""]


def _share(some: int, all_of_them: int) -> str:
    return f"{100 * some / max(all_of_them, 1):.1f} %"


def main() -> None:
    """Write the tables between the markers of docs/world.md."""
    from run import write

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="site", type=Path, help="findings.parquet of a site, in place of a sample")
    parser.add_argument("--keep", type=Path, help="write the rows as JSON lines too, to look into them")
    options = parser.parse_args()
    held = read(options.site) if options.site else sample()
    if options.keep:
        options.keep.write_text("".join(f"{json.dumps(r, default=str)}\n" for r in held), encoding="utf-8")
    pages = len({(r["a"], r["b"]) for r in held})
    write(PAGE, "tables", "\n".join([f"{pages} pairs, {len(held):,} rows.", "", *tables(held)]).rstrip())
    print(f"{PAGE}: {pages} pairs")


if __name__ == "__main__":
    main()
