"""The first page of an assessment as a notebook shows it: the text of the page, and no markup of anybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.frames.notebook import paragraphs

if TYPE_CHECKING:
    from comity.dossier.assessment import Assessment

_ARROWS = {"up": " ↑", "down": " ↓", "level": " →", "": ""}


def shown(it: Assessment) -> str:
    """Status, bottom line, judgements, strip, what to watch and how new the data are, as HTML."""
    page = it.page1
    known = f", as known on {it.known_on}" if it.known_on else ""
    return paragraphs(
        f"{it.dyad.a_name} and {it.dyad.b_name}, {it.as_of}{known}",
        (
            ("", [it.marking] if it.marking else []),
            ("", [line.text for line in page.status]),
            ("", [page.bottom_line.text]),
            ("Judgements", [f"{j.label}: {j.text} ({j.confidence} confidence)" for j in page.judgements]),
            ("Levels", [f"{c.label}: {c.level.text}{_ARROWS[c.direction]}" for c in page.strip]),
            ("To watch", [f"{w.date + ': ' if w.date else ''}{w.what.text}" for w in page.watch]),
            ("Newest data", ["; ".join(f"{r.name} to {r.to}" for r in page.newest)]),
        ),
    )
