"""Harmonised tables on disk: made once for each pair of snapshot and code.

Beside each table lies its audit under a seal, with the table's own hash: what was altered or cut off is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path

from comity.engine import connected
from comity.errors import BadFile
from comity.sources.contract import Reader, SourceSpec
from comity.sources.download import digest
from comity.sources.registry import folder_name, reader
from comity.store.corrections import NAME as CORRECTIONS
from comity.store.corrections import Correction, correct, expect_tables, read_corrections
from comity.store.fingerprint import PACKAGE, fingerprint
from comity.store.harmonise import Audit, harmonise
from comity.store.place import locked, whole_file
from comity.store.seal import sealed_text, unsealed
from comity.store.snapshot import Snapshot, verify
from comity.tables import TABLES


def make(
    root: Path, spec: SourceSpec, snapshot: Snapshot, note: Callable[[str], None] = lambda line: None
) -> dict[str, Path]:
    """Harmonise all tables of a snapshot, or find them made already. Returns Parquet paths by table.

    The snapshot's files are held against their hashes first: BadFile names an altered one. `note` is told of each
    table that was altered or cut off, and is made anew.
    """
    verify(snapshot)
    paths = {name: root / "tables" / name / f"{_stem(spec, snapshot)}.parquet" for name in spec.provides}
    with locked(root, f"tables-{spec.id}"):
        broken = [line for path in paths.values() if (line := fault(path)) is not None]
        for line in broken:
            note(f"{line}; made anew")
        if broken or not all(path.exists() and _audit_path(path).exists() for path in paths.values()):
            _write(spec, snapshot, paths)
    return paths


def audit(path: Path) -> Audit:
    """The account of a harmonised table that `make` wrote beside it. Raises BadFile when it was altered."""
    record = unsealed(_audit_path(path))
    return Audit(**{name: value for name, value in record.items() if name != _HASH})


def content(path: Path) -> str:
    """The hash of a harmonised table's rows, as its account says it. Raises BadFile when the account was altered."""
    return str(unsealed(_audit_path(path))[_HASH])


def fault(path: Path) -> str | None:
    """What is wrong with a harmonised table or its audit; None where both are whole, or there is no audit yet."""
    if not _audit_path(path).exists():
        return None
    try:
        record = unsealed(_audit_path(path))
    except BadFile as error:
        return str(error)
    if not path.is_file() or digest(path) != record.get(_HASH):
        return f"{path} is missing or altered"
    return None


def _write(spec: SourceSpec, snapshot: Snapshot, paths: dict[str, Path]) -> None:
    with ExitStack() as stack:
        # Left in reverse order: an audit appears only after its table, and says that the table is whole.
        audits = {name: stack.enter_context(whole_file(_audit_path(path))) for name, path in paths.items()}
        waiting = {name: stack.enter_context(whole_file(path)) for name, path in paths.items()}
        mended = read_corrections(PACKAGE / "sources" / folder_name(spec.id) / CORRECTIONS)
        done = _read_all(reader(spec.id), spec, snapshot.folder, mended, snapshot.known, waiting)
        for name, temporary in waiting.items():
            record = asdict(done[name]) | {_HASH: digest(temporary)}
            audits[name].write_text(sealed_text(record), encoding="utf-8")


def _read_all(
    read: Reader,
    spec: SourceSpec,
    folder: Path,
    mended: Sequence[Correction],
    known: date,
    targets: dict[str, Path],
) -> dict[str, Audit]:
    """Read a snapshot's folder, mend what its publisher got wrong, and write each of its tables to its target."""

    with connected() as con:
        con.execute("SET threads = 2; SET memory_limit = '3GB'; SET preserve_insertion_order = true")
        found = read(folder, con, known=known) if spec.dated_by_edition else read(folder, con)
        if set(found) != set(spec.provides):
            raise ValueError(f"{spec.id} declares {sorted(spec.provides)} but reads {sorted(found)}")
        expect_tables(mended, tuple(found))
        return {
            name: harmonise(
                con,
                correct(con, name, rows, mended, known),
                TABLES[name],
                source=spec.id,
                provision=spec.provides[name],
                target=targets[name],
            )
            for name, rows in found.items()
        }


_HASH = "sha256"
"""The field of an audit's record that holds its table's hash."""


def _audit_path(path: Path) -> Path:
    return path.with_suffix(".audit.json")


def _stem(spec: SourceSpec, snapshot: Snapshot) -> str:
    return f"{spec.id}-{snapshot.sha256[:12]}-{code(spec.id)}"


@cache
def code(source_id: str) -> str:
    """Hash of all code and curated data that can change a harmonised table of this source."""
    home = folder_name(source_id)
    roots = (f"comity.sources.{home}.read", f"{__name__}:{_read_all.__name__}")
    return fingerprint(*roots, folder=PACKAGE / "sources" / home)[:12]
