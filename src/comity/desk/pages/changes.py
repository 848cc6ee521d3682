"""What changed between two days, told as news: the weightiest first, each sentence with the rows that it rests on."""

from __future__ import annotations

from datetime import date

from comity.api.changes import changes as every_change
from comity.api.changes import untold
from comity.api.news import headline, news
from comity.desk.asked import STUDY, Asked, Seen
from comity.desk.drawing import drawn
from comity.desk.holding import Desk
from comity.desk.naming import name_of
from comity.desk.pages.pair import home_of, led
from comity.desk.reply import Reply
from comity.desk.tables import as_file
from comity.errors import UserError
from comity.terms.period import parse_as_of

COLUMNS = ("what", "id", "before", "after")


def changes(desk: Desk, asked: Asked, a: str, b: str) -> Reply:
    """The news of two states from one day to the day of the page; as a file, every change."""
    seen, day = asked.seen(STUDY), asked.text("from")
    if (to := led(a, b, "/changes", seen, **({"from": day} if day else {}))) is not None:
        return to
    before = _day(day, seen)
    earlier = Seen(before, None if seen.known_on is None else min(seen.known_on, before), seen.since, (), seen.study)
    was, now = desk.assessment(a, b, earlier), desk.assessment(a, b, seen)
    rows = every_change(was, now)
    if ending := asked.one_of("as", ("csv", "json")):
        return as_file(ending, COLUMNS, rows)
    items = news(was, now)
    home = home_of(a, b)
    return drawn(
        "changes.html.j2", seen, a=a, b=b, names=f"{name_of(a)} and {name_of(b)}", headline=headline(was, now),
        groups=[(h, [i for i in items if i.heading == h]) for h in dict.fromkeys(i.heading for i in items)],
        rest=untold(rows, {ref for item in items for ref in item.refs}), before=before,
        why=lambda id: seen.link(f"{home}/why", id=id),
        held={m.id for m in now.measures} | {e.id for e in now.evidence},
        links=[(n, seen.link(f"{home}/changes", **{"from": str(before), "as": n.lower()})) for n in ("JSON", "CSV")],
    )  # fmt: skip


def _day(text: str, seen: Seen) -> date:
    """The earlier day, a year before the page's if none is named. Raises UserError for one that is no earlier."""
    if not text:
        day = seen.as_of
        return date(day.year - 1, day.month, min(day.day, 28))
    found = parse_as_of(text)
    if found >= seen.as_of:
        raise UserError(f"from {found}: give a day before {seen.as_of}, as of which the page is")
    return found
