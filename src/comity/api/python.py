"""What `import comity` offers beside the types: the command line's main jobs as functions, with the same numbers.

What is given is looked at first: a value of the wrong kind is a mistake of one line that names the argument.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from comity.api import given
from comity.api.given import Day, Folder

if TYPE_CHECKING:
    from comity.api.named import NamedAtlas
    from comity.api.step import Step
    from comity.dossier.assessment import Assessment
    from comity.evidence.study import Study
    from comity.terms.country import State


def open_atlas(folder: Folder | None = None, *, as_of: Day = None, known_on: Day = None) -> NamedAtlas:
    """The atlas in `folder` (the one that ships with Comity if None), seen as of a day (today if None).

    With `known_on` only what was published by that day is seen, and `as_of` is that day if it is left out. Its methods
    take states by code or by name in any language. Raises UserError for a day that has not come, and UserError or
    BadFile for an atlas that is none.
    """
    from comity.api.named import NamedAtlas

    return NamedAtlas.open(
        None if folder is None else given.folder(folder, "folder"), given.seen(as_of, known_on), given.known(known_on)
    )


def load_study(folder: Folder) -> Study:
    """The study folder as it is read by `comity assess --study`; BadFile names the first fault in it."""
    from comity.evidence.study import load_study as load

    return load(given.folder(folder, "folder"))


def resolve(text: str, when: Day = None) -> State:
    """The state behind a code or a name in any language, as of a day (None: at any time).

    Raises UnknownState or AmbiguousState, which are UserErrors and name the nearest.
    """
    from comity.terms.country import resolve as find

    return find(given.text(text, "text"), None if when is None else given.a_date(when, "when"))


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

    day = given.seen(as_of, known_on)
    pair = two_states(given.text(a, "a"), given.text(b, "b"), day)
    for notice in pair.notices:
        warnings.warn(notice, stacklevel=2)
    home = None if atlas is None else given.folder(atlas, "atlas")
    own = None if study is None else given.folder(study, "study")
    opened = Atlas.open(home, day, given.known(known_on))
    asked = request(pair, opened, since=given.year(since), study=own, atlas=home)
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
        found = read_report(given.folder(report, "report"))
        for note in found.notes:
            warnings.warn(note, stacklevel=2)
        it = found.report
    home = default_root() if store is None else given.folder(store, "store")
    return chain(it, given.text(id, "id", "the id of a finding as text"), home)
