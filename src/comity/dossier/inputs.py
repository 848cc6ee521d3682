"""The pair, the years looked at, and the editions behind the figures."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from comity.dossier.strict import Strict


class DyadModel(Strict):
    """The two states: ids, and names as people write them."""

    a: str
    b: str
    a_name: str
    b_name: str


class PeriodModel(Strict):
    """First and last year that the assessment looks at."""

    first: int
    last: int


class InputModel(Strict):
    """A snapshot behind the figures."""

    id: str
    title: str
    version: str
    sha256: str
    citation: str
    licence: str
    retrieved: date
    url: str
    locators: dict[str, str] = Field(description="by table: how to find a row in the publisher's file")
    files: dict[str, str] = Field(description="publisher's files and their sha256")
