"""What does not fit together in a study, and what was promised: each side by side with the rows that make it."""

from __future__ import annotations

from comity.api.studying import fit
from comity.desk.asked import Asked
from comity.desk.holding import Desk
from comity.desk.naming import name_of
from comity.desk.reply import Reply
from comity.desk.rights import keeps
from comity.desk.worked import home_of, shown

MOST = 200
"""Entries that a page shows."""


def fitting(desk: Desk, asked: Asked, study: str) -> Reply:
    """Contradictions and promises of a study as of a day."""
    seen = asked.seen()
    atlas = desk.atlas(seen)
    with desk.studies.opened(study) as folder:
        found = fit(folder, atlas, desk.level(study))
    return shown(
        "fitting.html.j2", asked.visitor, seen, name=study, home=home_of(study), it=found, most=MOST, name_of=name_of,
        keeps=keeps(asked.visitor, study),
        entries=[(e, found.rows(e)) for e in found.contradictions[:MOST]],
    )  # fmt: skip
