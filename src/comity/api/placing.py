"""Where an edition goes: into a pair's folder beside earlier ones, or into a folder that the user names.

Only files that Comity wrote, known by their hash, are replaced or removed. `--force` goes on beside files of others:
these stay as they are, and of ours what was altered is kept under `NAME.yours`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.dossier.assessment import Assessment
from comity.errors import BadFile, UserError
from comity.report import provenance, shelf
from comity.report.provenance import Provenance
from comity.store.owned import expect_own, sha256, shown, strangers
from comity.store.place import staged, take_place, whole_file, writable

Write = Callable[[Assessment, Path, frozenset[str]], None]
ELSEWHERE = "choose another --out"
OR_FORCE = f"{ELSEWHERE}, or go on with --force, which leaves files of others as they are"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an edition is, its files at the top of the folder, and whether it was there before in every byte."""

    folder: Path
    names: tuple[str, ...]
    unchanged: bool


def expect_place(folder: Path, pair: tuple[str, str], day: date, *, force: bool) -> Provenance | None:
    """What edition is in a folder that the user named. Raises UserError, before any work, where it may not go."""
    with writable(folder):
        if folder.exists() and not folder.is_dir():
            raise UserError(f"{shown(folder)} is a file; {ELSEWHERE}")
        if force:
            with suppress(BadFile):
                return provenance.read(folder)
            return None
        try:
            held = provenance.read(folder)
        except BadFile as error:
            raise UserError(f"{error}; {OR_FORCE}") from None
        expect_own(folder, held.listed if held else {}, OR_FORCE)
    if held is not None and (held.a, held.b) != pair:
        raise UserError(f"{shown(folder)} holds an edition of {held.a}-{held.b}; {ELSEWHERE}, or replace it: --force")
    if held is not None and held.as_of != day:
        raise UserError(
            f"{shown(folder)} holds the edition as of {held.as_of}; {ELSEWHERE} (none: A-B/{day}/), "
            "or replace it: --force"
        )
    return held


def place(it: Assessment, out: Path, formats: frozenset[str], write: Write, *, force: bool) -> Placed:
    """Write the edition to the folder `out`; one that says the same gains formats, and none vanishes."""
    folder = out.resolve()
    pair = (it.dyad.a, it.dyad.b)
    held = expect_place(folder, pair, it.as_of, force=force)
    listed = held.listed if held else {}
    if held is not None and held.identity == provenance.identity(it):
        it = it.model_copy(update={"command": held.command})
    elif held is not None and not force:
        raise UserError(
            f"{shown(out)} holds an edition of the same day from other data or settings; {ELSEWHERE}, "
            "or replace it: --force"
        )
    if held is not None and (held.a, held.b) == pair:
        formats = formats | held.formats if force else formats
    with _stage(folder) as new:
        write(it, new, formats)
        names = _names(new)
        if held is not None and _says_the_same(new, held) and not any(strangers(folder, listed)):
            return Placed(out, *_joined(it, new, folder, held))
        if held is not None and not force:
            raise UserError(
                f"{shown(out)} holds an edition of the same day by another version of Comity; {ELSEWHERE}, "
                "or replace it: --force"
            )
        if _in_place(folder) or (force and folder.is_dir() and any(strangers(folder, listed))):
            _among(new, folder, listed)
        else:
            take_place(new, folder, _unchanged(folder, listed))
    return Placed(out, names, unchanged=False)


def shelve(it: Assessment, home: Path, formats: frozenset[str], write: Write) -> Placed:
    """Write the edition into a pair's folder under its day, beside others of that day unless it says the same."""
    same = [(path, held) for path in shelf.same_day(home, it.as_of) if (held := _whole(path)) is not None]
    same = [(path, held) for path, held in same if held.identity == provenance.identity(it)]
    if same:
        it = it.model_copy(update={"command": same[0][1].command})
    with staged(home / str(it.as_of)) as new:
        write(it, new, formats)
        names = _names(new)
        for path, held in same:
            if _says_the_same(new, held):
                return Placed(path, *_joined(it, new, path, held))
        folder = home / shelf.free_name(home, it.as_of)
        take_place(new, folder, _unchanged(folder, {}))
    return Placed(folder, names, unchanged=False)


def lead_to_newest(home: Path, title: str) -> bool:
    """Let `index.html` of a pair's folder lead to its newest edition; False where a page of others stands there."""
    page = home / shelf.PAGE
    if os.path.lexists(page) and not shelf.is_leading_page(page):
        return False
    content = shelf.leading_page(title, shelf.editions(home))
    if not page.is_file() or page.read_bytes() != content:
        with whole_file(page) as temporary:
            temporary.write_bytes(content)
    return True


def _whole(path: Path) -> Provenance | None:
    """The edition in a folder, if it is one and nothing else is in there."""
    with suppress(UserError, OSError):
        held = provenance.read(path) if path.is_dir() and not path.is_symlink() else None
        return held if held is not None and not any(strangers(path, held.listed)) else None
    return None


@contextmanager
def _stage(folder: Path) -> Iterator[Path]:
    """A folder to fill: beside the target, or elsewhere when the target cannot be exchanged for another."""
    if not _in_place(folder):
        with staged(folder) as new:
            yield new
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _in_place(folder: Path) -> bool:
    """Whether somebody stands in this folder now: exchanged for another, it would vanish under them."""
    return folder.is_dir() and Path.cwd().is_relative_to(folder)


def _says_the_same(new: Path, held: Provenance) -> bool:
    """Whether no file that both have differs, apart from the list of them."""
    both = set(_files(new)) & set(held.files)
    return bool(both) and all(sha256(new / name) == held.files[name] for name in both)


def _joined(it: Assessment, new: Path, folder: Path, held: Provenance) -> tuple[tuple[str, ...], bool]:
    """Give an edition the formats that it lacks: the names at its top, and whether it lacked none."""
    made = _files(new)
    if set(made) <= set(held.files):
        return _names(folder), True
    with writable(folder):
        for name in set(held.files) - set(made):
            if (folder / name).is_file():
                (new / name).parent.mkdir(exist_ok=True)
                shutil.copyfile(folder / name, new / name)
        found = {name: (sha256(new / name), (new / name).stat().st_size) for name in _files(new)}
        (new / provenance.NAME).write_bytes(provenance.describe(it, found))
        names = _names(new)
        if _in_place(folder):
            _among(new, folder, held.listed)
        else:
            take_place(new, folder, _unchanged(folder, held.listed))
    return names, False


def _unchanged(folder: Path, listed: dict[str, str]) -> Callable[[Path], None]:
    """A check that nothing but what is listed is there, for the moment at which a folder is replaced."""

    def expect(found: Path) -> None:
        if any(strangers(found, listed)):
            raise UserError(f"{shown(folder)} was changed in the meantime and stays as it is; run the command again")

    return expect


def _among(new: Path, folder: Path, listed: dict[str, str]) -> None:
    """Write the files of an edition one by one into a folder that is not ours alone; the list of them comes last."""
    names = _files(new)
    altered = {s.name for s in strangers(folder, listed) if s.altered}
    for name in (*names, provenance.NAME):
        path = folder / name
        ours = name in listed and path.is_file() and not path.is_symlink()
        if path.parent.is_symlink() or (path.parent.exists() and not path.parent.is_dir()):
            raise UserError(f"{shown(path.parent)} is in the way and not Comity's; move it, or {ELSEWHERE}")
        if os.path.lexists(path) and not ours and not (path.is_file() and sha256(path) == sha256(new / name)):
            raise UserError(f"{shown(path)} is in the way and not Comity's; move it, or {ELSEWHERE}")
    for name in names:
        if name in altered and sha256(folder / name) != sha256(new / name):
            _keep_beside(folder / name)
        _put(new / name, folder / name)
    for name in set(listed) - set(names) - altered - {provenance.NAME}:
        (folder / name).unlink(missing_ok=True)
    _put(new / provenance.NAME, folder / provenance.NAME)


def _keep_beside(path: Path) -> None:
    """Give an altered file a second name, `NAME.yours`, before the first goes to a new one."""
    for n in range(1, 10_000):
        kept = path.with_name(f"{path.name}.yours" + ("" if n == 1 else f".{n}"))
        try:
            os.link(path, kept)
        except FileExistsError:
            continue
        except OSError:
            path.rename(kept)
        return
    raise UserError(f"{shown(path)}: too many kept files beside it; move them")


def _put(source: Path, target: Path) -> None:
    with whole_file(target) as temporary:
        shutil.copyfile(source, temporary)


def _files(folder: Path) -> list[str]:
    """The files in a folder of ours, but the list of them, as paths with slashes."""
    found = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return sorted(name for name in found if name != provenance.NAME)


def _names(folder: Path) -> tuple[str, ...]:
    """What a reader finds at the top of an edition, pages first."""
    order = ("index.html", "study.pdf", "brief.pdf", "study.docx", "brief.docx", "report.md", "report.json", "data")
    found = {p.name for p in folder.iterdir()}
    return (*(f"{n}/" if n == "data" else n for n in order if n in found), provenance.NAME)
