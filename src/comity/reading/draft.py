"""The cells of a statement as a rule proposes them, in words of our own, with what is not plain about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.evidence.columns import BY_NAME
from comity.evidence.office import levels
from comity.evidence.proposing import level_of
from comity.reading.amounts import Figure
from comity.reading.fields import field_of, origin_of
from comity.reading.parties import Party
from comity.reading.proposal import Setting
from comity.reading.ranks import HIGH, Rank, ranks
from comity.reading.rule import Act
from comity.reading.when import When
from comity.terms.country import display_name, state

_HERE = Path(__file__).parent
_GENERAL = ("agreement", "project", "flow")
"""Kinds whose sector is what the sentence is about; of others the rule knows it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, the act read in it, its parties, its date and the date by which it is due, its amounts, its day."""

    text: str
    act: Act
    named: Sequence[Party]
    when: tuple[When | None, When | None]
    amounts: Sequence[Figure]
    day: date | None
    period: str = ""


Drafted = tuple[dict[str, str], tuple[str, ...]]


def draft(told: Told, setting: Setting) -> Drafted | None:
    """The cells and the doubts of a proposal; None where the rule needs an amount and there is none."""
    act, rule = told.act, told.act.rule
    doubts = list(act.doubts)
    figure = _figure(told)
    if figure is None and rule.strength == "amount":
        return None
    if rule.strength == "weak":
        doubts.append("a weak rule: read the sentence")
    cells = {"a": act.a, "b": act.b, "question": rule.question, "kind": rule.kind, "status": act.status}
    cells |= _dated(told, doubts)
    cells["sector"] = rule.sector if rule.sector and rule.kind not in _GENERAL else field_of(told.text) or rule.sector
    level = _level(told) if rule.kind in ("visit", "contact") else ""
    if rule.strength == "office" and level not in HIGH and not _is_led(told) and not _names_an_office(told):
        doubts.append("no office is named")
    one, other = ranks(told.text, act, told.named) if rule.kind in ("visit", "contact") else (Rank(), Rank())
    if rule.kind == "visit" and (one.level or level):
        cells["level"] = one.level or level
    if rule.shape == "flow":
        cells |= _flow(told, doubts)
    if figure is not None:
        cells |= {"value": figure.value, "unit": figure.unit, "bound": figure.bound}
        cells["quantity"] = {"trade_flow": "trade", "aid_given": "aid", "investment": "investment"}.get(rule.id, "")
    cells["claim"] = _claim(told, cells, (one, other), figure)
    cells |= _sourced(setting, told.text, doubts)
    return {name: cell for name, cell in cells.items() if cell}, tuple(dict.fromkeys(doubts))


def unread_cells(setting: Setting, text: str, day: date | None, period: str) -> dict[str, str]:
    """The cells of a sentence that no rule reads: the two, the day of the document, the source and its grade."""
    a, b = setting.pair or ("", "")
    when = day.isoformat() if day is not None else period
    cells = {"a": setting.speaker or a, "b": b if setting.speaker in ("", a) else a, "date": when}
    cells |= {"published": day.isoformat()} if day is not None else {}
    cells |= _sourced(setting, text, ("unread",))
    return {name: cell for name, cell in cells.items() if cell and name != "note"}


def _dated(told: Told, doubts: list[str]) -> dict[str, str]:
    when, due = told.when
    cells: dict[str, str] = {}
    if due is not None and told.act.status == "plan":
        cells["due"] = due.date
    if when is not None:
        cells["date"] = when.date
        if when.doubt:
            doubts.append(when.doubt)
        if told.day is not None and when.dated.start > told.day:
            doubts.append("its date lies after the document's day")
    elif told.day is not None or told.period:
        cells["date"] = told.day.isoformat() if told.day is not None else told.period
    else:
        doubts.append("no date is told")
    if told.day is not None:
        cells["published"] = told.day.isoformat()
    return cells


def _figure(told: Told) -> Figure | None:
    """The amount of money nearest to the act, for what may have one."""
    if told.act.rule.kind not in ("flow", "project", "stock"):
        return None
    money = [f for f in told.amounts if f.money and float(f.value.split("-")[0]) > 0]
    near = min(money, key=lambda f: _gap(f, told.act), default=None)
    return near if near is not None and _gap(near, told.act) <= _FAR else None


_FAR = 80
"""Characters between an act and an amount beyond which the amount is of something else."""


def _gap(figure: Figure, act: Act) -> int:
    return max(figure.start - act.end, act.start - figure.end, 0)


def _is_led(told: Told) -> bool:
    return any(p.how == "leader" and p.state == told.act.a for p in told.named)


def _names_an_office(told: Told) -> bool:
    """Whether whoever acts speaks for a state without being one of those whose level is told."""
    both = told.act.end + (_FAR if told.act.rule.id == "talks_between" else 0)
    named = bool(_OFFICE.search(told.text[:both])) or bool(_AT_LEVEL.match(told.text, told.act.end))
    return named or (told.act.rule.kind == "contact" and _meet_themselves(told))


_MEETS = re.compile(
    r"(?:met|meets?|meetings?|holds?|held|conduct|discuss|talks|negotiations|consultations|summit)\b", re.IGNORECASE
)


_TO_MEET = frozenset((" ", " will ", " to ", " are to ", " have "))


def _meet_themselves(told: Told) -> bool:
    """Whether a state is told to meet the other under its own name: Egypt and Israel hold talks."""
    act = told.act
    return bool(_MEETS.match(told.text[act.start : act.end])) and any(
        p.how in ("name", "seat")
        and (told.text[p.end : act.start] in _TO_MEET or told.text[act.end : p.start] in (" ", " the "))
        for p in told.named
    )


_OFFICE = re.compile(
    r"\b(?:[Ll]eaders?|PM|[Rr]ulers?|[Mm]onarch|[Ss]ecretary of|[Aa]mbassadors?|[Ss]heikh|[Pp]remiers?"
    r"|[Ee]mir|[Ss]ultan|[Cc]rown [Pp]rince|[Pp]ope|[Pp]residents|[Mm]inisters?"
    r"|[Ff]oreign [Ss]ecretary|[Dd]efen[cs]e [Ss]ecretary|[Nn]ational [Ss]ecurity [Aa]dvis[eo]r|[Ee]nvoys?"
    r"|[Dd]elegations?|[Oo]fficials?|[Nn]egotiators|[Dd]iplomats?"
    r"|[Vv]ice[- ][Pp]resident|[Ss]enators|[Ff]oreign [Mm]inistry|[Gg]overnment)\b"
)
_AT_LEVEL = re.compile(r"\sat (?:a |an |the )?(?:\w+\s)?(?:ministerial|summit|presidential|official)\b")


def _level(told: Told) -> str:
    """The level of who acts: by the words before the act."""
    before = told.text[: told.act.start]
    found = level_of(f"{before} ")
    if not found and told.act.rule.id in ("visit_noun", "visit_by"):
        found = level_of(told.text[told.act.end : told.act.end + _FAR])
    return found if found in levels() else ""


_BOTH_WAYS = re.compile(r"\b(?:trade|turnover|commerce|товарооборот)|贸易额|التبادل التجاري", re.IGNORECASE)
_ONE_WAY = re.compile(
    r"\b(?:export|import|s[ao]l[ed]|bought|purchas|shipment|экспорт|импорт)|صادرات|واردات|صدر|صدّر|استورد|出口|进口",
    re.IGNORECASE,
)
_INWARD = re.compile(r"import|bought|purchas|импорт|واردات|استورد|进口")


def _flow(told: Told, doubts: list[str]) -> dict[str, str]:
    """Who sends goods to whom: exports of one to, imports of one from, or the sum of both ways."""
    act, words = told.act, told.text[told.act.start : told.act.end].lower()
    if re.search(r"\b(?:tariff|deficit|surplus|sanction|embargo)", told.text):
        doubts.append("the amount may be of something else than a flow")
    if _BOTH_WAYS.search(words):
        return {"direction": "both"}
    if _INWARD.search(words):
        return {"a": act.b, "b": act.a, "direction": "a", "reporter": ""}
    if not _ONE_WAY.search(words):
        doubts.append("which way the goods go is not plain")
    return {"direction": "a"}


_ARTICLE = re.compile(
    r"^(?:United|Netherlands|Philippines|Bahamas|Gambia|Maldives|Solomon|Marshall|Czech Rep|Dominican|Central)"
)


def _named(id: str) -> str:
    name = display_name(state(id))
    return f"the {name}" if _ARTICLE.match(name) else name


@dataclass(frozen=True, slots=True)
class _Wording:
    """One line of `wordings.csv`: what `rules` (ids or events) tell in other words where `pattern` holds."""

    rules: frozenset[str]
    where: str
    pattern: re.Pattern[str]
    claim: str


@cache
def _wordings() -> tuple[_Wording, ...]:
    rows = read_rows("wordings", ("rules", "where", "pattern", "claim", "reason"), _HERE)
    return tuple(
        _Wording(frozenset(r["rules"].split()), r["where"], re.compile(r["pattern"]), r["claim"]) for r in rows
    )


def _words_for(told: Told) -> str:
    """The sentence of a rule, or another where its own would say what is not so: forces of those who have none."""
    act = told.act
    for other in _wordings():
        if not other.rules & {act.rule.id, act.rule.event}:
            continue
        if other.where == "behind_b":
            held = any(p.state == act.b and other.pattern.match(told.text, p.end) for p in told.named)
        elif other.where == "before_b":
            held = any(p.state == act.b and other.pattern.search(told.text[: p.start]) for p in told.named)
        elif other.where == "within":
            held = bool(other.pattern.search(told.text[act.start : act.end]))
        else:
            held = bool(other.pattern.search(act.a if other.where == "state_a" else f"{act.a} {act.b}"))
        if held:
            return other.claim
    return act.rule.claim


def _claim(told: Told, cells: dict[str, str], both: tuple[Rank, Rank], figure: Figure | None) -> str:
    """One sentence made of what was read, and of no word of the document."""
    one, other = both
    rule = told.act.rule
    a, b = _named(cells["a"]), _named(cells["b"])
    sector = cells.get("sector", "")
    about = f" on {sector.replace('_', ' ')}" if sector and sector not in ("diplomacy", rule.sector) else ""
    money = f"{_bound(figure)}{figure.value} {figure.unit}" if figure else "help or capital"
    flow = f"{a} sold {b} goods for {money}."
    if cells.get("direction") == "both":
        flow = f"Trade between {a} and {b} came to {money}."
    said = _words_for(told).format(
        a=a,
        b=b,
        in_sector=about,
        of_a=one.of(a),
        of_b=other.beside(one, b),
        amount=money,
        flow=flow,
    )
    if told.act.status == "plan":
        said = f"To come, as told: {said[:1].lower() + said[1:] if said.startswith(('The ', 'An ', 'To ')) else said}"
    return (said[:1].upper() + said[1:])[: BY_NAME["claim"].longest]


def _bound(figure: Figure) -> str:
    return {"lower": "at least ", "upper": "up to ", "about": "about "}.get(figure.bound, "")


_SPEAKER = re.compile(
    r"\baccording to (?:the |a |an )?([^,.;]{3,80}?)(?=[,.;]|$)"
    r"|^([A-Z][^,.;“\"]{2,70}?)\s(?:said|says|told|reported|announced|confirmed|claimed)\b"
)


def _sourced(setting: Setting, text: str, doubts: Sequence[str]) -> dict[str, str]:
    """Source and proposed grade: by its origin; whether it is so is not judged where there are doubts."""
    origin = origin_of(setting.url, setting.source)
    sure = "2" if origin.source_type == "primary" or origin.reliability == "A" else "3"
    cells = {
        "source": setting.source[: BY_NAME["source"].longest],
        "url": setting.url,
        "source_type": origin.source_type,
        "reliability": origin.reliability,
        "credibility": "6" if doubts else sure,
        "accessed": setting.accessed,
        "document": setting.document,
    }
    if speaker := _SPEAKER.search(text):
        cells["reporter"] = " ".join((speaker[1] or speaker[2]).split())[: BY_NAME["reporter"].longest]
    if doubts:
        cells["note"] = "; ".join(doubts)[: BY_NAME["note"].longest]
    return cells
