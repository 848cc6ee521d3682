"""Of what only a report of some years ago dates the month is told: its day may be that of the report."""

from __future__ import annotations

from datetime import date

import pytest

from chronicle_rows import event_row
from comity.assessment.say import when
from comity.chronicle.events import as_known, read_events

DAY = date(2026, 11, 30)
PORTAL, PRESS = "Wikipedia, Portal:Current events", "Press report"


def told(day: str, source: str, kind: str = "talks", locator: str = "2022 December 14") -> str:
    row = event_row(day, kind, "They spoke of fish.", source=source, locator=locator)
    (event,) = read_events([row])
    return when(as_known(event, DAY)).text


@pytest.mark.parametrize(
    ("day", "source", "says"),
    [
        ("2022-12-13", PORTAL, "December 2022"),
        ("2022-12-13", PRESS, "December 2022"),
        ("2025-12-13", PORTAL, "13 December 2025"),
        ("2022-12-13", "The World Factbook", "13 December 2022"),
        ("2022-12", PORTAL, "December 2022"),
        ("2022", PORTAL, "2022"),
    ],
)
def test_a_day_that_only_a_report_gives_is_told_while_it_is_news(day, source, says):
    assert told(day, source) == says


def test_a_war_has_its_day_and_so_has_what_was_looked_up():
    assert told("2022-02-24", PORTAL, kind="invasion") == "24 February 2022"
    assert told("2022-12-12", PORTAL, locator="2022 December 13; the day is general knowledge") == "12 December 2022"
