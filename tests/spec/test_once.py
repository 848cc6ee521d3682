"""The bottom line and the judgements under it do not say the same sentence."""

import re

import pytest

from page_one import assessed

_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z])")
_LONG = 40
"""Characters from which on a sentence is one of its own and no set phrase."""


@pytest.mark.parametrize(
    "pair",
    ["CHN KGZ", "CHN MMR", "DJI ETH", "AFG UZB", "MEX USA", "CAN USA", "BLR RUS", "MNG CHN", "LAO CHN", "BTN IND"],
)
def test_no_sentence_of_the_bottom_line_comes_again(pair):
    page = assessed(*pair.split()).page1
    line = page.bottom_line.text
    again = [s for j in page.judgements for s in _SENTENCE.split(j.text) if len(s) > _LONG and s in line]
    assert again == []
