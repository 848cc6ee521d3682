"""Print candidates for the chronicle of a pair from an archive of current events, one YAML file a day.

python tools/propose_chronicle.py FOLDER A B [--since YEAR]

FOLDER holds the unpacked archive (YYYY/MM/YYYY-MM-DD.yaml, each with a list of headings and sentences). Nothing is
written: a person reads, decides, and words the fact anew in src/comity/chronicle/events.csv.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import yaml

from comity.chronicle.propose import Candidate, Line, candidates
from comity.terms.country import resolve

_KEY = "Intelligence_Payload"


def lines(folder: Path) -> Iterator[Line]:
    """Every sentence of the archive with its heading, oldest first; files of another shape are left out."""
    for path in sorted(folder.rglob("*.yaml")):
        yield from of_file(path)


def of_file(path: Path) -> Iterator[Line]:
    """The sentences of one day's file; none where it is of another shape."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return
    if isinstance(content, dict) and isinstance(content.get(_KEY), dict):
        yield from _of_day(date.fromisoformat(path.stem), content[_KEY])


def _of_day(day: date, sections: dict[str, list[str]]) -> Iterator[Line]:
    for held in sections.values():
        topics: list[str] = []
        after_sentence = True
        for text in map(str, held or ()):
            sentence = text.rstrip().endswith((".", ")", "]", '"')) and " " in text and len(text) > 60
            if not sentence:
                topics = [text] if after_sentence else [*topics, text]
            else:
                yield Line(day, text, " / ".join(topics))
            after_sentence = sentence


def kept(folder: Path) -> list[Candidate]:
    """The archive's candidates of every pair, found once and kept beside the folder."""
    cache = folder.parent / f"{folder.name}.candidates.json"
    if not cache.exists():
        cache.write_text(json.dumps([asdict(c) | {"day": c.day.isoformat()} for c in candidates(lines(folder))]))
    return [
        Candidate(**row | {"day": date.fromisoformat(row["day"]), "kinds": tuple(row["kinds"])})
        for row in json.loads(cache.read_text())
    ]


def main() -> None:
    """Print the candidates of one pair, oldest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("--since", type=int, default=2002)
    given = parser.parse_args()
    a, b = resolve(given.a).id, resolve(given.b).id
    for found in kept(given.folder):
        if found.day.year < given.since or {found.a, found.b} != {a, b}:
            continue
        print(f"{found.day} {found.a}>{found.b} [{','.join(found.kinds[:3])}] {found.topic[:60]} | {found.text[:260]}")


if __name__ == "__main__":
    main()
