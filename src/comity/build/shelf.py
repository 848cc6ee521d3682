"""Put an atlas beside the earlier ones of a folder; nothing that was there is replaced but the small `atlas.json`."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from comity.atlas.editions import builds, files
from comity.atlas.manifest import NAME, Manifest, load, text
from comity.errors import BadFile, UserError
from comity.sources.download import digest
from comity.store.leftover import is_leftover, sweep
from comity.store.place import locked, whole_file, whole_folder


def put(manifest: Manifest, made: Mapping[str, Path], out: Path, store: Path) -> None:
    """Write `out/ID/` whole from the files `made`, by name, and then `out/atlas.json`, which names it the newest.

    An atlas of that id that is there already stays as it is. One whose files lie beside `atlas.json`, as the first
    edition of Comity wrote them, is copied into a folder of its own first, and its files stay where they are. Raises
    UserError, with nothing touched, where the folder holds anything else or what was altered.
    """
    with locked(store, f"atlas-{hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:12]}"):
        if not out.exists() or (out.is_dir() and not any(out.iterdir())):
            with whole_folder(out.resolve()) as folder:  # where it is a link, the folder that it leads to is meant
                (folder / manifest.id).mkdir()
                _fill(folder / manifest.id, manifest, made)
                (folder / NAME).write_text(text(manifest), encoding="utf-8")
            return
        sweep(out)
        expect_shelf(out)
        _keep_flat(out)
        if (out / manifest.id).exists():
            expect_whole(out / manifest.id)
        else:
            with whole_folder(out / manifest.id) as folder:
                _fill(folder, manifest, made)
        there = (out / NAME).read_text(encoding="utf-8") if (out / NAME).exists() else None
        # An atlas without a measure would hide those of its shelf that hold some.
        if there is None or (manifest.measures and there != text(manifest)):
            with whole_file(out / NAME) as temporary:
                temporary.write_text(text(manifest), encoding="utf-8")


def expect_shelf(out: Path) -> None:
    """Raise UserError unless `out` is free, or holds atlases as Comity wrote them."""
    if not out.exists():
        return
    if not out.is_dir():
        raise UserError(f"{out} is a file; choose another --out")
    if (out / NAME).exists():
        try:
            expect_whole(files(out, load(out)))
        except BadFile as error:
            raise UserError(f"{str(error).rpartition(';')[0]}; move it away, or choose another --out") from error
        return
    # A build that was killed before its last step leaves whole atlases.
    own = {home.name for home, _ in builds(out)}
    if any(p.name not in own and not is_leftover(p.name) for p in out.iterdir()):
        raise UserError(f"{out} holds other files; choose another --out")


def expect_whole(home: Path) -> None:
    """Raise BadFile unless every file of the atlas in `home` is as it was written."""
    for entry in load(home).measures.values():
        path = home / entry.file
        if not path.is_file() or digest(path) != entry.sha256:
            raise BadFile(f"{path} is missing or was altered; move {home} away, or choose another --out")


def _fill(folder: Path, manifest: Manifest, made: Mapping[str, Path]) -> None:
    for name, path in sorted(made.items()):
        shutil.copyfile(path, folder / name)
    (folder / NAME).write_text(text(manifest), encoding="utf-8")


def _keep_flat(out: Path) -> None:
    """Give an atlas that lies flat in `out` a folder of its own, so that it is read when another is the newest."""
    if not (out / NAME).exists():
        return
    flat = load(out)
    if files(out, flat) == out:
        with whole_folder(out / flat.id) as folder:
            for entry in flat.measures.values():
                shutil.copyfile(out / entry.file, folder / entry.file)
            shutil.copyfile(out / NAME, folder / NAME)
