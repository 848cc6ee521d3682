"""Kill every kind of writing at random moments: afterwards the old state or the new one, and nothing left behind.

Half of the moments are spread over the whole of a run, half lie about its last change on disk, where it commits. Then
each run is killed once more before every single change of a name on disk that it makes: what a clock seldom meets.

python validation/run.py kills        # a hundred kills of each (or COMITY_KILLS), into docs/validation.md
python validation/kills.py 20         # twenty of each, printed only; exit code 1 when one did harm
python validation/kills.py 2 4        # two of each, and before each fourth change of a name

Each command runs in a process forked from this one, which has loaded everything already, so that the kills meet work
and not the start of Python. The world is small and every number in it is invented.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from figures import Figure, Material

KILLS = 100
ABOUT = 0.05
"""Spread of the kills about the last change on disk, as a share of the whole duration."""
_CHANGES = ("rename", "replace", "link", "unlink", "remove", "mkdir", "rmdir", "chmod")
_DAY = date(2024, 12, 31)
_YEARS = range(1960, 2024)
_PIECES = 3
_STATEMENTS = 200
_LATE = (
    *("duckdb", "numpy", "httpx2", "comity.cli.main", "comity.assessment.assess", "comity.build.conduct"),
    *("comity.evidence.adding", "comity.evidence.importing.take", "comity.report.write", "comity.report.markdown"),
    *("comity.sources.registry", "comity.store.snapshot", "comity.events.ingest"),
    *("comity.api.update", "comity.api.moved", "comity.store.enter"),
)


@dataclass(frozen=True, slots=True)
class Work:
    """One command that writes: what it is, its words, and how to see what it wrote; all paths are within a folder.

    `prepare` makes the state before it, `see` gives what a reader finds, as JSON, and fails on anything half; `rest`
    names the files that are there when nothing is left behind.
    """

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path], None]
    see: Callable[[Path], Any]
    rest: Callable[[Path], list[str]]


@dataclass(slots=True)
class Outcome:
    """What the kills of one work did."""

    seconds: float
    old: int = 0
    new: int = 0
    steps: int = 0
    harm: list[str] = field(default_factory=list)


def figures(material: Material) -> list[Figure]:
    """One row for each command that writes."""
    return [_figure(work.name, kill_all(work, int(os.environ.get("COMITY_KILLS") or KILLS))) for work in WORKS]


def _figure(name: str, out: Outcome) -> Figure:
    kills = out.old + out.new + len(out.harm) - out.steps
    told = "nothing lost, doubled or left behind" if not out.harm else f"HARM: {'; '.join(out.harm[:3])}"
    return Figure(
        name,
        f"{kills} kills at random moments, {out.steps} before each change of a name: {told}",
        "not tested",
        f"Found as before {out.old} times, as after {out.new} times; {out.seconds:.2f} s undisturbed.",
    )


def _loaded() -> None:
    """Load now what commands load when they need it, so that no kill is spent on it. Starts no thread."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for name in _LATE:
        import_module(name)


def kill_all(work: Work, kills: int, every: int = 1, seed: int = 20) -> Outcome:
    """Kill `work` at `kills` random moments, then before each change of a name, or each `every`-th; judge all."""
    _loaded()
    chance = random.Random(f"{seed} {work.name}")
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        home = Path(name)
        base, calm, beaten = home / "base", home / "calm", home / "beaten"
        base.mkdir()
        _apart(home, lambda: work.prepare(base))
        old = _apart(home, lambda: work.see(base))
        took = sorted(_undisturbed(work, base, calm) for _ in range(3))
        new, rest = _apart(home, lambda: work.see(calm)), work.rest(calm)
        if old == new:
            raise SystemExit(f"{work.name}: nothing changes, so the kills would show nothing")
        known = (old, new, rest)
        (duration, commit), slowest = took[1], took[2][0]
        out = Outcome(duration)
        while out.old + out.new + len(out.harm) < kills:
            _copy(base, beaten)
            moment = chance.uniform(0, duration) if chance.random() < 0.5 else chance.gauss(commit, ABOUT * duration)
            if not _killed(work, beaten, max(0.0, moment)):
                # The machine was quicker than when it was measured: this kill met nobody.
                duration, commit = duration * 0.98, commit * 0.98
                continue
            if duration < slowest:
                duration, commit = duration * 1.01, commit * 1.01
            _judge(work, home, beaten, known, out)
        for step in range(1, _steps(work, home, base, beaten) + 1, every):
            out.steps += 1
            _copy(base, beaten)
            _wait(_start(work, beaten, step))
            _judge(work, home, beaten, known, out)
    return out


def _steps(work: Work, home: Path, base: Path, beaten: Path) -> int:
    """How many changes of names on disk the work makes when it is left alone."""
    _copy(base, beaten)
    count = home / "steps"
    _wait(_start(work, beaten, sys.maxsize, count))
    return int(count.read_text())


def _count_changes(last: int) -> list[int]:
    """Count this process's changes of names on disk, and kill it before the one numbered `last`."""
    made = [0]

    def counted(change: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **more: Any) -> Any:
            made[0] += 1
            if made[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*words, **more)

        return call

    for name in _CHANGES:
        setattr(os, name, counted(getattr(os, name)))
    return made


def _judge(work: Work, home: Path, beaten: Path, known: tuple[Any, Any, list[str]], out: Outcome) -> None:
    old, new, rest = known
    try:
        found = _apart(home, lambda: work.see(beaten))
    except RuntimeError as error:
        out.harm.append(f"after a kill: {error}")
        return
    if found not in (old, new):
        out.harm.append(f"after a kill: neither as before nor as after ({str(found)[:200]})")
        return
    code = _wait(_start(work, beaten))
    try:
        after = _apart(home, lambda: work.see(beaten))
    except RuntimeError as error:
        after = str(error)
    left = sorted(set(work.rest(beaten)) ^ set(rest))
    if code or after != new:
        out.harm.append(f"the next run (exit code {code}) does not mend it: {str(after)[:200]}")
    elif left:
        out.harm.append(f"after the next run, left or missing: {', '.join(left[:3])}")
    elif found == new:
        out.new += 1
    else:
        out.old += 1


def _undisturbed(work: Work, base: Path, calm: Path) -> tuple[float, float]:
    """Seconds that a whole run takes, and after how many of them the last thing changed on disk."""
    _copy(base, calm)
    began, clock = time.monotonic(), time.time()
    if code := _wait(_start(work, calm)):
        raise SystemExit(f"{work.name}: ends with {code} even when left alone: {' '.join(work.words)}")
    took = time.monotonic() - began
    changed = max(p.stat(follow_symlinks=False).st_ctime for p in calm.rglob("*"))
    return took, min(max(changed - clock, 0.0), took)


def _killed(work: Work, folder: Path, moment: float) -> bool:
    """Start the work and kill it after so many seconds; whether it was still at work."""
    process = _start(work, folder)
    time.sleep(moment)
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def _start(work: Work, folder: Path, last: int = 0, count: Path | None = None) -> int:
    """The process id of a fork that runs the command in `folder` and says nothing; see `_count_changes` for `last`."""
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        os.chdir(folder)
        os.environ["COMITY_HOME"] = str(folder / "store")
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        if not os.environ.get("COMITY_DEBUG"):
            os.dup2(silence, 2)
        from comity.cli.app import exit_code
        from comity.cli.main import app

        made = _count_changes(last) if last else [0]
        code = exit_code(partial(app, args=list(work.words)))
        if count is not None:
            count.write_text(str(made[0]))
    finally:
        os._exit(code)


def _wait(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _apart(home: Path, look: Callable[[], Any]) -> Any:
    """What `look` gives, found in a fork: this process never starts a thread. RuntimeError where it fails."""
    answer = home / "answer.json"
    process = os.fork()
    if not process:
        try:
            answer.write_text(json.dumps({"found": look()}, default=str))
        except BaseException as error:
            answer.write_text(json.dumps({"failed": f"{type(error).__name__}: {error}"}))
        finally:
            os._exit(0)
    _wait(process)
    told = json.loads(answer.read_text())
    answer.unlink()
    if "failed" in told:
        raise RuntimeError(told["failed"])
    return told["found"]


def _copy(base: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(base, target, symlinks=True)


def _all_names(folder: Path) -> list[str]:
    """Every file and folder but locks, which stay by their nature."""
    found = (p.relative_to(folder).as_posix() for p in folder.rglob("*"))
    return sorted(name for name in found if not name.endswith(".lock"))


def _comity(folder: Path, *words: str) -> None:
    """Run a command within the process at hand; it must succeed."""
    if code := _wait(_start(Work("", words, lambda _: None, lambda _: None, _all_names), folder)):
        raise RuntimeError(f"comity {' '.join(words)}: exit code {code}")


def _publish(mirror: Path, growth: float) -> None:
    """An edition of the products of states in the publisher's layout."""
    from comity.terms.country import states

    codes = [s.id for s in states()]
    lines = ["Country Name,Country Code,Year,Value"]
    lines += [f"x,{c},{y},{(n + 1) * (y - 1900) * growth * 1e6:.0f}" for n, c in enumerate(codes) for y in _YEARS]
    (mirror / "gdp").mkdir(parents=True)
    (mirror / "gdp" / "gdp.csv").write_text("\n".join(lines) + "\n")


def _one_edition(folder: Path) -> None:
    _publish(folder / "one", 1.0)
    _publish(folder / "two", 1.5)
    _comity(folder, "sources", "pull", "gdp", "--mirror", "one")


def _snapshots(folder: Path) -> Any:
    from comity.store.snapshot import snapshots, verify

    held = snapshots(folder / "store", "gdp")
    for each in held:
        verify(each)
    return sorted(s.id for s in held)


def _one_atlas(folder: Path) -> None:
    _one_edition(folder)
    _comity(folder, "build", "context.gdp", "--out", "atlas")


def _ready_to_build(folder: Path) -> None:
    _one_atlas(folder)
    # An edition that is retrieved later on the same day must count as the newer: the first was so yesterday.
    for record in (folder / "store" / "snapshots" / "gdp").glob("*/snapshot.json"):
        held = json.loads(record.read_text())
        if "seal" not in held:
            record.write_text(json.dumps(held | {"retrieved": "2020-01-01"}))
    _comity(folder, "sources", "pull", "gdp", "--mirror", "two")


def _once_updated(folder: Path) -> None:
    _publish(folder / "one", 1.0)
    _publish(folder / "two", 1.5)
    _comity(folder, "update", "--mirror", "one", "--out", "atlas")


def _products(folder: Path) -> Any:
    from comity.atlas.read import Atlas

    opened = Atlas.open(folder / "atlas", _DAY)
    return [opened.at("context.gdp", "NOR", "-", str(year)).value for year in range(2000, 2020)]


def _one_format(folder: Path) -> None:
    _one_atlas(folder)
    _comity(folder, *_ASSESS, "--as-of", "2020-12-31", "--out", "out", "--format", "json")


def _one_day(folder: Path) -> None:
    _one_atlas(folder)
    _comity(folder, *_ASSESS, "--as-of", "2020-12-31")


def _edition(folder: Path) -> Any:
    from comity.report import provenance
    from comity.store.owned import strangers

    held = provenance.read(folder)
    if held is None or any(strangers(folder, held.listed)):
        raise ValueError("the edition is not whole")
    if lost := [name for name in held.files if not (folder / name).is_file()]:
        raise ValueError(f"the edition lacks {lost[0]}")
    return sorted(held.formats)


def _shelf(folder: Path) -> Any:
    from comity.report import shelf

    home = folder / "NOR-NZL"
    held = shelf.editions(home)
    page = (home / shelf.PAGE).read_text()
    if not shelf.is_leading_page(home / shelf.PAGE) or not any(f'href="{e.folder.name}/' in page for e in held):
        raise ValueError("the page leads nowhere")
    return [[e.folder.name, _edition(e.folder)] for e in held]


def _statement(n: int) -> dict[str, str]:
    return {
        "id": f"row{n}",
        "date": f"20{n % 20:02d}-05",
        "a": "NOR",
        "b": "NZL",
        "question": "exchange",
        "kind": "flow",
        "claim": f"Norway sold {n} sheep.",
        "status": "reported",
        "source": f"Shepherd's Weekly {n}",
        "source_type": "secondary",
        "reliability": "F",
        "credibility": "6",
    }


def _study(folder: Path) -> None:
    import csv

    home = folder / "study"
    (home / "evidence").mkdir(parents=True)
    (home / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    for name, rows in (("study/evidence/added.csv", range(50)), ("more.csv", range(50, 50 + _STATEMENTS))):
        with (folder / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, list(_statement(0)), lineterminator="\n")
            writer.writeheader()
            writer.writerows(_statement(n) for n in rows)


def _statements(folder: Path) -> Any:
    from comity.evidence.study import load_study

    held = sorted((s.id, s.claim) for s in load_study(folder / "study").statements)
    if len({id for id, _ in held}) != len(held):
        raise ValueError("a statement stands twice")
    return held


def _pieces(folder: Path) -> None:
    import zipfile

    from comity.sources.gdelt_events.feed import VERSION_2

    for n in range(1 + _PIECES):
        stamp = f"202003{n + 1:02d}000000"
        lines = []
        for k in range(100):
            row = {"GLOBALEVENTID": f"{n}{k:03d}", "SQLDATE": stamp[:8], "MonthYear": stamp[:6], "Year": "2020"}
            row |= {"FractionDate": "2020.1", "IsRootEvent": "1", "EventCode": "043", "EventBaseCode": "043"}
            row |= {"Actor1Code": "NOR", "Actor1CountryCode": "NOR", "Actor2Code": "NZL", "Actor2CountryCode": "NZL"}
            row |= {"EventRootCode": "04", "QuadClass": "1", "GoldsteinScale": "2.8", "NumMentions": "5"}
            row |= {"NumSources": "1", "NumArticles": "5", "AvgTone": "-1.5", "DATEADDED": stamp}
            row |= {"SOURCEURL": f"https://www.paper.example/{n}-{k}"}
            lines.append("\t".join(row.get(name, "") for name in VERSION_2.columns) + "\n")
        path = folder / ("first" if n == 0 else "pieces") / f"{stamp}.export.CSV.zip"
        path.parent.mkdir(exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(path.name.removesuffix(".zip")), "".join(lines))
    _comity(folder, "events", "ingest", "first", "--warehouse", "warehouse")


def _events(folder: Path) -> Any:
    import duckdb

    from comity.events.files import scan
    from comity.events.ledger import Ledger

    root = folder / "warehouse"
    with Ledger.open(root) as ledger, duckdb.connect() as con:
        held = scan(root, ledger.parts("events", "gdelt-events"))
        rows = con.execute(f"SELECT count(*), count(DISTINCT columns(*)) FROM {held}").fetchone()
        return [list(rows or ()), [str(a) for a in ledger.accounts()]]


def _nameless(folder: Path) -> list[str]:
    """What the ledger does not name: names of data are chosen anew in each run."""
    from comity.events.ledger import Ledger

    with Ledger.open(folder / "warehouse") as ledger:
        named = {f"warehouse/{name}" for name in ledger.named()}
    found = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]
    return sorted(n for n in found if n not in named and not n.endswith((".lock", "-wal", "-shm")))


_ASSESS = ("assess", "NOR", "NZL", "--atlas", "atlas")
_ADD = tuple(word for name, text in _statement(900).items() for word in (f"--{name.replace('_', '-')}", text))
WORKS = (
    Work(
        "`sources pull`: a second edition of a source",
        ("sources", "pull", "gdp", "--mirror", "two"),
        _one_edition,
        _snapshots,
        _all_names,
    ),
    Work(
        "`build`: an atlas from a newer edition, where one stands",
        ("build", "context.gdp", "--out", "atlas"),
        _ready_to_build,
        _products,
        _all_names,
    ),
    Work(
        "`update`: a newer edition in a mirror, into an atlas that stands",
        ("update", "--mirror", "two", "--out", "atlas"),
        _once_updated,
        _products,
        _all_names,
    ),
    Work(
        "`events ingest`: three pieces into a warehouse that holds one",
        ("events", "ingest", "pieces", "--warehouse", "warehouse"),
        _pieces,
        _events,
        _nameless,
    ),
    Work(
        "`assess`: one more format for an edition that stands",
        (*_ASSESS, "--as-of", "2020-12-31", "--out", "out", "--format", "md"),
        _one_format,
        lambda folder: _edition(folder / "out"),
        _all_names,
    ),
    Work(
        "`assess`: a later edition beside an earlier one",
        (*_ASSESS, "--as-of", "2022-12-31", "--format", "json"),
        _one_day,
        _shelf,
        _all_names,
    ),
    Work(
        f"`evidence import`: {_STATEMENTS} statements",
        ("evidence", "import", "study", "more.csv"),
        _study,
        _statements,
        _all_names,
    ),
    Work("`evidence add`: one statement", ("evidence", "add", "study", *_ADD), _study, _statements, _all_names),
)


def main(kills: int, every: int = 1) -> int:
    """Kill everything and print the table; 1 when something was harmed. See `kill_all`."""
    harmed = 0
    for work in WORKS:
        out = kill_all(work, kills, every)
        row = _figure(work.name, out)
        print(f"| {row.claim} | {row.measured} | {row.note} |", flush=True)
        harmed += len(out.harm)
    return min(harmed, 1)


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:3] or [KILLS])))
