"""A pair's folder: editions side by side, each in a folder named by its day, and one page that leads to the newest."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.report import provenance

PAGE = "index.html"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.([1-9]\d{0,5}))?")
_SEAL = re.compile(rb"<!-- comity/editions/1 ([0-9a-f]{64}) -->\n\Z")
_MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """One edition in a pair's folder: `2024-12-31`, and `2024-12-31.2` for the second of that day."""

    day: date
    number: int
    folder: Path


def editions(home: Path) -> list[Edition]:
    """The editions in a pair's folder, newest day first, and of one day the latest made first."""
    found = []
    for path in home.iterdir() if home.is_dir() else ():
        named = number(path)
        if named is not None and not path.is_symlink() and (path / provenance.NAME).is_file():
            found.append(Edition(*named, path))
    return sorted(found, reverse=True)


def number(folder: Path) -> tuple[date, int] | None:
    """Day and number of an edition by the name of its folder; None for any other name."""
    match = _NAME.fullmatch(folder.name)
    try:
        return (date.fromisoformat(match[1]), int(match[2] or 1)) if match else None
    except ValueError:
        return None


def same_day(home: Path, day: date) -> list[Path]:
    """Everything in a pair's folder under the name of an edition of that day, in the order of its numbers."""
    found = [(n, p) for p in (home.iterdir() if home.is_dir() else ()) if (n := number(p)) and n[0] == day]
    return [path for _, path in sorted(found)]


def free_name(home: Path, day: date) -> str:
    """A name for one more edition of that day, after all that are there."""
    last = max((n[1] for p in same_day(home, day) if (n := number(p))), default=0)
    return f"{day}.{last + 1}" if last else f"{day}"


def is_leading_page(path: Path) -> bool:
    """Whether a file is such a page as Comity wrote it, unaltered: the hash in its last line fits the rest."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return False
    content = path.read_bytes()
    match = _SEAL.search(content)
    return match is not None and hashlib.sha256(content[: match.start()]).hexdigest() == match[1].decode()


def leading_page(title: str, held: Sequence[Edition]) -> bytes:
    """A page that goes on to the newest edition and lists all of them, by relative links; `held` is not empty."""
    links = [(_target(edition), edition) for edition in held]
    first = links[0][0]
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        '<meta charset="utf-8">',
        f'<meta http-equiv="refresh" content="0; url={first}">',
        f"<title>{html.escape(title)}</title>",
        f"<h1>{html.escape(title)}</h1>",
        f'<p>Newest edition: <a href="{first}">{held[0].folder.name}</a></p>',
        "<ul>",
        *(f'<li><a href="{link}">{edition.folder.name}</a></li>' for link, edition in links),
        "</ul>",
        "</html>",
    ]
    body = ("\n".join(lines) + "\n").encode()
    return body + f"<!-- comity/editions/1 {hashlib.sha256(body).hexdigest()} -->\n".encode()


def _target(edition: Edition) -> str:
    whole = (edition.folder / PAGE).is_file()
    return f"{edition.folder.name}/{PAGE if whole else ''}"
