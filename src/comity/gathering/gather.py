"""Gather documents about a pair into a study: from the named places of a mirror, from files, folders and addresses."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from comity.errors import UserError
from comity.evidence.documents import Document
from comity.evidence.keeping import Keeping, keeping
from comity.gathering.gathered import Gathered
from comity.gathering.places import KEPT, Place, documents_in, documents_of, place, places
from comity.sources.pages import fetch_page
from comity.terms.country import State
from comity.terms.names import sanitise

_BATCH = 100
"""Files after which what is kept is entered, so that a run that is stopped goes on from there."""
MOST_FILES = 10_000
"""Files of one folder that the user names."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one document: its id in the study, how much it holds, and whether it is new or changed.

    `state` is `new`, `there` (the same bytes were kept before), `changed` (another copy of the same address is kept)
    or `refused`, with the reason in `note`.
    """

    place: str
    name: str
    id: str
    passages: int
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """Where to look: a mirror, and the pages of `days` in the user's store (wikitext by day, by id of the source); of
    their places `only` these (all if none is named), and what the user `named`.
    """

    mirror: Path | None = None
    only: Sequence[str] = ()
    named: Sequence[str] = ()
    days: Mapping[str, Mapping[date, str]] = field(default_factory=dict)


def gather(
    study: Path,
    a: State,
    b: State,
    where: Where,
    *,
    today: str,
    progress: Callable[[str], None] = lambda line: None,
) -> tuple[Kept, ...]:
    """Keep what the places hold about the pair, and what the user named; nothing else is asked for.

    Without a mirror only pages of days are looked at: publishers are asked only for what a person names by address.
    """
    mirror = where.mirror
    wanted = [place(id) for id in where.only] if where.only else list(places().values())
    found = [kept for at in wanted if at.id in KEPT for kept in _of_days(study, a, b, where, at, today)]
    if mirror is not None:
        for at in (each for each in wanted if each.id not in KEPT):
            folder = mirror / at.folder
            if not folder.is_dir():
                found.append(Kept(at.id, at.folder, "", 0, "refused", f"no folder {at.folder} in the mirror"))
                continue
            progress(f"{at.id}: looking for the two")
            with keeping(study) as into:
                found += [_keep_text(into, document, today) for document in documents_of(at, folder, a, b)]
    for text in where.named:
        found += _keep_named(study, text, today, progress)
    return tuple(found)


def _of_days(study: Path, a: State, b: State, where: Where, at: Place, today: str) -> list[Kept]:
    """What the pages of days hold; that none are held is told only to who asked for them."""
    texts = where.days.get(at.folder, {})
    if texts:
        with keeping(study) as into:
            return [_keep_text(into, document, today) for document in documents_in(at, texts, a, b)]
    note = f"no days are held; run: comity update {at.folder}"
    return [Kept(at.id, at.folder, "", 0, "refused", note)] if where.only else []


def _keep_text(into: Keeping, document: Gathered, today: str) -> Kept:
    with tempfile.TemporaryDirectory(prefix="comity-gather-") as folder:
        path = Path(folder) / document.name
        path.write_text(document.text, encoding="utf-8", newline="\n")
        said = {"source": document.source, "url": document.url, "licence": document.licence}
        said |= {"about": " ".join(document.about), "note": document.note, "speaker": document.speaker}
        id, state, note = _keep(into, path, said, today)
    return Kept(document.place, document.name, id, len(document.passages), state, note)


def _keep(into: Keeping, path: Path, said: dict[str, str], today: str) -> tuple[str, str, str]:
    """Id of the copy, whether it is new, and a note where the same address gave other bytes before."""
    id = into.keep(path, said | {"accessed": today})
    if id in into.documents:
        return id, "there", ""
    if older := _at_address(into.documents, said.get("url", ""), path.name):
        return id, "changed", f"another copy was kept on {older[-1].accessed}: {older[-1].id}"
    return id, "new", ""


def _at_address(documents: Mapping[str, Document], url: str, name: str) -> list[Document]:
    return [d for d in documents.values() if d.url == url and d.name == name] if url else []


def _keep_named(study: Path, text: str, today: str, progress: Callable[[str], None]) -> list[Kept]:
    """A file, the files of a folder, or an address; what cannot be had is told and the rest goes on."""
    if "://" in text:
        progress(f"asking for {sanitise(text, 120)}")
        return [_keep_page(study, text, today)]
    path = Path(text)
    if path.is_dir():
        held = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
        if len(held) > MOST_FILES:
            raise UserError(f"{sanitise(text)} holds {len(held):,} files, more than {MOST_FILES:,}; split the folder")
        found: list[Kept] = []
        for first in range(0, len(held), _BATCH):
            found += _keep_files(study, held[first : first + _BATCH], today)
            progress(f"{min(first + _BATCH, len(held)):,} of {len(held):,} files looked at")
        return found
    if not path.exists():
        raise UserError(f"{sanitise(text, 200)} is neither a file, a folder nor an address that begins with https://")
    return _keep_files(study, [path], today)


def _keep_files(study: Path, paths: Sequence[Path], today: str) -> list[Kept]:
    looked = [_looked_at(path) for path in paths]  # before the study is locked: reading takes long, and others write
    with keeping(study) as into:
        return [_keep_file(into, path, title, today) for path, title in zip(paths, looked, strict=True)]


def _looked_at(path: Path) -> str | UserError:
    """The title of a file, or why it is not kept."""
    from comity.reading.confined import text_of
    from comity.reading.private_files import expect_public

    try:
        expect_public(path)
        return text_of(path).title[:300]
    except UserError as error:
        return error


def _keep_file(into: Keeping, path: Path, title: str | UserError, today: str) -> Kept:
    try:
        if isinstance(title, UserError):
            raise title
        id, state, note = _keep(into, path, {"source": title}, today)
    except UserError as error:
        return Kept("named", path.name, "", 0, "refused", str(error))
    return Kept("named", path.name, id, 1, state, note)


def _keep_page(study: Path, url: str, today: str) -> Kept:
    from comity.reading.confined import text_of

    with tempfile.TemporaryDirectory(prefix="comity-gather-") as folder:
        try:
            path = fetch_page(url, Path(folder))
            said = text_of(path)
            published = said.published if len(said.published) == 10 and said.form == "html" else ""
            cells = {"source": said.title[:300], "url": url, "published": published}
            with keeping(study) as into:
                id, state, note = _keep(into, path, cells, today)
        except UserError as error:
            return Kept("named", url, "", 0, "refused", str(error))
    return Kept("named", url, id, 1, state, note)
