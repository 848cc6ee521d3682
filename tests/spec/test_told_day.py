"""Of what only a report of some years ago dates the month is told: its day may be that of the report."""

from __future__ import annotations

from datetime import date

import pytest

from comity.assessment.say import when
from comity.chronicle.events import COLUMNS, as_known, read_events

DAY = date(2026, 11, 30)
PORTAL, PRESS = "Wikipedia, Portal:Current events", "Press report"


def told(day: str, source: str, weight: int) -> str:
    row = dict.fromkeys(COLUMNS, "") | {
        "date": day, "a": "AAA", "b": "BBB", "kind": "talks", "what": "They spoke of fish.", "weight": str(weight),
        "reliability": "B", "credibility": "2", "source": source, "opened": "yes",
    }  # fmt: skip
    (event,) = read_events([row])
    return when(as_known(event, DAY)).text


@pytest.mark.parametrize(
    ("day", "source", "weight", "says"),
    [
        ("2022-12-13", PORTAL, 2, "December 2022"),
        ("2022-12-13", PRESS, 1, "December 2022"),
        ("2025-12-13", PORTAL, 2, "13 December 2025"),
        ("2022-12-13", PORTAL, 3, "13 December 2022"),
        ("2022-12-13", "The World Factbook", 2, "13 December 2022"),
        ("2022-12", PORTAL, 2, "December 2022"),
        ("2022", PORTAL, 2, "2022"),
    ],
)
def test_a_day_that_only_a_report_gives_is_told_while_it_is_news(day, source, weight, says):
    assert told(day, source, weight) == says
