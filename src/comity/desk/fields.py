"""The columns of evidence as fields of a form: which belong together, what each offers, and what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.desk.sent import Sent
from comity.evidence.columns import BY_NAME, Column
from comity.evidence.study import Study, known_sectors

GROUPS = (
    ("What happened", ("date", "a", "b", "kind", "status", "question", "sector", "claim")),
    ("Who says so", ("source", "url", "source_type", "published", "accessed", "locator", "quote", "language")),
    ("How good it is", ("reliability", "credibility", "note")),
    ("Its figure, if it has one", ("value", "unit", "bound", "part", "quantity", "reporter", "coverage")),
    (
        "More, if you know it",
        (
            *("direction", "level", "office", "first", "due", "fulfils", "corrects", "retracts"),
            *("document", "first_seen", "last_seen", "proposed"),
        ),
    ),
)
"""All columns but the id, which is made, and the interview, which is kept at the command line under its terms."""
FIELDS = tuple(name for _, names in GROUPS for name in names)
_LONG = 250
"""Characters from which a field is an area of several lines."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it is called, what helps to fill it, what stands in it, and the words it offers, if any."""

    name: str
    help: str
    needed: bool
    value: str
    choices: tuple[tuple[str, str], ...]
    longest: int

    @property
    def long(self) -> bool:
        """Whether it is an area of several lines."""
        return self.longest > _LONG and self.name not in ("url", "office", "part")


def fields_of(study: Study, cells: Mapping[str, str]) -> list[tuple[str, list[Field]]]:
    """The groups of a form, filled with `cells`."""
    return [(title, [_field(BY_NAME[name], study, cells.get(name, "")) for name in names]) for title, names in GROUPS]


def _field(column: Column, study: Study, value: str) -> Field:
    words: Iterable[tuple[str, str]] = ((word, word.replace("_", " ")) for word in column.choices)
    if column.name == "sector":
        words = ((id, known_sectors().get(id, id)) for id in study.sectors)
    offered = tuple(words)
    if offered and value and value not in dict(offered):
        offered = (*offered, (value, value))
    return Field(column.name, column.help or "Id of a sector", column.required, value, offered, column.longest)


def typed(sent: Sent) -> dict[str, str]:
    """Column -> what was typed; columns that the form does not have are not there."""
    return {name: sent.text(name) for name in FIELDS if sent.has(name)}
