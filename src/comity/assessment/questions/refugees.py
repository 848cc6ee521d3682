"""People of the one who seek protection in the other."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import ROOM, newest_and_most
from comity.assessment.salience import salience
from comity.assessment.say import say, state
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.dossier.finding import Finding

REFUGEES = "people.refugees"


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
        basis=tuple(dict.fromkeys((ref(last), ref(most)))),
        against=(
            "Who is registered need not be all who came, nor still be there; people who fled without being given that "
            "status are counted under other headings, and can be many more.",
        ),
        would_change="A census of the host, or returns in numbers.",
    )
    return Judged(
        finding, salience("scope.refugees", "many" if (last.value or 0) >= threshold("refugees_weigh") else "few")
    )
