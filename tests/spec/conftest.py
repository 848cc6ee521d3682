"""What specs of the first page share."""

import pytest

import page_one
from comity.atlas.read import Atlas


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The atlas that ships as of the day of `page_one`; a file that asks as of another day has its own."""
    return page_one.atlas()
