"""Charts are drawn in a process of its own, one after the other; it ends when it rests, and its end is survived."""

import os
import signal
import time

import pytest

from comity.desk.drawer import Drawer
from comity.dossier.figure import FigureModel, Point, Series
from comity.dossier.inputs import PeriodModel
from comity.errors import ComityError

PERIOD = PeriodModel(first=2000, last=2003)


def _figure(kind="lines"):
    points = tuple(
        Point(period=str(y), value=float(y - 2000), low=None, high=None, reason="") for y in range(2000, 2004)
    )
    series = Series(name="A flow", role="a", measure="a.b", points=points, interval=None)
    return FigureModel(
        id="a.b", question="exchange", kind=kind, title="A flow", subtitle="US$", unit="US$", source="s", alt="A flow",
        series=(series,), interval=None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def drawer():
    made = Drawer()
    yield made
    made.end()


def test_a_figure_is_drawn_as_svg_and_as_png(drawer):
    svg = drawer.draw(_figure(), PERIOD, 600)
    assert svg.startswith(b"<svg ") and svg.endswith(b"</svg>") and svg == drawer.draw(_figure(), PERIOD, 600)
    assert drawer.draw(_figure(), PERIOD, 300, "#ffffff").startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_a_fault_and_the_next_one_is_drawn(drawer):
    with pytest.raises(ComityError):
        drawer.draw(_figure().model_copy(update={"kind": "spiral"}), PERIOD, 600)
    assert drawer.draw(_figure(), PERIOD, 600).startswith(b"<svg ")


def test_a_process_that_died_is_told_and_another_takes_its_place(drawer):
    drawer.draw(_figure(), PERIOD, 600)
    os.kill(drawer._process.pid, signal.SIGKILL)
    drawer._process.wait(10)
    assert drawer.draw(_figure(), PERIOD, 600).startswith(b"<svg ")


def test_who_draws_nothing_ends():
    drawer = Drawer(rest=0.2)
    drawer.draw(_figure(), PERIOD, 600)
    assert drawer.works
    end = time.monotonic() + 20
    while drawer.works:
        assert time.monotonic() < end
        time.sleep(0.05)
