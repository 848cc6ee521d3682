"""`hypotheses.yaml`: competing answers to a question, and how well each statement fits each of them."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from comity.errors import BadFile
from comity.evidence.explaining import explain
from comity.evidence.guarded import read_text
from comity.evidence.plain_yaml import parse_yaml

NAME = "hypotheses.yaml"
MOST_BYTES = 200_000

Rating = Literal["++", "+", "0", "-", "--"]
"""How well a statement fits a hypothesis: expected if it is true, likely, indifferent, unlikely, hardly to be seen."""
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Line = Annotated[str, Field(min_length=1, max_length=300)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hypothesis(_Strict):
    """One answer; `prior` is its weight before the evidence, equal for all if left out."""

    id: Slug
    text: Line
    prior: Annotated[float, Field(gt=0, le=1)] | None = None


class Weighed(_Strict):
    """A statement and its ratings by hypothesis, with the reason."""

    row: Annotated[str, Field(max_length=40)]
    ratings: dict[Slug, Rating]
    reason: Line


class Contest(_Strict):
    """A question with two to eight competing answers."""

    id: Slug
    label: Annotated[str, Field(max_length=40)] = ""
    question: Line
    hypotheses: tuple[Hypothesis, ...] = Field(min_length=2, max_length=8)
    evidence: tuple[Weighed, ...] = Field(max_length=200)

    @model_validator(mode="after")
    def _hangs_together(self) -> "Contest":
        ids = [h.id for h in self.hypotheses]
        if len(set(ids)) != len(ids):
            raise ValueError(f"{self.id}: two hypotheses have one id; rename one")
        for e in self.evidence:
            if set(e.ratings) != set(ids):
                raise ValueError(f"{self.id}, row {e.row}: rate each of {', '.join(ids)} and nothing else")
        return self


class _File(_Strict):
    contests: tuple[Contest, ...] = Field(max_length=50)


def read_hypotheses(folder: Path) -> tuple[Contest, ...]:
    """The contests of a study folder; none where it has no `hypotheses.yaml`. `BadFile` for any fault."""
    path = folder / NAME
    if not path.exists() and not path.is_symlink():
        return ()
    content = parse_yaml(read_text(path, NAME, MOST_BYTES), NAME)
    try:
        return _File.model_validate({"contests": content}).contests
    except ValidationError as error:
        raise BadFile(explain(error, NAME, skip=1)) from None
