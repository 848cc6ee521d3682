"""The thirteen questions of an assessment, in the order of the report."""

import re
from dataclasses import dataclass

from comity.errors import UserError
from comity.terms.names import sanitise


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a pair (A, B): its id, the question as the reader sees it, and a short title.

    `id` names files, JSON sections, measure families and addresses, and never changes.
    """

    id: str
    text: str
    title: str

    def about(self, a: str, b: str) -> str:
        """The question with the names of the two states in place of A and B."""
        names = {"A": a, "B": b}
        return re.sub(r"\b[AB]\b", lambda letter: names[letter[0]], self.text)


QUESTIONS: tuple[Question, ...] = (
    Question("scope", "In which fields do A and B deal with each other, and how?", "Scope"),
    Question("tenor", "How cooperative or hostile is the relationship?", "Tenor"),
    Question("evolution", "How did it get here? Where is it going?", "Evolution"),
    Question("exchange", "What do they trade, according to both?", "Exchange"),
    Question("complementarity", "Who has what the other needs?", "Complementarity"),
    Question("dependence", "Who depends on whom, for what?", "Dependence"),
    Question(
        "defence",
        "Is there more defence and security cooperation than meets the eye?",
        "Defence and security",
    ),
    Question("balance", "Do A and B keep ties with opposed powers?", "Balance"),
    Question("access", "How hostile is the neighbourhood; whom does the partner open a door to?", "Access"),
    Question("intermediary", "Could B stand between A and its rivals (or A between B's)?", "Intermediary"),
    Question("context", "What moves inside B, around it, and who else is rising there?", "Context"),
    Question("potential", "What remains in potentia?", "Potential"),
    Question("outlook", "What should decision-makers not lose sight of?", "Outlook"),
)


def question(id: str) -> Question:
    """The question with this id; `UserError` naming the thirteen where there is none."""
    for each in QUESTIONS:
        if each.id == id:
            return each
    raise UserError(f"no question called '{sanitise(id)}'; choose one of {', '.join(q.id for q in QUESTIONS)}")
