"""Who was there on a day, and which pairs shared one."""

from datetime import date

import numpy as np
import pytest

from comity.errors import UserError
from comity.terms.membership import coexisted, dyad_years, existed, states_as_of, system_members


@pytest.mark.parametrize(
    ("id", "day", "system", "expected"),
    [
        ("KAZ", date(1991, 12, 25), "cow", False),
        ("KAZ", date(1991, 12, 26), "cow", True),
        ("KAZ", date(2025, 12, 31), "cow", True),
        ("XDW", date(1990, 10, 2), "cow", True),
        ("XDW", date(1990, 10, 3), "cow", False),
        ("DEU", date(1990, 10, 3), "cow", True),
        ("SRB", date(1943, 1, 1), "cow", False),
        ("SRB", date(1943, 1, 1), "gw", True),
        ("SRB", date(1943, 1, 1), "any", True),
        ("PSE", date(2020, 1, 1), "any", False),
    ],
)
def test_existed(id: str, day: date, system: str, expected: bool) -> None:
    assert existed(id, day, system) is expected


def test_coexisted() -> None:
    whole = date(1948, 1, 1), date(2025, 6, 30)
    shared = coexisted("ISR", "KAZ", *whole)
    assert shared is not None and shared[0].year == 1991 and shared[1] == date(2025, 6, 30)
    assert coexisted("XVR", "SUR", *whole) is None  # one fell in April 1975, the other rose in November
    assert coexisted("DDR", "KAZ", *whole) is None
    assert coexisted("ISR", "PSE", *whole) == (date(1948, 5, 14), date(2025, 6, 30))


def test_members_of_a_year_and_of_a_day() -> None:
    assert (260, "XDW") in system_members("cow", 1990) and (255, "DEU") in system_members("cow", 1990)
    assert (260, "XDW") not in system_members("cow", 1991)
    on_the_day = {each.id for each in states_as_of(date(1990, 10, 3))}
    assert "DEU" in on_the_day and not {"XDW", "DDR"} & on_the_day


def test_a_year_in_common_is_not_enough() -> None:
    pairs = dyad_years("cow", 1975, 1975)
    assert not np.any((pairs["code1"] == 817) & (pairs["code2"] == 115))
    assert np.any((pairs["code1"] == 817) & (pairs["code2"] == 2))
    assert dyad_years("cow", 2000, 1999)["year"].shape == (0,)


def test_an_unknown_system_is_refused() -> None:
    for call in (lambda: dyad_years("un", 2000, 2001), lambda: existed("KAZ", date(2000, 1, 1), "un")):
        with pytest.raises(UserError, match="choose cow"):
            call()
