"""What a published site says of itself: every file under its hash, and what each pair was made from.

`site.json` is written last, when all is in its place. While a site is made, `site.journal` takes a line for what is
about to be put there, so that a run that was stopped goes on, and knows its own files from those of others.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comity.errors import BadFile, UserError
from comity.store.owned import shown
from comity.store.place import whole_file, writable
from comity.store.seal import sealed_text, unsealed

NAME, JOURNAL, SCHEMA = "site.json", "site.journal", "comity/site/1"
_PATH = re.compile(
    r"pair/([A-Z0-9_-]{1,12})/[A-Z0-9_-]{1,24}\.(html|json)|country/[A-Z0-9_-]{1,12}\.html"
    r"|index\.html|search\.js|style\.css|sitemap\.xml|findings\.parquet"
)
"""Paths that a site is ever written under: a list that names anything else is not one of ours."""
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Made:
    """A pair as it was made: what its assessment came of (`assessed`), what put it on a page (`drawn`), its files."""

    assessed: str
    drawn: str
    files: Mapping[str, str]


@dataclass(slots=True)
class Record:
    """The files of a site as far as we know them: of each path every content that we put or meant to put there."""

    pairs: dict[str, Made] = field(default_factory=dict)
    ours: dict[str, set[str]] = field(default_factory=dict)

    def note(self, files: Mapping[str, str]) -> None:
        """These contents are ours too."""
        for path, sha256 in files.items():
            self.ours.setdefault(path, set()).add(sha256)


def read(out: Path) -> Record:
    """What is known of the site in `out`; nothing of a folder that is not there or is empty.

    Raises UserError for a folder that holds other things, and where `site.json` was altered.
    """
    found = Record()
    if not out.exists() and not out.is_symlink():
        return found
    if not out.is_dir():
        raise UserError(f"{shown(out)} is a file; choose another folder with --out")
    listed, begun = out / NAME, out / JOURNAL
    if not listed.is_file() and not begun.is_file():
        if any(out.iterdir()):
            raise UserError(f"{shown(out)} holds other files and no site; choose another folder with --out")
        return found
    if listed.is_file():
        try:
            _listed(unsealed(listed), found)
        except (BadFile, ValueError, KeyError, TypeError, AttributeError):
            raise UserError(
                f"{shown(listed)} was altered, or is not Comity's; choose another folder with --out"
            ) from None
    if begun.is_file():
        _begun(begun, found)
    return found


def _listed(content: Mapping[str, Any], found: Record) -> None:
    if content["schema"] != SCHEMA:
        raise ValueError(content["schema"])
    files = _files(content["files"])
    found.note(files)
    for name, (assessed, drawn, paths) in content["pairs"].items():
        found.pairs[name] = Made(str(assessed), str(drawn), {path: files[path] for path in paths})


def _begun(path: Path, found: Record) -> None:
    """The lines of a journal; the last may be cut off, and what does not fit its hash was not written by us."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        text, _, seal = line.rpartition(" ")
        if hashlib.sha256(text.encode()).hexdigest()[:16] != seal:
            continue
        try:
            content = json.loads(text)
            files = _files(content["files"])
            found.note(files)
            if name := content.get("pair"):
                found.pairs[name] = Made(content["assessed"], content["drawn"], files)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def _files(content: Any) -> dict[str, str]:
    if not all(_PATH.fullmatch(path) and _HASH.fullmatch(sha256) for path, sha256 in content.items()):
        raise ValueError("a path or a hash that is none")
    return dict(content)


def begin(out: Path, files: Mapping[str, str], pair: str = "", assessed: str = "", drawn: str = "") -> None:
    """Write down what is about to be put into the site."""
    said = {"files": dict(files)} | ({"pair": pair, "assessed": assessed, "drawn": drawn} if pair else {})
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    with writable(out), (out / JOURNAL).open("a", encoding="utf-8") as stream:
        stream.write(f"{text} {hashlib.sha256(text.encode()).hexdigest()[:16]}\n")


def end(out: Path, pairs: Mapping[str, Made], files: Mapping[str, str]) -> None:
    """Write `site.json`: the site is whole."""
    content = {
        "schema": SCHEMA,
        "files": dict(files),
        "pairs": {name: [made.assessed, made.drawn, sorted(made.files)] for name, made in pairs.items()},
    }
    text = sealed_text(content)
    if not (out / NAME).is_file() or (out / NAME).read_text(encoding="utf-8") != text:
        with whole_file(out / NAME) as temporary:
            temporary.write_text(text, encoding="utf-8")
    (out / JOURNAL).unlink(missing_ok=True)
