"""When relations of two states were broken and taken up again, as SQL over `relation_events`.

Only what changes something counts: a break, and the first event after it by which relations stand again (restored,
begun anew, raised in rank, an embassy opened, or the day until which the break stood).
"""

from __future__ import annotations

KNOWN = """CASE precision WHEN 'day' THEN date WHEN 'month' THEN last_day(date)
    ELSE make_date(year(date), 12, 31) END"""
"""SQL for the day on which something dated by day, month or year has surely happened."""

_MENDED = ("relations_begun", "relations_restored", "relations_raised")
_STANDS_AGAIN = f"(kind IN {_MENDED} OR (kind = 'mission_opened' AND mission = 'embassy'))"
_FIRST_OF_END = """CASE until_precision WHEN 'day' THEN until WHEN 'month' THEN date_trunc('month', until)::DATE
    ELSE date_trunc('year', until)::DATE END"""
"""SQL for the end of a break as `date` has it: the first day of what it is dated by."""
_FIELDS = "least(a, b) AS a, greatest(a, b) AS b"

BREAKS = f"""
    SELECT * EXCLUDE (before) FROM (
        SELECT *, lag(fact) OVER (PARTITION BY a, b ORDER BY known, date, place, event) AS before FROM (
            SELECT {_FIELDS}, date, precision, {KNOWN} AS known, event, 0 AS place, 'broken' AS fact, source
            FROM relation_events WHERE kind = 'relations_broken' AND a <> b
            UNION ALL
            SELECT {_FIELDS}, date, precision, {KNOWN}, event, 1, 'restored', source
            FROM relation_events WHERE {_STANDS_AGAIN} AND a <> b
            UNION ALL
            SELECT {_FIELDS}, {_FIRST_OF_END}, until_precision, until, event, 2, 'restored', source
            FROM relation_events WHERE kind = 'relations_broken' AND until IS NOT NULL AND a <> b
        )
    ) WHERE (fact = 'broken' AND before IS DISTINCT FROM 'broken') OR (fact = 'restored' AND before = 'broken')"""
"""Rows of a pair (a < b) in turn: `fact` broken or restored, its `date` with `precision`, the day on which it was
`known` to have happened, the `event` and its `source`."""
