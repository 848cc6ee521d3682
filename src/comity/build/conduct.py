"""Make an atlas: pull what is missing, harmonise, measure, write whole.

Every step's result is kept under the hash of what went into it, so a killed build goes on where it
stopped and a second build of the same inputs gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from comity import __version__
from comity.atlas.encode import write
from comity.atlas.manifest import NAME, Audit, Entry, Input, Manifest, text
from comity.errors import UserError
from comity.measures.contract import NO_ROWS, Measure, Recipe
from comity.measures.recipes import RECIPES
from comity.sources.contract import SourceSpec
from comity.sources.registry import sources
from comity.store import tables as store_tables
from comity.store.leftover import sweep_store
from comity.store.place import locked, whole_folder
from comity.store.snapshot import Snapshot, latest, pull
from comity.tables.relation import as_view
from comity.terms.country import states

_PACKAGE = Path(__file__).parent.parent
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build.

    `redistributable` keeps only sources from which measures may ship; `exact` stores values as computed
    rather than at the precision that the estimates deserve.
    """

    store: Path
    mirror: Path | None = None
    measures: tuple[str, ...] = ()
    first_year: int = 1816
    redistributable: bool = False
    exact: bool = True


Part = tuple[SourceSpec, Snapshot, Path]
"""One source's share of a table: its declaration, its snapshot, its Parquet file."""


def build(plan: Plan, out: Path, progress: Progress = lambda line: None) -> Manifest:
    """Write the atlas of `plan` to the folder `out`, whole or not at all, and return its manifest."""
    sweep_store(plan.store)
    recipes = _recipes(plan.measures)
    wanted = {table for recipe in recipes for table in (*recipe.inputs, *recipe.optional)}
    parts = gather(plan, wanted, progress)
    entries: dict[str, Entry] = {}
    absent: dict[str, str] = {}
    made: dict[str, Path] = {}
    for recipe in recipes:
        missing = [t for t in recipe.inputs if t not in parts]
        if missing:
            reason = f"needs {', '.join(missing)}, which none of the sources at hand gives"
            absent |= {m.id: reason for m in recipe.measures}
            continue
        left_out = [m.id for m in recipe.measures if not _wanted(plan, m)]
        absent |= dict.fromkeys(left_out, "no room in the atlas that ships; comity build makes it")
        if len(left_out) == len(recipe.measures):
            continue
        progress(f"measure {recipe.name.rsplit('.', 1)[-1]}")
        folder = _measure(plan, recipe, {t: parts[t] for t in (*recipe.inputs, *recipe.optional) if t in parts})
        found = {k: Entry.model_validate(v) for k, v in json.loads((folder / "entries.json").read_text()).items()}
        none = (m.id for m in recipe.measures if m.id not in found and m.id not in left_out)
        absent |= dict.fromkeys(none, "the sources at hand hold nothing from which it can be computed")
        entries |= found
        made |= {e.file: folder / e.file for e in found.values()}
    manifest = _manifest(entries, absent, parts)
    with whole_folder(out) as folder:
        for name, path in sorted(made.items()):
            shutil.copyfile(path, folder / name)
        (folder / NAME).write_text(text(manifest), encoding="utf-8")
    return manifest


def gather(plan: Plan, wanted: Iterable[str], progress: Progress) -> dict[str, list[Part]]:
    """Harmonised tables by name from every source at hand. Pulls from the mirror where one is given."""
    needed = set(wanted)
    chosen = [
        spec
        for spec in sources().values()
        if needed & set(spec.provides) and (spec.licence.redistribute or not plan.redistributable)
    ]
    held = [(spec, snapshot) for spec in chosen if (snapshot := _snapshot(plan, spec, progress)) is not None]
    if not held:
        raise UserError("the store holds none of the sources needed; run: comity sources pull")
    parts: dict[str, list[Part]] = {}
    with ProcessPoolExecutor(max_workers=2, initializer=_end_with, initargs=(os.getpid(),)) as pool:
        jobs = [pool.submit(store_tables.make, plan.store, spec, snapshot) for spec, snapshot in held]
        for (spec, snapshot), job in zip(held, jobs, strict=True):
            for table, path in job.result().items():
                if not _superseded(spec, table, held):
                    parts.setdefault(table, []).append((spec, snapshot, path))
            progress(f"tables {spec.id}")
    return parts


def _end_with(parent: int) -> None:
    """End this worker once the build that started it is gone; a killed one cannot say so itself."""

    def watch() -> None:
        while os.getppid() == parent:
            threading.Event().wait(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _superseded(spec: SourceSpec, table: str, held: list[tuple[SourceSpec, Snapshot]]) -> bool:
    """Whether a source at hand gives the same observations, so that counting both would count twice."""
    return spec.provides[table].alternative_to in {other.id for other, _ in held}


def _snapshot(plan: Plan, spec: SourceSpec, progress: Progress) -> Snapshot | None:
    # What comes as a stream is put into the store by the fold of its warehouse.
    if plan.mirror is None or spec.stream or not (plan.mirror / spec.id).is_dir():
        return latest(plan.store, spec.id)
    progress(f"pull {spec.id}")
    return pull(spec, plan.store, mirror=plan.mirror)


def _recipes(measures: tuple[str, ...]) -> list[Recipe]:
    known = {m.id for recipe in RECIPES for m in recipe.measures}
    if unknown := [m for m in measures if m not in known]:
        from difflib import get_close_matches

        near = get_close_matches(unknown[0], known, 3)
        raise UserError(f"no measure {unknown[0]!r}; nearest: {', '.join(near) or 'see comity build --help'}")
    return [r for r in RECIPES if not measures or any(m.id in measures for m in r.measures)]


def _wanted(plan: Plan, measure: Measure) -> bool:
    return measure.ships or not plan.redistributable


def _measure(plan: Plan, recipe: Recipe, parts: dict[str, list[Part]]) -> Path:
    """Compute one recipe into the store's cache, or find it computed already."""
    home = plan.store / "measures" / f"{recipe.name.rsplit('.', 1)[-1]}-{_address(plan, recipe, parts)}"
    with locked(plan.store, f"measure-{recipe.name.rsplit('.', 1)[-1]}"):
        if not (home / "entries.json").exists():
            with whole_folder(home) as folder:
                entries = _compute(plan, recipe, parts, folder)
                (folder / "entries.json").write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")
    return home


def _compute(plan: Plan, recipe: Recipe, parts: dict[str, list[Part]], folder: Path) -> dict[str, dict[str, object]]:
    import duckdb

    ids = tuple(s.id for s in states())
    with duckdb.connect() as con:
        # One thread: sums of floats must not depend on the order in which threads finish.
        con.execute("SET threads = 1; SET memory_limit = '3GB'")
        for table, held in parts.items():
            store_tables.view(con, table, [(snap.id, path) for _, snap, path in held])
        for table in set(recipe.optional) - set(parts):
            store_tables.empty(con, table)
        rows = recipe.compute(con)
        entries = {}
        for measure in (m for m in recipe.measures if _wanted(plan, m)):
            found = rows[measure.id]
            as_view(con, "measured", NO_ROWS if isinstance(found, Mapping) and not found else found)
            used = (*measure.inputs, *(t for t in recipe.optional if t in parts))
            basis = tuple(sorted({snap.id for t in used for _, snap, _ in parts[t]}))
            target = folder / f"{measure.id}.parquet"
            n, first, last = write(
                con, "measured", measure, ids, basis, target, first_year=plan.first_year, exact=plan.exact
            )
            if not n and measure.silence == "not_reported":
                target.unlink()
                continue
            first, last = _coverage(measure, parts, plan.first_year, first, last)
            record = _entry(measure, basis, (n, first, last), target)
            entries[measure.id] = record | ({"decimals": None} if plan.exact else {})
    return entries


def _coverage(
    measure: Measure, parts: dict[str, list[Part]], first_year: int, first: int, last: int
) -> tuple[int, int]:
    """Periods within which silence has a meaning: as declared by the source of the first input table."""
    if measure.silence != "true_zero" or measure.grain != "year":
        return first, last
    table = measure.inputs[0]
    declared = [spec.provides[table] for spec, _, _ in parts[table]]
    return max(first_year, min(p.first_year for p in declared)), max(p.last_year for p in declared)


def _entry(measure: Measure, basis: tuple[str, ...], extent: tuple[int, int, int], target: Path) -> dict[str, object]:
    n, first, last = extent
    declared = {name: value for name, value in asdict(measure).items() if name != "ships"}
    record = declared | {"basis": basis, "first": first, "last": last, "rows": n}
    record |= {"file": target.name, "sha256": hashlib.sha256(target.read_bytes()).hexdigest()}
    return record


def _manifest(entries: dict[str, Entry], absent: dict[str, str], parts: dict[str, list[Part]]) -> Manifest:
    used = {name for e in entries.values() for name in e.basis}
    held = {snap.id: (spec, snap) for found in parts.values() for spec, snap, _ in found}
    audits = [store_tables.audit(path) for found in parts.values() for _, snap, path in found if snap.id in used]
    kept = tuple(
        Audit(**{k: v for k, v in asdict(a).items() if k != "unmatched_codes"})
        for a in sorted(audits, key=lambda a: (a.source, a.table))
    )
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
        title=spec.origin.title,
        url=spec.origin.url,
        files=dict(sorted(snapshot.files.items())),
        locators={table: p.locator for table, p in sorted(spec.provides.items())},
    )


def _address(plan: Plan, recipe: Recipe, parts: dict[str, list[Part]]) -> str:
    names = sorted(path.name for found in parts.values() for _, _, path in found)
    ids = [m.id for m in recipe.measures]
    made_from = "|".join([_code_fingerprint(), str(plan.first_year), str(plan.exact), *ids, *names])
    return hashlib.sha256(made_from.encode()).hexdigest()[:16]


@cache
def _code_fingerprint() -> str:
    """Hash of all code and curated data that can change a measure's rows or how they are written."""
    hasher = hashlib.sha256()
    writing = (_PACKAGE / "atlas" / "encode.py", Path(__file__))
    for path in (*sorted((_PACKAGE / "terms").rglob("*")), *sorted((_PACKAGE / "measures").rglob("*")), *writing):
        if path.suffix in {".py", ".csv", ".yaml"}:
            hasher.update(path.read_bytes())
    return hasher.hexdigest()
