"""What `import comity` offers beside the types: the command line's main jobs as functions, with the same numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.assessment.model import Assessment
    from comity.atlas.read import Atlas

Day = date | str | None


def open_atlas(folder: Path | str | None = None, *, as_of: Day = None, known_on: Day = None) -> Atlas:
    """The atlas in `folder` (the one that ships with Comity if None), seen as of a day (today if None).

    With `known_on` only what was published by that day is seen, and `as_of` is that day if it is left out.

    Raises UserError for a day that has not come, and UserError or BadFile for an atlas that is none.
    """
    from comity.atlas.read import Atlas

    return Atlas.open(None if folder is None else Path(folder), _seen(as_of, known_on), _known(known_on))


def assess(
    a: str,
    b: str,
    *,
    as_of: Day = None,
    known_on: Day = None,
    since: int | None = None,
    study: Path | str | None = None,
    atlas: Path | str | None = None,
) -> Assessment:
    """The assessment that `comity assess` writes, as an object; nothing is written.

    `a` and `b` are codes or names in any language. Raises UserError, in one line that names the next act.
    """
    from comity.assessment.assess import assess as put_together
    from comity.cli.assess import request
    from comity.cli.pair import two_states

    day = _seen(as_of, known_on)
    one, two = two_states(a, b, day)
    home = None if atlas is None else Path(atlas)
    opened = open_atlas(home, as_of=day, known_on=known_on)
    asked = request(one, two, opened, since=since, study=None if study is None else Path(study), atlas=home)
    return put_together(opened, asked)


def _seen(as_of: Day, known_on: Day) -> date:
    return _day(known_on if as_of is None else as_of)


def _known(value: Day) -> date | None:
    return None if value is None else _day(value)


def _day(value: Day) -> date:
    from comity.cli.app import as_of_day
    from comity.store.clock import as_of

    return as_of_day(value) if value is None or isinstance(value, str) else as_of(value)
