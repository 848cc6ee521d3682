"""What stands beside a statement: the direction of its original words, who counted, where it is, what was mended."""

from __future__ import annotations

import re
import unicodedata

from comity.dossier.statement import EvidenceRow
from comity.report.safe import clean


def from_the_right(text: str) -> bool:
    """Whether the first letter with a direction is one of a script written from the right."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((direction != "L" for direction in directions if direction in ("L", "R", "AL")), False)


def language_tag(text: str) -> str:
    """The text if it has the form of a BCP 47 tag, else nothing."""
    return text if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}", text) else ""


def about(e: EvidenceRow) -> str:
    """Reporter, coverage, place in the source, dates on which it was seen, the kept copy and corrections."""
    seen = " to ".join(dict.fromkeys(day for day in (e.first_seen, e.last_seen) if day))
    parts = (
        e.reporter and f"counted by {e.reporter}",
        e.coverage and f"covers {e.coverage}",
        e.due and f"due by {e.due}",
        e.locator and f"at {e.locator}",
        e.published and e.published != e.date and f"published {e.published}",
        seen and f"seen {seen}",
        e.accessed and f"read {e.accessed}",
        e.document and f"copy kept, sha256 {e.document[:12]}",
        e.corrected and f"mended in this study: {e.corrected}",
    )
    said = "; ".join(part for part in parts if part)
    return clean(said[:1].upper() + said[1:] + "." if said else "")
