"""What `import comity` offers beside the types: the command line's main jobs as functions, with the same numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.assessment.model import Assessment
    from comity.atlas.read import Atlas

Day = date | str | None


def open_atlas(folder: Path | str | None = None, *, as_of: Day = None) -> Atlas:
    """The atlas in `folder` (the one that ships with Comity if None), seen as of a day (today if None).

    Raises UserError for a day that has not come, and UserError or BadFile for an atlas that is none.
    """
    from comity.atlas.read import Atlas

    return Atlas.open(None if folder is None else Path(folder), _day(as_of))


def assess(
    a: str,
    b: str,
    *,
    as_of: Day = None,
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

    day = _day(as_of)
    one, two = two_states(a, b, day)
    home = None if atlas is None else Path(atlas)
    opened = open_atlas(home, as_of=day)
    asked = request(one, two, opened, since=since, study=None if study is None else Path(study), atlas=home)
    return put_together(opened, asked)


def _day(value: Day) -> date:
    from comity.cli.app import as_of_day
    from comity.store.clock import as_of

    return as_of_day(value) if value is None or isinstance(value, str) else as_of(value)
