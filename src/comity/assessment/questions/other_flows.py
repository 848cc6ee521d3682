"""What flows between them beside goods: investment, aid, people and what they send home."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from comity.assessment.answer import Judged
from comity.assessment.fled import fled
from comity.assessment.people_unsure import MIGRANTS
from comity.assessment.phrases import is_newest, newest_and_most
from comity.assessment.salience import salience
from comity.assessment.say import chosen, say, state, together
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import sentence
from comity.atlas.measurement import Measurement
from comity.chronicle.once_one import once_one
from comity.dossier.claim import Claim, When
from comity.dossier.finding import Finding
from comity.terms.curated import curated_rows
from comity.terms.period import year_of
from comity.terms.wording import date_words

ROOM = "questions"
AID = "exchange.aid"
_OTHER = (
    ("exchange.investment_flow", "direct investment"),
    (AID, "development assistance"),
    (MIGRANTS, "migrants"),
    ("exchange.remittances", "remittances"),
)
_OF_SOME = ("exchange.investment_flow",)
"""Records in which states name some of their partners only."""


def other_flows(view: View) -> list[Judged]:
    """Each flow in each direction that has a figure, with its newest and its largest year."""
    judged = []
    for measure, what in _OTHER:
        for a, b in ((view.a, view.b), (view.b, view.a)):
            found = newest_and_most(view, measure, a, b, among=measure not in _OF_SOME)
            if found is None:
                continue
            last, peak, words = found
            flow = chosen(sentence(what), "flow", measure)
            refugees = fled(view, last)
            if refugees is None:
                told = say(ROOM, "flow.said", what=flow, a=state(a), b=state(b), newest=words)
                said = together([told, *born_in_one(measure, a, b, last), *_students(measure, a, b)])
            else:
                said = say(ROOM, "flow.fled", a=state(a), b=state(b), newest=words, who=refugees)
            finding = Finding(
                id=f"{measure}.{a}-{b}",
                question="exchange",
                claim=said.text,
                parts=said.parts,
                estimate=view.estimate(last),
                confidence="moderate",
                confidence_reason="one publisher's figures, without a mirror",
                basis=tuple(dict.fromkeys((ref(last), ref(peak), *said.basis))),
                against=(view.atlas.entry(measure).not_when,),
                would_change="A later edition or the other side's figure.",
            )
            people, much = _many_people(view, last), _much_aid(view, last)
            # Of what is told net the newest year may be one in which more came back than went.
            little = (last.value or 0) < _worth(last) or (measure == AID and not is_newest(view, last))
            judged.append(
                Judged(
                    finding,
                    salience(
                        "exchange.others",
                        "people" if people else "trifle" if little else "aid" if much else "some",
                    ),
                )
            )
    return judged


def _students(measure: str, giver: str, taker: str) -> list[Claim]:
    """Of aid that is in large part what students cost at home, that it is."""
    if measure != AID or taker not in _with_students().get(giver, ()):
        return []
    return [say(ROOM, "flow.students", giver=state(giver))]


@cache
def _with_students() -> dict[str, list[str]]:
    rows = curated_rows(Path(__file__).parent.with_name("students_as_aid.csv"))
    return {row["giver"]: row["takers"].split() for row in rows}


def _much_aid(view: View, m: Measurement) -> bool:
    """Whether it is aid that few pairs exceed, which says what the one is to the other."""
    place = view.standing(m) if m.measure == AID else None
    return place is not None and place.percentile >= threshold("aid_weighs")


def born_in_one(measure: str, a: str, b: str, m: Measurement) -> list[Claim]:
    """Of a count by place of birth, that both belonged to one state within the lifetime of who is counted."""
    whole = once_one(a, b, date(year_of(m.period), 1, 1)) if measure == MIGRANTS else None
    if whole is None:
        return []
    until = When(text=date_words(whole.until), date=str(whole.until))
    return [say(ROOM, "flow.once_one", whole=chosen(sentence(whole.told), "once_one", f"{a}-{b}"), until=until)]


def _worth(m: Measurement) -> float:
    """What a flow beside goods must reach to be told as more than a trifle."""
    return threshold("people_worth_telling" if m.unit == "persons" else "flow_worth_telling")


def _many_people(view: View, m: Measurement) -> bool:
    """Whether so many people of the one live in the other that it is what the two are to each other; the larger way."""
    back, now = view.last(m.measure, m.b, m.a), view.last("people.refugees", m.a, m.b)
    counts = [x for x in (now, *view.broke("people.refugees", m.a, m.b)[:1]) if x is not None]
    if any(2 * (x.value or 0) >= (m.value or 0) for x in counts):
        return False  # The judgement on refugees tells of the same people.
    larger = back is None or (back.value or 0) <= (m.value or 0)
    return m.unit == "persons" and larger and (m.value or 0) >= threshold("refugees_weigh")
