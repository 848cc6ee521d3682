"""Run as a process of its own: the lines of a PDF's pages with their places, one JSON object a page on stdout.

The PDF library is native code and the file is a stranger's: whatever it does to this process, within the memory and
time that are set here, the one that asked goes on.

    python -P -m comity.reading.pdf_child FILE
"""

from __future__ import annotations

import json
import sys
from typing import Any

MOST_MEMORY = 1_500_000_000
MOST_SECONDS = 240
MOST_PAGES = 3_000
MOST_PIECES = 20_000
"""Runs of text on one page; a page of a newspaper has 2,000."""


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on every system; there only the time of the one that asked is a limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def main(path: str) -> int:
    """Write the pages; 3 for a password, 4 for what is no PDF, 0 else."""
    import pypdfium2

    _limit()
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return 3 if "password" in str(error).lower() else 4
    told = {key.lower(): text[:300] for key, text in pdf.get_metadata_dict(skip_empty=True).items()}
    _write({"pages": len(pdf), "title": told.get("title", ""), "made": told.get("creationdate", "")})
    for number in range(min(len(pdf), MOST_PAGES)):
        _write(_page(pdf, number))
    return 0


def _write(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _page(pdf: Any, number: int) -> dict[str, Any]:
    """Size of a page and its runs of text as (left, bottom, right, top, text) in points, in the file's order."""
    import pypdfium2

    try:
        page = pdf[number]
        held = page.get_textpage()
        pieces = []
        for i in range(min(held.count_rects(), MOST_PIECES)):
            box = held.get_rect(i)
            if said := held.get_text_bounded(*box).strip("\r\n"):
                pieces.append((*(round(x, 1) for x in box), said))
        width, height = page.get_size()
        shown = not pieces and any(True for _ in page.get_objects(filter=(3,), max_depth=3))
        return {"width": width, "height": height, "pieces": pieces, "picture": shown}
    except pypdfium2.PdfiumError as error:
        return {"width": 0, "height": 0, "pieces": [], "picture": False, "fault": str(error)[:100]}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
