"""Draw rows of the chronicle at random and print each beside what its source says, for a person to judge.

python tools/check_chronicle.py FOLDER [--draw 50] [--seed 1]
python tools/check_chronicle.py FOLDER --unsupported

FOLDER holds one folder for each archive, unpacked: `wikipedia-current-events`, `wikipedia-foreign-relations`,
`us-state-historian`, `factbook`, `icb`, `unctad-iia`, `wto-rta`, `ucdp-interstate`, `desta-2.3`. Without a draw,
`--unsupported` prints every opened row in whose source, at its locator, the two states are not named together: some
are sound (a name that we do not know), the rest are faults. Nothing is written.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import random
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parent))
from propose_chronicle import of_file

from comity.chronicle.events import COLUMNS
from comity.chronicle.lookup import read_rows
from comity.terms.country import state
from comity.terms.mentions import mentions

Row = dict[str, str]
Reader = Callable[[Row, Path], Iterator[str]]


def said(row: Row, folder: Path) -> list[str]:
    """What the row's source says at its locator of its two states; empty where it names them nowhere together."""
    read = _READERS.get(row["source"])
    return list(read(row, folder)) if read else []


def both(row: Row, text: str) -> bool:
    """Whether a text names both states of a row."""
    named = {m.state for m in mentions(text)}
    return {row["a"], row["b"]} <= named


def other(row: Row, one: str, text: str) -> bool:
    """Whether a text in an article on `one` names the row's other state, or the row's two where it is on a third."""
    wanted = {row["a"], row["b"]} - {one}
    return wanted <= {m.state for m in mentions(text)}


def _portal(row: Row, folder: Path) -> Iterator[str]:
    day = datetime.strptime(row["locator"].partition(";")[0], "%Y %B %d").date()
    path = folder / "wikipedia-current-events" / f"{day:%Y/%m/%Y-%m-%d}.yaml"
    for line in of_file(path) if path.exists() else ():
        if both(row, f"{line.topic} {line.text}"):
            yield f"{line.topic} | {line.text}"


def _foreign_relations(row: Row, folder: Path) -> Iterator[str]:
    article = _article(folder, row["locator"].split(",")[0])
    one = _state_of(row["locator"].split(",")[0].removeprefix("Foreign relations of ").removeprefix("the "))
    for block in re.split(r"\n\|-|\n\n|\n\*", article):
        if other(row, one, block):
            text = re.sub(r"<ref.*?(?:</ref>|/>)", "", block, flags=re.DOTALL)
            if row["date"][:4] in text or _year_only(row):
                yield " ".join(text.split())[:600]


def _year_only(row: Row) -> bool:
    return len(row["date"]) == 4


def _factbook(row: Row, folder: Path) -> Iterator[str]:
    name = row["locator"].split(",")[0]
    for text in _profile(folder, _state_of(name)):
        for sentence in re.split(r"(?<=[.;]) ", text):
            if row["date"][:4] in sentence or other(row, _state_of(name), sentence):
                yield sentence[:500]


def _historian(row: Row, folder: Path) -> Iterator[str]:
    for path in (folder / "us-state-historian").rglob("*.xml"):
        text = _plain(path)
        for block in re.split(r"(?:</div>|</trip>|</visit>)", text):
            words = " ".join(re.sub(r"<[^>]+>", " ", block).split())
            if _dated(row, block, words) and other(row, "USA", f"{path.stem.title()} {words}"):
                yield f"{path.stem}: {words[:500]}"


def _dated(row: Row, block: str, words: str) -> bool:
    if row["date"] in block:
        return True
    if len(row["date"]) < 10:
        return False
    day = datetime.strptime(row["date"], "%Y-%m-%d").date()
    return f"{day:%B} {day.day}, {day.year}" in words


def _table(name: str, *columns: str) -> Reader:
    def read(row: Row, folder: Path) -> Iterator[str]:
        for path in sorted((folder / name).glob("*.csv")):
            for each in _csv(path):
                text = " ".join(str(v) for v in each.values() if v)
                key = " ".join(each.get(c) or "" for c in columns)
                if (row["locator"].split(",")[0] in text) or both(row, key):
                    yield f"{path.name}: {text[:400]}"

    return read


_CRISIS = ("actor", "namea", "nameb", "crisname", "viol", "cenvio", "systrgyr", "systrgmo", "systrgda", "trgyrdy")


def _icb(row: Row, folder: Path) -> Iterator[str]:
    number = re.match(r"crisis (\d+)", row["locator"])
    for path in sorted((folder / "icb").glob("*.csv")):
        for each in _csv(path):
            if number and each.get("crisno") == number[1]:
                yield ", ".join(f"{k}={each[k]}" for k in _CRISIS if each.get(k))


def _wto(row: Row, folder: Path) -> Iterator[str]:
    for cells in _sheet(next((folder / "wto-rta").glob("*.xlsx"))):
        if both(row, cells) or row["locator"].split(",")[0] in cells:
            yield cells[:400]


_READERS: dict[str, Reader] = {
    "Wikipedia, Portal:Current events": _portal,
    "Wikipedia, Foreign relations": _foreign_relations,
    "The World Factbook": _factbook,
    "US Office of the Historian": _historian,
    "UNCTAD, IIA Navigator": _table("unctad-iia", "title", "states"),
    "UCDP/PRIO Armed Conflict Dataset": _table("ucdp-interstate", "side_a", "side_b", "location"),
    "DESTA": _table("desta-2.3", "name", "title"),
    "International Crisis Behavior": _icb,
    "WTO, Regional Trade Agreements database": _wto,
}


def _state_of(name: str) -> str:
    named = mentions(name)
    return named[0].state if named else ""


@cache
def _article(folder: Path, title: str) -> str:
    for path in (folder / "wikipedia-foreign-relations").rglob("*.json"):
        if path.stem == title:
            return str(json.loads(path.read_text(encoding="utf-8")))
    return ""


@cache
def _profile(folder: Path, one: str) -> tuple[str, ...]:
    for path in (folder / "factbook").rglob("*.json"):
        held = json.loads(path.read_text(encoding="utf-8"))
        name = held.get("Government", {}).get("Country name", {}).get("conventional short form", {}).get("text", "")
        if one and name and _state_of(name) == one:
            return tuple(_texts(held))
    return ()


def _texts(held: object) -> Iterator[str]:
    if isinstance(held, dict):
        for each in held.values():
            yield from _texts(each)
    elif isinstance(held, str):
        yield html.unescape(re.sub(r"<[^>]+>", " ", held))


@cache
def _plain(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _sheet(path: Path) -> list[str]:
    """The rows of a workbook's first sheet, each as one line of its texts."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(t.text or "" for t in item.iter(f"{space}t")) for item in shared]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [" | ".join(_cells(row, texts, space)) for row in sheet.iter(f"{space}row")]


def _cells(row: ElementTree.Element, texts: list[str], space: str) -> Iterator[str]:
    for cell in row.iter(f"{space}c"):
        value = cell.findtext(f"{space}v") or ""
        if value:
            yield texts[int(value)] if cell.get("t") == "s" else value


def main() -> None:
    """Print drawn rows with their sources, or the rows that their sources do not seem to carry."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draw", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unsupported", action="store_true")
    given = parser.parse_args()
    rows = [r for r in read_rows("events", COLUMNS) if r["opened"] == "yes"]
    if given.unsupported:
        missing = [r for r in rows if r["source"] in _READERS and not said(r, given.folder)]
        for row in missing:
            print(_line(row))
        print(f"{len(missing)} of {sum(r['source'] in _READERS for r in rows)} opened rows")
        return
    print(f"seed {given.seed}, {given.draw} of {len(rows)} opened rows")
    for n, row in enumerate(random.Random(given.seed).sample(rows, given.draw), 1):
        print(f"\n{n}. {_line(row)}")
        for text in said(row, given.folder)[:6]:
            print(f"     > {text}")


def _line(row: Row) -> str:
    ends = f" until {row['until']}" if row["until"] else ""
    pair = f"{state(row['a']).name} > {state(row['b']).name}"
    return (
        f"{row['date']}{ends} {pair} [{row['kind']}, {row['weight']}] {row['what']} ({row['source']}: {row['locator']})"
    )


if __name__ == "__main__":
    main()
