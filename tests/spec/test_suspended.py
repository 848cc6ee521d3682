"""Relations that were suspended are not told as broken off, and what ended is not told as lasting."""

from dataclasses import replace

import pytest

from chronicle_rows import event_row
from comity.assessment.page1.acts import only_suspended
from comity.assessment.page1.bottom_line import event_told
from comity.assessment.page1.course import before
from comity.assessment.record import Record
from comity.chronicle.events import as_known, read_events
from page_one import DAY, first_page


@pytest.mark.parametrize(
    ("pair", "says"),
    [("NIC VAT", "suspended since"), ("BLZ ISR", "suspended since"), ("RUS UKR", "broken off since")],
)
def test_the_strip_says_whether_relations_are_suspended_or_broken_off(pair, says):
    (cell,) = [c.level.text for c in first_page(pair).strip if c.label == "Relations"]
    assert cell.startswith(says)


@pytest.mark.parametrize(
    ("what", "is_so"),
    [
        ("Brazil suspended relations with Türkiye.", True),
        ("Brazil froze relations with Türkiye.", True),
        ("Brazil broke off relations with Türkiye.", False),
    ],
)
def test_by_the_words_of_the_row(what, is_so):
    (event,) = read_events([event_row("2024-03-01", "relations_broken", what)])
    assert only_suspended(event) is is_so


@pytest.mark.parametrize(("until", "years"), [("", "(2014)"), ("2014-11-29", "(2014)"), ("2016-02", "(2014 to 2016)")])
def test_what_went_before_says_until_when_it_was(until, years):
    row = event_row("2014-10-30", "ambassador_recalled", "Brazil called home its envoy.", weight="3", until=until)
    held = replace(Record.of("BRA", "TUR", DAY), events=read_events([row]), pacts=())
    (said,) = before(held, ())
    assert said.text.endswith(f"{years}.")


@pytest.mark.parametrize("kind", ["relations_raised", "relations_restored"])
def test_a_recall_is_over_when_ambassadors_return(kind):
    rows = [
        event_row("2024-10-30", "ambassador_recalled", "Brazil called home its envoy."),
        event_row("2025-01-30", kind, "Ambassadors of Brazil and Türkiye returned."),
    ]
    held = replace(Record.of("BRA", "TUR", DAY), events=read_events(rows), pacts=())
    assert held.standing("ambassador_recalled") is None


@pytest.mark.parametrize("end", ["Cernavodă", "2020)", "per cent", "30 %", '"Peace"'])
def test_what_came_of_an_act_stands_behind_its_day_whatever_letter_the_act_ends_with(end):
    row = event_row("2019-05", "project", f"Brazil agreed on works at {end}.", later="Called off in May 2020.")
    (event,) = read_events([row])
    told = event_told(as_known(event, DAY)).text
    assert told == f"Brazil agreed on works at {end} (May 2019). Called off in May 2020."
