"""Terms of an interview, agreed before it: what may be quoted, who may be named, and what it may support.

On the record, background, deep background and off the record follow the ground rules of the United States
Department of State; the Chatham House Rule is that of 1927 as refined in 2002.
"""

from dataclasses import dataclass
from typing import Literal

TermsId = Literal["on_the_record", "background", "deep_background", "off_the_record", "chatham_house"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What an interview on these terms allows.

    `quotes`: its words may be printed. `names`: the attribution may be a name. `describes`: an agreed
    description of the person may be printed. `supports`: it may stand behind a judgement at all.
    """

    id: TermsId
    label: str
    quotes: bool
    names: bool
    describes: bool
    supports: bool


TERMS: dict[str, Terms] = {
    terms.id: terms
    for terms in (
        Terms("on_the_record", "on the record", quotes=True, names=True, describes=True, supports=True),
        Terms("background", "on background", quotes=True, names=False, describes=True, supports=True),
        Terms("deep_background", "on deep background", quotes=False, names=False, describes=False, supports=True),
        Terms("off_the_record", "off the record", quotes=False, names=False, describes=False, supports=False),
        Terms(
            "chatham_house", "under the Chatham House Rule", quotes=True, names=False, describes=False, supports=True
        ),
    )
}


def source_line(terms: Terms, attribution: str, year: str) -> str:
    """What a report prints as the source of a statement from an interview on these terms.

    `attribution` is the agreed name or description, `year` that of the interview. On deep background not even
    "a source" is named: the writer answers for the statement.
    """
    if terms.id == "on_the_record":
        return f"Interview with {attribution}, on the record, {year}"
    if terms.id == "background":
        return f"Interview with {attribution}, on background, {year}"
    if terms.id == "chatham_house":
        return f"Discussion under the Chatham House Rule, {year}"
    return "On the authority of the author"
