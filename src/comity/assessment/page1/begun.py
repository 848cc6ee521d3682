"""How far a register bears that relations began on a day: by whose list, and whether they can be older."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from comity.assessment.view import View
from comity.terms.membership import existed
from comity.terms.relation_details import MissionFact, RelationFact

LAST_WORLD_WAR = 1945
"""Relations that began by this year were broken by it between many, often with no row that says so."""
LATE_YEARS = 20
"""Years for which both were states before a list dates their relations: it may give a later rank or mission."""
_CHRONICLE = "chronicle"
_EMBASSY = "representation.embassy"
_OFFICE = "office in place of an embassy"


def form_of(facts: Sequence[RelationFact], newest: RelationFact, a: str, b: str) -> str:
    """The end of a sentence's key: `_restored`, `_first` (held by nothing through a world war), `_one` (one side's
    list alone), `_listed` (old states whose lists may give a later rank), "" where it is well borne, as it is where
    one of the two was new.
    """
    if newest.fact == "restored":
        return "_restored"
    if newest.day.year <= LAST_WORLD_WAR:
        return "_first"
    accounts = {d.account for d in facts if d.fact == newest.fact}
    if _CHRONICLE in accounts:
        return ""
    if len(accounts) == 1:
        new = not all(existed(s, date(newest.day.year - 1, 1, 1), "any") for s in (a, b))
        return "" if new else "_one"
    before = date(newest.day.year - LATE_YEARS, 1, 1)
    return "_listed" if existed(a, before, "any") and existed(b, before, "any") else ""


def office_only(view: View) -> bool:
    """Whether the newest list of missions has an office where an embassy would be, and no embassy either way."""
    cells = [m for m in (view.last(_EMBASSY), view.last(_EMBASSY, view.b, view.a)) if m is not None]
    said = {d.said for m in cells for d in m.details_of(MissionFact)}
    return _OFFICE in said and not any(m.value for m in cells)
