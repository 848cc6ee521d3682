"""Frames of charts compiled ahead are what a compilation gives now, and the charts of most pairs have them."""

import json

import pytest

import comity
from comity.report.charts import compiled, draw, frames
from comity.report.charts.theme import NARROW, WIDE

HELD = sorted(frames.held().items())


@pytest.fixture
def forgotten():
    """Frames that a process met before are not known again, and are not after it."""
    compiled._KNOWN.clear()
    yield
    compiled._KNOWN.clear()


def test_each_frame_is_what_it_compiles_to():
    assert len(HELD) > 20
    for frame, vega in HELD:
        assert compiled._compile(json.loads(frame)) == vega


def test_the_file_is_as_it_is_written():
    assert frames.PATH.read_bytes() == frames.packed(compiled.VERSION, dict(HELD))


def test_frames_of_another_version_are_not_used():
    frame, vega = HELD[0]
    assert frames.ahead(frame, compiled.VERSION) == vega
    assert frames.ahead(frame, "5.8") is None
    assert frames.ahead("{}", compiled.VERSION) is None


@pytest.mark.parametrize("pair", [("EGY", "ETH"), ("TUV", "MNG")], ids="-".join)
def test_charts_are_drawn_as_a_whole_compilation_draws_them(pair, monkeypatch, forgotten):
    it = comity.assess(*pair, as_of="2025-12-31")
    asked = [(f, width) for f in it.figures for width in (WIDE, NARROW)]
    known = [
        frames.ahead(json.dumps(compiled.Split(draw.spec(f, it.period, w)).frame), compiled.VERSION) for f, w in asked
    ]
    assert sum(k is not None for k in known) >= 0.8 * len(known)
    drawn = [draw.draw(f, it.period, width, "x") for f, width in asked]
    monkeypatch.setattr(compiled, "ahead", lambda frame, version: None)
    for (figure, width), svg in zip(asked, drawn, strict=True):
        compiled._KNOWN.clear()
        assert draw.draw(figure, it.period, width, "x") == svg, (figure.id, width)
