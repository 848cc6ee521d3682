"""The fall of a government ends no holding: forces that came in are told until a row tells that they left."""

from datetime import date

import pytest

from chronicle_rows import event_row
from comity.assessment.page1.acts import holding
from comity.assessment.record import Record
from comity.chronicle import holding as held
from comity.chronicle.events import read_events
from page_one import DAY, assessed


def event(day: str, kind: str, until: str = "", a: str = "AAA", b: str = "BBB"):
    (found,) = read_events([event_row(day, kind, "Forces came in.", a=a, b=b, until=until, weight="3")])
    return found


@pytest.mark.parametrize(
    ("came", "others", "open_"),
    [
        (("2016-08-24", "invasion", "2024-12-08"), [("2024-12-08", "government")], True),
        (("2016-08-24", "occupation", "2024-12-07"), [("2024-12-08", "government")], True),
        (("2016-08-24", "invasion", "2024-12-08"), [], False),
        (("2016-08-24", "invasion", ""), [("2024-12-08", "government")], False),
        (("2016-08-24", "base", "2024-12-08"), [("2024-12-08", "government")], False),
        (("2016-08-24", "invasion", "2023-05-01"), [("2024-12-08", "government")], False),
        (("2016-08-24", "invasion", "2024-12-08"), [("2024-12-08", "government"), ("2026-01-05", "withdrawal")], False),
        (("2016-08-24", "invasion", "2024-12-08"), [("2024-12-08", "government"), ("2027-01-05", "withdrawal")], True),
    ],
)
def test_only_a_row_that_tells_so_ends_it(came, others, open_, monkeypatch):
    rows = (event(*came), *(event(*o) for o in others))
    held._falls.cache_clear()
    monkeypatch.setattr(held, "events", lambda: rows)
    monkeypatch.setattr(held, "between", lambda a, b, as_of: tuple(e for e in rows if e.known(as_of)))
    (first, *_) = held.with_holding(rows[:1], DAY)
    held._falls.cache_clear()
    assert first.left_open is open_


@pytest.mark.parametrize("pair", ["USA AFG", "GBR AFG", "USA IRQ", "RUS AFG", "ISR EGY", "VNM KHM", "UGA TZA"])
def test_who_is_told_to_have_left_holds_nothing(pair):
    assert holding(Record.of(*pair.split(), DAY)) is None


def test_forces_whose_enemy_fell_are_told_on_the_page():
    page = assessed("TUR", "SYR").page1
    assert "Türkiye put forces on the soil of Syria from 24 August 2016 on" in page.bottom_line.text
    assert "no row here tells that they left" in page.bottom_line.text
    told = " ".join(j.text for j in page.judgements)
    assert "(24 August 2016)" in told and "to 8 December 2024)" not in told.split("Relations of")[0]


def test_while_the_government_stood_nothing_was_open():
    assert holding(Record.of("TUR", "SYR", date(2024, 6, 1))) is None
