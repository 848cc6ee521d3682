"""`comity assess`: the main job."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, KnownOnOption, app, as_of_day, known_day
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.assessment.assess import Request
    from comity.atlas.read import Atlas
    from comity.evidence.study import Study
    from comity.terms.country import State

_FORMATS = ("html", "pdf", "md", "json", "docx")
FIRST_YEAR = 1990
"""First year of the atlas that ships with Comity, and of an assessment unless asked otherwise."""


@app.command()
def assess(
    a: Annotated[str, typer.Argument(help="A state: ISO code, name in any language, cow:705 or gw:705.")],
    b: Annotated[str, typer.Argument(help="The other state.")],
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    since: Annotated[int | None, typer.Option(help="First year to look at; 1990 if left out.")] = None,
    study: Annotated[Path | None, typer.Option(help="Study folder with your own evidence.")] = None,
    atlas: AtlasOption = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of this one edition; A-B/DATE/, beside earlier ones, if left out.")
    ] = None,
    format: Annotated[str, typer.Option("--format", help="Which of html,pdf,md,json,docx to write.")] = (
        "html,pdf,md,json,docx"
    ),
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Write to --out though another edition or other files are there: files of others stay as they are, "
            "and what was altered of ours is kept as NAME.yours.",
        ),
    ] = False,
) -> None:
    """Assess the relations between two states, and write study, brief, data and sources to a folder.

    Only files that Comity wrote, known by their hash, are ever replaced.
    """
    from comity.assessment.assess import assess as put_together
    from comity.atlas.read import Atlas
    from comity.cli.pair import two_states
    from comity.cli.placing import expect_place, lead_to_newest, place, shelve
    from comity.report import write as writing

    formats = _formats(format)
    day = as_of_day(as_of, known_on)
    one, two = two_states(a, b, day)
    home = Path(f"{one.id}-{two.id}")
    if out is not None:
        expect_place(out, (one.id, two.id), day, force=force)
    elif home.exists() and not home.is_dir():
        raise UserError(f"{home} is a file; choose a folder with --out")
    opened = Atlas.open(atlas, day, known_day(known_on))
    assessment = put_together(opened, request(one, two, opened, since=since, study=study, atlas=atlas))
    if out is not None:
        placed = place(assessment, out, formats, writing.write_report, force=force)
    else:
        placed = shelve(assessment, home, formats, writing.write_report)
        if not lead_to_newest(home, f"{assessment.dyad.a_name} and {assessment.dyad.b_name}"):
            print(f"{home}/index.html is not Comity's and stays; it does not lead to this edition", file=sys.stderr)
    print(f"{placed.folder}/: {'as it was: ' if placed.unchanged else ''}{', '.join(placed.names)}")


def _formats(text: str) -> frozenset[str]:
    chosen = frozenset(part.strip().lower() for part in text.split(",") if part.strip())
    if not chosen or not chosen <= set(_FORMATS):
        raise UserError(f"--format {text}: choose from {', '.join(_FORMATS)}")
    return chosen


def request(
    one: State, two: State, opened: Atlas, *, since: int | None, study: Path | None, atlas: Path | None
) -> Request:
    """What is asked of an assessment: the pair, its first year, and the evidence of the study that is given or ships.

    Raises UserError for a year that cannot be, and for a study of another pair.
    """
    from comity.assessment.assess import Request
    from comity.assessment.blocs.membership import Named
    from comity.assessment.leaders import terms_in_office
    from comity.assessment.statements import contradictions, evidence_rows, promises
    from comity.evidence.hypotheses import read_hypotheses
    from comity.evidence.study import load_study

    day = opened.as_of
    first = FIRST_YEAR if since is None else since
    if not 1816 <= first <= day.year:
        raise UserError(f"--since {first}: give a year from 1816 to {day.year}")
    words = ["comity", "assess", one.id, two.id, "--as-of", day.isoformat(), "--since", str(first)]
    words += ["--known-on", opened.known_on.isoformat()] if opened.known_on is not None else []
    words += ["--study", str(study)] if study is not None else []
    words += ["--atlas", str(atlas)] if atlas is not None else []
    home = study if study is not None else _shipped_study(one.id, two.id)
    if home is None:
        return Request(one.id, two.id, first, shlex.join(words))
    # What was published after the day by which things must be known is not known yet, whatever it is about.
    seen = day if opened.known_on is None else min(day, opened.known_on)
    held = load_study(home)
    if {held.settings.pair.a, held.settings.pair.b} != {one.id, two.id}:
        raise UserError(
            f"{home} is a study of {held.settings.pair.a} and {held.settings.pair.b}; choose another --study"
        )
    return Request(
        one.id,
        two.id,
        first,
        shlex.join(words),
        evidence=evidence_rows(held, seen),
        register=contradictions(held, seen, terms_in_office(opened, states_of(held))),
        promises=promises(held, seen),
        contests=read_hypotheses(home),
        likelihood=held.settings.likelihood,
        marking=held.settings.marking,
        poles=tuple(p.state for p in held.settings.poles),
        peers=tuple(p.state for p in held.settings.peers if p.of == two.id),
        rivals=tuple((r.of, r.state) for r in held.settings.rivals),
        blocs=tuple(Named(b.id, b.name, b.members) for b in held.settings.blocs),
    )


def states_of(study: Study) -> set[str]:
    """Every state that a statement of the study names."""
    return {x for s in study.statements for x in (s.a, s.b) if x}


def _shipped_study(a: str, b: str) -> Path | None:
    """The worked study of this pair that ships with Comity, if there is one."""
    for root in (Path(__file__).parents[1] / "studies", Path(__file__).parents[3] / "studies"):
        for name in (f"{a}-{b}", f"{b}-{a}"):
            if (root / name.lower() / "study.yaml").is_file():
                return root / name.lower()
    return None
