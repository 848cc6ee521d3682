"""Rules that read English claims and propose the typed columns that nobody filled. Nothing else reads them so.

They serve studies from before these columns. What they propose is marked in `proposed` until a person confirms it, and
a row that says something in `proposed` has been looked through: its empty cells are meant to be empty.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

from comity.errors import UserError
from comity.evidence.amount import amount
from comity.evidence.columns import BY_NAME, FIRST_YEAR, LAST_YEAR
from comity.evidence.contradictions.cues import cue
from comity.evidence.office import UNKNOWN, Holding, offices
from comity.evidence.statement import PART_OF, Statement
from comity.terms.dated import Dated

A_YEAR = "the year"
"""What a figure of some months is a part of."""

_LEVELS = (
    ("head_of_state", r"\b(president|king|queen)\b"),
    ("head_of_government", r"\b(prime minister|chancellor)\b"),
    ("minister", r"\b(minister|secretary of state)\b"),
    ("speaker", r"\b(speaker|chairman of the (senate|supreme|mazhilis|parliament))\b"),
    ("deputy_minister", r"\b(deputy|vice-minister)\b"),
)
_HIGHEST = ("head_of_state", "head_of_government")
_DEPUTY = re.compile(r"\b(deputy|vice)[ -](prime minister|president)\b")
_TITLE = r"(?:president|king|queen|prime minister|chancellor|(?:\w+ )?minister|secretary of state|speaker)"
_NOT_IN_OFFICE = re.compile(
    rf"\b(?:at|on) the invitation of [^,;.]*"
    rf"|\b(?:former|late|ex)[ -]{_TITLE}\b"
    rf"|\b{_TITLE}-(?:elect|counsellor)\b"
    r"|\b(?:president|chancellor|chairman|speaker) of (?:the )?(?:\w+ )?"
    r"(?:company|firm|bank|university|academy|association|chamber|club|federation|institute|court|union|knesset)\b"
    rf"|\b(?:aide|adviser|advisor|envoy|wife|husband|son|daughter|brother|spokes\w+|representative) (?:to|of) (?:the )?"
    rf"{_TITLE}\b"
    rf"|\b{_TITLE}(?: \w+)?['’]s? (?:\w+ )?"
    r"(?:aide|adviser|advisor|envoy|wife|husband|son|daughter|brother|spokes\w+|representative|office)\b"
    r"|\bunder-?secretary of state\b"
)
"""Words that name an office which nobody who acts here holds: a host's, a relative's, a company's, a former one."""
_DEPUTY_MINISTER = re.compile(r"\b(?:deputy|vice)[ -](?:(?!prime\b)\w+ )?minister\b")
_MEETS = re.compile(r"\b(?:met|saw|to see|received|talked|talks|spoke)\b|;")
_FIRST_OF = re.compile(r"\b(?:no|first) ((?:prime |foreign |defence )?(?:minister|president|speaker))\b")
_NO_MINISTER = re.compile(r"\b(deputy )?director-general( of the \w+ ministry)?\b")

_FIRST = re.compile(
    r"\bfor the first time\b|\bthe first (?:ever )?visit\b|\bno (?:\w+ ){1,4}(?:before|had come|had visited)\b",
    re.IGNORECASE,
)
_FIRST_SINCE = re.compile(r"\b(?:for|in) \w+ years\b|\bsince\b|\bnot? (?:\w+ )?for the first time\b")
_NEAR_THE_HEAD = 50
"""Characters of a claim within which its subject stands."""

_NAME = r"(?:[A-Z]\. ?)?([A-Z][\w'’-]+)(?: ([A-Z][\w'’-]+))?"
_TITLED = re.compile(
    r"(?<!Deputy )(?<!Vice )(?<!Vice-)"
    rf"\b(Prime Minister|President|Foreign Minister|Chancellor|King|Defence Minister|Ambassador) {_NAME}"
)
_WORD = re.compile(r"[A-Z][\w-]+")
_LEFT = re.compile(
    r"\b([A-Z][\w'’-]+)(?:'s term)? (?:had |has )?(?:already )?"
    r"(?:left office|ended|stepped down|resigned|died|was out of office)(?: had)? in (?:(\w+) )?([0-9]{4})"
)
_TERM_ENDED = re.compile(
    r"\b([A-Z][\w'’-]+?)['’\"]?,? whose term (?:had )?(?:already )?(?:ended|expired|was over) in (?:(\w+) )?([0-9]{4})"
)
_TERM = re.compile(
    rf"{_NAME} (?:became|took up post as|was appointed) .{{0,60}}?"
    r"(?:stayed|served)\)? (?:until|to) (?:(\w+) )?([0-9]{4})"
)
_MAY_END = re.compile(
    r"left office|ended|stepped down|resigned|died|was out of office|expired|was over|became|took up post|was appointed"
)
"""Words without which no text tells of the end of a term."""
_FORMER = re.compile(r"\b(former|ex-|no longer in office|then|later|future|late|funeral of)\b", re.IGNORECASE)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}

_YEAR = r"((?:19|20)[0-9]{2})"
_DUE = (
    re.compile(rf"(?<!not )\b(?:by|before|until|in the course of)(?: the)?(?: end of| late| early)? {_YEAR}"),
    re.compile(rf"(?<!not )\bbefore {_YEAR} was out"),
    re.compile(
        r"\b(?:expected|due|planned|scheduled|forecast|to sign|officially|held|start|open|come)\b[^.;]{0,40}?"
        rf" in (?:late |early |autumn |spring |summer )?{_YEAR}"
    ),
)
_WITHIN = re.compile(r"\bwithin (\w+) years\b")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def propose(s: Statement) -> Statement:
    """The statement with what its words say in the typed columns that are empty, and their names in `proposed`.

    A statement that says anything in `proposed` is returned as it is.
    """
    if s.proposed:
        return s
    found = {name: cell for name, cell in _of(s) if cell and not getattr(s, name)}
    if not found:
        return s
    cells: dict[str, Any] = {**found, "proposed": " ".join(found)}
    return replace(s, **cells)


class _Said(NamedTuple):
    """The cells that rules look at."""

    claim: str
    note: str
    value: str
    unit: str
    date: str
    kind: str
    status: str
    source: str


def _of(s: Statement) -> tuple[tuple[str, str], ...]:
    return _read(_Said(s.claim, s.note, s.value, s.unit, s.date, s.kind, s.status, s.source))


@lru_cache(maxsize=65_536)
def _read(s: _Said) -> tuple[tuple[str, str], ...]:
    """Column and cell of each proposal that the column allows, in the order of `columns.PROPOSABLE`."""
    return tuple((name, cell) for name, cell in _found(s) if cell and _allowed(name, cell))


def _allowed(name: str, cell: str) -> bool:
    """Whether the column takes the cell: a claim may name the year 0000."""
    try:
        return len(cell) <= BY_NAME[name].longest and BY_NAME[name].check(cell) == cell
    except UserError:
        return False


def _found(s: _Said) -> tuple[tuple[str, str], ...]:
    visit = s.kind == "visit"
    return (
        ("bound", _bound(s) if s.value else ""),
        ("direction", "both" if s.value and cue("both_ways", s) else ""),
        ("level", level_of(s.claim) if visit else ""),
        ("office", _joined(_offices(s.claim, s.note, visit))),
        ("part", f"{PART_OF}{A_YEAR}" if s.value and cue("partial_year", s) else ""),
        ("first", "yes" if visit and _FIRST.search(s.claim) and not _FIRST_SINCE.search(s.claim) else ""),
        ("due", _due(s.claim, s.value, s.unit, Dated.parse(s.date).year) if s.status == "plan" else ""),
    )


def _bound(said: _Said) -> str:
    figure = amount(said.value, said.unit, "")
    if figure is None or figure.votes or figure.bound == "range":
        return ""
    lower, upper = cue("lower_bound", said), cue("upper_bound", said)
    if lower and upper:
        return ""
    if lower or upper:
        return "lower" if lower else "upper"
    return "about" if cue("hedged", said) or "approx" in said.unit else ""


def level_of(claim: str) -> str:
    """The level of the visitor: the highest office named before a verb of meeting, else that of a delegation."""
    low = claim.lower()
    head = _MEETS.split(_in_office(low), maxsplit=1)[0]
    own = _DEPUTY_MINISTER.sub("deputy", _NO_MINISTER.sub("official", head))
    for text in (own, " ".join(_FIRST_OF.findall(low))):
        if level := _highest(text):
            return level
    return "official" if re.search(r"\b(delegation|official|director|minist)", head) else ""


def _in_office(low: str) -> str:
    """A claim in small letters without the offices that nobody who acts in it holds; places stay the same."""
    return _NOT_IN_OFFICE.sub(lambda found: "-" * len(found[0]), low)


def _highest(text: str) -> str:
    named = {level: found.start() for level, pattern in _LEVELS if (found := re.search(pattern, text))}
    tops = [] if _DEPUTY.search(text) else [level for level in _HIGHEST if level in named]
    if tops:
        return min(tops, key=named.__getitem__)
    return next((level for level in named if level not in _HIGHEST), "")


def _offices(claim: str, note: str, visit: bool) -> Iterator[Holding]:
    """Who acts first, as far as the claim tells; then those it names with a title, and ends of terms it or the note
    give.
    """
    named = list(dict.fromkeys(_named(claim, note)))
    actor = _actor(claim) if visit else ""
    first = next((h for h in named if h.office == actor), None) if actor else None
    if first is not None:
        named.remove(first)
        named.insert(0, first)
    elif actor:
        named.insert(0, Holding(actor))
    elif visit and named and named[0].office != UNKNOWN:
        # Whoever is named may be the host.
        named.insert(0, Holding(UNKNOWN))
    return iter(named)


def _named(claim: str, note: str) -> Iterator[Holding]:
    """Those with a title, then those whose end in office is told."""
    titled, ends = _TITLED.findall(claim), _ends(claim, note)
    if not titled and not ends:
        return
    former = _FORMER.search(claim) is not None
    for title, one, two in titled:
        yield Holding(_office(title), two or one, former, ends.pop(two or one, None))
    words = set(_WORD.findall(claim))
    for person, until in ends.items():
        # One whom the claim does not name has only left: nothing says that he acts here.
        yield Holding(UNKNOWN, person, former or person not in words, until)


def _ends(claim: str, note: str) -> dict[str, Dated]:
    """Family name -> last day or month or year in office that the claim or the note gives."""
    found: dict[str, tuple[str | None, str]] = {}
    for text in (claim, note):
        if not _MAY_END.search(text):
            continue
        for m in _LEFT.finditer(text):
            found[m[1].removesuffix("'s")] = (m[2], m[3])
        for m in _TERM_ENDED.finditer(text):
            found[m[1].rstrip("'")] = (m[2], m[3])
        for m in _TERM.finditer(text):
            found[m[2] or m[1]] = (m[3], m[4])
    return {person: _end(*told) for person, told in found.items() if FIRST_YEAR <= int(told[1]) <= LAST_YEAR}


def _end(month: str | None, year: str) -> Dated:
    number = _MONTHS.get((month or "").lower())
    return Dated.parse(f"{year}-{number:02d}" if number else year)


def _office(title: str) -> str:
    return title.lower().replace(" ", "_")


def _joined(named: Iterable[Holding]) -> str:
    """As many as one cell holds."""
    cell = ""
    for each in map(str, named):
        longer = f"{cell}; {each}" if cell else each
        if len(longer) > BY_NAME["office"].longest:
            break
        cell = longer
    return cell


def _actor(claim: str) -> str:
    """The first office that the claim names near its beginning: that of the visitor."""
    found = _named_offices().search(_in_office(claim.lower()))
    return str(found.lastgroup) if found and found.start() < _NEAR_THE_HEAD else ""


@cache
def _named_offices() -> re.Pattern[str]:
    """The English words of every office, each a group of its name."""
    each = "|".join(rf"(?P<{o.id}>\b(?:{o.pattern})\b)" for o in offices().values() if o.pattern)
    return re.compile(rf"(?<!deputy )(?<!vice )(?<!vice-)(?:{each})")


def _due(claim: str, value: str, unit: str, year: int) -> str:
    """The year for which it was promised."""
    if unit.endswith("year") and re.fullmatch(_YEAR, value):
        return value
    for pattern in _DUE:
        if (found := pattern.search(claim)) and int(found[1]) >= year:
            return found[1]
    if (found := _WITHIN.search(claim)) and found[1] in _NUMBERS:
        return str(year + _NUMBERS[found[1]])
    return ""
