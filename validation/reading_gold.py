"""The gold sets for readers of documents, each read out of its publisher's file: what was said and what is in it."""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import re
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from lxml import etree

from comity.errors import UserError
from comity.terms.country import resolve

DEVELOPMENT, SCORED = "development half", "other half"


def half(name: str) -> str:
    """Which half a document is in: by a hash of its name, so that nobody chose."""
    return DEVELOPMENT if hashlib.sha256(name.encode()).digest()[0] % 2 else SCORED


def both_halves(told: Mapping[str, object]) -> str:
    """What was measured of either half: the one that was not looked at first."""
    return f"{told[SCORED]} (development: {told[DEVELOPMENT]})"


def share(part: int, whole: int) -> str:
    """A share in hundredths; `none` of nothing."""
    return f"{part / whole:.2f}" if whole else "none"


def state_of(name: str) -> str:
    """The state of a name as a publisher writes it; "" for none."""
    try:
        return resolve(name.strip(" .,'’")).id
    except UserError:
        return ""


@dataclass(frozen=True, slots=True)
class Dates:
    """A text with its day, and the dated expressions in it: place, end and value."""

    name: str
    day: date
    text: str
    found: tuple[tuple[int, int, str], ...]


_TIMEX = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>|<[^>]+>", re.DOTALL)


def tempeval(mirror: Path) -> Iterator[Dates]:
    """TempEval-3 platinum: expressions of type DATE whose value is a year, month or day."""
    with tarfile.open(mirror / "tempeval3-platinum" / "te3-platinum.tar.xz") as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            if member.name.endswith(".tml") and (file := archive.extractfile(member)):
                yield _timeml(PurePosixPath(member.name).stem, file.read().decode())


def _timeml(name: str, xml: str) -> Dates:
    made = re.search(r'<DCT>.*?value="(\d{4}-\d{2}-\d{2})', xml, re.DOTALL)
    body = re.search(r"<TEXT>(.*?)</TEXT>", xml, re.DOTALL)
    plain, found, at = [], [], 0
    source = body[1] if body else ""
    for tag in _TIMEX.finditer(source):
        plain.append(source[at : tag.start()])
        if tag[1] is not None:
            start = sum(map(len, plain))
            plain.append(re.sub(r"<[^>]+>", "", tag[2]))
            value = re.search(r'value="(\d{4}(?:-\d{2}){0,2})"', tag[1])
            if 'type="DATE"' in tag[1] and value:
                found.append((start, sum(map(len, plain)), value[1]))
        at = tag.end()
    plain.append(source[at:])
    return Dates(name, date.fromisoformat(made[1]) if made else date.min, "".join(plain), tuple(found))


@dataclass(frozen=True, slots=True)
class Named:
    """A text and the states named in it: place, end and state."""

    name: str
    text: str
    found: tuple[tuple[int, int, str], ...]


def trnews(mirror: Path) -> Iterator[Named]:
    """TR-News: toponyms that are independent states, by the country of their gazetteer's entry."""
    import lzma

    with lzma.open(mirror / "geoparsing-gold" / "TR-News.xml.xz") as file:
        root = etree.fromstring(file.read())
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        found = []
        for place in article.iter("toponym"):
            if (place.findtext("gaztag/fcode") or "") == "PCLI" and place.findtext("start"):
                start, end = int(place.findtext("start")), int(place.findtext("end"))
                found.append((start, end, state_of(place.findtext("gaztag/country") or place.findtext("gaztag/name"))))
        yield Named(str(article.get("docid")), text, tuple(found))


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty's text, with what its heading and footnote say: parties, day of signature, day of entry into force."""

    name: str
    text: str
    parties: frozenset[str]
    signed: str
    in_force: str


_SIGNED = re.compile(r"Signed\s+at\s+[^.]{2,50}?,?\s+on\s+(\d{1,2}\s+[A-Z][a-z]+\s+\d{4})", re.DOTALL)
_FORCE = re.compile(r"[Cc]ame\s+into\s+force\s+(?:provisionally\s+)?on\s+(\d{1,2}\s+[A-Z][a-z]+\s+\d{4})")
_HEAD = re.compile(r"\A\s*No\.\s*\d+\.?\s*\n+\s*([A-Z][A-Z ,.()'-]+?)\s*\n\s*and\s*\n\s*([A-Z][A-Z ,.()'-]+?)\s*\n")


def treaties(mirror: Path) -> Iterator[Treaty]:
    """Texts of the UN Treaty Series whose heading stands on lines of its own; others say nothing beside their text."""
    seen: set[str] = set()
    for path in sorted((mirror / "treaty-texts").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                text = archive.read(name).decode("utf-8", "replace") if name.endswith(".txt") else ""
                head = _HEAD.match(text)
                stem = PurePosixPath(name).stem.split("_")[0]
                if head is None or stem in seen:
                    continue
                parties = frozenset(map(state_of, (head[1].title(), head[2].title())))
                if "" not in parties and len(parties) == 2:
                    seen.add(stem)
                    yield Treaty(stem, text, parties, _day(_SIGNED.search(text[:700])), _day(_FORCE.search(text)))


def _day(found: re.Match[str] | None) -> str:
    from datetime import datetime

    if found is None:
        return ""
    try:
        return datetime.strptime(" ".join(found[1].split()), "%d %B %Y").date().isoformat()
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record of a historian: words beside structured fields. `kind` is visit, trip or relations."""

    name: str
    kind: str
    other: str
    day: str
    words: str
    title: str = ""


def historian(mirror: Path) -> Iterator[Recorded]:
    """Visits and trips with remarks, and headings on the beginning of relations with the paragraphs under them."""
    home = mirror / "us-state-historian"
    for archive, tag, place, words, title in (
        ("travels", "trip", "country", "remarks", "role"),
        ("visits", "visit", "from", "description", "visitor"),
    ):
        for name, root in _xml(home / f"{archive}.tar.xz"):
            for i, node in enumerate(root.iter(tag)):
                said, other = " ".join((node.findtext(words) or "").split()), state_of(node.findtext(place) or "")
                day = (node.findtext("start-date") or "")[:10]
                if said and other and len(day) == 10:
                    yield Recorded(f"{name}-{i}", tag, other, day, said, node.findtext(title) or "")
    for name, root in _xml(home / "rdcr.tar.xz"):
        if "/articles/" in name:
            yield from _relations(name, root)


_TEI = "{http://www.tei-c.org/ns/1.0}"


def _relations(name: str, root: Any) -> Iterator[Recorded]:
    other = state_of(PurePosixPath(name).stem.replace("-", " "))
    for i, div in enumerate(root.iter(f"{_TEI}div")):
        head = div.find(f"{_TEI}head")
        day = head.find(f"{_TEI}date") if head is not None else None
        title = " ".join("".join(head.itertext()).split()) if head is not None else ""
        if day is None or not other or not re.match(r"Establishment of Diplomatic Relations", title):
            continue
        said = "\n\n".join(" ".join("".join(p.itertext()).split()) for p in div.iter(f"{_TEI}p"))
        yield Recorded(f"{name}-{i}", "relations", other, day.get("when") or "", said)


def _xml(path: Path) -> Iterator[tuple[str, Any]]:
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            if member.name.endswith(".xml") and (file := archive.extractfile(member)):
                yield member.name, etree.fromstring(file.read())


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence, and for each coder the pairs of phrases that act and are acted on."""

    name: str
    text: str
    coders: tuple[tuple[tuple[str, str], ...], ...]


def conflibert(mirror: Path) -> Iterator[Coded]:
    """The first set of coded sentences: sources and targets by coder."""
    path = mirror / "cameo-conflibert" / "round_7_summary.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            coders = []
            for k in "12345":
                if row.get(f"anncomplete_{k}") == "True":
                    held = ast.literal_eval(row[f"entities_{k}"] or "[]")
                    coders.append(tuple((str(role).split("-")[0], str(text)) for role, text, *_ in held))
            yield Coded(row["ids"], row["sentences"], tuple(coders))


def current_events(mirror: Path) -> Iterator[tuple[str, str]]:
    """Day and sentence of the portal of current events."""
    path = next(iter(sorted((mirror / "wikipedia-current-events").glob("*.tar.xz"))))
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(".yaml") and (file := archive.extractfile(member)):
                yield from _sentences(PurePosixPath(member.name).stem, file.read())


def _sentences(day: str, content: bytes) -> Iterator[tuple[str, str]]:
    held = yaml.load(io.BytesIO(content), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for lines in (held or {}).get("Intelligence_Payload", {}).values():
        for line in map(str, lines or ()):
            if len(line) > 60 and line.rstrip().endswith((".", ")", "]", '"')):
                yield day, re.sub(r"(?:\s*[(\[][^()\[\]]*[)\]])+\s*$", "", line)
