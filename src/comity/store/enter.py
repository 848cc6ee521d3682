"""An edition enters the store only after it was read: what cannot be, or is suddenly thin, stays out.

Its tables are made while it waits, so a build finds them made. What was refused is remembered: as long as its publisher
gives the same, it is not fetched again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from comity.engine import connected
from comity.errors import BadFile, UserError
from comity.sources.contract import SourceSpec
from comity.sources.download import changed, session
from comity.store import asked, tables
from comity.store.leftover import sweep
from comity.store.patience import expect_patience
from comity.store.snapshot import Refused, Snapshot, latest, pull
from comity.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

Note = Callable[[str], None]

THIN = 0.5
"""Share of the rows of the edition before below which a new one is taken for a part of itself."""


def enter(
    spec: SourceSpec,
    root: Path,
    *,
    mirror: Path | None = None,
    thinner: bool = False,
    progress: Callable[[str, int], None] = lambda name, size: None,
    note: Note = lambda line: None,
) -> Snapshot:
    """Pull a source and keep what came if it can be read; gives the edition that stands for what came.

    With `thinner` an edition may hold less than the one before. `note` is told where the publisher gave again what is
    held. Raises Refused, with the reason, where the edition stays out; the one before is then still the newest.
    """
    memory = root / "asked" / f"{spec.id}.refused.json"
    for folder in (memory.parent, *(root / "tables" / name for name in spec.provides)):
        sweep(folder)
    if mirror is None and not thinner:
        _expect_other(spec, memory)
    try:
        kept = pull(spec, root, mirror=mirror, progress=progress, admit=partial(_admit, spec, root, thinner, note))
    except Refused as error:
        if error.files:
            asked.write(memory, asked.Asked(files=error.files, reason=str(error), code=tables.code(spec.id)))
        raise
    memory.unlink(missing_ok=True)
    return kept


def peek(spec: SourceSpec, root: Path) -> bool:
    """Whether a publisher gives something else than what is held; of its files no more than a first byte is fetched."""
    held = asked.read(asked.of(root, spec.id))
    for file in spec.files:
        expect_patience(root, file.url)
    with session() as client:
        return any(changed(file, client=client, known=held.known(file)) for file in spec.files)


def _expect_other(spec: SourceSpec, memory: Path) -> None:
    """Raise Refused where the publisher still gives what was refused, and the code that refused it is the same."""
    held = asked.read(memory)
    for file in spec.files:
        expect_patience(memory.parent.parent, file.url)
    if held.code != tables.code(spec.id) or any(held.known(file) is None for file in spec.files):
        return
    with session() as client:
        if not any(changed(file, client=client, known=held.known(file)) for file in spec.files):
            raise Refused(f"{held.reason} (the publisher still gives the same)", dict(held.files))


def _admit(spec: SourceSpec, root: Path, thinner: bool, note: Note, candidate: Snapshot) -> Snapshot | None:
    """Read what waits. Raises BadFile where it may not enter; gives the edition before where both say the same."""
    made = _read(spec, root, candidate)
    before = latest(root, spec.id)
    if before is None:
        return None
    try:
        old = tables.make(root, spec, before)
    except UserError:
        return None  # what can no longer be read itself is no measure for what comes after it
    if all(tables.content(made[name]) == tables.content(path) for name, path in old.items()):
        note(f"{spec.id}: what came reads row by row like {before.id}; no new edition")
        return before
    if not thinner and (not spec.yearly or set(before.files) == set(candidate.files)):
        _expect_no_less(spec, before, old, made)
    return None


def _read(spec: SourceSpec, root: Path, candidate: Snapshot) -> Mapping[str, Path]:
    """The tables of what waits. Whatever its reader stumbles over is told as the file's fault, in one line."""
    import duckdb

    try:
        return tables.make(root, spec, candidate)
    except (duckdb.Error, ValueError, LookupError, TypeError, ArithmeticError, AttributeError, EOFError) as error:
        first = (str(error).splitlines() or [""])[0][:200]
        names = ", ".join(sorted(candidate.files)[:3])
        raise BadFile(f"{names}: not as {spec.id} documents it ({type(error).__name__}: {first})") from error


def _expect_no_less(spec: SourceSpec, before: Snapshot, old: Mapping[str, Path], made: Mapping[str, Path]) -> None:
    """Raise BadFile where a table lost half of its rows, or its newest year."""
    advice = f"if that is meant, run: comity sources pull {spec.id} --thinner"
    for name, path in old.items():
        had, has = tables.audit(path).rows_kept, tables.audit(made[name]).rows_kept
        if has < THIN * had:
            raise BadFile(f"{spec.id}: {name} has {has:,} rows where {before.id} has {had:,}; {advice}")
        ended, ends = _last_year(name, path), _last_year(name, made[name])
        if ended is not None and (ends is None or ends < ended):
            raise BadFile(f"{spec.id}: {name} ends in {ends or 'no year'} where {before.id} ends in {ended}; {advice}")


def _last_year(table: str, path: Path) -> int | None:
    """The newest year of a harmonised table; None where it is undated or empty."""
    year = TABLES[table].year_sql()
    if not year:
        return None
    with connected() as con:
        row = con.execute(f"SELECT max({year}) FROM read_parquet(?)", [str(path)]).fetchone()
    return None if row is None or row[0] is None else int(row[0])
