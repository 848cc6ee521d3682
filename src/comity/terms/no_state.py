"""Names that are well known and no state's: parts of states, blocs, organisations, regions. Each has an answer."""

from dataclasses import dataclass
from functools import cache

from comity.terms.lookup import read_lookup
from comity.terms.names import cldr_territories, normalise

_NEXT = {
    "part": "give {of} for the whole",
    "bloc": "name one of its members",
    "body": "name a state",
    "region": "name a state in it",
}


@dataclass(frozen=True, slots=True)
class NoState:
    """What bears a name that is no state's: `says` in words, `of` the id of the state that a part belongs to."""

    kind: str
    of: str
    says: str

    @property
    def answer(self) -> str:
        """What it is and what to do next: "part of the United Kingdom (GBR); give GBR for the whole"."""
        return f"{self.says}; {_NEXT[self.kind].format(of=self.of)}"


_REGION = NoState("region", "", "a region")


def listed_no_state(text: str) -> NoState | None:
    """What a reader's text names if our list has it as a part, bloc, organisation or region."""
    return _listed().get(normalise(text))


def cldr_no_state(text: str) -> NoState | None:
    """The same of what the CLDR names beside states, in any language. To be asked last: a region may have
    the name of a state.
    """
    return _cldr().get(normalise(text))


@cache
def _rows() -> tuple[tuple[dict[str, str], NoState], ...]:
    return tuple((row, NoState(row["kind"], row["of"], row["says"])) for row in read_lookup("not_states"))


@cache
def _listed() -> dict[str, NoState]:
    return {normalise(row["name"]): each for row, each in _rows()}


@cache
def _cldr() -> dict[str, NoState]:
    codes = {row["cldr"]: each for row, each in _rows() if row["cldr"]}
    named = ((code, name) for code, name in cldr_territories() if code in codes or len(code) == 3)
    return {normalise(name): codes.get(code, _REGION) for code, name in named}
