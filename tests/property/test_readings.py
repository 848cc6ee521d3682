"""Whatever a document holds, what is quoted of it stands there, and what is kept of it can be read again."""

import time
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from comity.api.reading import _kept, holds
from comity.errors import BadFile
from comity.evidence.proposals import put_proposals, read_proposals
from comity.reading.layout import lines_of
from comity.reading.open import read_content
from comity.reading.proposal import Setting
from comity.reading.read import read
from comity.reading.sentences import LONGEST, on_one_line, sentences
from comity.reading.text import DocumentText
from comity.reading.when import dates

ACTS = (
    "Norway and New Zealand signed a treaty on 18 May 2014.",
    "The Prime Minister of Norway visited New Zealand in June 2013.",
    "Norway's exports to New Zealand were worth $3 million in 2013.",
    "Norway is to\nvisit New Zea-\nland. “Yes.”",
    "=Norway accuses New Zealand of the-\nft.",
    "שלום: Norway and New Zealand signed a deal עולם.",
    "Norway | 12 | New Zealand | signed an agreement |",
    "Норвегия и Новая Зеландия подписали договор 18 мая 2014 года.",
    "La Norvège et la Nouvelle-Zélande ont signé un traité le 1er mai 2014.",
    "Noruega y Nueva Zelanda firmaron un tratado. ",
    "وقّعت النرويج ونيوزيلندا اتفاقية، Norway and New Zealand signed a deal.",
    "\ufefb\ufe8e\ufe91 ﷺ Norway accuses New Zealand. \ufedf\ufee0\ufeeb",
    "2014年5月18日，挪威和新西兰签署了一项协议。Norway and New Zealand met.",
)
PIECES = st.one_of(
    st.sampled_from(ACTS),
    st.text(max_size=40),
    st.sampled_from(("\n\n", "\n", " ", "\t", "ﬁ", "\u0644\u064e", "\ufdf2", "葛\U000e0100", "e\u0301\u0323")),
    st.sampled_from(("\u200b", "\u202e", "\ue000", "\u00ad\n", "\x00", "\u2028")),
)
DOCUMENTS = st.lists(PIECES, min_size=1, max_size=12).map("".join)
SETTING = Setting(day=date(2014, 5, 19), source="A paper", document="d1")
LANGUAGES = st.sampled_from(("", "en", "fr", "es", "ru", "ar", "zh"))


def text_of(text, form):
    if form == "html":
        body = text.replace("&", "&amp;").replace("<", "&lt;")
        return read_content(
            f"<!doctype html><html><body><p>{body}</p></body></html>".encode(errors="replace"), "x.html"
        )
    return read_content(text.encode(errors="replace"), "x.txt")


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, st.sampled_from(("text", "html")), LANGUAGES)
def test_every_quotation_is_the_text_at_its_place(text, form, language):
    try:
        said = text_of(text, form)
    except BadFile:
        return
    for sentence in sentences(said.text):
        assert said.text[sentence.start : sentence.end] == sentence.text
    for p in read(said, replace(SETTING, language=language)):
        assert said.text[p.span.start : p.span.end] == p.quote
        assert p.cells["quote"] == on_one_line(p.quote)
        assert holds(said, _kept(p, "0" * 64, "x"))


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_what_is_kept_is_read_again(tmp_path_factory, text):
    try:
        said = text_of(text, "text")
    except BadFile:
        return
    folder = tmp_path_factory.mktemp("kept")
    made = [_kept(p, "a" * 64, "x.txt") for p in read(said, SETTING)]
    put_proposals(folder, made, ["a" * 64], [])
    assert list(read_proposals(folder).values()) == made if made else not (folder / "x").exists()


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=8), st.sampled_from((1, 2)))
def test_a_pdf_quotes_what_its_pages_say(said_in_it, columns):
    import typst

    body = "\n\n".join(
        said.replace("-\n", "").replace("\n", " ").replace("=", "").replace("$", "\\$") for said in said_in_it
    )
    said = read_content(typst.compile(f"#set page(columns: {columns}, height: 8cm)\n{body}".encode()), "x.pdf")
    for p in read(said, SETTING):
        assert said.text[p.span.start : p.span.end] == p.quote
        assert 1 <= p.span.page <= len(said.starts)
    if any("\u0590" <= c <= "\u08ff" for said in said_in_it for c in said):
        return  # the order of a line that goes both ways is not always found again; what is quoted stands there
    assert sum("Norway and New Zealand signed a treaty on 18 May 2014." in s for s in said_in_it) <= said.text.count(
        "Norway and New Zealand signed a treaty on 18 May 2014."
    )


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120), st.dates(date(1600, 1, 1), date(2100, 1, 1)))
def test_dates_never_overlap_and_are_of_the_calendar(text, day):
    found = dates(text, day)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(when.dated.start <= when.dated.end for when in found)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.floats(0, 600) for _ in range(4)], st.text(max_size=9)), max_size=60))
def test_no_run_of_a_page_is_lost(runs):
    boxes = [(min(a, c), min(b, d), max(a, c), max(b, d), text) for a, b, c, d, text in runs]
    out = "".join(line.text for line in lines_of(boxes))
    for *_, text in boxes:
        if text.strip() and text.isalnum():
            assert text in out


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from((b"", b"%PDF-1.7\n", b"PK\x03\x04", b"From: a\nTo: b\nSubject: c\n\n", b"<html>")),
)
def test_any_bytes_are_read_or_refused_in_one_line(content, head):
    if head.startswith(b"%PDF"):
        content = content[:20]
    try:
        read_content(head + content, "x")
    except BadFile as refused:
        assert "\n" not in str(refused)


PUMPED = (
    "{0}{1}",
    "{0} {0} ",
    "{0}, {0}, ",
    "{0}-{0}-",
    "{0} and {0} and ",
    "{0}.{0}.",
    "{0} the {0} of ",
    "1,",
    "((",
    "'",
)
"""What a word is written over and over as, up to the longest sentence; `{1}` is its last letter, many times."""
LONGEST_READ = 5
"""CPU seconds for one sentence, on a busy machine: ten times what the slowest takes."""


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ACTS), st.integers(0, 20), st.sampled_from(PUMPED))
@example("Norway and New Zealand signed a treaty on fisheries in Wellington.", 10, "{0}{1}")
@example("Norway and New Zealand signed a treaty in the Norwegian languages.", 9, "{0}{1}")
def test_no_word_however_often_written_holds_the_reader_up(act, place, form):
    words = act.split()
    place %= len(words)
    word = words[place].strip(".,")
    room = LONGEST - len(act) - 1
    pumped = (form.format(word, word[-1] * room) * room)[:room]
    said = DocumentText(" ".join((*words[:place], pumped, *words[place:])), "text")
    begun = time.process_time()
    read(said, SETTING)
    assert time.process_time() - begun < LONGEST_READ
