"""When a publisher's next release is due, from its rhythm and the day of the last one."""

from datetime import date

import pytest

from comity.terms.rhythm import Rhythm


@pytest.mark.parametrize(
    ("rhythm", "released", "expected"),
    [
        ("daily", date(2026, 2, 28), date(2026, 3, 1)),
        ("weekly", date(2026, 2, 28), date(2026, 3, 7)),
        ("monthly", date(2026, 1, 31), date(2026, 2, 28)),
        ("monthly", date(2026, 12, 15), date(2027, 1, 15)),
        ("quarterly", date(2025, 11, 30), date(2026, 2, 28)),
        ("twice a year", date(2026, 3, 1), date(2026, 9, 1)),
        ("yearly", date(2024, 2, 29), date(2025, 2, 28)),
        ("every 5 years", date(2020, 12, 31), date(2025, 12, 31)),
        ("yearly, March", date(2025, 3, 20), date(2026, 3, 31)),
        ("yearly, March", date(2025, 6, 10), date(2026, 3, 31)),
        ("yearly, March", date(2025, 11, 1), date(2026, 3, 31)),
        ("yearly, March", date(2026, 1, 20), date(2027, 3, 31)),
        ("yearly, February", date(2023, 2, 1), date(2024, 2, 29)),
        ("yearly, December", date(2025, 12, 31), date(2026, 12, 31)),
        ("irregular", date(2020, 1, 1), None),
        ("ended", date(2020, 1, 1), None),
    ],
)
def test_the_next_release(rhythm, released, expected):
    assert Rhythm.parse(rhythm).after(released) == expected


@pytest.mark.parametrize(
    ("rhythm", "today", "standing"),
    [
        ("yearly, March", date(2026, 3, 31), "up to date"),
        ("yearly, March", date(2026, 4, 1), "due"),
        ("yearly, March", date(2026, 6, 30), "due"),
        ("yearly, March", date(2026, 7, 1), "late"),
        ("monthly", date(2025, 4, 20), "up to date"),
        ("monthly", date(2025, 4, 21), "due"),
        ("monthly", date(2025, 4, 29), "late"),
        ("daily", date(2025, 3, 22), "due"),
        ("daily", date(2025, 3, 23), "late"),
        ("ended", date(2099, 1, 1), "ended"),
        ("irregular", date(2099, 1, 1), "irregular"),
    ],
)
def test_due_is_not_late(rhythm, today, standing):
    assert Rhythm.parse(rhythm).standing(date(2025, 3, 20), today) == standing


@pytest.mark.parametrize("text", ["", "sometimes", "yearly, Marzo", "yearly, march", "every few years", "Monthly"])
def test_other_words_are_refused_with_those_there_are(text):
    with pytest.raises(ValueError, match="write one of: daily"):
        Rhythm.parse(text)


def test_blanks_do_not_matter():
    assert Rhythm.parse(" yearly,  March ").text == "yearly, March"
