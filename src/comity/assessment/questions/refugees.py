"""People of the one who seek protection in the other."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import ROOM, newest_and_most
from comity.assessment.salience import salience
from comity.assessment.say import say, state
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.dossier.finding import Finding

REFUGEES, POPULATION = "people.refugees", "context.population"


def refugees(view: View, a: str, b: str) -> Judged | None:
    """How many seek protection in B from A; None where there is no figure, or a small one."""
    found = newest_and_most(view, REFUGEES, a, b)
    if found is None or (found[0].value or 0) < threshold("refugees_on_record"):
        return None
    last, most, words = found
    said = say(ROOM, "refugees.said", a=state(a), b=state(b), newest=words)
    finding = Finding(
        id=f"scope.refugees.{a}-{b}",
        question="scope",
        claim=said.text,
        parts=said.parts,
        estimate=view.estimate(last),
        confidence="moderate",
        confidence_reason="one publisher's figures, from the host's registers and estimates",
        basis=tuple(dict.fromkeys((ref(last), ref(most), *said.basis))),
        against=(
            "Who is registered need not be all who came, nor still be there; people who fled without being given that "
            "status are counted under other headings, and can be many more.",
        ),
        would_change="A census of the host, or returns in numbers.",
    )
    return Judged(finding, salience("scope.refugees", "many" if _weigh(view, last.value or 0.0, a, b) else "few"))


def _weigh(view: View, people: float, a: str, b: str) -> bool:
    """Whether so many are a matter between the two: by their number, and beside the people of the smaller."""
    if people < threshold("refugees_weigh"):
        return False
    sizes = [m.value for s in (a, b) if (m := view.last(POPULATION, s, "-")) is not None and m.value]
    return not sizes or people >= threshold("refugees_share") * min(sizes)
