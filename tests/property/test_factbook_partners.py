"""Sentences on trade partners: what is written is read back, and nothing is lost in silence."""

from hypothesis import given
from hypothesis import strategies as st

from comity.sources.factbook.partners import parse

names = st.from_regex(r"[A-Z][a-z]{1,9}( [A-Z][a-z]{1,9})?(, The)?", fullmatch=True)
partners = st.lists(st.tuples(names, st.integers(0, 100)), min_size=1, max_size=9)


@given(partners, st.integers(1990, 2025))
def test_a_written_sentence_is_read_back(shares: list[tuple[str, int]], year: int) -> None:
    sentence = ", ".join(f"{name} {share}%" for name, share in shares) + f" ({year})"
    found = parse(sentence)
    assert (found.year, found.unread) == (year, ())
    assert found.shares == tuple((name, share / 100) for name, share in shares)


@given(st.text(alphabet="Aa9 ,%().&;", max_size=40), st.booleans())
def test_every_share_is_a_fraction_and_every_per_cent_sign_is_accounted_for(text: str, whole: bool) -> None:
    found = parse(f"{text} (2020)" if whole else text)
    assert all(0 <= share <= 1 for _, share in found.shares)
    if "%" in text:
        assert found.shares or found.unread
