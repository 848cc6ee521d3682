"""Charts draw what the figure says and nothing between; they never rely on colour, and keep words apart."""

import math
import re
from itertools import pairwise

import pytest

from assessments import rich
from comity.dossier.figure import FigureModel, Place, Point
from comity.dossier.inputs import PeriodModel
from comity.report.charts import axis, compiled, draw
from comity.report.charts import map as maps
from comity.report.charts.label import place, spread
from comity.report.charts.theme import DARK, LIGHT, NARROW, SIZE, WIDE, text_width, wrap
from comity.report.charts.timeframe import segments

PERIOD = PeriodModel(first=1992, last=2024)
FIGURES = {f.id: f for f in rich().figures}


def _points(*pairs):
    return tuple(Point(period=p, value=v) for p, v in pairs)


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    a, b = sorted((_luminance(one), _luminance(other)))
    return (b + 0.05) / (a + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["a", "b", "third", "cooperative", "hostile", "neutral", "ink", "quiet"])
def test_every_colour_of_words_is_readable(palette, name):
    assert _contrast(palette[name], palette["paper"]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_two_states_differ_in_lightness(palette):
    assert _contrast(palette["a"], palette["b"]) >= 1.15
    assert abs(_luminance(palette["a"]) - _luminance(palette["b"])) >= 0.03


def test_light_colours_are_distinct_so_that_each_has_its_dark_twin():
    assert len(set(LIGHT.values())) == len(LIGHT)
    assert LIGHT.keys() == DARK.keys()


def test_a_line_never_crosses_a_missing_period():
    points = _points(("2000", 1.0), ("2001", 2.0), ("2002", None), ("2003", 3.0), ("2007", 4.0), ("2008", 5.0))
    assert [[p.period for p in run] for run in segments(points)] == [
        ["2000", "2001"],
        ["2003"],
        ["2007", "2008"],
    ]


def test_months_join_over_the_turn_of_the_year():
    points = _points(("2001-12", 1.0), ("2002-01", 2.0), ("2002-03", 2.0))
    assert [len(run) for run in segments(points)] == [2, 1]


def _lines(spec):
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]


def test_no_missing_value_reaches_the_drawing_as_a_number():
    spec = draw.spec(FIGURES["exchange.mirror"], PERIOD, WIDE)
    first = [row for layer in _lines(spec) for row in layer["data"]["values"] if row["run"].startswith("0-")]
    drawn = {round(row["x"]) for row in first}
    assert not drawn & {2003, 2004, 2005}
    assert len({row["run"] for row in first}) > 1, "a line would cross the gap"
    assert {2002, 2006} <= drawn


def _is_yearly(figure):
    return all("-" not in p.period for s in figure.series for p in s.points)


def _domains(figures):
    return {
        tuple(layer["encoding"]["x"]["scale"]["domain"])
        for figure in figures
        for layer in draw.spec(figure, PERIOD, WIDE)["layer"]
        if layer["encoding"].get("x", {}).get("field") == "x" and layer["encoding"]["x"].get("scale")
    }


def test_time_axes_of_years_share_their_range():
    yearly = [f for f in FIGURES.values() if f.kind == "lines" and _is_yearly(f)]
    assert len(yearly) > 1 and len(_domains(yearly)) == 1


def test_a_short_run_of_months_gets_an_axis_of_its_own():
    monthly = [f for f in FIGURES.values() if f.kind == "lines" and not _is_yearly(f)]
    own = _domains(monthly)
    assert monthly and own
    for first, last in own:
        assert PERIOD.first <= first and last <= PERIOD.last + 1


def test_derived_series_differ_by_more_than_colour():
    spec = draw.spec(FIGURES["balance.votes"], PERIOD, WIDE)
    runs = {m["mark"].get("strokeDash") is None: {r["run"][0] for r in m["data"]["values"]} for m in _lines(spec)}
    assert runs == {True: {"0"}, False: {"1"}}
    hollow = [m["mark"] for m in spec["layer"] if m["mark"]["type"] == "point"]
    assert hollow and all(m["filled"] is False for m in hollow)


def test_a_row_known_only_by_bounds_is_an_open_bar_and_never_a_point():
    for name in ("dependence.suppliers", "glance"):
        figure = FIGURES[name]
        spec = draw.spec(figure, PERIOD, WIDE)
        opened = [m for m in spec["layer"] if m["mark"].get("filled") is False and m["mark"]["type"] == "rect"]
        assert sum(len(m["data"]["values"]) for m in opened) == sum(
            b.value is None and b.low is not None for b in figure.bars
        )


def test_the_gap_between_two_reports_is_shaded_only_where_both_report():
    spec = draw.spec(FIGURES["exchange.mirror"], PERIOD, WIDE)
    shade = next(m for m in spec["layer"] if m["mark"]["type"] == "area" and m["mark"].get("color") == LIGHT["third"])
    years = {round(r["x"]) for r in shade["data"]["values"]}
    assert years == set(range(1992, 2025)) - {2003, 2004, 2005}


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", FIGURES)
def test_every_drawing_keeps_its_width_and_its_type(name, width):
    svg = draw.draw(FIGURES[name], PERIOD, width, "f")
    wide = float(re.search(r'width="([\d.]+)"', svg)[1])
    assert wide <= width * 1.02
    sizes = {float(s) for s in re.findall(r'font-size="([\d.]+)px"', svg)}
    assert sizes and min(sizes) >= 12
    assert SIZE * 0.75 >= 9
    assert "http" not in svg.replace("http://www.w3.org", "")


def test_a_drawing_is_the_same_twice_and_its_ids_are_its_own():
    figure = FIGURES["context.map"]
    one, two = draw.draw(figure, PERIOD, WIDE, "x"), draw.draw(figure, PERIOD, WIDE, "x")
    assert one == two
    assert all(name.startswith("x-") for name in re.findall(r'\bid="([^"]+)"', one))
    assert set(re.findall(r"url\(#([^)]+)\)", one)) <= set(re.findall(r'\bid="([^"]+)"', one))


def test_labels_at_line_ends_do_not_touch():
    heights = [20.0, 35.0, 20.0]
    centres = spread([50.0, 52.0, 51.0], heights, 0, 200)
    boxes = sorted((c - h / 2, c + h / 2) for c, h in zip(centres, heights, strict=True))
    assert all(low <= high + 1e-9 for (_, low), (high, _) in pairwise(boxes))
    assert boxes[0][0] >= 0 and boxes[-1][1] <= 200


def test_a_label_moves_off_what_it_would_cover():
    wall = [((x, 50.0), 30.0) for x in range(0, 200, 4)]
    x, y = place((60.0, 20.0), (100.0, 50.0), (200.0, 100.0), wall)
    assert abs(y - 50.0) >= 10
    assert abs(x - 100.0) < 20


def test_places_fit_into_the_map_across_the_date_line():
    places = (
        Place(label="W", lat=-17.0, lng=-175.0, role="a"),
        Place(label="E", lat=-18.0, lng=178.0, role="b"),
    )
    lng, lat = maps.centre(places)
    assert abs(abs(lng) - 178.5) < 0.5 and abs(lat + 17.5) < 0.5
    for p in places:
        assert math.hypot(*maps.project(p, (lng, lat))) < 0.1


def test_the_land_is_small_and_whole():
    from importlib import resources

    packed = resources.files("comity.report.charts").joinpath("land.json").read_bytes()
    assert len(packed) < 60_000
    rings = [ring for polygon in maps.land()["geometry"]["coordinates"] for ring in polygon]
    assert len(rings) > 100
    assert all(math.dist(ring[0], ring[-1]) < 0.02 for ring in rings)
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for ring in rings for x, y in ring)


@pytest.mark.parametrize(("low", "high"), [(0.0, 3.2e9), (-2.6, 3.6), (0.61, 0.72), (5.0, 5.0), (0.0, 0.0)])
def test_scales_span_their_values_with_round_ticks(low, high):
    ticks, (first, last) = axis.frame(low, high, 4)
    assert first <= low and high <= last and first < last
    assert all(first <= t <= last for t in ticks)
    names = axis.labels(ticks, "US$")
    assert len(set(names)) == len(ticks) >= 2


def test_long_words_are_cut_rather_than_let_run():
    assert all(text_width(line) <= 60 for line in wrap("x" * 400 + " and more words that go on", 60, 3))
    assert len(wrap("many words " * 40, 80, 3)) == 3


def test_an_empty_figure_is_drawn_too():
    for kind in ("lines", "bars", "strip", "matrix", "map"):
        figure = FigureModel(
            id="e", question="scope", kind=kind, title="t", subtitle="s", source="s", alt="a", interval=None
        )
        assert draw.draw(figure, PERIOD, WIDE, "e").startswith("<svg")


def _whole(figure):
    compiled._KNOWN.clear()
    return draw.draw(figure, PERIOD, 300, "x")


def _other(figure):
    """The same make-up of layers with other numbers, words and places."""

    def moved(point):
        return point.model_copy(update={"value": point.value and point.value * 1.37})

    shifted = [s.model_copy(update={"points": tuple(map(moved, s.points))}) for s in figure.series]
    bars = [b.model_copy(update={"value": b.value and b.value / 3, "label": f"{b.label}s"}) for b in figure.bars]
    places = [p.model_copy(update={"lng": p.lng / 1.7, "lat": p.lat - 1.3}) for p in figure.places]
    return figure.model_copy(
        update={"series": tuple(shifted), "bars": tuple(bars), "places": tuple(places), "alt": "another"}
    )


@pytest.mark.parametrize("id", sorted(FIGURES))
def test_a_frame_compiled_once_is_filled_to_the_drawing_that_a_whole_compilation_gives(id, monkeypatch):
    monkeypatch.setattr(compiled, "ahead", lambda frame, version: None)
    other = _other(FIGURES[id])
    whole = _whole(other)
    assert _whole(FIGURES[id]) == draw.draw(FIGURES[id], PERIOD, 300, "x") == draw.draw(FIGURES[id], PERIOD, 300, "x")
    assert draw.draw(other, PERIOD, 300, "x") == whole
    assert compiled._NEVER not in compiled._KNOWN.values(), "what is passed on is known to pass"
