"""How to cite what an answer rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.api.named import NamedAtlas

_MOST = 5
"""Citations of one answer; the rest is named by id."""


def citations(atlas: NamedAtlas, editions: Iterable[str]) -> list[str]:
    """The editions with their citations, those that carry the most first; beyond five by id alone."""
    known = [e for e in dict.fromkeys(editions) if e in atlas.manifest.inputs]
    full = [f"{e}: {atlas.manifest.inputs[e].citation}" for e in known[:_MOST]]
    return [*full, *([f"and {', '.join(known[_MOST:])}"] if len(known) > _MOST else [])]


def day_of(atlas: NamedAtlas) -> dict[str, str]:
    """From which day and out of which atlas an answer speaks."""
    known = {} if atlas.known_on is None else {"known_on": atlas.known_on.isoformat()}
    return {"as_of": atlas.as_of.isoformat(), **known, "atlas": atlas.manifest.id}
