"""Tools that read the assessment of a pair: the first page, one question, the way back, what is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from comity.mcp.answer import USUAL, Answer, State, of_others, plain
from comity.mcp.asked import AsOf, Country, Id, KnownOn, MaxTokens, Offset
from comity.mcp.citing import citations, day_of
from comity.mcp.workplace import Workplace

if TYPE_CHECKING:
    from comity.api.named import NamedAtlas
    from comity.api.pair import Pair
    from comity.dossier.assessment import Assessment
    from comity.dossier.claim import Part
    from comity.dossier.finding import Finding

_REPEATED = 40
"""Characters by which a statement is known again in a text."""
_REFS = 3
"""Rows that are named of one finding; `why` has all."""
_STATES: dict[str, State] = {
    "answered": "answered",
    "not_determinable": "not determinable",
    "no_evidence": "no evidence",
}


@dataclass(frozen=True, slots=True)
class OfPair:
    """The tools, over one workplace; each gives an answer as JSON."""

    at: Workplace

    def page1(
        self,
        a: Country,
        b: Country,
        as_of: AsOf = None,
        known_on: KnownOn = None,
        offset: Offset = 0,
        max_tokens: MaxTokens = USUAL,
    ) -> str:
        """What matters about two states: status, bottom line, judgements, levels, what to watch, newest data."""
        atlas, pair, it = self._assessed(a, b, as_of, known_on)
        page = it.page1
        rows: list[tuple[Any, ...]] = [("status", "", _said(c.text, c.parts), "", "") for c in page.status]
        line = page.bottom_line
        rows.append(("bottom line", page.kind.name, _said(line.text, line.parts), "", ""))
        rows += [("judgement", j.label, _said(j.text, j.parts), j.confidence, j.id) for j in page.judgements]
        rows += [("level", c.label, _said(c.level.text, c.level.parts), c.direction, "") for c in page.strip]
        rows += [("to watch", w.date, _said(w.what.text, w.what.parts), "", "") for w in page.watch]
        rows += [("newest data", r.name, r.to, "", "") for r in page.newest]
        return Answer(
            about={**_of(pair), **day_of(atlas), "marking": it.marking},
            columns=("part", "label", "text", "confidence_or_direction", "id"),
            rows=rows,
            mixed=("text",),
            cite=citations(atlas, _editions(it, [f for f in it.findings if f.id in _named(it)])),
            notices=pair.notices,
        ).text(offset, max_tokens)

    def ask(
        self,
        a: Country,
        b: Country,
        question: Annotated[
            str,
            Field(
                max_length=40,
                description="scope, tenor, evolution, exchange, complementarity, dependence, defence, balance, access, "
                "intermediary, context, potential or outlook.",
            ),
        ],
        as_of: AsOf = None,
        known_on: KnownOn = None,
        offset: Offset = 0,
        max_tokens: MaxTokens = USUAL,
    ) -> str:
        """Ask a question of two states: the answer, its findings with intervals, or why there is none."""
        from comity.terms.question import question as known

        asked = known(question)
        atlas, pair, it = self._assessed(a, b, as_of, known_on)
        section = next(s for s in it.sections if s.id == asked.id)
        because = next((c.reason for c in it.coverage if c.question == asked.id), "")
        findings = [f for f in it.findings if f.id in section.findings]
        return Answer(
            says=[_marked(section.answer, it)],
            state=_STATES[section.state],
            reason=because if section.state != "answered" else "",
            about={**_of(pair), "question": asked.about(it.dyad.a_name, it.dyad.b_name), **day_of(atlas)},
            columns=("id", "claim", "value", "low", "high", "unit", "interval", "confidence", "against", "refs"),
            rows=[_finding(f, it) for f in findings],
            mixed=("says", "claim", "against"),
            cite=citations(atlas, _editions(it, findings)),
            notices=pair.notices,
        ).text(offset, max_tokens)

    def why(
        self,
        a: Country,
        b: Country,
        id: Id,
        as_of: AsOf = None,
        known_on: KnownOn = None,
        offset: Offset = 0,
        max_tokens: MaxTokens = USUAL,
    ) -> str:
        """The way from a finding, judgement or row of two states back to the publisher's rows, with how to cite."""
        from comity.api.chain import chain
        from comity.api.step import walk

        atlas, pair, it = self._assessed(a, b, as_of, known_on)
        steps = list(walk((chain(it, id, self.at.store),)))
        return Answer(
            about={**_of(pair), **day_of(atlas)},
            columns=("depth", "step", "says", "ref"),
            rows=[
                (depth, s.what, of_others(s.says) if _by_others(s.what) else _marked(s.says, it), s.ref)
                for depth, s in steps
            ],
            mixed=("says",),
            notices=pair.notices,
        ).text(offset, max_tokens)

    def not_known(
        self,
        a: Country,
        b: Country,
        as_of: AsOf = None,
        known_on: KnownOn = None,
        offset: Offset = 0,
        max_tokens: MaxTokens = USUAL,
    ) -> str:
        """What cannot be told of two states, and why: questions without answer, absent data, ends of records."""
        atlas, pair, it = self._assessed(a, b, as_of, known_on)
        rows: list[tuple[str, str, str]] = []
        rows += [(c.question, _STATES[c.state], c.reason) for c in it.coverage if c.state != "answered"]
        rows += [("data", "not held", gap) for gap in it.gaps]
        rows += [("record", "ends", f"{r.name} reaches to {r.to}") for r in it.page1.newest]
        return Answer(
            about={**_of(pair), **day_of(atlas)},
            columns=("what", "state", "reason"),
            rows=rows,
            notices=pair.notices,
        ).text(offset, max_tokens)

    def _assessed(self, a: str, b: str, as_of: str | None, known_on: str | None) -> tuple[NamedAtlas, Pair, Assessment]:
        atlas = self.at.atlas(as_of, known_on)
        pair = self.at.pair(atlas, a, b)
        return atlas, pair, self.at.assessment(atlas, pair)


def _of(pair: Pair) -> dict[str, str]:
    return {"a": f"{pair.one.name} ({pair.one.id})", "b": f"{pair.two.name} ({pair.two.id})"}


def _named(it: Assessment) -> set[str]:
    return {name for j in it.page1.judgements for name in j.findings}


def _finding(f: Finding, it: Assessment) -> tuple[Any, ...]:
    e = f.estimate
    kind = None if e is None or e.interval is None else str(e.interval)
    refs = [*f.basis[:_REFS], *([f"and {len(f.basis) - _REFS} more: why"] if len(f.basis) > _REFS else [])]
    ends = (None, None, None, None) if e is None else (e.value, e.low, e.high, e.unit)
    told = _said(f.claim, f.parts) if f.parts else _marked(f.claim, it)
    return f.id, told, *ends, kind, f.confidence, _marked(" ".join(f.against)[:400], it), refs


def _marked(text: str, it: Assessment) -> str:
    """A text that is not told in parts, marked whole where it repeats what a statement of the study says."""
    told = (words[:_REPEATED] for e in it.evidence for words in (e.claim, e.quote) if words)
    return of_others(text) if any(words in text for words in told) else plain(text)


def _said(text: str, parts: Iterable[Part]) -> str:
    """A sentence of Comity's own, what a statement of a study says in it marked as text of others."""
    made = [of_others(p.text) if _is_told(p) else plain(p.text) for p in parts]
    return "".join(made) if made else plain(text)


def _is_told(part: Part) -> bool:
    return part.kind == "told" and part.ref.startswith("evidence/")


def _by_others(what: str) -> bool:
    return what not in ("says", "finding", "measure", "formula", "unit", "rests on", "sha256", "drawn in")


def _editions(it: Assessment, findings: Iterable[Finding]) -> list[str]:
    """The editions behind findings, those that stand behind the most of them first."""
    rows = {m.id: m.basis for m in it.measures}
    counted: dict[str, int] = {}
    for f in findings:
        for edition in {i for ref in f.basis for i in rows.get(ref, ())}:
            counted[edition] = counted.get(edition, 0) + 1
    return sorted(counted, key=lambda e: (-counted[e], e))
