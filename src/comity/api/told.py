"""What a measure and an atlas are, in the words that travel with a frame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from comity import __version__
from comity.terms.period import period_text

if TYPE_CHECKING:
    from comity.atlas.manifest import Entry, Input
    from comity.atlas.read import Atlas


def words(atlas: Atlas, entry: Entry) -> dict[str, str]:
    """What a measure declares, as metadata of the column that holds its values."""
    return {
        "title": entry.title,
        "measure": entry.id,
        "unit": entry.unit,
        "direction": entry.direction,
        "interval": "" if entry.interval is None else str(entry.interval),
        "silence": entry.silence,
        "first": period_text(entry.first, entry.grain),
        "last": period_text(min(entry.last, atlas.horizon(entry.id)), entry.grain),
        "formula": entry.formula,
        "among": entry.among,
        "not_when": entry.not_when,
        "reference": entry.reference,
        "editions": ", ".join(entry.basis),
    }


def seen(atlas: Atlas, inputs: Iterable[str]) -> dict[str, Any]:
    """From which day and which atlas, and the editions behind: version, hash, release, licence and how to cite."""
    return {
        "as_of": atlas.as_of.isoformat(),
        "known_on": None if atlas.known_on is None else atlas.known_on.isoformat(),
        "atlas": atlas.manifest.id,
        "comity": __version__,
        "editions": {i: edition(atlas.manifest.inputs[i]) for i in dict.fromkeys(inputs) if i in atlas.manifest.inputs},
    }


def edition(i: Input) -> dict[str, str | None]:
    """An edition of a source as a reader needs it to cite and to check it."""
    return {
        "title": i.title,
        "version": i.version,
        "sha256": i.sha256,
        "released": None if i.released is None else i.released.isoformat(),
        "retrieved": i.retrieved.isoformat(),
        "citation": i.citation,
        "licence": i.licence,
        "url": i.url,
    }
