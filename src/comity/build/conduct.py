"""Make an atlas: pull what is missing, harmonise, measure, write whole.

Every step's result is kept under the hash of what went into it, so a killed build goes on where it
stopped and a second build of the same inputs gives the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from comity import __version__
from comity.atlas.encode import write
from comity.atlas.ids import declared as declared_measures
from comity.atlas.ids import unknown
from comity.atlas.manifest import Audit, Entry, Input, Manifest
from comity.build.shelf import put
from comity.build.workers import end_with
from comity.engine import connected
from comity.errors import BadFile, UnknownMeasure, UserError
from comity.measures.contract import NO_ROWS, Measure, Recipe
from comity.measures.recipes import RECIPES
from comity.measures.steps import taken_by
from comity.sources.contract import Provision, SourceSpec
from comity.sources.download import digest
from comity.sources.registry import source, sources
from comity.store import tables as store_tables
from comity.store.enter import enter
from comity.store.fingerprint import fingerprint
from comity.store.lay import empty, lay, speakers
from comity.store.leftover import sweep_store
from comity.store.place import locked, whole_folder
from comity.store.precedence import precedence
from comity.store.seal import sealed_text, unsealed
from comity.store.snapshot import NothingThere, Snapshot, latest, snapshots
from comity.store.steps import keeper
from comity.tables import TABLES
from comity.tables.relation import as_view
from comity.terms.absence import Absence, Why
from comity.terms.country import states
from comity.terms.details import declared

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build.

    `redistributable` keeps only sources from which measures may ship; `exact` stores values as computed
    rather than at the precision that the estimates deserve. `known_on` uses only editions known on that day, and
    `without` leaves out sources by id.
    """

    store: Path
    mirror: Path | None = None
    measures: tuple[str, ...] = ()
    first_year: int = 1816
    redistributable: bool = False
    exact: bool = True
    known_on: date | None = None
    without: tuple[str, ...] = ()


Part = tuple[SourceSpec, Snapshot, Path]
"""One source's share of a table: its declaration, its snapshot, its Parquet file."""


def build(
    plan: Plan, out: Path, progress: Progress = lambda line: None, note: Progress = lambda line: None
) -> Manifest:
    """Write the atlas of `plan` to its own folder in `out`, whole or not at all, and return its manifest.

    Atlases that are there already stay. `note` is told what a person should know: what was left out or made anew.
    """
    sweep_store(plan.store)
    recipes = _recipes(plan.measures)
    wanted = {table for recipe in recipes for table in (*recipe.inputs, *recipe.optional)}
    parts = gather(plan, wanted, progress, note)
    entries: dict[str, Entry] = {}
    absent = {m.id: Absence(Why.NOT_ASKED) for r in RECIPES if r not in recipes for m in r.measures}
    made: dict[str, Path] = {}
    for recipe in recipes:
        missing = [t for t in recipe.inputs if t not in parts]
        if missing:
            absent |= {m.id: Absence(Why.NO_SOURCE, tuple(missing)) for m in recipe.measures}
            continue
        left_out = [m.id for m in recipe.measures if not _wanted(plan, m)]
        absent |= dict.fromkeys(left_out, Absence(Why.NO_ROOM))
        if len(left_out) == len(recipe.measures):
            continue
        progress(f"measure {recipe.name.rsplit('.', 1)[-1]}")
        folder, found = _measure(plan, recipe, read_by(recipe, parts), note)
        none = (m.id for m in recipe.measures if m.id not in found and m.id not in left_out)
        absent |= dict.fromkeys(none, Absence(Why.NO_ROWS))
        entries |= found
        made |= {e.file: folder / e.file for e in found.values()}
    manifest = _manifest(entries, absent, parts).sealed()
    put(manifest, made, out, plan.store)
    return manifest


def gather(
    plan: Plan, wanted: Iterable[str], progress: Progress, note: Progress = lambda line: None
) -> dict[str, list[Part]]:
    """Harmonised tables by name from every source at hand. Pulls from the mirror where one is given.

    A source that cannot be read stops the build: an atlas that lacks it without a word would look like any other.
    """
    needed, left_out = set(wanted), {source(id).id for id in plan.without}
    chosen = [
        spec
        for spec in sources().values()
        if needed & set(spec.provides)
        and spec.id not in left_out
        and (spec.licence.redistribute or not plan.redistributable)
    ]
    parts: dict[str, list[Part]] = {}
    held: list[SourceSpec] = []
    with ProcessPoolExecutor(max_workers=2, initializer=end_with, initargs=(os.getpid(),)) as pool:
        jobs = [pool.submit(_tables, plan, spec) for spec in chosen]
        try:
            for spec, job in zip(chosen, jobs, strict=True):
                snapshot, found, notes = _result(job, plan, spec)
                for line in notes:
                    note(line)
                if snapshot is None:
                    continue
                held.append(spec)
                for table, path in found.items():
                    parts.setdefault(table, []).append((spec, snapshot, path))
                progress(f"tables {spec.id}")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    # What ships with Comity is always there, and alone makes no atlas of what was asked.
    if not [s for s in held if not s.packaged] and [s for s in chosen if not s.packaged]:
        raise UserError("the store holds none of the sources needed; run: comity sources pull")
    return parts


Made = tuple[Snapshot | None, dict[str, Path], list[str]]
"""The edition of a source that is read, if any, the paths of its tables by name, and notes."""


def _tables(plan: Plan, spec: SourceSpec) -> Made:
    """The tables of a source, pulled first, and what there is to say of them; in a worker, where nobody listens."""
    notes: list[str] = []
    try:
        snapshot = _snapshot(plan, spec, notes.append)
        made = {} if snapshot is None else store_tables.make(plan.store, spec, snapshot, notes.append)
    except BadFile as error:
        raise BadFile(f"{error}, or build without it: --without {spec.id}") from error
    return snapshot, made, notes


def _result(job: Future[Made], plan: Plan, spec: SourceSpec) -> Made:
    """What a worker made. Where one was ended from outside, all that it did not finish is done here."""
    try:
        return job.result()
    except BrokenProcessPool:
        return _tables(plan, spec)


def _snapshot(plan: Plan, spec: SourceSpec, note: Progress) -> Snapshot | None:
    # What comes as a stream is put into the store by the fold of its warehouse.
    offered = plan.mirror is not None and not spec.piecemeal and (plan.mirror / spec.id).is_dir()
    if offered or spec.packaged:
        try:
            pulled = enter(spec, plan.store, mirror=plan.mirror, note=note)
        except NothingThere as error:
            note(f"not pulled: {error}")
        else:
            if plan.known_on is None:
                return pulled
    found = latest(plan.store, spec.id, plan.known_on)
    if found is None and (held := snapshots(plan.store, spec.id)):
        empty = not any(snapshot.files for snapshot in held)
        why = "its snapshot holds no files" if empty else f"no edition was known on {plan.known_on}"
        note(f"without {spec.id}: {why}")
    return found


def _recipes(measures: tuple[str, ...]) -> list[Recipe]:
    if strange := [m for m in measures if m not in declared_measures()]:
        raise UnknownMeasure(unknown(strange[0], declared_measures()))
    return [r for r in RECIPES if not measures or any(m.id in measures for m in r.measures)]


def _wanted(plan: Plan, measure: Measure) -> bool:
    return measure.ships or not plan.redistributable


def _measure(plan: Plan, recipe: Recipe, parts: dict[str, list[Part]], note: Progress) -> tuple[Path, dict[str, Entry]]:
    """Compute one recipe into the store's cache, or find it computed already; made anew if it was altered."""
    home = home_of(plan, recipe, parts)
    with locked(plan.store, f"measure-{recipe.name.rsplit('.', 1)[-1]}"):
        if home.exists():
            try:
                return home, _kept(home)
            except BadFile as error:
                note(f"{error}; made anew")
                shutil.rmtree(home)
        with whole_folder(home) as folder:
            entries = _compute(plan, recipe, parts, folder)
            (folder / ENTRIES).write_text(sealed_text({"entries": entries}), encoding="utf-8")
        return home, _kept(home)


ENTRIES = "entries.json"
"""What the store records of a computed recipe, sealed, beside the files of its measures."""


def _kept(home: Path) -> dict[str, Entry]:
    """The entries of a cached recipe. Raises BadFile, without advice, where one of its files was altered."""
    found = {id: Entry.model_validate(entry) for id, entry in unsealed(home / ENTRIES)["entries"].items()}
    for entry in found.values():
        path = home / entry.file
        if not path.is_file() or digest(path) != entry.sha256:
            raise BadFile(f"{path} is missing or altered")
    return found


def _compute(plan: Plan, recipe: Recipe, parts: dict[str, list[Part]], folder: Path) -> dict[str, dict[str, object]]:

    ids = tuple(s.id for s in states())
    with connected() as con:
        # One thread: sums of floats must not depend on the order in which threads finish.
        con.execute("SET threads = 1; SET memory_limit = '3GB'")
        for table, held in parts.items():
            lay(con, table, [(snap.id, path) for _, snap, path in held], precedence())
        for table in set(recipe.optional) - set(parts):
            empty(con, table)
        speaking = {t: speakers(con, t) if len(held) > 1 else [held[0][1].id] for t, held in parts.items()}
        with taken_by(keeper(plan.store)):
            rows = recipe.compute(con)
        entries = {}
        for measure in (m for m in recipe.measures if _wanted(plan, m)):
            found = rows[measure.id]
            as_view(con, "measured", NO_ROWS if isinstance(found, Mapping) and not found else found)
            used = (*measure.inputs, *(t for t in recipe.optional if t in parts))
            basis = _named(con) or tuple(sorted({edition for t in used for edition in speaking[t]}))
            target = folder / f"{measure.id}.parquet"
            n, first, last = write(
                con, "measured", measure, ids, basis, target, first_year=plan.first_year, exact=plan.exact
            )
            if not n and measure.silence == "not_reported":
                target.unlink()
                continue
            first, last, zeros_to = _coverage(con, measure, parts, plan.first_year, (first, last))
            record = _entry(measure, basis, (n, first, last), target)
            record |= {"inputs": used, "zeros_to": zeros_to, "running_to": _running_to(con, last)}
            entries[measure.id] = record | ({"decimals": None} if plan.exact else {})
    return entries


def _named(con: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The editions that the rows of `measured` name for themselves, none where one of them names none."""
    if "basis" not in {row[0] for row in con.execute("DESCRIBE measured").fetchall()}:
        return ()
    found = [row[0] for row in con.execute("SELECT DISTINCT basis FROM measured ORDER BY basis").fetchall()]
    return () if None in found else tuple(found)


def _running_to(con: duckdb.DuckDBPyConnection, last: int) -> str | None:
    """The day to which the rows of the last period reach where it was not over; None where nothing says so."""
    if "through" not in {row[0] for row in con.execute("DESCRIBE measured").fetchall()}:
        return None
    ((day,),) = con.execute("SELECT max(through)::DATE::VARCHAR FROM measured WHERE period = ?", [last]).fetchall()
    return None if day is None else str(day)


def _coverage(
    con: duckdb.DuckDBPyConnection,
    measure: Measure,
    parts: dict[str, list[Part]],
    first_year: int,
    stored: tuple[int, int],
) -> tuple[int, int, int | None]:
    """First and last period, and the last in which silence is a zero where others follow it.

    Silence has a meaning as declared by those sources of the first input table whose own silence is a zero. Rows may go
    on after what they cover; what is not among those is not known to be none.
    """
    if measure.silence != "true_zero" or measure.grain != "year":
        return *stored, None
    table = measure.inputs[0]
    given = [(spec.provides[table], path) for spec, _, path in parts[table]]
    telling = [(p, path) for p, path in given if p.silence == "true_zero"]
    first = max(first_year, min(p.first_year for p, _ in telling or given))
    told = max((_reach(con, table, p, path) for p, path in telling), default=first - 1)
    return first, max(told, stored[1]), told if told < stored[1] else None


def _reach(con: duckdb.DuckDBPyConnection, table: str, provision: Provision, path: Path) -> int:
    """The last year that an edition covers."""
    if not provision.grows:
        return provision.last_year
    ((newest,),) = con.execute(f"SELECT max({TABLES[table].year_sql()}) FROM read_parquet(?)", [str(path)]).fetchall()
    return provision.last_year if newest is None else int(newest)


def _entry(measure: Measure, basis: tuple[str, ...], extent: tuple[int, int, int], target: Path) -> dict[str, object]:
    n, first, last = extent
    said = {name: value for name, value in asdict(measure).items() if name != "ships"}
    record = said | {"details": declared(measure.details), "basis": basis, "first": first, "last": last, "rows": n}
    record |= {"file": target.name, "sha256": hashlib.sha256(target.read_bytes()).hexdigest()}
    return record


def _manifest(entries: dict[str, Entry], absent: dict[str, Absence], parts: dict[str, list[Part]]) -> Manifest:
    used = {name for e in entries.values() for name in e.basis}
    held = {snap.id: (spec, snap) for found in parts.values() for spec, snap, _ in found}
    audits = [store_tables.audit(path) for found in parts.values() for _, snap, path in found if snap.id in used]
    kept = tuple(Audit(**asdict(a)) for a in sorted(audits, key=lambda a: (a.source, a.table)))
    return Manifest(
        comity=__version__,
        states=tuple(s.id for s in states()),
        measures=dict(sorted(entries.items())),
        inputs={name: _input(*held[name]) for name in sorted(used)},
        audits=kept,
        absent=dict(sorted(absent.items())),
    )


def _input(spec: SourceSpec, snapshot: Snapshot) -> Input:
    return Input(
        id=snapshot.id,
        version=spec.origin.version,
        sha256=snapshot.sha256,
        citation=spec.origin.citation,
        licence=spec.licence.name,
        licence_url=spec.licence.url,
        redistribute=spec.licence.redistribute,
        retrieved=snapshot.retrieved,
        released=snapshot.released,
        vintage=snapshot.vintage,
        title=spec.origin.title,
        url=spec.origin.url,
        files=dict(sorted(snapshot.files.items())),
        locators={table: p.locator for table, p in sorted(spec.provides.items())},
    )


def read_by(recipe: Recipe, parts: dict[str, list[Part]]) -> dict[str, list[Part]]:
    """Those of the tables at hand that a recipe reads."""
    return {t: parts[t] for t in (*recipe.inputs, *recipe.optional) if t in parts}


def home_of(plan: Plan, recipe: Recipe, parts: dict[str, list[Part]]) -> Path:
    """Where the store keeps what a recipe computes from what it reads: the name tells all that went into it."""
    return plan.store / "measures" / f"{recipe.name.rsplit('.', 1)[-1]}-{_address(plan, recipe, parts)}"


def _address(plan: Plan, recipe: Recipe, parts: dict[str, list[Part]]) -> str:
    """Hash of all that a recipe's result depends on: its code, what is asked, and its tables by their own hashes."""
    code = fingerprint(recipe.name, f"{__name__}:{_compute.__name__}")
    names = sorted(path.name for found in parts.values() for _, _, path in found)
    ids = [m.id for m in recipe.measures if _wanted(plan, m)]
    made_from = "|".join([code, str(plan.first_year), str(plan.exact), *ids, *names])
    return hashlib.sha256(made_from.encode()).hexdigest()[:16]
