"""What tools are asked with: the types of their arguments, which say in the tool's schema what may be given."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from comity.mcp.answer import MOST, USUAL

_NAME = 120

Country = Annotated[
    str, Field(max_length=_NAME, description="A state: ISO or Correlates of War code, or its name in any language.")
]
Measure = Annotated[str, Field(max_length=_NAME, description="Id of a measure, for example un.agreement.")]
AsOf = Annotated[
    str | None, Field(max_length=20, description="See nothing later than this day (YYYY-MM-DD); today if left out.")
]
KnownOn = Annotated[
    str | None, Field(max_length=20, description="Use only what was published by this day; all if left out.")
]
Year = Annotated[int | None, Field(ge=1816, le=9999, description="A year.")]
Offset = Annotated[int, Field(ge=0, le=1_000_000, description="Rows to skip: what `more` of the last answer said.")]
MaxTokens = Annotated[
    int, Field(ge=500, le=MOST, description=f"About how long the answer may be, {USUAL} if left out.")
]
Words = Annotated[str, Field(max_length=_NAME, description="Words; each begins a word of what is sought.")]
Id = Annotated[str, Field(max_length=300, description="An id out of an answer: of a finding, a judgement or a row.")]
