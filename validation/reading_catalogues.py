"""Two catalogues whose records hold words beside fields: treaties of a kingdom, engagements of leaders of China.

Of a treaty the title is read and its subject and day of signature are held beside; of an engagement its words, with the
state that the record names. Halves by a hash of the record.
"""

from __future__ import annotations

import csv
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from figures import Figure
from reading_gold import DEVELOPMENT, SCORED, both_halves, half, share, state_of

from comity.reading.fields import field_of
from comity.reading.proposal import Setting
from comity.reading.read import read
from comity.reading.text import DocumentText
from comity.reading.when import dates
from comity.sources.formats.r_data import read_r

SUBJECTS = Path(__file__).with_name("reading_subjects.csv")
_HOME = "CHN"
_DAY, _ENGAGEMENT_DAY = "%d/%m/%Y", "%m/%d/%y"


@dataclass(frozen=True, slots=True)
class Title:
    """A treaty of two by its title, with the subject under which the catalogue has it and its day of signature."""

    name: str
    title: str
    subject: str
    signed: str


def titles(mirror: Path) -> Iterator[Title]:
    """Treaties of two parties, each once, whatever batches of the catalogue hold it."""
    seen: set[str] = set()
    with tarfile.open(mirror / "uk-treaties" / "uk_treaties_online_batches.tar.xz") as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            file = archive.extractfile(member) if member.isfile() else None
            for record in _records(json.load(file)) if file else ():
                title, name = " ".join(str(record["title"]).split()), str(record.get("uuid"))
                if record.get("field3") == "BI" and name not in seen and title:
                    seen.add(name)
                    signed = _day(str(record.get("signed_event_date") or ""), _DAY)
                    yield Title(name, title, str(record.get("subject") or ""), signed)


def _records(held: Any) -> Iterator[dict[str, Any]]:
    if isinstance(held, dict):
        if "country_name" in held and held.get("title"):
            yield held
        held = list(held.values())
    if isinstance(held, list):
        for each in held:
            yield from _records(each)


def _day(text: str, form: str) -> str:
    try:
        return datetime.strptime(text, form).date().isoformat()
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Engagement:
    """What the register says that a leader of China did, with the other state and the day."""

    name: str
    words: str
    other: str
    day: date


def engagements(mirror: Path) -> Iterator[Engagement]:
    """Those whose other state is known, each text once for each state."""
    rows = read_r(mirror / "china-vitae" / "all_engagements_2003-2018.rds")[""]
    seen: set[tuple[str, str, str]] = set()
    for day, country, text in zip(rows["date"], rows["country"], rows["text"], strict=True):  # type: ignore[index,call-overload]
        words, other = " ".join(str(text).split()), state_of({"England": "United Kingdom"}.get(country, str(country)))
        key = (str(day), other, words)
        if other and other != _HOME and key not in seen and (told := _day(str(day), _ENGAGEMENT_DAY)):
            seen.add(key)
            yield Engagement(f"{day}-{words}", words, other, date.fromisoformat(told))


def catalogues(mirror: Path) -> Iterator[Figure]:
    """Sector and day of treaties by their titles, then visits and meetings by the words of the register."""
    held = list(titles(mirror))
    yield _sectors(held)
    yield _signatures(held)
    yield _engagements(mirror)


def _sectors(held: list[Title]) -> Figure:
    with SUBJECTS.open(encoding="utf-8", newline="") as file:
        known = {row["subject"]: row["sectors"].split("|") for row in csv.DictReader(file)}
    told = {}
    for part in (DEVELOPMENT, SCORED):
        outcome = Counter(
            _outcome(field_of(t.title), known[t.subject]) for t in held if t.subject in known and half(t.name) == part
        )
        found = outcome["right"] + outcome["wrong"]
        told[part] = (
            f"precision {share(outcome['right'], found)}, recall {share(outcome['right'], outcome.total())} "
            f"of {outcome.total()}"
        )
    note = (
        f"{len(known)} subjects of the catalogue that are sectors of ours; many titles say nothing of what they "
        "are about (exchange of notes amending the agreement of 1909)"
    )
    return Figure("sector of treaties by their titles, uk-treaties", both_halves(told), "nobody offers it", note)


def _outcome(found: str, right: list[str]) -> str:
    return "silent" if not found else "right" if found in right else "wrong"


def _signatures(held: list[Title]) -> Figure:
    """Of titles that write the catalogue's day of signature out, day beside month beside year."""
    told = {}
    for part in (DEVELOPMENT, SCORED):
        own = [t for t in held if half(t.name) == part and t.signed and _stands(t)]
        hit = sum(any(w.date == t.signed for w in dates(t.title)) for t in own)
        told[part] = f"recall {share(hit, len(own))} of {len(own)}"
    note = "titles that write the catalogue's day of signature out; most name days of earlier treaties only"
    return Figure("day of signature where a title holds it, uk-treaties", both_halves(told), "nobody offers it", note)


def _stands(t: Title) -> bool:
    day = date.fromisoformat(t.signed)
    month, number = rf"{day:%b}[a-z]*", rf"0?{day.day}(?:st|nd|rd|th)?"
    either = rf"\b(?:{number}\W{{1,3}}(?:of\W)?{month}|{month}\W{{1,3}}{number})\W{{1,4}}{day.year}\b"
    return bool(re.search(either, t.title, re.IGNORECASE))


def _engagements(mirror: Path) -> Figure:
    told = {}
    held = list(engagements(mirror))
    for part in (DEVELOPMENT, SCORED):
        own = [e for e in held if half(e.name) == part]
        told[part] = f"recall {share(sum(map(_is_told, own)), len(own))} of {len(own)}"
    note = (
        "pair given, as when a study is read; some records hold what the press wrote instead (condolences, opinions), "
        "and are counted"
    )
    claim = "that somebody visited or was met, from the words of the register, china-vitae"
    return Figure(claim, both_halves(told), "nobody offers it", note)


def _is_told(e: Engagement) -> bool:
    setting = Setting(day=e.day, about=(_HOME, e.other), source="x")
    return any(
        p.cells["kind"] in ("visit", "contact") and {p.cells["a"], p.cells["b"]} == {_HOME, e.other}
        for p in read(DocumentText(e.words, "text"), setting)
    )
