"""What `import comity` offers to those who do statistics: each gives a frame, or something that has one."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from comity.api import given
from comity.api.given import Day, Folder
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.api.named import NamedAtlas
    from comity.api.panelled import Panel
    from comity.evidence.study import Study
    from comity.frames.frame import Frame

_SYSTEMS = ("cow", "gw", "iso3")


def atlas(as_of: Day = None, known_on: Day = None, path: Folder | None = None) -> NamedAtlas:
    """The atlas that ships with Comity, or the one in the folder `path`, seen as of a day (today if None).

    With `known_on` only what was published by that day is seen. Raises UserError for a day that has not come, and
    UserError or BadFile for an atlas that is none.
    """
    from comity.api.named import NamedAtlas

    home = None if path is None else given.folder(path, "path")
    return NamedAtlas.open(home, given.seen(as_of, known_on), given.known(known_on))


def panel(
    measures: str | Iterable[str] | None = None,
    years: object = None,
    *,
    system: str = "cow",
    directed: bool = True,
    as_of: Day = None,
    known_on: Day = None,
    path: Folder | None = None,
) -> Panel:
    """The dyad-year rectangle of a state system with one column a measure, as a frame; nine core measures if None.

    `years` is a `range`, a first and a last year, text like "1990-2014", or None for all. Beside each measure's column
    stands `ID.state`, which says why a cell is empty; a measure of one state gives `ID_1` and `ID_2`. The rows are made
    when they are asked for. Raises UserError for unknown and monthly measures.
    """
    from comity.api.panelled import Panel
    from comity.atlas.panel import Frame as Asked
    from comity.atlas.panel import System
    from comity.quantities.shown import shown

    opened = atlas(as_of, known_on, path)
    if system not in _SYSTEMS:
        raise UserError(f"system: choose {', '.join(_SYSTEMS)}, not {given.kind(system)}")
    named = [line.quantity for line in shown("panel")] if measures is None else _measures(measures)
    first, last = _years(years, opened.as_of.year)
    of: System = system  # type: ignore[assignment]
    asked = Asked(tuple(named), first, last, of, given.flag(directed, "directed"), with_states=True)
    for measure in named:
        if opened.entry(measure).grain != "year":
            raise UserError(f"{measure} is monthly; a panel takes yearly measures")
    return Panel(opened, asked)


def compare(
    a: str,
    partners: Sequence[str],
    *,
    as_of: Day = None,
    known_on: Day = None,
    path: Folder | None = None,
) -> Frame:
    """A state's relations with others side by side: of each compared measure the newest cell of each pair.

    What has a direction goes from `a` to each partner. Raises UserError for unknown states and one named twice.
    """
    opened = atlas(as_of, known_on, path)
    names = given.texts(partners, "partners", "a list of states, codes or names, like ['ISR', 'TUR']")
    return compared_with(opened, given.text(a, "a"), names)


def compared_with(atlas: NamedAtlas, a: str, partners: Sequence[str]) -> Frame:
    """The same of an atlas that is open."""
    from comity.api.compared_frame import compared_frame
    from comity.api.pair import two_states

    if not partners:
        raise UserError("partners: the list is empty; name one state or more")
    pairs = [two_states(a, name, atlas.as_of) for name in partners]
    others = [p.two.id for p in pairs]
    if twice := next((o for o in others if others.count(o) > 1), None):
        raise UserError(f"partners: {twice} is named twice; name each partner once")
    for notice in dict.fromkeys(n for p in pairs for n in p.notices):
        warnings.warn(notice, stacklevel=3)
    return compared_frame(atlas, [(p.one.id, p.two.id) for p in pairs])


def chronicle(  # noqa: PLR0913  (each narrows what is sought)
    a: str | None = None,
    b: str | None = None,
    *,
    since: int | None = None,
    until: int | None = None,
    kind: str = "",
    weight: int = 1,
    as_of: Day = None,
    known_on: Day = None,
) -> Frame:
    """Dated, cited events of one state, of two, or of all, as they could be told on a day; the newest first.

    `kind` is a kind or a family of kinds; `weight` the least that an event weighs (3 defines the relationship, 1 stands
    in a full account). Raises UserError for unknown states and kinds.
    """
    from comity.api.chronicle_frame import chronicle_frame
    from comity.api.chronicling import Sought
    from comity.api.pair import one_state

    day = given.seen(as_of, known_on)
    known = given.known(known_on)
    day = day if known is None else min(day, known)
    named = [one_state(given.text(s, n), day) for s, n in ((a, "a"), (b, "b")) if s is not None]
    for notice in dict.fromkeys(n for each in named for n in each.notices):
        warnings.warn(notice, stacklevel=2)
    states = tuple(each.state.id for each in named)
    if len(states) != len(set(states)):
        raise UserError(f"a and b are the same state ({states[0]}); name two different ones")
    least = given.year(weight, "weight") or 1
    first, last = given.year(since, "since"), given.year(until, "until")
    sought = Sought(states, weight=least, first=first or 0, last=9999 if last is None else last)
    return chronicle_frame(day, sought, given.text(kind, "kind", "a kind of event as text"))


def statements(study: Folder | Study, *, as_of: Day = None) -> Frame:
    """The statements of a study folder that count on a day, as they may be printed, as a frame.

    What was said in interviews keeps to its terms: `Study.statements` holds the rest, for whoever keeps the study.
    Raises BadFile for a fault in the folder.
    """
    from comity.assessment.statements import evidence_rows
    from comity.dossier.rows import Evidence
    from comity.evidence.study import Study, load_study

    day = given.day(as_of)
    held = study if isinstance(study, Study) else load_study(given.folder(study, "study"))
    frame = Evidence(evidence_rows(held, day)).frame()
    pair = held.settings.pair
    frame.meta = {**frame.meta, "pair": [pair.a, pair.b], "as_of": day.isoformat()}
    return frame


def _measures(value: object) -> list[str]:
    listed = value.split(",") if isinstance(value, str) else value
    named = [m.strip() for m in given.texts(listed, "measures", "ids of measures in a list, like ['un.agreement']")]
    kept = list(dict.fromkeys(m for m in named if m))
    if not kept:
        raise UserError("measures: none is named; give ids of measures, or leave it out for nine core ones")
    return kept


def _years(value: object, last: int) -> tuple[int, int]:
    from comity.api.asking import EARLIEST

    if value is None:
        return EARLIEST, last
    found = _span(value)
    if not EARLIEST <= found[0] <= found[1]:
        raise UserError(
            f"years: {found[0]} to {found[1]} are no years of the lists of states, which begin in {EARLIEST}"
        )
    return found


def _span(value: object) -> tuple[int, int]:
    wrong = "years: give a range, a first and a last year, or text like '1990-2014', not "
    if isinstance(value, str):
        if (said := re.fullmatch(r"\s*(\d{4})(?:\s*[-–]\s*(\d{4}))?\s*", value)) is None:
            raise UserError(wrong + given.kind(value))
        return int(said[1]), int(said[2] or said[1])
    if isinstance(value, int) and not isinstance(value, bool):
        return value, value
    if isinstance(value, bytes) or not isinstance(value, Iterable):
        raise UserError(wrong + given.kind(value))
    found = [y for each in value if (y := given.year(each, "years")) is not None]
    if not found:
        raise UserError(f"{wrong}{given.kind(value)}")
    if len(found) > 2 and found != list(range(found[0], found[0] + len(found))):
        raise UserError("years: a panel takes all years from a first to a last; name those two, or a range")
    return found[0], found[-1]
