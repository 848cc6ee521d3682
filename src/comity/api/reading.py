"""Read documents and propose statements: files, or the documents that a study keeps. Nothing here is evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import UserError
from comity.evidence.documents import FOLDER, Document
from comity.evidence.keeping import keeping
from comity.evidence.proposals import Proposed, note_readings, proposal_id, put_proposals, read_readings
from comity.evidence.study import Study, load_study
from comity.reading.confined import Wanted, read_all
from comity.reading.modelled import RULE as MODEL
from comity.reading.private_files import expect_public
from comity.reading.proposal import RULES_VERSION, Proposal, Setting
from comity.reading.spoken import SPOKE
from comity.reading.text import VERSION, DocumentText
from comity.terms.names import sanitise
from comity.terms.unit import number as printed

if TYPE_CHECKING:
    from comity.evidence.contradictions.office import Term
    from comity.sources.own_model import OwnModel

EDITION = f"{VERSION}.{RULES_VERSION}"
"""Edition of the readers and of the rules, which a proposal names."""
_BATCH = 100
"""Documents, or pages of them, after which what was read is saved, so that a run that is stopped goes on from there.

Of very many a fifth of those that are saved already, since each saving writes all proposals anew.
"""


@dataclass(frozen=True, slots=True)
class Read:
    """One document that was read: `proposals` in the order of its text, or `refused` and why.

    `notes` say what could not be read in it. `new` counts the proposals that were not there before.
    """

    name: str
    sha256: str
    form: str
    encoding: str
    pages: int
    notes: tuple[str, ...] = ()
    proposals: tuple[Proposed, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read, and what is known of it."""

    path: Path
    name: str
    setting: Setting


def read_file(path: Path, setting: Setting) -> Read:
    """Read one file. `refused` says in one line why it could not be read."""
    return next(read_files((path,), setting))


def read_files(paths: Sequence[Path], setting: Setting, model: OwnModel | None = None) -> Iterator[Read]:
    """Read files, one after another in the order given; what is wrong with one is told in its `refused`.

    A `model` of the user's own is asked about each as well, where one is named.
    """
    return _read([Job(path, path.name, setting) for path in paths], None, model)


def read_study(
    folder: Path,
    *,
    today: date,
    allow: Sequence[str] = (),
    again: bool = False,
    only: Collection[str] | None = None,
    model: OwnModel | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> tuple[Read, ...]:
    """Read what a study keeps and has not read yet, and write the proposals beside its evidence.

    A document that an interview rests on is passed over, by rules and by a `model`, unless its id is in `allow`;
    `again` reads all once more, and where ids are given `only` those documents are read. What a model was not asked
    about yet is read again with it.
    """
    study = load_study(folder)
    editions = (EDITION,) if model is None else (EDITION, f"{EDITION} {model.label}")
    done = frozenset() if again else {sha for sha, edition in read_readings(folder) if edition == editions[-1]}
    known = {d.id: d for d in study.documents.values() if d.file}
    if missing := [id for id in allow if id not in known]:
        raise UserError(f"no document '{sanitise(missing[0])}' in documents.csv; give the id of one that is kept")
    wanted = [d for d in known.values() if d.sha256 not in done and (only is None or d.id in only)]
    jobs = [_job(folder, d, study) for d in wanted]
    kept_back = interviewed(study) - set(allow)
    held = [job for job in jobs if job.setting.document in kept_back]
    jobs = [job for job in jobs if job.setting.document not in kept_back]
    why = "an interview rests on it; name its id with --allow"
    found = [Read(job.name, "", "", "", 0, refused=why) for job in held]
    batch: list[Read] = []
    for number, read in enumerate(_read(jobs, study, model), 1):
        batch.append(read)
        if sum(1 + r.pages for r in batch) >= max(_BATCH, (number - len(batch)) // 5):
            found += _saved(folder, batch, today, editions)
            batch = []
            progress(f"{printed(number)} of {printed(len(jobs))} documents read")
    return (*found, *_saved(folder, batch, today, editions))


def keep_and_read(
    folder: Path,
    paths: Sequence[Path],
    setting: Setting,
    *,
    today: date,
    model: OwnModel | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> tuple[Read, ...]:
    """Keep files in a study, each under its hash, and read what is new in it. What cannot be read is not kept.

    A `model` is asked about these files alone, and about nothing else that the study keeps.
    """
    for path in paths:
        expect_public(path)
    looked = tuple(read_files(paths, setting))
    said = {"accessed": today.isoformat(), "source": setting.source, "url": setting.url}
    said |= {"published": setting.day.isoformat() if setting.day else ""}
    with keeping(folder) as study:
        ids = [study.keep(path, said) for path, read in zip(paths, looked, strict=True) if not read.refused]
    refused = [read for read in looked if read.refused]
    with_model = () if model is None else read_study(folder, today=today, only=ids, model=model, progress=progress)
    return (*refused, *with_model, *read_study(folder, today=today, progress=progress))


def interviewed(study: Study) -> set[str]:
    """Ids of the kept documents on which statements of interviews rest."""
    return {s.document for s in study.statements if s.interview and s.document}


def _job(folder: Path, document: Document, study: Study) -> Job:
    about = tuple(document.about.split())
    day = date.fromisoformat(document.published) if len(document.published) == 10 else None
    setting = Setting(day, document.source or document.name, document.url, about, document.accessed, document.id)
    pair = (study.settings.pair.a, study.settings.pair.b)
    setting = replace(setting, speaker=document.speaker, pair=pair)
    return Job(folder / FOLDER / document.file, document.name or document.id, setting)


def _read(jobs: Sequence[Job], study: Study | None, model: OwnModel | None = None) -> Iterator[Read]:
    """What each job gives, in order; leaders are read where there is a study."""
    wanted = [Wanted(job.path, job.name, job.setting, study is not None) for job in jobs]
    for job, told in zip(jobs, read_all(wanted, all_terms), strict=True):
        if told.refused:
            yield Read(job.name, "", "", "", 0, refused=told.refused)
            continue
        setting = replace(job.setting, source=told.source)
        more, notes = _asked(model, job.path, setting)
        proposals = tuple(_of_study((*told.proposals, *more), study))
        if study is not None:
            proposals = _beside(proposals, study, setting)
        kept = tuple(_kept(p, told.sha256, job.name) for p in proposals)
        yield Read(job.name, told.sha256, told.form, told.encoding, told.pages, (*told.notes, *notes), kept)


def _asked(model: OwnModel | None, path: Path, setting: Setting) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    if model is None:
        return (), ()
    from comity.api.modelled import asked

    return asked(model, path, setting)


def _of_study(found: Sequence[Proposal], study: Study | None) -> Iterator[Proposal]:
    """What concerns the two of a study; of one of them and another it is said so, and it is held back."""
    if study is None:
        yield from found
        return
    pair = {study.settings.pair.a, study.settings.pair.b}
    for p in found:
        shared = pair & {p.cells["a"], p.cells["b"]}
        if shared == pair:
            yield p
        elif shared and not p.rule.startswith(SPOKE):
            yield replace(p, doubts=(*p.doubts, "it is about one of the two and another state"), likely=False)


def _beside(proposals: tuple[Proposal, ...], study: Study, setting: Setting) -> tuple[Proposal, ...]:
    from comity.reading.beside import beside

    return beside(proposals, study.statements, date.max) if proposals else ()


def _kept(p: Proposal, sha256: str, name: str) -> Proposed:
    # One sentence of a speech may be about several states, each a proposal of its own.
    mark = f"{p.rule} {p.cells['b']}" if p.rule.startswith((SPOKE, MODEL)) else p.rule
    return Proposed(
        proposal_id(sha256, p.span.start, p.span.end, mark),
        sha256,
        name,
        p.span.start,
        p.span.end,
        p.span.page,
        p.rule,
        EDITION,
        p.likely,
        "; ".join(p.doubts),
        "; ".join(p.alike),
        "; ".join(p.against),
        p.cells,
    )


def _saved(folder: Path, batch: Sequence[Read], today: date, editions: Sequence[str]) -> Sequence[Read]:
    from comity.evidence.decisions import standing

    read = [r for r in batch if not r.refused]
    if read:
        made = [p for r in read for p in r.proposals]
        put_proposals(folder, made, [r.sha256 for r in read], standing(folder))
        day = today.isoformat()
        note_readings(folder, [(r.sha256, edition, day, len(r.proposals)) for edition in editions for r in read])
    return batch


@cache
def all_terms() -> tuple[Term, ...]:
    """Who led which state when, as the atlas that ships with Comity has it."""
    from comity.assessment.leaders import terms_in_office
    from comity.atlas.read import Atlas
    from comity.terms.country import states

    return terms_in_office(Atlas.open(None, date.max), tuple(s.id for s in states() if s.kind == "state"))


def holds(said: DocumentText, proposed: Proposed) -> bool:
    """Whether a document's text says at the place of a proposal what the proposal quotes."""
    from comity.reading.sentences import on_one_line

    return on_one_line(said.text[proposed.start : proposed.end]) == proposed.cells.get("quote", "")
