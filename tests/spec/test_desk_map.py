"""The map of the desk: places where they lie, dots that can be hit, steps that say what they hold, reasons for gaps."""

import itertools
import math
import re
from datetime import date

import pytest

from comity.api.everyone import everyone, how_many
from comity.atlas.read import STARTER, Atlas
from comity.desk.mapping import STEPS, Said, mapped, steps_of
from comity.desk.world import VIEWS, WIDTH, frame, height, land_svg, projected, spots
from comity.terms.country import state
from comity.terms.membership import states_as_of

IDS = tuple(s.id for s in states_as_of(date(2026, 3, 31)))


def test_places_lie_where_the_projection_puts_them():
    # The middle of the Equal Earth map, its edges, and its symmetry: Šavrič, Patterson and Jenny (2018).
    assert projected(0, 0)[0] == pytest.approx(WIDTH / 2)
    assert (projected(0, -180)[0], projected(0, 180)[0]) == pytest.approx((0, WIDTH))
    assert projected(40, 10)[0] - WIDTH / 2 == pytest.approx(WIDTH / 2 - projected(40, -10)[0])
    north, middle, south = (projected(lat, 0)[1] for lat in (50, 0, -50))
    assert middle - north == pytest.approx(south - middle)
    # Of equal area: a degree's cell at 60 degrees north is half of one at the equator.
    cells = [
        abs(math.prod(b - a for a, b in zip(projected(lat, 0), projected(lat + 1, 1), strict=True)))
        for lat in (0, 59.5)
    ]
    assert cells[1] / cells[0] == pytest.approx(math.cos(math.radians(60)), rel=0.02)


@pytest.mark.parametrize("view", VIEWS)
def test_every_dot_of_a_view_can_be_hit(view):
    seen = frame(view, IDS)
    where = spots(IDS, seen.radius)
    inside = [
        (x, y) for x, y in where.values() if seen.x <= x <= seen.x + seen.wide and seen.y <= y <= seen.y + seen.high
    ]
    assert len(inside) > 10 and seen.wide <= WIDTH and seen.y + seen.high <= height() + 1e-6
    assert min(math.dist(a, b) for a, b in itertools.combinations(inside, 2)) > 1.9 * seen.radius
    # None is moved further than a reader would look for it.
    for id, spot in where.items():
        home = projected(state(id).capital_lat, state(id).capital_lng)
        assert math.dist(home, spot) < 9 * seen.radius, id
    members = [id for id in where if state(id).region == view]
    assert sum((x, y) in inside for x, y in map(where.get, members)) >= 0.8 * len(members)
    assert spots(IDS, seen.radius) == where


@pytest.mark.parametrize(
    ("numbers", "lows", "words"),
    [
        ([], [], []),
        ([1, 1, 0], [0, 1], 2),
        ([3.0], [3.0], 1),
        (range(10), [0, 2, 4, 6, 8], 5),
        ([0] * 90 + list(range(1, 11)), None, None),
    ],
    ids=["none", "two", "one", "ten", "mostly nought"],
)
def test_steps_hold_all_numbers_and_never_one_twice(numbers, lows, words):
    found, said = steps_of(list(numbers), "count")
    assert len(found) == len(said) <= STEPS and found == sorted(set(found))
    if lows is not None:
        assert found == lows and len(said) == (words or 0)
    assert not numbers or min(numbers) == found[0]


def test_a_state_without_a_value_is_shown_with_the_reason():
    said = {"KAZ": Said(1.0, "one", "/KAZ"), "BTN": Said(None, "not reported (2020)", "/BTN")}
    it = mapped("t", said, "world")
    assert {d.id: (d.step, d.said) for d in it.dots} == {
        "KAZ": (1, "Kazakhstan: one"),
        "BTN": (0, "Bhutan: not reported (2020)"),
    }
    assert it.missing == 1 and it.lines == (("Bhutan: not reported (2020)", "/BTN"), ("Kazakhstan: one", "/KAZ"))


@pytest.fixture(scope="module")
def starter():
    if not (STARTER / "atlas.json").is_file():
        pytest.skip("this checkout has no starter atlas; make one with: make starter-atlas")


def test_everyone_is_said_something_of_and_values_are_those_of_the_pair(starter):
    atlas = Atlas.open(None, date(2026, 3, 31))
    for measure, toward in (("exchange.exports_imf", False), ("exchange.exports_imf", True), ("un.agreement", False)):
        period = atlas.last_period(measure)
        held = everyone(atlas, measure, "KAZ", period, IDS, toward=toward)
        assert set(held) == set(IDS) - {"KAZ"}
        assert all(m.value is not None or m.state.value != "value" for m in held.values())
        m = held["DEU"]
        if atlas.entry(measure).direction == "directed":
            assert (m.a, m.b) == (("DEU", "KAZ") if toward else ("KAZ", "DEU"))
        assert m == atlas.at(measure, m.a, m.b, period)
        assert how_many(atlas, measure, period)["KAZ"] >= sum(m.value is not None for m in held.values())


def test_land_is_drawn_without_what_acts():
    text = land_svg()
    assert len(text) < 60_000 and not re.search(r"<script|href|\son\w+=|@import|url\(", text)
    numbers = [float(n) for n in re.findall(r"-?\d+\.\d", text.partition('d="')[2])]
    assert len(numbers) > 3000 and min(numbers) >= -10


def test_a_coast_over_the_date_line_stands_at_both_edges_and_crosses_nothing():
    for piece in land_svg().partition(' d="M')[2].partition('"')[0].split("M"):
        corners = [tuple(map(float, corner.split())) for corner in piece.rstrip("Z").split("L")]
        widest = max(abs(a[0] - b[0]) for a, b in itertools.pairwise([*corners, corners[0]]))
        assert widest < WIDTH / 8 and all(-0.1 <= x <= WIDTH + 0.1 for x, _ in corners)
