"""What the article on one state's foreign relations says of the other: paragraphs and rows of tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from comity.gathering.gathered import Found, Passage
from comity.reading.read import MOST_STATES
from comity.reading.sentences import sentences
from comity.sources.formats.archive import members
from comity.sources.formats.wikitext import plain
from comity.terms.country import State, name_holder, state
from comity.terms.mentions import mentions, words_for
from comity.terms.names import normalise

PACKED = "foreign_relations_wikitext_*.tar.xz"
_TITLE = re.compile(r"Foreign relations of (?:the )?(.+)")
_FLAG = re.compile(
    r"\{\{\s*(?:flag|flagicon|flagcountry|flagu|flagdeco|nowrap)\s*\|\s*([^{}|]*)[^{}]*\}\}", re.IGNORECASE
)
_DATED = re.compile(r"\{\{\s*(?:dts|date table sorting|date)\s*\|([^{}]*)\}\}", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_LINK = re.compile(r"\[\[(?:[^|\[\]]*\|)?([^\[\]]*)\]\]")
_OUTER = re.compile(r"\[https?://\S+\s?([^\]]*)\]")
_MARKS = re.compile(r"'{2,}|^[*#:;]+\s*|^={2,}.*={2,}$|^!.*$|^\{\|.*$|^\|[-}+].*$", re.MULTILINE)
_ATTRIBUTES = re.compile(
    r"\b(?:style|class|align|colspan|rowspan|scope|data-sort-value)\s*=\s*(?:\"[^\"]*\"|\S+)\s*\|?"
)
_FILE = re.compile(r"\[\[(?:File|Image|Category):[^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*\]\]", re.IGNORECASE)
_ROW = re.compile(r"^\|-.*$", re.MULTILINE)
_SHORTEST = 20
_A_NOTE = 60
"""Characters from which a row says more than a date."""


def foreign_relations(folder: Path, a: State, b: State) -> Iterator[Found]:
    """What the article on each says of the other: what stands in rows under the other's name, and all else; and of
    the articles on other states the sentences that name both.
    """
    both = tuple(sorted(words_for(s.id)) for s in (a, b))
    for path in sorted(folder.glob(PACKED))[-1:]:
        for name, content in sorted(members(path, wanted=lambda member: member.endswith(".json"))):
            title = _TITLE.fullmatch(PurePosixPath(name).stem)
            of = name_holder(normalise(title[1]), None, for_files=True) if title else None
            if of is None or title is None:
                continue
            called = title[1]
            if of not in (a.id, b.id):
                text = _text(content)
                if all(any(word in text for word in words) for words in both):
                    yield Found((), tuple(_of_both(text, state(of), a, b)), state(of), called=called)
            for one, other in ((a, b), (b, a)):
                if of == one.id:
                    found = tuple(_about(_text(content), one, other))
                    rows = tuple(p for p in found if _under(p.text, other))
                    yield Found((one, other), rows, one, called=called)
                    yield Found((one,), tuple(p for p in found if p not in rows), one, called=called)


def _under(block: str, other: State) -> bool:
    """Whether a row's first cell is the other's name: then all of it is about the two."""
    first, mark, rest = block.partition("|")
    named = [m for m in mentions(first) if m.state == other.id]
    return bool(mark and named) and len(first.strip()) < 60 and len(rest) > _A_NOTE


def _text(content: bytes) -> str:
    try:
        held = json.loads(content)
    except ValueError:
        return ""
    return held if isinstance(held, str) else ""


def _about(wikitext: str, one: State, other: State) -> Iterator[Passage]:
    for block in _blocks(wikitext):
        if len(block) >= _SHORTEST and any(m.state == other.id and m.how != "capital" for m in mentions(block)):
            yield Passage("", block)


def _of_both(wikitext: str, of: State, a: State, b: State) -> Iterator[Passage]:
    """Sentences that name the two among few: a long list of states says little of any two of them."""
    for block in _blocks(wikitext):
        for sentence in sentences(block):
            named = {m.state for m in mentions(sentence.text)} - {of.id}
            if {a.id, b.id} <= named and len(named) <= MOST_STATES:
                yield Passage("", sentence.text)


def _blocks(wikitext: str) -> Iterator[str]:
    """Paragraphs and rows as plain text; a row's cells stand as sentences, its dates as a reader sees them."""
    said = plain(_FILE.sub("", wikitext))
    for chunk in re.split(r"\n\s*\n", _ROW.sub("\n\n", said)):
        text = _DATED.sub(lambda m: " ".join(m[1].split("|")), _FLAG.sub(r"\1", chunk))
        for _ in range(3):
            text = _TEMPLATE.sub("", text)
        text = _OUTER.sub(r"\1", _LINK.sub(r"\1", text))
        text = _ATTRIBUTES.sub("", _MARKS.sub("", text))
        yield " ".join(text.replace("||", " | ").split()).strip(" |")
