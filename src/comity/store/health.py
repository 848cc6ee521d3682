"""What an edition must be before it enters the store: files and no pages, read to the end, and not suddenly thin.

Where the store holds an edition, builds go on reading it when a later one is refused.
"""

from __future__ import annotations

import re
from pathlib import Path

from comity.errors import BadFile

_PAGES = (".html", ".htm", ".xhtml")
_PAGE = re.compile(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FIRST = 4096


def expect_file(path: Path) -> None:
    """Raise BadFile for a file without a byte, and for a page where a file was declared."""
    with path.open("rb") as stream:
        first = stream.read(_FIRST)
    if not first:
        raise BadFile(f"{path} is empty; get the file again")
    if path.suffix.lower() not in _PAGES and _PAGE.match(first.removeprefix(b"\xef\xbb\xbf").lstrip()):
        raise BadFile(f"{path} is a page and not the file; open its address in a browser to see what it says")
