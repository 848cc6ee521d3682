"""RIS, as reference managers write it: a tag of two characters, two spaces, a dash, a space, the text."""

import re
from collections.abc import Iterator

from comity.errors import BadFile
from comity.evidence.importing.dates import read_date, read_parts
from comity.evidence.importing.reference import Reference, people, web_address, where_in
from comity.terms.names import sanitise

_LINE = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)")
_AUTHORS = ("AU", "A1")
_EDITORS = ("ED", "A2")
_TITLE = ("TI", "T1", "CT")
_CONTAINER = ("T2", "JO", "JF", "JA", "BT")
_DETAIL = ("VL", "IS", "SP", "EP")
_DATES = ("DA", "PY", "Y1")
_TAKEN = {*_AUTHORS, *_EDITORS, *_TITLE, *_CONTAINER, *_DETAIL, *_DATES, "PB", "UR", "DO", "Y2", "N1", "TY", "ER", "ID"}


def read_ris(text: str, label: str) -> Iterator[Reference]:
    """Each record as a reference; `BadFile` with its row for text outside a record or one that never ends."""
    began = 0
    held: dict[str, list[str]] = {}
    last = ""
    for row, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        match = _LINE.fullmatch(line)
        if not match:
            if line.strip() and not began:
                raise BadFile(f"{label}, row {row}: text outside a record; a record begins with 'TY  - '")
            if line.strip():
                held[last][-1] += f" {line.strip()}"
            continue
        tag, value = match[1], match[2].strip()
        if (tag == "TY") == bool(began):
            problem = "begins before 'ER  - ' ended the one" if began else "is not begun by 'TY  - '; mend the record"
            raise BadFile(f"{label}, row {row}: a record {problem}{f' of row {began}' if began else ''}")
        if tag == "ER":
            yield _reference(held, f"row {began}")
            began, held = 0, {}
            continue
        began = began or row
        held.setdefault(tag, []).append(value)
        last = tag
    if began:
        raise BadFile(f"{label}, row {began}: the record never ends; it needs a line 'ER  - '")


def _reference(held: dict[str, list[str]], place: str) -> Reference:
    def first(*tags: str) -> str:
        return next((value for tag in tags for value in held.get(tag, ()) if value), "")

    def each(*tags: str) -> list[tuple[str, str]]:
        return [(tag, value) for tag in tags for value in held.get(tag, ()) if value]

    authors, editors = each(*_AUTHORS), each(*_EDITORS)
    named, others = people(value for _, value in authors or editors)
    published, undated = _published(each(*_DATES))
    accessed = read_date(first("Y2"))
    url, elsewhere = web_address(each("UR"), each("DO"))
    pages = "-".join(value for tag in ("SP", "EP") for value in held.get(tag, ())[:1] if value)
    left = [tag for tag, values in held.items() if any(values) and tag not in _TAKEN]
    left += [*undated, *elsewhere, *dict.fromkeys(tag for tag, _ in editors if authors)]
    left += ["Y2: no date"] if first("Y2") and not accessed else []
    return Reference(
        place=f"{place} ({sanitise(first('ID'), 40)})" if first("ID") else place,
        authors=named,
        others=others,
        title=first(*_TITLE),
        container=first(*_CONTAINER),
        detail=where_in(first("VL"), first("IS"), pages),
        publisher=first("PB"),
        published=published,
        accessed=accessed,
        url=url,
        note=" ".join(value for value in held.get("N1", ()) if value),
        left=tuple(sorted(left)),
    )


def _published(dates: list[tuple[str, str]]) -> tuple[str, list[str]]:
    """The first date there is, made as precise as another tag makes it; and the tags that say no date."""
    known = next((value for _, text in dates if (value := read_date(text))), "")
    left = []
    for tag, text in dates:
        if read_date(text):
            continue
        if known and (more := read_parts(known, text)) != known:
            known = more
        else:
            left.append(f"{tag}: no date")
    return known, left
