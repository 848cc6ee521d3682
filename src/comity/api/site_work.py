"""What a worker does for a site: assess a pair, put it on its page, or find that it stands there as it should.

Pairs come in batches of a fixed make-up, so that what is written does not hang on how many workers there are.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.api.asking import request
from comity.api.pair import Pair
from comity.assessment.assess import assess
from comity.atlas.read import Atlas
from comity.build.workers import end_with
from comity.dossier.assessment import Assessment
from comity.errors import NotCoexisting, UserError
from comity.report.site import About, Card, about, card, pair_data, pair_page, pair_path
from comity.store.owned import sha256, shown
from comity.terms.country import state

if TYPE_CHECKING:
    from comity.api.site_record import Made

_YOUNG = 50_000
"""Objects made between two looks for garbage, as at the command line."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all pairs of a run. `assessed` and `drawn` stand for all that an assessment and a page
    come of."""

    atlas: Path | None
    as_of: date
    known_on: date | None
    since: int | None
    out: Path
    staging: Path
    assessed: str
    drawn: str


@dataclass(frozen=True, slots=True)
class Task:
    """A pair to look after: every content of its files that we know for ours, and how it was made last."""

    a: str
    b: str
    ours: Mapping[str, frozenset[str]]
    last: Made | None


@dataclass(frozen=True, slots=True)
class Done:
    """A pair of the site, `fresh` where its files lie in the staging folder; without a card the two never met."""

    a: str
    b: str
    fresh: bool = False
    files: Mapping[str, str] | None = None
    card: Card | None = None
    foot: About | None = None
    why: str = ""


class Worker:
    """One process's reader of the atlas, the same for all of its pairs: what one of them read serves the next."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        opened = Atlas.open(setting.atlas, setting.as_of, setting.known_on)
        # From its second reader on an atlas is held in memory, which many questions are worth.
        self.atlas = opened.reader(setting.as_of)

    def batch(self, number: int, tasks: list[Task]) -> list[Done]:
        """The pairs of one batch, and their rows of the table of findings as lines of JSON in the staging folder."""
        done, lines = [], []
        for task in tasks:
            found, it = self.pair(task)
            done.append(found)
            if it is not None:
                lines += [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows(it)]
        text = "".join(f"{line}\n" for line in lines)
        part_of(self.setting.staging, number).write_text(text, encoding="utf-8", errors="replace")
        return done

    def pair(self, task: Task) -> tuple[Done, Assessment | None]:
        """One pair: kept where nothing that it comes of changed, or where it says the same; else made."""
        last, there = task.last, self.there(task)
        stands = last is not None and dict(last.files) == there and last.drawn == self.setting.drawn
        if last is not None and stands and last.assessed == self.setting.assessed:
            return self.kept(task, there, None)
        try:
            it = self.assessed(task)
        except NotCoexisting as error:
            return Done(task.a, task.b, why=str(error)), None
        data, path = pair_data(it), pair_path(task.a, task.b, "json")
        if stands and hashlib.sha256(data).hexdigest() == there[path]:
            return self.kept(task, there, it)
        made = {path: data, pair_path(task.a, task.b): pair_page(it)}
        for name, content in made.items():
            staged(self.setting.staging, name).write_bytes(content)
        files = {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
        return Done(task.a, task.b, True, files, card(it), about(it)), it

    def kept(self, task: Task, there: Mapping[str, str], it: Assessment | None) -> tuple[Done, Assessment]:
        """A pair whose files stay as they are."""
        if it is None:
            path = self.setting.out / pair_path(task.a, task.b, "json")
            it = Assessment.model_validate_json(path.read_bytes())
        return Done(task.a, task.b, False, there, card(it), about(it)), it

    def there(self, task: Task) -> dict[str, str]:
        """The hashes of the pair's files as they lie. Raises UserError for one that is not as we wrote it."""
        found = {}
        for form in ("html", "json"):
            name = pair_path(task.a, task.b, form)
            path = self.setting.out / name
            if not os.path.lexists(path):
                continue
            if path.is_symlink() or not path.is_file() or sha256(path) not in task.ours.get(name, ()):
                raise UserError(f"{shown(path)} is not as Comity wrote it; move it away, or choose another --out")
            found[name] = sha256(path)
        return found

    def assessed(self, task: Task) -> Assessment:
        """The assessment of a pair; its command names no folder of this machine."""
        named = None if self.setting.atlas is None else Path("atlas")
        asked = request(
            Pair(state(task.a), state(task.b)), self.atlas, since=self.setting.since, study=None, atlas=named
        )
        return assess(self.atlas, asked)


_WORKER: list[Worker] = []


def start(parent: int, setting: Setting) -> None:
    """Begin a worker process, which ends with the run that started it."""
    end_with(parent)
    worker_of(setting)


def work(number: int, tasks: list[Task]) -> list[Done]:
    """One batch in a worker process."""
    return _WORKER[0].batch(number, tasks)


def worker_of(setting: Setting) -> Worker:
    """This process's worker, which may have served another run before."""
    if not _WORKER or _WORKER[0].setting != setting:
        gc.set_threshold(_YOUNG)
        _WORKER[:] = [Worker(setting)]
    return _WORKER[0]


def part_of(staging: Path, number: int) -> Path:
    """Where a batch leaves its rows."""
    return staging / f"rows-{number:06d}"


def staged(staging: Path, name: str) -> Path:
    """Where a file of the site lies until it takes its place."""
    return staging / name.replace("/", "~")


COLUMNS = {
    **dict.fromkeys(("a", "b"), "VARCHAR"),
    "as_of": "DATE",
    **dict.fromkeys(("part", "id", "question", "state", "kind", "text"), "VARCHAR"),
    **dict.fromkeys(("value", "low", "high"), "DOUBLE"),
    **dict.fromkeys(("unit", "confidence"), "VARCHAR"),
    "basis": "VARCHAR[]",
}
"""The table of findings. `part` says what a row is: a line of the first page, the answer to a question, a finding."""


def rows(it: Assessment) -> Iterator[dict[str, Any]]:
    """An assessment as rows: the lines of the first page in their order, then answers, then findings."""
    page = it.page1
    common = {"a": it.dyad.a, "b": it.dyad.b, "as_of": str(it.as_of), "kind": page.kind.id}

    def row(part: str, id: str, text: str, basis: Iterable[str] = (), **more: Any) -> dict[str, Any]:
        return dict.fromkeys(COLUMNS) | common | {"part": part, "id": id, "text": text, "basis": list(basis)} | more

    for line in page.status:
        yield row("status", "", line.text, line.basis)
    yield row("bottom_line", "", page.bottom_line.text, page.bottom_line.basis)
    for j in page.judgements:
        yield row("judgement", j.id, j.text, j.findings, confidence=j.confidence)
    for c in page.strip:
        yield row("strip", c.label, c.level.text, c.level.basis)
    for w in page.watch:
        yield row("watch", w.date, w.what.text, w.what.basis)
    for r in page.newest:
        yield row("newest", r.name, r.to)
    for s in it.sections:
        yield row("answer", s.id, s.answer, s.findings, question=s.id, state=s.state)
    for f in it.findings:
        numbers = {name: getattr(f.estimate, name, None) for name in ("value", "low", "high", "unit")}
        yield row("finding", f.id, f.claim, f.basis, question=f.question, confidence=f.confidence, **numbers)
