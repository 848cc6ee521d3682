"""What `import comity` offers beside the types: the command line's main jobs as functions, with the same numbers.

What is given is looked at first: a value of the wrong kind is a mistake of one line that names the argument.
"""

from __future__ import annotations

import operator
import warnings
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import UserError

if TYPE_CHECKING:
    from comity.api.step import Step
    from comity.atlas.read import Atlas
    from comity.dossier.assessment import Assessment
    from comity.evidence.study import Study
    from comity.terms.country import State

Day = date | str | None
Folder = Path | str


def open_atlas(folder: Folder | None = None, *, as_of: Day = None, known_on: Day = None) -> Atlas:
    """The atlas in `folder` (the one that ships with Comity if None), seen as of a day (today if None).

    With `known_on` only what was published by that day is seen, and `as_of` is that day if it is left out. Its methods
    take states by code or by name in any language. Raises UserError for a day that has not come, and UserError or
    BadFile for an atlas that is none.
    """
    from comity.api.named import NamedAtlas

    return NamedAtlas.open(
        None if folder is None else _folder(folder, "folder"), _seen(as_of, known_on), _known(known_on)
    )


def load_study(folder: Folder) -> Study:
    """The study folder as it is read by `comity assess --study`; BadFile names the first fault in it."""
    from comity.evidence.study import load_study as load

    return load(_folder(folder, "folder"))


def resolve(text: str, when: Day = None) -> State:
    """The state behind a code or a name in any language, as of a day (None: at any time).

    Raises UnknownState or AmbiguousState, which are UserErrors and name the nearest.
    """
    from comity.terms.country import resolve as find

    return find(_text(text, "text"), None if when is None else _date(when, "when"))


def assess(
    a: str,
    b: str,
    *,
    as_of: Day = None,
    known_on: Day = None,
    since: int | None = None,
    study: Folder | None = None,
    atlas: Folder | None = None,
) -> Assessment:
    """The assessment that `comity assess` writes, as an object; nothing is written.

    `a` and `b` are codes or names in any language; a name of a state whose series another carries on is read as that
    one, with a warning. Raises UserError, in one line that names the next act.
    """
    from comity.api.asking import request
    from comity.api.pair import two_states
    from comity.assessment.assess import assess as put_together
    from comity.atlas.read import Atlas

    day = _seen(as_of, known_on)
    pair = two_states(_text(a, "a"), _text(b, "b"), day)
    for notice in pair.notices:
        warnings.warn(notice, stacklevel=2)
    home = None if atlas is None else _folder(atlas, "atlas")
    own = None if study is None else _folder(study, "study")
    opened = Atlas.open(home, day, _known(known_on))
    asked = request(pair.one, pair.two, opened, since=_year(since), study=own, atlas=home)
    return put_together(opened, asked)


def why(report: Assessment | Folder, id: str, *, store: Folder | None = None) -> Step:
    """The way from an id of a report back to the publishers' rows: the tree that `comity why` prints.

    `report` is an assessment, a `report.json` or the folder that holds it. Raises UserError that names the nearest ids,
    and BadFile for a report that is none or was altered since it was written.
    """
    from comity.api.chain import chain
    from comity.dossier.assessment import Assessment
    from comity.report.reading import read_report
    from comity.store.place import default_root

    if isinstance(report, Assessment):
        it = report
    else:
        found = read_report(_folder(report, "report"))
        for note in found.notes:
            warnings.warn(note, stacklevel=2)
        it = found.report
    return chain(
        it, _text(id, "id", "the id of a finding as text"), default_root() if store is None else _folder(store, "store")
    )


def _seen(as_of: Day, known_on: Day) -> date:
    return _day(known_on if as_of is None else as_of)


def _known(value: Day) -> date | None:
    return None if value is None else _date(value, "known_on")


def _day(value: Day) -> date:
    """The as-of day asked for, today if None. Raises UserError for one that has not come."""
    from comity.store.clock import as_of

    return as_of(None if value is None else _date(value, "as_of"))


def _date(value: object, name: str) -> date:
    from comity.terms.period import parse_as_of

    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return parse_as_of(value)
    raise UserError(f"{name}: give a date, or text like '2024-12-31', not {_kind(value)}")


def _text(value: object, name: str, what: str = "a state as text, a code or a name like 'KAZ'") -> str:
    if isinstance(value, str):
        return value
    raise UserError(f"{name}: give {what}, not {_kind(value)}")


def _folder(value: object, name: str) -> Path:
    if isinstance(value, str | Path) and "\0" not in str(value):
        return Path(value)
    raise UserError(f"{name}: give a folder as text or as a pathlib.Path, not {_kind(value)}")


def _year(value: object) -> int | None:
    if value is None:
        return None
    try:
        if isinstance(value, bool):
            raise TypeError
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise UserError(f"since: give a year as a whole number, not {_kind(value)}") from None


def _kind(value: object) -> str:
    """A value as a message names it: short, whatever it is."""
    from comity.terms.names import sanitise

    shown = sanitise(repr(value), 30)
    return shown if value is None else f"{type(value).__name__} {shown}"
