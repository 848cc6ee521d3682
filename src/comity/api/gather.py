"""Gather documents about the pair of a study: what the command, Python and other doors call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from comity.errors import UserError
from comity.evidence.study import load_study
from comity.gathering.gather import Kept, Where
from comity.gathering.gather import gather as look
from comity.terms.country import State
from comity.terms.names import sanitise

__all__ = ["Kept", "Where", "gather"]


def gather(
    study: Path,
    a: State,
    b: State,
    where: Where,
    *,
    today: date,
    progress: Callable[[str], None] = lambda line: None,
) -> tuple[Kept, ...]:
    """Documents about `a` and `b` into their study: from the named places of a mirror, and what the user named.

    `UserError` where the study is about others, and where neither a mirror nor anything else is named.
    """
    pair = load_study(study).settings.pair
    if {pair.a, pair.b} != {a.id, b.id}:
        held = sanitise(str(study), 200)
        raise UserError(f"{held} is about {pair.a} and {pair.b}; name its two, or another folder with --study")
    if where.mirror is None and not where.named:
        raise UserError("nothing to look in; give --mirror FOLDER, or files, folders and addresses with --from")
    return look(study, a, b, where, today=today.isoformat(), progress=progress)
