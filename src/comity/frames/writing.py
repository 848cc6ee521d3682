"""A frame as a file: Parquet that carries what the frame is, or CSV."""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from comity.engine import connected
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.frames.frame import Frame

_ENDINGS = (".parquet", ".csv")


def write(frame: Frame, path: Path | str, *, force: bool) -> Path:
    """Make the file beside its place and put it there whole. Raises UserError in one line."""
    out = _expected(path, force=force)
    try:
        with TemporaryDirectory(prefix=f".{out.name[:40]}.comity-", dir=out.parent) as folder:
            made = Path(folder) / f"rows{out.suffix.lower()}"
            _copy(frame, made)
            # A link is refused where something has taken the name meanwhile; replacing is what force is for.
            if force:
                made.replace(out)
            else:
                os.link(made, out)
    except FileExistsError:
        raise UserError(f"{out} is there already; choose another file, or replace it: force=True") from None
    except OSError as error:
        raise UserError(f"cannot write {out}: {error.strerror}; choose another folder") from error
    return out


def _expected(path: object, *, force: bool) -> Path:
    if not isinstance(path, str | Path) or "\0" in str(path):
        raise UserError(f"path: give a file as text or as a pathlib.Path, not {type(path).__name__}")
    out = Path(path)
    if out.suffix.lower() not in _ENDINGS:
        raise UserError(f"{out}: name a file that ends in .parquet or .csv")
    if not out.parent.is_dir():
        raise UserError(f"there is no folder {out.parent}; make it first, or choose another file")
    if out.is_dir():
        raise UserError(f"{out} is a folder; name a file")
    if (out.exists() or out.is_symlink()) and not force:
        raise UserError(f"{out} is there already; choose another file, or replace it: force=True")
    return out


def _copy(frame: Frame, out: Path) -> None:
    csv = out.suffix == ".csv"
    words = json.dumps(frame.meta, ensure_ascii=False)
    how = "FORMAT csv, HEADER" if csv else f"FORMAT parquet, KV_METADATA {{comity: {_quoted(words)}}}"
    shown = ", ".join(_shown(c.name, c.kind, csv=csv) for c in frame.columns)
    with connected() as con:
        con.from_arrow(frame).create_view("rows")
        con.execute(f"COPY (SELECT {shown} FROM rows) TO {_quoted(str(out))} ({how})")


def _shown(name: str, kind: str, *, csv: bool) -> str:
    named = '"' + name.replace('"', '""') + '"'
    return f"array_to_string({named}, '; ') AS {named}" if kind == "texts" and csv else named


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
