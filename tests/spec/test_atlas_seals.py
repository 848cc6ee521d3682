"""One byte changed in any file of an atlas is noticed by whoever reads that file next; atlases of before still open."""

import json
import os
import shutil
from datetime import date

import pytest

from comity.atlas.manifest import FORMAT, NAME, load, sealed, text
from comity.atlas.read import STARTER, Atlas
from comity.errors import BadFile
from comity.terms.absence import Absence, Why

DAY = date(2020, 12, 31)
MEASURES = ("alliance.any", "context.leader", "context.polyarchy", "exchange.exports_reconciled", "tenor.tone")


@pytest.fixture
def small(tmp_path):
    """An atlas of five measures, sealed like any other."""
    manifest = load(STARTER)
    kept = {m: manifest.measures[m] for m in MEASURES}
    absent = {m: Absence(Why.NOT_ASKED) for m in manifest.measures if m not in kept} | manifest.absent
    for entry in kept.values():
        shutil.copy(STARTER / entry.file, tmp_path)
    whole = manifest.model_copy(update={"format": FORMAT, "measures": kept, "absent": absent, "seal": ""})
    (tmp_path / NAME).write_text(text(whole), encoding="utf-8")
    return tmp_path


def _ask(atlas, measure):
    return atlas.series(measure, "FRA", "-" if atlas.entry(measure).direction == "state" else "USA")


def _flip(path, place, to=None):
    raw = bytearray(path.read_bytes())
    raw[place] = raw[place] ^ 1 if to is None else to
    path.write_bytes(raw)


def test_an_atlas_as_it_was_written_is_read(small):
    atlas = Atlas.open(small, DAY)
    assert all(_ask(atlas, measure) for measure in MEASURES)


@pytest.mark.parametrize("part", [0, 0.25, 0.5, 0.75, 1])
@pytest.mark.parametrize("measure", MEASURES)
def test_a_byte_of_a_measures_file(small, measure, part):
    path = small / f"{measure}.parquet"
    _flip(path, int(part * (path.stat().st_size - 1)))
    atlas = Atlas.open(small, DAY)
    with pytest.raises(BadFile) as caught:
        _ask(atlas, measure)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert all(_ask(atlas, other) for other in MEASURES if other != measure), "the others are read"


def test_any_byte_of_the_contents(small):
    path = small / NAME
    raw = path.read_bytes()
    for place in (*range(40), *range(40, len(raw), max(1, len(raw) // 150)), len(raw) - 1):
        _flip(path, place)
        with pytest.raises(BadFile, match=NAME) as caught:
            Atlas.open(small, DAY)
        assert "\n" not in str(caught.value)
        path.write_bytes(raw)


@pytest.mark.parametrize(
    "content",
    [
        {},
        [],
        {"format": FORMAT},
        {"format": "comity/atlas/1", "measures": []},
        {"format": "comity/atlas/1", "absent": {"x": {}}},
        {"format": "comity/atlas/1", "measures": {"x": 1}},
        {"format": ["comity/atlas/1"]},
    ],
)
def test_contents_of_no_atlas_are_told_in_the_words_of_the_house(small, content):
    (small / NAME).write_text(json.dumps(content))
    with pytest.raises(BadFile, match=f"{NAME} (is damaged|has format)") as caught:
        Atlas.open(small, DAY)
    assert "\n" not in str(caught.value) and "validation error" not in str(caught.value)


def test_contents_without_a_bottom_are_damaged(small):
    (small / NAME).write_text('{"a":' * 100_000)
    with pytest.raises(BadFile, match="is damaged"):
        Atlas.open(small, DAY)


def test_a_byte_that_changes_no_word(small):
    _flip(small / NAME, -1, ord(" "))
    with pytest.raises(BadFile, match="was altered"):
        Atlas.open(small, DAY)


def test_a_file_that_changes_under_an_open_atlas(small):
    """A server reads for weeks: what was checked once is checked again when it was written anew."""
    atlas, path = Atlas.open(small, DAY), small / "tenor.tone.parquet"
    before = _ask(atlas, "tenor.tone")
    _flip(path, path.stat().st_size // 2)
    os.utime(path, ns=(1, 1))
    assert _ask(atlas, "tenor.tone") == before, "what was read stays"
    with pytest.raises(BadFile, match="altered"):
        atlas.series("tenor.tone", "IND", "PAK")
    with pytest.raises(BadFile, match="altered"):
        atlas.reader(date(2019, 12, 31)).series("tenor.tone", "FRA", "USA")


SENTENCES = {
    "needs trade, commodity_trade, which none of the sources at hand gives": Absence(
        Why.NO_SOURCE, ("trade", "commodity_trade")
    ),
    "no room in the atlas that ships; comity build makes it": Absence(Why.NO_ROOM),
    "the sources at hand hold nothing from which it can be computed": Absence(Why.NO_ROWS),
}


def _of_the_first_format(folder, sentences):
    content = json.loads((folder / NAME).read_text(encoding="utf-8")) | {"format": "comity/atlas/1"}
    for entry in content["measures"].values():
        del entry["bounds"]
        entry["interval"] = entry["interval"] or "80 % interval"
    content["absent"] = dict(zip(("un.agreement", "igo.s", "un.coincidence"), sentences, strict=False))
    written = json.dumps(content | {"seal": sealed(content)}, ensure_ascii=False, separators=(",", ":")) + "\n"
    (folder / NAME).write_text(written, encoding="utf-8")


def test_an_atlas_of_the_first_format_opens_with_codes(small):
    _of_the_first_format(small, SENTENCES)
    atlas = Atlas.open(small, DAY)
    assert tuple(atlas.manifest.absent.values()) == tuple(SENTENCES.values())
    assert atlas.manifest.format == FORMAT
    ends = [m for measure in MEASURES for m in _ask(atlas, measure)]
    assert all((m.interval is None) == (m.low is None and m.high is None) for m in ends)
    assert any(m.interval for m in ends)


def test_a_sentence_that_no_edition_wrote_is_refused(small):
    _of_the_first_format(small, ["because"])
    with pytest.raises(BadFile, match="because"):
        Atlas.open(small, DAY)
