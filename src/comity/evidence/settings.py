"""`study.yaml`: which pair, since when, and what its reader compares it with."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from comity.errors import BadFile, UserError
from comity.evidence.columns import LAST_YEAR
from comity.evidence.explaining import explain
from comity.evidence.guarded import read_text
from comity.evidence.plain_yaml import parse_yaml
from comity.evidence.visible import hidden_character
from comity.terms.country import resolve

NAME = "study.yaml"
MOST_BYTES = 200_000


def _known_state(text: str) -> str:
    try:
        return resolve(text).id
    except UserError as error:
        raise ValueError(str(error)) from None


def _visible(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty; write a text or leave the field out")
    if hidden := hidden_character(text):
        raise ValueError(f"holds the invisible character {hidden}; take it out")
    return text.strip()


StateId = Annotated[str, AfterValidator(_known_state)]
Line = Annotated[str, Field(max_length=500), AfterValidator(_visible)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Pair(_Strict):
    """The two states, as ids; the study looks from `a` at its partner `b`."""

    a: StateId
    b: StateId

    @model_validator(mode="after")
    def _differ(self) -> "Pair":
        if self.a == self.b:
            raise ValueError(f"a and b are both {self.a}; name two different states")
        return self


class Peer(_Strict):
    """A state that stands beside `of`, one of the pair, in the tables that compare it."""

    state: StateId
    of: StateId
    reason: Line


class Rival(_Strict):
    """A state hostile to `of`, one of the pair."""

    state: StateId
    of: StateId
    reason: Line


class Pole(_Strict):
    """A power between which the pair may lean."""

    state: StateId
    reason: Line


class Bloc(_Strict):
    """A group of states to which a partner may open the door; `members` only where the study says them."""

    id: Slug
    name: Line
    reason: Line
    members: tuple[StateId, ...] = Field(default=(), strict=False, max_length=250)


class Settings(_Strict):
    """What `study.yaml` says. Only the pair is required; years are calendar years.

    `likelihood` is the scale of words for probabilities, `marking` the handling line on every page, and
    `smallest_set` the fewest people whom the agreed description of an interviewed person must fit.
    """

    pair: Pair
    title: Line = ""
    audience: Line = ""
    since: int | None = Field(default=None, ge=1500, le=2500)
    as_of: date | None = Field(default=None, ge=date(1816, 1, 1), le=date(LAST_YEAR, 12, 31))
    peers: tuple[Peer, ...] = Field(default=(), strict=False, max_length=100)
    rivals: tuple[Rival, ...] = Field(default=(), strict=False, max_length=100)
    poles: tuple[Pole, ...] = Field(default=(), strict=False, max_length=20)
    blocs: tuple[Bloc, ...] = Field(default=(), strict=False, max_length=50)
    sectors: tuple[Slug, ...] = Field(default=(), strict=False, max_length=100)
    likelihood: Literal["icd203", "phia", "kent"] = "icd203"
    marking: Line = ""
    smallest_set: int = Field(default=10, ge=2, le=100_000)

    @model_validator(mode="after")
    def _hangs_together(self) -> "Settings":
        for name, states in (("peers", self.peers), ("rivals", self.rivals)):
            for each in states:
                if each.of not in (self.pair.a, self.pair.b):
                    raise ValueError(f"{name}: {each.state} is of {each.of}, not in the pair; mend 'of'")
                if each.state == each.of:
                    raise ValueError(f"{name}: {each.state} is of itself; name another state")
        if self.as_of and self.since and self.as_of.year < self.since:
            raise ValueError(f"as_of {self.as_of} lies before since {self.since}; change one of them")
        return self


def read_settings(folder: Path) -> Settings:
    """The settings of the study in `folder`; `BadFile` names the field and what to write."""
    content = parse_yaml(read_text(folder / NAME, NAME, MOST_BYTES), NAME)
    if content is None:
        raise BadFile(f"{NAME} is empty; write at least the two states: 'pair: {{a: ..., b: ...}}'")
    try:
        return Settings.model_validate(content)
    except ValidationError as error:
        raise BadFile(explain(error, NAME)) from None
