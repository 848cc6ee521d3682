"""What is asked of an assessment: the same request at the command line and in Python."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import UserError

if TYPE_CHECKING:
    from datetime import date

    from comity.api.pair import Pair
    from comity.assessment.assess import Request
    from comity.atlas.read import Atlas
    from comity.evidence.audiences import Audience
    from comity.evidence.study import Study

EARLIEST = 1816
"""First year of the lists of states."""

FIRST_YEAR = 1990
"""First year of the atlas that ships with Comity, and of an assessment unless asked otherwise."""


def request(
    pair: Pair,
    opened: Atlas,
    *,
    since: int | None,
    study: Path | None,
    atlas: Path | None,
    who: Audience = "editors",
) -> Request:
    """What is asked of an assessment: the pair, its first year, and the evidence of the study that is given or ships,
    as far as it is for `who`.

    Raises UserError for a year that cannot be, and for a study of another pair.
    """
    one, two = pair.one, pair.two
    from comity.assessment.assess import Request
    from comity.assessment.blocs.membership import Named
    from comity.assessment.leaders import terms_in_office
    from comity.assessment.statements import contradictions, evidence_rows, promises
    from comity.evidence.hypotheses import read_hypotheses
    from comity.evidence.study import load_study

    day = opened.as_of
    first = FIRST_YEAR if since is None else since
    _expect_years(day, first, since is None)
    command = _command(pair, opened, first, study, atlas)
    home = study if study is not None else _shipped_study(one.id, two.id)
    if home is None:
        return Request(one.id, two.id, first, command, former=pair.former)
    # What was published after the day by which things must be known is not known yet, whatever it is about.
    seen = day if opened.known_on is None else min(day, opened.known_on)
    whole = load_study(home)
    held = whole.as_for(who)
    if {held.settings.pair.a, held.settings.pair.b} != {one.id, two.id}:
        raise UserError(
            f"{home} is a study of {held.settings.pair.a} and {held.settings.pair.b}; choose another --study"
        )
    return Request(
        one.id,
        two.id,
        first,
        command,
        evidence=evidence_rows(held, seen),
        register=contradictions(held, seen, terms_in_office(opened, states_of(held))),
        promises=promises(held, seen),
        contests=whole.contests_for(who, read_hypotheses(home)),
        likelihood=held.settings.likelihood,
        marking=held.settings.marking,
        poles=tuple(p.state for p in held.settings.poles),
        peers=tuple(p.state for p in held.settings.peers if p.of == two.id),
        rivals=tuple((r.of, r.state) for r in held.settings.rivals),
        blocs=tuple(Named(b.id, b.name, b.members) for b in held.settings.blocs),
        former=pair.former,
    )


def _command(pair: Pair, opened: Atlas, first: int, study: Path | None, atlas: Path | None) -> str:
    """The command that repeats the assessment."""
    named = {id: name for name, id in pair.former}
    states = (named.get(s.id, s.id) for s in (pair.one, pair.two))
    words = ["comity", "assess", *states, "--as-of", opened.as_of.isoformat(), "--since", str(first)]
    words += ["--known-on", opened.known_on.isoformat()] if opened.known_on is not None else []
    words += ["--study", str(study)] if study is not None else []
    words += ["--atlas", str(atlas)] if atlas is not None else []
    return shlex.join(words)


def _expect_years(day: date, first: int, assumed: bool) -> None:
    """Raise UserError for years that cannot be, naming the option that has to change."""
    if day.year < EARLIEST:
        raise UserError(f"--as-of {day}: the lists of states begin in {EARLIEST}; give a later day")
    if assumed and first > day.year:
        raise UserError(
            f"--as-of {day} lies before {first}, where an assessment begins unless told otherwise; give a year from "
            f"{EARLIEST} to {day.year} with --since, and an atlas of those years with --atlas"
        )
    if not EARLIEST <= first <= day.year:
        raise UserError(f"--since {first}: give a year from {EARLIEST} to {day.year}")


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


def period_of(text: str, grain: str, name: str) -> str:
    """A period as a measure of `grain` has them. Raises UserError for a year where months are held, and the reverse."""
    from comity.terms.period import Period

    period = Period.parse(text)
    if (period.month is None) == (grain == "month"):
        raise UserError(
            f"{name} {period}: the measure is by {grain}; write {'YYYY-MM' if grain == 'month' else 'YYYY'}"
        )
    return str(period)
