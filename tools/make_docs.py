"""Write the reference pages from what the code declares, so that they cannot disagree with it.

    python tools/make_docs.py

writes `docs/measures.md`, `docs/findings.md`, `docs/tables.md`, `docs/sources.md` and `docs/commands.md` anew.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.measures.contract import Measure
    from comity.quantities.derivations import Derivation
    from comity.sources.contract import Provision, SourceSpec
    from comity.tables.schema import Field, Table
    from comity.terms.detail import Detail

DOCS = Path(__file__).resolve().parents[1] / "docs"
NOTICE = "<!-- Written by tools/make_docs.py from the code. Change the code, then run it again. -->"
SILENCE = {
    "true_zero": "within the coverage, no row means none: a true zero",
    "not_reported": "no row means not reported, never zero",
}
DIRECTION = {"directed": "of a toward b", "undirected": "of a pair", "state": "of one state"}


def pages() -> dict[str, str]:
    """The text of every generated page, by its file name in `docs`."""
    made = {
        "measures.md": measures(),
        "findings.md": findings(),
        "tables.md": tables(),
        "sources.md": sources(),
        "commands.md": commands(),
    }
    return {name: "\n".join([NOTICE, *lines]).rstrip() + "\n" for name, lines in made.items()}


def measures() -> Iterator[str]:
    """One section per question: a table of its measures, then each in full."""
    from comity.measures.recipes import RECIPES
    from comity.quantities.derivations import DERIVATIONS
    from comity.terms.question import QUESTIONS

    every = [m for recipe in RECIPES for m in recipe.measures]
    same = _by_goods(every)
    also = {m.id: first for first, members in same.items() for m in members}
    yield from ("# Measures", "")
    yield (
        f"The {len(every)} quantities that an atlas can hold, by the question that they serve. Ids are kept, since "
        "they are cited. Every measure is computed for all states or pairs at once; *compared with* says among which a "
        "percentile counts. *Silence* says what it means that there is no row. Which of them the atlas at hand holds, "
        "and for which years, is in its `atlas.json`. What hangs on the day of asking, on a third state or on a choice "
        "of powers is *worked out* when it is asked for: by the same ids and verbs, in one row of a pair or state."
    )
    for question in QUESTIONS:
        mine = [m for m in every if m.question == question.id and m.id not in also]
        worked = [d for d in DERIVATIONS if d.question == question.id]
        yield from ("", f"## {question.id}", "", question.text, "")
        if worked and not mine:
            yield from _worked(worked, also)
            continue
        if not mine:
            yield "No measure of its own: the answer is drawn from the other questions' measures and from evidence."
            continue
        yield from _grid(("measure", "what it is", "unit", "of", "step"), (_short(m) for m in mine))
        for m in mine:
            yield from ("", f"### {m.id}", "", *_measure(m))
            if m.id in same:
                yield f"- The same of other goods: {', '.join(f'`{other.id}`' for other in same[m.id])}"
        yield from _worked(worked, also)


def _worked(found: Iterable[Derivation], under: dict[str, str]) -> Iterator[str]:
    """Derived quantities, each once for all of its parts. `under`: the heading of measures without one of their own."""
    from comity.api.dictionary import declared_as

    for d in found:
        m = declared_as(d.ids[0])
        yield from ("", f"### {d.id}", "", f"{d.title}: worked out {DIRECTION[m.direction]} when it is asked for.", "")
        if d.parts:
            yield f"- Asked for as: {', '.join(f'`{id}`' for id in d.ids)}"
        yield from _declared(m)
        rests_on = ", ".join(f"[{name}](#{_anchor(under.get(name, name))})" for name in d.rests_on)
        yield from (f"- Worked out of: {rests_on}", *_said(m))


def findings() -> Iterator[str]:
    """One section per question: its kinds of findings, what they rest on and weigh; then what none of them asks for."""
    from comity.assessment import declared
    from comity.assessment.salience import weights
    from comity.measures.recipes import RECIPES
    from comity.terms.question import QUESTIONS

    every = [m for recipe in RECIPES for m in recipe.measures]
    whole = {m.id.rpartition(".")[0] for m in every if m.id.count(".") == 2}
    yield from ("# Findings", "")
    yield (
        f"The {len(declared.findings())} kinds of findings that an assessment can hold, by question, with the measures "
        "that each rests on. One without a measure rests on rows of the chronicle or of a study. *Weight*, 0 to 1, "
        "is how much a reader in a hurry needs it, by the cases of `salience.csv`; what is about one of the two alone "
        "leads no page. A measure that is split by goods or class is named by the whole."
    )
    for question in QUESTIONS:
        mine = [f for f in declared.findings() if question.id in f.questions]
        yield from ("", f"## {question.id}", "", question.text, "")
        rows = ((f.finding, f.says, _linked(f.rests_on, whole), _weights(f.finding, weights())) for f in mine)
        yield from _grid(("finding", "what it says", "rests on", "weight"), rows)
        for reader in (r for r in declared.readers() if r.reader == question.id):
            yield from ("", f"Beside them, for {reader.reason}: {_linked(reader.measures, whole)}.")
    yield from ("", "## First page", "")
    for reader in (r for r in declared.readers() if r.reader == "page1"):
        yield f"Beside the findings, for {reader.reason}: {_linked(reader.measures, whole)}."
    left = [m.id for m in every if not declared.is_asked(m.id)]
    yield from ("", "## Asked by no finding", "")
    yield f"For `comity show`, `rank` and `panel` alone: {_linked(left, whole)}."


def _linked(measures: Iterable[str], whole: set[str]) -> str:
    named = (m if m in whole and m.count(".") == 1 else f"[{m}](measures.md#{_anchor(m)})" for m in measures)
    return ", ".join(named) or "–"


def _weights(finding: str, table: dict[tuple[str, str], Any]) -> str:
    """`0.2`, `0.2 to 0.95`, with the cases where there are several."""
    mine = [(case, w) for (name, case), w in table.items() if name == finding]
    return "; ".join(
        (f"{case}: " if case else "")
        + (f"{w.weight:g} to {w.weight + w.most:g}" if w.most else f"{w.weight:g}")
        + ("" if w.about_both else ", about one")
        for case, w in mine
    )


def _by_goods(every: list[Measure]) -> dict[str, list[Measure]]:
    """Measures `family.name.good`: by the id of the first good, those of all others."""
    found: dict[str, list[Measure]] = {}
    for m in every:
        if m.id.count(".") == 2:
            found.setdefault(m.id.rpartition(".")[0], []).append(m)
    return {members[0].id: members[1:] for members in found.values()}


def _short(m: Measure) -> tuple[str, ...]:
    return f"[{m.id}](#{_anchor(m.id)})", m.title, _unit(m), DIRECTION[m.direction].removeprefix("of "), m.grain


def _measure(m: Measure) -> Iterator[str]:
    inputs = ", ".join(f"[{name}](tables.md#{name})" for name in m.inputs)
    yield f"{m.title}: a measure {DIRECTION[m.direction]}, by {m.grain}."
    yield ""
    yield from _declared(m, f"; {_precision(m)}")
    if m.details is not None:
        yield f"- Details: {_plain(_details(m.details))}"
    yield f"- Inputs: {inputs}"
    yield f"- Silence: {SILENCE[m.silence]}"
    yield from _said(m)


def _declared(m: Measure, precision: str = "") -> Iterator[str]:
    yield f"- Formula: `{m.formula}`"
    yield f"- Higher means: {_plain(m.more)}"
    yield f"- Unit: {_unit(m)}; {_range(m)}{precision}"
    yield f"- Low and high{_ends(m)}"


def _said(m: Measure) -> Iterator[str]:
    yield f"- Compared with: {_plain(m.among)}"
    yield f"- Not to be used: {_plain(m.not_when)}"
    yield f"- Reference: {_reference(m.reference)}"


def _details(shape: type[Detail]) -> str:
    from comity.terms.detail import columns

    fields = ", ".join(f"`{column.name}` ({column.declared()})" for column in columns(shape))
    return f"{inspect.cleandoc(shape.__doc__ or '').rstrip('.')}; {fields}"


def _unit(m: Measure) -> str:
    from comity.terms.unit import unit

    return unit(m.unit).label


def _ends(m: Measure) -> str:
    """What the two ends of a value are, and of bounds without one."""
    if m.interval is None and m.bounds is None:
        return ": none"
    told = ", where given: " + (_plain(m.interval) if m.interval is not None else "none")
    return told + (f"; without a value: {_plain(m.bounds)}" if m.bounds is not None else "")


def _range(m: Measure) -> str:
    low, high = ("" if x is None else f"{x:g}" for x in (m.low, m.high))
    if low and high:
        return f"from {low} to {high}"
    return f"{low} or more" if low else "any sign"


def _precision(m: Measure) -> str:
    digits = "" if m.significant is None else f" and {m.significant} significant digits"
    if m.decimals > 0:
        return f"shipped with {m.decimals} decimal{'s' if m.decimals > 1 else ''}{digits}"
    return f"shipped {'as whole numbers' if m.decimals == 0 else f'in steps of {10**-m.decimals:,}'}{digits}"


def _reference(text: str) -> str:
    return re.sub(r"doi:(\S*[^\s.,;])", r"[doi:\1](https://doi.org/\1)", text)


def tables() -> Iterator[str]:
    """Every harmonised table with its fields and the sources that fill it."""
    from comity.sources.registry import sources as declared
    from comity.tables import TABLES

    yield from ("# Harmonised tables", "")
    yield (
        f"The {len(TABLES)} contracts between the readers of sources and the measures. A source fills a table, a "
        "measure reads it, and neither knows the other. Each row also carries `source`, the snapshot behind it. "
        "A *state* is an id of the list of states; publishers' codes are mapped to it by the date of the row."
    )
    for name, table in sorted(TABLES.items()):
        yield from ("", f"## {name}", "", *inspect.cleandoc(table.__doc__ or "").splitlines(), "")
        dated = f" Dated by `{table.dated_by}`." if table.dated_by else ""
        yield f"Key: {', '.join(f'`{column}`' for column in table.key)}.{dated}"
        yield ""
        yield from _grid(
            ("field", "type", "unit", "empty?", "meaning", "condition"),
            (_field(column, field) for column, field in table.fields().items()),
        )
        filled = [f"[{s.id}](sources.md#{_anchor(s.id)})" for s in declared().values() if name in s.provides]
        yield from ("", f"Filled by: {', '.join(filled) or 'no source yet'}.")
        if len(filled) > 1:
            yield from ("", "Where several have the same rows, the first of these speaks:", "", *_precedence(name))
        if table.state_columns():
            yield from ("", f"Two codes of one state in a year: {_together(table)}.")


def _precedence(table: str) -> Iterator[str]:
    from comity.store.precedence import precedence

    for line in precedence():
        if line.table == table:
            years = f", {line.first or 'until'}{' to ' if line.first else ' '}{line.last or 'today'}"
            held = f"{line.role or 'all rows'}{years if line.first or line.last else ''}"
            unit = f", by {' and '.join(line.unit)}" if line.unit else ""
            yield f"- {held}{unit}: {' > '.join(line.order)}. {_plain(line.reason)}."
    if not any(line.table == table and not (line.role or line.first or line.last) for line in precedence()):
        yield "- any other rows: whichever source has them; where two differ, the build stops and says so"


def _together(table: type[Table]) -> str:
    how: dict[str, list[str]] = {}
    for column, field in table.fields().items():
        if column not in table.key:
            how.setdefault(field.together, []).append(f"`{column}`")
    named = [f"{kind} of {', '.join(columns)}" for kind, columns in how.items() if kind != "same"]
    same = f"{', '.join(how['same'])} must be the same, or the rows are left out and counted" if "same" in how else ""
    return "; ".join([*named, *([same] if same else [])]) or "one row"


def _field(column: str, field: Field) -> tuple[str, ...]:
    condition = f"`{field.check.replace('{}', column)}`" if field.check else ""
    kind = "state" if field.type == "STATE" else field.type
    return f"`{column}`", kind, field.unit, "never" if field.required else "may be", field.meaning, condition


def sources() -> Iterator[str]:
    """Every source: who publishes it, under which terms, what it fills and what its silence means."""
    from comity.sources.registry import sources as declared

    yield from ("# Sources", "")
    yield (
        f"The {len(declared())} products that Comity reads, as each declares itself in its `source.yaml`. *May ship* "
        "says whether measures that Comity's own code computes from it may be part of the atlas inside the package; no "
        "publisher's file ever is. `comity sources cite` prints the citations, `comity sources pull` fetches the files "
        "that a publisher offers at a fixed address."
    )
    yield ""
    yield from _grid(("source", "title", "tables and years", "may ship"), (_listed(s) for s in declared().values()))
    for spec in declared().values():
        yield from ("", f"## {spec.id}", "", *_source(spec))


def _listed(s: SourceSpec) -> tuple[str, ...]:
    given = "; ".join(f"{name} {_years(p)}" for name, p in s.provides.items())
    return f"[{s.id}](#{_anchor(s.id)})", s.origin.title, given, "yes" if s.licence.redistribute else "no"


def _source(s: SourceSpec) -> Iterator[str]:
    by_hand = [f.name for f in s.files if f.url is None and not f.package]
    doi = f" {_reference('doi:' + s.origin.doi)}" if s.origin.doi else ""
    yield f"{s.origin.title}. {_plain(s.origin.producer)}."
    yield ""
    yield f"- Version: {_plain(s.origin.version)}; published {s.origin.date_published}, read {s.origin.date_accessed}"
    yield f"- Publisher's page: {s.origin.url}"
    yield f"- Rhythm: {s.rhythm.text if s.rhythm else 'not known'}. {_plain(s.rhythm_reason)}".rstrip(". ") + "."
    yield f"- Licence: {_plain(s.licence.name)}"
    yield f"- May ship: {'yes' if s.licence.redistribute else 'no'}. {_plain(s.licence.reason)}"
    if s.stream:
        yield f"- Files: pieces without end, for [an event warehouse](events.md). {_plain(s.stream.note)}"
    elif s.days:
        yield f"- Files: a page a day from {s.days.first} on, `{s.days.title}`; `comity update {s.id}` asks for them"
    else:
        yield f"- Files: {', '.join(f'`{f.name}`' for f in s.files)}"
    if s.reissued:
        yield f"- Read in their place where a mirror holds it: {', '.join(f'`{f.name}`' for f in s.reissued)}"
    if by_hand:
        yield f"- To be obtained by hand, since there is no fixed address: {', '.join(f'`{n}`' for n in by_hand)}"
    if s.address_reason:
        yield f"- Address: {_plain(s.address_reason)}"
    yield f"- Cite: {_plain(s.origin.citation)}{doi}"
    for name, provision in s.provides.items():
        yield from ("", f"Fills [{name}](tables.md#{name}), {_years(provision)}:", "", *_provision(provision))


def _provision(p: Provision) -> Iterator[str]:
    yield f"- Silence: {SILENCE[p.silence]}"
    if p.valuation:
        yield f"- Valuation: {_plain(p.valuation)}"
    yield f"- A row in the publisher's file: `{p.locator}`"
    unmatched = f"at most {100 * p.expect.unmatched_share:g} % without a state" if p.expect.unmatched_share else ""
    yield f"- Expected: at least {p.expect.rows:,} rows, {unmatched or 'none without a state'}"
    if p.note:
        yield f"- Note: {_plain(p.note)}"


def _years(p: Provision) -> str:
    return str(p.first_year) if p.first_year == p.last_year else f"{p.first_year}–{p.last_year}"


def commands() -> Iterator[str]:
    """Every command with its arguments and options, as `--help` shows them."""
    import typer

    from comity.cli.main import app

    group: Any = typer.main.get_command(app)
    found = list(_leaves(group, "comity"))
    yield from ("# Commands", "")
    yield (
        "A user's mistake costs one line on stderr and exit code 2; a fault of Comity exits with 1. Countries are "
        "given as ISO 3166 codes, names in any language of CLDR, `cow:705` or `gw:705`. Results appear "
        "whole or not at all."
    )
    yield ""
    yield from _grid(("command", "does"), ((f"[`{name}`](#{_anchor(name)})", command.help) for name, command in found))
    for name, command in found:
        yield from ("", f"## {name}", "", " ".join(command.help.split()), "", "```", _usage(name, command), "```", "")
        rows = [_parameter(p) for p in command.params if p.name != "help"]
        yield from _grid(("argument or option", "meaning", "if left out"), rows)


def _leaves(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    children = getattr(command, "commands", {})
    if not children or command.invoke_without_command:
        yield path, command if not children else _Listing(command)
    for name, child in children.items():
        yield from _leaves(child, f"{path} {name}")


class _Listing:
    """A group that does something by itself, described by the docstring of what it runs."""

    def __init__(self, group: Any) -> None:
        self.params = group.params
        self.help = inspect.cleandoc(group.callback.__doc__ or group.help)


def _usage(name: str, command: Any) -> str:
    words = [_name(p) for p in command.params if _is_argument(p)]
    needed = [f"{p.opts[0]} {p.name.upper()}" for p in command.params if not _is_argument(p) and p.required]
    return " ".join([name, *words, *needed, *(["[OPTIONS]"] if len(command.params) > len(words) + len(needed) else [])])


def _parameter(p: Any) -> tuple[str, ...]:
    if _is_argument(p):
        return f"`{_name(p)}`", p.help, "" if not p.required else "needed"
    default = "" if p.default in (None, False) else f"`{p.default}`"
    return f"`{'`, `'.join(p.opts)}`", p.help or "", "needed" if p.required else default


def _is_argument(p: Any) -> bool:
    return not p.opts[0].startswith("-")


def _name(p: Any) -> str:
    name = p.name.upper() + (" ..." if p.nargs == -1 else "")
    return name if p.required else f"[{name}]"


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(_plain(cell).replace('|', chr(92) + '|') for cell in row)} |"


def _plain(text: str) -> str:
    """One line of text; outside code and links no character of it is markup."""
    parts = re.split(r"(`[^`]*`|\]\([^)]*\))", " ".join(text.split()))
    parts[::2] = [re.sub(r"([*<>]|(?<!\w)_|_(?!\w))", r"\\\1", part) for part in parts[::2]]
    return "".join(parts)


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def main() -> None:
    """Write all pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}: {text.count(chr(10))} lines")


if __name__ == "__main__":
    main()
