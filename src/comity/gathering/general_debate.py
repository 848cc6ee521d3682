"""Sentences of one state's statements in the general debate that name the other, by year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from comity.gathering.gathered import Found, Passage
from comity.reading.sentences import sentences
from comity.sources.formats.archive import members
from comity.terms.country import State
from comity.terms.crosswalk import to_state
from comity.terms.mentions import mentions

PACKED = "UNGDC_*.tar.*z*"
_SPEECH = re.compile(r"([A-Z]{2,3})_+(\d{1,3})_(\d{4})\.txt")
_OPENS = (9, 20)
"""Month and day by which names are read: the debate opens in the third week."""


def general_debate(folder: Path, a: State, b: State) -> Iterator[Found]:
    """Two documents: what each says of the other, oldest first; a year is all that is known of the day."""
    found: dict[str, list[Passage]] = {a.id: [], b.id: []}
    other = {a.id: b.id, b.id: a.id}
    for path in sorted(folder.glob(PACKED))[-1:]:
        for name, content in members(path, wanted=lambda member: bool(_SPEECH.fullmatch(PurePosixPath(member).name))):
            parts = _SPEECH.fullmatch(PurePosixPath(name).name)
            year = int(parts[3]) if parts else 0
            speaker = to_state("iso3", [parts[1]], [year])[0] if parts else None
            if speaker in found:
                text = content.decode("utf-8-sig", "replace")
                found[speaker] += [Passage(str(year), said) for said in _naming(text, other[speaker], year)]
    for one in (a, b):
        yield Found((one,), tuple(sorted(found[one.id], key=lambda p: p.day)), one, spoken=True)


def _naming(text: str, state: str, year: int) -> Iterator[str]:
    for sentence in sentences(text):
        said = " ".join(sentence.text.split())
        if any(m.state == state and m.how != "capital" for m in mentions(said, date(year, *_OPENS))):
            yield said
