"""Tools that read the atlas and the chronicle: states, measures, series, rankings, comparisons, events."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from comity.errors import AmbiguousState, UnknownState
from comity.mcp.answer import USUAL, Answer
from comity.mcp.asked import AsOf, Country, KnownOn, MaxTokens, Measure, Offset, Words, Year
from comity.mcp.citing import citations, day_of
from comity.mcp.workplace import Workplace

if TYPE_CHECKING:
    from comity.api.named import NamedAtlas
    from comity.atlas.measurement import Measurement

_CELL = ("period", "value", "low", "high", "value_state", "n")


@dataclass(frozen=True, slots=True)
class OfAtlas:
    """The tools, over one workplace; each gives an answer as JSON."""

    at: Workplace

    def find_states(self, name: Words, as_of: AsOf = None) -> str:
        """Find the state that a name or code means on a day, in any language; the nearest ones where it is unclear."""
        from comity.terms.country import resolve, state

        atlas = self.at.atlas(as_of)
        columns = ("id", "name", "kind", "capital", "codes")
        try:
            found, said = [resolve(name, atlas.as_of)], ""
        except (UnknownState, AmbiguousState) as error:
            found, said = [state(i) for i in error.ids], str(error)
        rows = [
            (
                s.id,
                s.name,
                s.kind,
                s.capital,
                ", ".join(f"{x.system}:{x.code}" for x in s.spells if x.covers(atlas.as_of)),
            )
            for s in found
        ]
        return Answer(
            state="not determinable" if said else "answered",
            reason=said,
            about={"as_of": atlas.as_of.isoformat()},
            columns=columns,
            rows=rows,
        ).text()

    def measures(self, words: Words = "", offset: Offset = 0, max_tokens: MaxTokens = USUAL) -> str:
        """Find measures by words: id, what it is, unit, whether it has a direction, and the periods that are held."""
        from comity.api.dictionary import held_words, matching
        from comity.terms.absence import reason

        atlas = self.at.atlas()
        rows = []
        for m in matching(words):
            absent = atlas.absence(m.id)
            held = held_words(atlas, m.id) if absent is None else f"not held: {reason(absent)}"
            rows.append((m.id, m.title, m.unit, m.direction, m.grain, held))
        if not rows:
            return Answer(state="no evidence", reason=f"no measure has the words {words!r}").text()
        columns = ("id", "title", "unit", "direction", "grain", "held")
        return Answer(about=day_of(atlas), columns=columns, rows=rows).text(offset, max_tokens)

    def series(  # noqa: PLR0913, PLR0917  (the tool's own arguments)
        self,
        measure: Measure,
        a: Country,
        b: Country = "-",
        since: Year = None,
        until: Year = None,
        as_of: AsOf = None,
        known_on: KnownOn = None,
        offset: Offset = 0,
        max_tokens: MaxTokens = USUAL,
    ) -> str:
        """One quantity of two states (or of one, `b` "-") over time, the newest first, with the reason for each gap.

        What has a direction goes from a to b.
        """
        from comity.api.nothing import nothing
        from comity.terms.period import year_of

        atlas = self.at.atlas(as_of, known_on)
        if (lacking := self._absent(atlas, measure)) is not None:
            return lacking.text()
        entry = atlas.entry(measure)
        (one, two), notices = _read_as(atlas, a, "-" if entry.direction == "state" else b)
        found = atlas.every(measure, one, two)
        cells = [m for m in reversed(found) if (since or 0) <= year_of(m.period) <= (until or 9999)]
        known = [m for m in cells if m.known]
        newest = max((m.period for m in found if m.known), default=None)
        span = f"{since or found[0].period if found else since} to {until or atlas.as_of}" if since or until else ""
        whom = f"{a} and {b}" if entry.direction != "state" else a
        counted = ", ".join(f"{n} {s}" for s, n in Counter(str(m.state) for m in cells).most_common())
        about = {
            "measure": f"{measure}: {entry.title}",
            "of": {"a": cells[0].a, "b": cells[0].b} if cells else None,
            "unit": entry.unit,
            "direction": entry.direction,
            "interval": None if entry.interval is None else str(entry.interval),
            "without_value": None if entry.bounds is None else str(entry.bounds),
            "more_means": entry.more,
            "not_to_be_used": entry.not_when,
            "cells": counted,
            **day_of(atlas),
        }
        return Answer(
            state="answered" if known else "not determinable",
            reason="" if known else self._why_nothing(cells, nothing(atlas, measure, whom, newest=newest, when=span)),
            about=about,
            columns=_CELL,
            rows=[_cell(m) for m in cells],
            cite=citations(atlas, [i for m in known or cells[:1] for i in m.basis]),
            notices=notices,
        ).text(offset, max_tokens)

    def rank(  # noqa: PLR0913, PLR0917
        self,
        a: Country,
        by: Annotated[str, Field(max_length=120, description="A measure, or one of the thirteen questions.")],
        period: Annotated[
            str | None, Field(max_length=10, description="YYYY or YYYY-MM; the newest if left out.")
        ] = None,
        toward: Annotated[bool, Field(description="Each partner toward a, of what has a direction.")] = False,
        lowest_first: Annotated[bool, Field(description="The lowest value first.")] = False,
        as_of: AsOf = None,
        known_on: KnownOn = None,
        offset: Offset = 0,
        max_tokens: MaxTokens = USUAL,
    ) -> str:
        """A state's partners in the order of a measure, with intervals and how sure the order is."""
        from comity.api.leads import lead
        from comity.api.nothing import nothing
        from comity.api.pair import one_state
        from comity.api.ranking import how_sure, left_out, partner, ranked

        atlas = self.at.atlas(as_of, known_on)
        measure = lead(atlas, by) if "." not in by else by
        if (lacking := self._absent(atlas, measure)) is not None:
            return lacking.text()
        who, entry = one_state(a, atlas.as_of), atlas.entry(measure)
        it = ranked(atlas, measure, who.state.id, period=period, toward=toward, lowest_first=lowest_first)
        whose = f"{who.state.name} in {it.period}" if it.period else who.state.name
        says = [how_sure(it.rows, entry.among)] if it.rows else []
        says += [left_out(it.left_out, measure)] if it.left_out else []
        return Answer(
            says=says,
            state="answered" if it.rows else "not determinable",
            reason="" if it.rows else nothing(atlas, measure, whose, newest=it.newest),
            about={
                "measure": f"{measure}: {entry.title}",
                "of": who.state.id,
                "period": it.period,
                "unit": entry.unit,
                "order": "lowest first" if lowest_first else "highest first",
                **day_of(atlas),
            },
            columns=("rank", "partner", "value", "low", "high", "n"),
            rows=[
                (i, partner(m, who.state.id), _number(m.value), _number(m.low), _number(m.high), m.n)
                for i, m in enumerate(it.rows, 1)
            ],
            cite=citations(atlas, [i for m in it.rows for i in m.basis]),
            notices=who.notices,
        ).text(offset, max_tokens)

    def compare(
        self,
        a: Country,
        partners: Annotated[list[Country], Field(min_length=1, max_length=12, description="States to compare with.")],
        as_of: AsOf = None,
        known_on: KnownOn = None,
        offset: Offset = 0,
        max_tokens: MaxTokens = USUAL,
    ) -> str:
        """A state's relations with others side by side: of each quantity the newest cell, or why there is none."""
        from comity.api.analysis import compared_with

        atlas = self.at.atlas(as_of, known_on)
        (one, *others), notices = _read_as(atlas, a, *partners)
        frame = compared_with(atlas, one, others)
        names = ("measure", "a", "b", "period", "value", "low", "high", "interval", "unit", "value_state")
        rows = [tuple(_number(r[n]) if n in ("value", "low", "high") else r[n] for n in names) for r in frame]
        basis = Counter(i for r in frame for i in r["basis"] if r["value"] is not None)
        known = any(r["value"] is not None for r in frame)
        return Answer(
            state="answered" if known else "not determinable",
            reason=""
            if known
            else "nothing of what is compared is known of these states by the day; value_state says why",
            about={"direction": "what has one goes from a to b", **day_of(atlas)},
            columns=names,
            rows=rows,
            cite=citations(atlas, [i for i, _ in basis.most_common()]),
            notices=notices,
        ).text(offset, max_tokens)

    def chronicle(  # noqa: PLR0913, PLR0917
        self,
        a: Country,
        b: Country | None = None,
        since: Year = None,
        until: Year = None,
        kind: Annotated[
            str, Field(max_length=60, description="A kind of event or a family of kinds; all if empty.")
        ] = "",
        weight: Annotated[int, Field(ge=1, le=3, description="Least weight: 3 defines the relationship.")] = 1,
        as_of: AsOf = None,
        offset: Offset = 0,
        max_tokens: MaxTokens = USUAL,
    ) -> str:
        """Dated, cited events between two states, or of one with any other, the newest first."""
        from comity.api.analysis import chronicle as asked

        atlas = self.at.atlas(as_of)
        day = atlas.as_of
        ids, notices = _read_as(atlas, a, *(() if b is None else (b,)))
        frame = asked(*ids, since=since, until=until, kind=kind, weight=weight, as_of=day)
        names = ("date", "a", "b", "kind", "what", "until", "stands", "weight", "grade", "source", "locator", "id")
        whom = a if b is None else f"{a} and {b}"
        return Answer(
            state="answered" if len(frame) else "no evidence",
            reason=""
            if len(frame)
            else f"the chronicle has no such event of {whom} by {day}; it is curated, and holds what weighs",
            about={"as_of": day.isoformat(), "reaches": str(frame.meta["reaches"])},
            columns=names,
            rows=[tuple(r[n] for n in names) for r in frame],
            others=("source", "locator"),
            notices=notices,
        ).text(offset, max_tokens)

    @staticmethod
    def _absent(atlas: NamedAtlas, measure: str) -> Answer | None:
        """Why the atlas lacks a measure that there is, as an answer. Raises UnknownMeasure for what is none."""
        from comity.terms.absence import reason

        absent = atlas.absence(measure)
        if absent is None:
            return None
        return Answer(
            state="not determinable",
            reason=f"{measure} is not in this atlas: {reason(absent)}",
            about=day_of(atlas),
        )

    @staticmethod
    def _why_nothing(cells: list[Measurement], said: str) -> str:
        states = sorted({str(m.state) for m in cells})
        return f"{said}; the cells asked for are {', '.join(states)}" if states else said


def _read_as(atlas: NamedAtlas, *names: str) -> tuple[list[str], list[str]]:
    """The ids of states by name or code ("-" is nobody), and where the series of one is carried on under another's."""
    from comity.api.pair import Asked, one_state

    found = [None if name == "-" else one_state(name, atlas.as_of) for name in names]
    told: list[Asked] = [each for each in found if each is not None]
    return [each.state.id if each else "-" for each in found], list(dict.fromkeys(n for e in told for n in e.notices))


def _cell(m: Measurement) -> tuple[Any, ...]:
    return m.period, _number(m.value), _number(m.low), _number(m.high), str(m.state), m.n


def _number(value: float | None) -> float | int | None:
    """A number as the row holds it; whole ones without a point."""
    return int(value) if value is not None and value == int(value) and abs(value) < 1e15 else value
