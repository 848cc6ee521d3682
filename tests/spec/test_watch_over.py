"""What is over is not watched: by what its own row tells later, by what opened again, by an act of both since."""

import pytest

from chronicle_rows import event_row
from comity.assessment.page1.watch import watch
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.events import as_known, read_events
from page_one import DAY


def event(day: str, kind: str, what: str, later: str = "", weight: int = 2):
    (found,) = read_events([event_row(day, kind, what, a="AAA", b="BBB", later=later, weight=str(weight))])
    return as_known(found, DAY)


QUARREL = ("2025-05-01", "dispute", "The one sought the arrest of a leader whom the other supported.")
SHUT = ("2024-03-01", "border_closed", "The one shut its border with the other over a killing.")
DUTIES = ("2024-10-01", "tariffs", "The one put duties on electric cars from the other.")


@pytest.mark.parametrize(
    ("held", "open_"),
    [
        ([QUARREL], True),
        ([(*QUARREL, "The warrant was lifted in October 2025.")], False),
        ([(*QUARREL, "The leader stayed in office in October 2025.")], True),
        ([QUARREL, ("2026-02-01", "treaty_signed", "They signed a treaty on a new beginning.", "", 3)], False),
        ([QUARREL, ("2026-02-01", "treaty_signed", "They signed an agreement on fish.")], True),
        ([SHUT], True),
        ([SHUT, ("2025-03-01", "border_opened", "Crossings were opened again.")], False),
        ([("2025-09-01", "border_closed", "Shut again."), ("2025-03-01", "border_opened", "Opened.")], True),
        ([DUTIES], True),
        ([DUTIES, ("2026-01-16", "trade", "The two agreed to lower duties on electric cars and rapeseed.")], False),
        ([DUTIES, ("2026-01-16", "trade", "The two agreed on the trade in fish.")], True),
    ],
)  # fmt: skip
def test_only_what_is_open_is_watched(held, open_, atlas):
    events = tuple(sorted((event(*h) for h in held), key=lambda e: e.when.start))
    record = Record("AAA", "BBB", DAY, events, ())
    found = watch(View(atlas, "AAA", "BBB", 1990, record=record), record)
    kinds = {part.rule for w in found for part in w.what.parts if part.kind == "chosen"}
    told = " ".join(w.what.text for w in found)
    assert kinds <= {"watched"}
    assert any(words in told for words in ("the case", "border", "duties stay")) is open_
