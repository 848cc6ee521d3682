"""Lines that a person draws, on series that can be checked by hand."""

import pytest

from comity.errors import UserError
from comity.watch.line import parse
from comity.watch.quantity import crossed


def _cell(v):
    value, low, high = v if isinstance(v, tuple) else (v, None, None)
    return {"value": value, "low": low, "high": high}


def _seen(values):
    held = {period: _cell(v) for period, v in values.items()}
    return {"values": held, "newest": max(held, default=""), "basis": ["one@1"]}


def _story(line, *looks):
    """The sentences of each look after the first."""
    was, told = _seen(looks[0]), []
    for look in looks[1:]:
        said, was = crossed(parse(line), was, _seen(look), "index")
        told.append([text for text, _ in said])
    return told


@pytest.mark.parametrize(
    ("line", "looks", "told"),
    [
        ("crosses 0.5", [{"2020": 0.4}, {"2020": 0.4, "2021": 0.6}], [1]),
        ("crosses 0.5", [{"2020": 0.4}, {"2021": 0.6}, {"2022": 0.7}, {"2023": 0.3}], [1, 0, 1]),
        ("crosses 0.5", [{"2020": 0.5}, {"2021": 0.5}], [0]),
        ("crosses 0.5", [{"2020": 0.6}, {"2020": 0.4}], [1]),
        ("reaches a new period", [{"2020": 1.0}, {"2020": 2.0}, {"2020": 2.0, "2021": 2.0}], [0, 1]),
        ("leaves its interval", [{"2020": (1.0, 0.5, 1.5)}, {"2021": (1.4, 1.2, 1.6)}], [0]),
        # What it had when it was first looked at counts until it is left, then the one that it has by then.
        ("leaves its interval",
         [{"2020": (1.0, 0.5, 1.5)}, {"2021": (1.4, 1.2, 1.6)}, {"2022": (1.55, 1.4, 1.7)}, {"2023": (1.6, 1.4, 1.8)}],
         [0, 1, 0]),
        ("leaves its interval", [{"2020": 1.0}, {"2021": 9.0}], [0]),
        ("revised by 20 %", [{"2020": 1.0}, {"2020": 1.19}], [0]),
        ("revised by 20 %", [{"2020": 1.0}, {"2020": 1.2}], [1]),
        ("revised by 20 %", [{"2020": 1.0}, {"2020": 1.0, "2021": 5.0}], [0]),
        # Small steps add up, and are told once.
        ("revised by 20 %",
         [{"2020": 1.0}, {"2020": 1.08}, {"2020": 1.16}, {"2020": 1.24}, {"2020": 1.30}], [0, 0, 1, 0]),
        ("revised by 20 %", [{"2020": 0.0}, {"2020": 0.1}], [1]),
        ("revised by 20 %", [{"2020": 1.0, "2021": 1.0}, {"2020": 1.0}, {"2020": 1.0}], [1, 0]),
        # An edition that could not be read leaves a gap; what comes back is held against what was.
        ("crosses 0.5", [{"2020": 0.4}, {}, {"2020": 0.4}], [0, 0]),
        ("crosses 0.5", [{"2020": 0.4}, {}, {"2021": 0.6}], [0, 1]),
        ("crosses 0.5", [{}, {"2021": 0.6}], [0]),
    ],
)  # fmt: skip
def test_a_line_is_crossed_once(line, looks, told):
    assert list(map(len, _story(line, *looks))) == told


def test_a_sentence_says_from_what_to_what():
    assert _story("revised by 20 %", {"2020": 1.0, "2021": 2.0}, {"2020": 1.5, "2021": 4.0}) == [
        ["was revised by 100 % for 2021, from 2.00 to 4.00, and 1 further periods"]
    ]
    (said,) = _story("leaves its interval", {"2020": (1.0, 0.5, 1.5)}, {"2021": (2.0, 1.0, 3.0)})
    assert said == ["is 2.00 in 2021, outside the interval of 0.50 to 1.50 that it had in 2020"]


@pytest.mark.parametrize(
    "text", ["", "moves", "crosses", "crosses up", "revised by 0 %", "revised by -5 %", "crosses 1e999"]
)
def test_what_is_no_line_is_told_which_there_are(text):
    with pytest.raises(UserError, match="draw one of these"):
        parse(text)


def test_a_line_is_read_however_it_is_spaced_and_cased():
    assert parse("  Revised  by 20% ") == parse("revised by 20 %")
    assert parse("new event of kind ANY").word == "any"
