"""The proposals of a document: sentence by sentence, each with its exact place, its rule and its doubts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from comity.errors import UserError
from comity.reading.acts import acts, kindred
from comity.reading.amounts import Figure, figures
from comity.reading.draft import Told, draft, unread_cells
from comity.reading.lists import longest
from comity.reading.parties import Leaders, Party, named_pair, parties
from comity.reading.proposal import Proposal, Setting
from comity.reading.rule import Act, rules
from comity.reading.sentences import Sentence, on_one_line, sentences
from comity.reading.spoken import IN_A_SPEECH, SPOKE, spoken
from comity.reading.text import DocumentText
from comity.reading.tongue_amounts import figures_in
from comity.reading.tongue_names import parties_in
from comity.reading.tongues import LANGUAGES, acts_in, language_of
from comity.reading.when import When, dates, spans_of
from comity.terms.dated import Dated

MOST_STATES = 5
"""A sentence that names more states is a list and says little of any two of them."""
MOST_LISTED = 20
"""Nor is a longer list read out by twos."""
MOST_NAMED = 40
"""A sentence that names states more often is no sentence."""
_HEAD = 600
"""Characters at the head of a document in which a treaty says between whom it is."""
_BETWEEN = re.compile(
    r"\b(?:agreement|treaty|convention|protocol|accord|exchange of notes)\b.{0,160}\bbetween\b", re.I | re.S
)
_NUMBERED = re.compile(r"\A\s*No\. \d+", re.I)
_DAY_LINE = re.compile(r"(\d{4}(?:-\d{2}){0,2}): ")
"""A paragraph that begins so is dated by that day, as chronicles and minutes are."""
_IN_HEADINGS = frozenset(("and", "of", "the", "for", "on", "in", "cultural", "concerning"))
"""Small words that may stand before the word agreement in a heading; others make it a sentence of something else."""
_AND = re.compile(r"\n\s*and\s*\n", re.I)


def read(said: DocumentText, setting: Setting, leaders: Leaders | None = None) -> tuple[Proposal, ...]:
    """Everything that rules propose of a document, in the order of its text.

    What is said in quotation of one sentence under two rules of a kind is one proposal.
    """
    of_document = day_of(said, setting)
    setting = replace(setting, language=setting.language or language_of(said.text))
    about = setting.about or _parties_of_a_treaty(said.text)
    found: list[Proposal] = []
    last: tuple[tuple[str, ...], int] = ((), -9)
    told: tuple[int, str] = (-1, "")
    heard = _Heard()
    for sentence in sentences(said.text):
        if line := _DAY_LINE.match(sentence.text):
            told = (sentence.part, line[1])
        period = told[1] if told[0] == sentence.part else ""
        day = _day_of(period) if period else of_document
        named = heard.named(sentence.text, day, setting.language, leaders)
        states = tuple(dict.fromkeys(p.state for p in named))
        before = last[0] if sentence.part - last[1] <= 1 and named_pair(sentence.text) else ()
        if len(named) <= MOST_NAMED and (_is_of_few(sentence.text, named, states) or _is_of_the_two(setting, states)):
            around = _Around(day, period, about, before, setting)
            made = [_put(said, sentence, drafted, setting) for drafted in heard.drafts(sentence.text, named, around)]
            found += made
            if not any({p.cells["a"], p.cells["b"]} == set(setting.pair) for p in made):
                found += _unread(said, sentence, states, around)
        two = states if len(states) != 1 or len(about) != 1 else tuple(dict.fromkeys((*about, *states)))
        if len(two) == 2:
            last = (two, sentence.part)
    return tuple(_once(found))


def day_of(said: DocumentText, setting: Setting) -> date | None:
    """The day of a document: as somebody gave it, else as a page or a letter says when it came out.

    The day that a PDF or a DOCX bears is when somebody last saved it.
    """
    return setting.day or (_day_of(said.published) if said.form in ("html", "eml") else None)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a sentence is read with: its day, else its period; whom the document is about, whom the sentence before."""

    day: date | None
    period: str
    about: tuple[str, ...]
    before: tuple[str, ...]
    setting: Setting


def _is_of_few(text: str, named: Sequence[Party], states: Sequence[str]) -> bool:
    """Whether a sentence names few states, a list of those that did the same counted as one."""
    return len(states) <= MOST_STATES or (
        len(states) <= MOST_LISTED and len(states) - longest(text, named) < MOST_STATES
    )


def _is_of_the_two(setting: Setting, states: Sequence[str]) -> bool:
    """Whether a sentence names the two of a study, or one of them in a document about the other."""
    return bool(setting.pair) and set(setting.pair) <= {*states, *setting.about}


UNREAD = "named"
"""The rule of a sentence that names the two of a study where no other rule holds."""


def _unread(said: DocumentText, sentence: Sentence, states: Sequence[str], around: _Around) -> Iterator[Proposal]:
    """A sentence about the two of a study of which no rule can say what it tells: a person has to."""
    setting = around.setting
    if not _is_of_the_two(setting, states) or len(sentence.text) < _A_CLAUSE:
        return
    if sentence.text.rstrip(".") == setting.source.rstrip("."):  # the head of a document that was gathered
        return
    doubts = ("no rule reads it: say what it tells",)
    cells = unread_cells(setting, sentence.text, around.day, around.period) | _placed(said, sentence, setting)
    yield Proposal(UNREAD, said.span(sentence.start, sentence.end), sentence.text, cells, doubts, likely=False)


_A_CLAUSE = 40
"""Characters below which a piece of text is a heading or a cell."""


def _placed(said: DocumentText, sentence: Sentence, setting: Setting) -> dict[str, str]:
    locator = said.locator(said.span(sentence.start, sentence.end))
    return {"locator": locator, "quote": on_one_line(sentence.text), "language": setting.language}


@dataclass(frozen=True, slots=True)
class _Drafted:
    """A proposal without its place."""

    rule: str
    cells: Mapping[str, str]
    doubts: tuple[str, ...]


class _Heard:
    """What was read of the last sentences of a document: one that comes again is not read again."""

    def __init__(self) -> None:
        self._named: dict[tuple[str, date | None], tuple[Party, ...]] = {}
        self._drafts: dict[tuple[str, date | None, str, tuple[str, ...]], tuple[_Drafted, ...]] = {}

    def named(self, text: str, day: date | None, language: str, leaders: Leaders | None) -> tuple[Party, ...]:
        """The states that a sentence names on a day."""
        if (text, day) not in self._named:
            if len(self._named) >= _REMEMBERED:
                self._named.clear()
            foreign = language in LANGUAGES
            self._named[text, day] = (
                parties_in(text, language) if foreign else parties(text, day or _first_day(text), leaders)
            )
        return self._named[text, day]

    def drafts(self, text: str, named: Sequence[Party], around: _Around) -> tuple[_Drafted, ...]:
        """What a sentence proposes, by its day and by whom the sentence before spoke of."""
        key = (text, around.day, around.period, around.before)
        if key not in self._drafts:
            if len(self._drafts) >= _REMEMBERED:
                self._drafts.clear()
            self._drafts[key] = tuple(_of_sentence(text, named, around))
        return self._drafts[key]


_REMEMBERED = 500
"""Sentences of a document that are kept in mind."""


def _put(said: DocumentText, sentence: Sentence, drafted: _Drafted, setting: Setting) -> Proposal:
    cells = {**drafted.cells, **_placed(said, sentence, setting)}
    span = said.span(sentence.start, sentence.end)
    return Proposal(drafted.rule, span, sentence.text, cells, drafted.doubts, not drafted.doubts)


def _of_sentence(text: str, named: Sequence[Party], around: _Around) -> Iterator[_Drafted]:
    told: tuple[When, ...] | None = None
    amounts: tuple[Figure, ...] | None = None
    found: tuple[Act, ...]
    if around.setting.language in LANGUAGES:
        found = tuple(acts_in(text, named, around.setting.language))
    else:
        found = tuple(acts(text, named, around.about, around.before, around.setting.pair))
        found = found or tuple(kindred(text, named))
    if speaker := around.setting.speaker:
        # What a state tells of another in a speech is its word; that it said so is what the speech is a source for.
        found = (*spoken(text, named, speaker), *map(_in_a_speech, found))
    for read_so in found:
        if told is None:
            told = dates(text, around.day)
        act = _of_an_earlier_year(read_so, told, around.day)
        if amounts is None:
            amounts = _amounts(text, told, around.setting.language)
        when, due = _when(act, told, around, text)
        for each in (when, *_beside(when, told, text)):
            made = draft(Told(text, act, named, (each, due), amounts, around.day, around.period), around.setting)
            if made is not None:
                yield _Drafted(act.rule.id, *made)


def _of_an_earlier_year(act: Act, told: Sequence[When], day: date | None) -> Act:
    """An incident whose own name holds an earlier year, as the 2018 attack, is told again and not new."""
    if act.rule.kind != "incident" or day is None:
        return act
    if not any(w.how == "bare" and act.start <= w.start < act.end and w.dated.end.year < day.year for w in told):
        return act
    return replace(act, doubts=(*act.doubts, "it may tell of the past"))


def _amounts(text: str, told: tuple[When, ...], language: str) -> tuple[Figure, ...]:
    taken = tuple(spans_of(told))
    return figures_in(text, language, taken) if language in LANGUAGES else figures(text, taken)


def _in_a_speech(act: Act) -> Act:
    return replace(act, doubts=(*act.doubts, IN_A_SPEECH))


def _when(act: Act, told: Sequence[When], around: _Around, text: str) -> tuple[When | None, When | None]:
    """The date of an act, and the date by which it is due: of those in its sentence the nearest to its words."""
    day = around.day
    if act.rule.id.startswith(SPOKE) or act.rule.id in _AS_IT_IS or act.rule.id in _OF_WHAT_WAS_TO_BE:
        return None, None
    due = next((w for w in told if w.due), None)
    done = [w for w in told if not w.due and w.how != "bare" and not _of_another_clause(w, act, text)]
    if act.status == "plan":
        later = [w for w in (*done, *told) if day is None or w.dated.end >= day]
        return None, due or (later[0] if later else None)
    near = min(done, key=lambda w: _apart(w, act), default=None)
    if near is None or _is_past(near, act, day):
        return None, None
    english = around.setting.language not in LANGUAGES
    return None if english and _is_of_a_word_before(near, act, day, text) else near, None


def _beside(when: When | None, told: Sequence[When], text: str) -> Iterator[When]:
    """Further dates of one act, in a list with the date that it has: in 1995 and 2000."""
    if when is None:
        return
    last = when
    for other in told:
        if other.start >= last.end and other.how == when.how and len(other.date) == len(when.date):
            if not _LISTED.fullmatch(text[last.end : other.start]):
                return
            yield other
            last = other


_LISTED = re.compile(r",?\s(?:and\s)?(?:again\s)?(?:in\s|on\s)?")
_OF_WHAT_WAS_TO_BE = frozenset(("meeting_cancelled",))
"""Rules of what will not be: a date beside it is that on which it was to be."""
_AS_IT_IS = frozenset(("mission_kept", "entry_terms"))
"""Rules of what is so on the document's day: a date beside it is of something else."""
_CLAUSE = re.compile(
    r"\b(?:since|until|after|which|who|that|when|while|following|because|over|where|whose|signed|held|reciprocate|response|retaliation"
    r"|set to|to be|seized|captured|arrested|detained|abducted|kidnapped"
    r"|effective|come into|take effect|beginning|starting)\b"
)


def _of_another_clause(when: When, act: Act, text: str) -> bool:
    """Whether a date after an act belongs to what a clause tells that begins between them."""
    if text[when.start : when.start + 5].lower() == "since":
        return True
    if _OTHERS.match(text, when.end) and not 0 <= act.start - when.end <= _RIGHT_BEHIND:
        return True
    if (
        _THE.search(text[: when.start])
        and _ITS_NOUN.match(text, when.end)
        and not 0 <= act.start - when.end <= _RIGHT_BEHIND
    ):
        return True
    if when.end <= act.start and _OF_WHAT_CAME_BEFORE.search(text[: when.start]):
        return "," in text[when.end : act.start]
    if _WHICH_WAS.search(text[act.end : when.start]):
        return False
    clause = _WORDS_OF if act.rule.kind == "statement" else _CLAUSE
    return when.start > act.end and bool(clause.search(text[act.end : when.start]))


_THE, _ITS_NOUN = re.compile(r"\bthe\s$"), re.compile(r"\s(?!of\b|and\b)[a-z]{4,}")
"""Around a date that names another event: the 17 May clashes."""
_OF_WHAT_CAME_BEFORE = re.compile(
    r"(?:^|[,;]\s)(?:[\w-]+\s){0,3}?(?:following|after|since|amid|despite|because of|due to"
    r"|in (?:response|retaliation|reaction|revenge) (?:to|for))\b[^,;]*$",
    re.IGNORECASE,
)
"""Before a date of what went before the act: following strikes on the ninth, the other answered."""
_WHICH_WAS = re.compile(r"\b(?:which|that)\s(?:\w+\s)?(?:occurred|happened|took place|was carried out)\s[^,;.]{0,25}$")
"""Between an act that is a noun and its day: an attack which occurred yesterday."""
_RIGHT_BEHIND = 25
"""Characters within which yesterday's is said of the act itself: yesterday's strikes killed."""
_WORDS_OF = re.compile(r"\b(?:for|of|over|to|that|since|until|after|which|who|when|while|following|because|whose)\b")
"""Words behind which a word of one about the other goes on to what it is about."""


_OTHERS = re.compile(r"['’]s\b|\):")
"""Behind a date that says of which day something else is: last year's arrest, a heading with its year."""


_NEAR = 40
"""Characters from an act within which a date of the past is taken for its own in a document of a later day."""
_NEWS = 7
"""Days after which an act is news no longer."""


_OPENS = re.compile(
    r"(?:^|[,;:(]\s*)(?:\w+\s){0,2}$|\b(?:and|who|which|that)\s(?:(?:in|on|the|early|late|back)\s){0,2}$"
)
"""Before a date that opens a clause and so dates what follows."""
_BACK_THEN = re.compile(r"\b(?:after|when|since|because|as|following)\b")
"""Between a date and an act of the same time: in 2008, after it had imposed sanctions."""
_BESIDE = re.compile(r"(?:on|for|after|during|in)\b")
"""How an act begins that is told beside something else, whose date may stand right before it."""


def _is_past(when: When, act: Act, day: date | None) -> bool:
    """Whether it lies before the document's day and far from the act: of what the act goes back to."""
    if act.rule.kind == "flow" or day is None:
        return False
    return (day - when.dated.end).days > _NEWS and _apart(when, act)[0] > _NEAR


def _is_of_a_word_before(when: When, act: Act, day: date | None, text: str) -> bool:
    """Whether a date long past stands with a word before the act: mourns a battle in 1991 on a visit."""
    if act.rule.kind == "flow" or day is None or act.start <= when.end or (day - when.dated.end).days <= _NEWS:
        return False
    beside = act.start - when.end == 1 and not _BESIDE.match(text, act.start)
    return not (beside or _OPENS.search(text[: when.start]) or _BACK_THEN.search(text[when.end : act.start]))


def _apart(when: When, act: Act) -> tuple[int, int]:
    """How far a date stands from an act; of two as far the more precise."""
    gap = max(when.start - act.end, act.start - when.end, 0)
    return (gap, -len(when.date))


def _day_of(published: str) -> date | None:
    try:
        dated = Dated.parse(published)
    except UserError:
        return None
    return dated.start if dated.precision == "day" else None


def _first_day(text: str) -> date | None:
    """The first day that a text names in full: by it names are read that several states bore in turn."""
    return next((w.dated.start for w in dates(text) if w.how == "explicit" and len(w.date) == 10), None)


def _parties_of_a_treaty(text: str) -> tuple[str, ...]:
    """The two between whom a document says at its head that it is an agreement; none for any other document."""
    head = text[:_HEAD]
    between = _BETWEEN.search(head)
    if between is not None and set(re.findall(r"\b[a-z]{2,}\b", head[: between.start()])) - _IN_HEADINGS:
        between = None
    if between is None and not (_NUMBERED.match(head) and _AND.search(head)):
        return ()
    piece = head[between.end() - 8 : between.end() + 260] if between else head
    stop = re.search(r"\b(?i:signed|done|desiring|considering|concerning)\b|Article", piece)
    named = parties(piece[: stop.start()] if stop else piece, _first_day(head))
    states = tuple(dict.fromkeys(p.state for p in named if p.how in ("name", "people", "seat")))
    return states if len(states) == 2 else ()


def _once(found: Sequence[Proposal]) -> Iterator[Proposal]:
    """Of proposals that say the same of the same two on the same day in one document, the first without doubts."""
    best: dict[tuple[str, ...], Proposal] = {}
    one_way = {rule.id for rule in rules() if rule.shape != "mutual"}
    for proposal in found:
        c = proposal.cells
        sides = (c["a"], c["b"]) if proposal.rule in one_way else tuple(sorted((c["a"], c["b"])))
        place = str(proposal.span.start) if proposal.rule == UNREAD else ""
        key = (proposal.rule, *sides, c.get("date", ""), c.get("value", ""), c.get("status", ""), place)
        held = best.get(key)
        if held is None or (proposal.likely and not held.likely):
            best[key] = proposal
    yield from sorted(best.values(), key=lambda p: (p.span.start, p.rule))
