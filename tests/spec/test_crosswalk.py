"""Columns of codes to ids, on dates when codes pass between states."""

import numpy as np
import pytest

from comity.errors import UserError
from comity.terms.crosswalk import from_state, to_state

CODES = """
system  code       year  id
cow     705        2000  KAZ
cow     255        1900  DEU
cow     260        1970  XDW
cow     345        1980  SRB
cow     365        1950  RUS
cow     679        1995  YEM
cow     817        1970  XVR
cow     970        2005  NRU
gw      970        2005  KIR
gw      971        2005  NRU
gw      972        2005  TON
gw      973        2005  TUV
gw      260        1989  XDW
gw      260        1990  DEU
gw      678        1989  XYA
gw      678        1990  YEM
gw      340        1900  SRB
gw      345        1980  SRB
gw      563        1880  XTV
cowabb  CZE        1950  CSK
cowabb  CZR        2000  CZE
iso3    KAZ        1970  KAZ
iso3    DEU        1985  XDW
iso3    YEM        1985  XYA
iso3    ROM        1985  ROU
iso2    UK         2000  GBR
m49     8          2000  ALB
m49     280        1980  XDW
m49     842        2000  USA
fips    IS         2000  ISR
fips    GZ         2000  PSE
cameo   WSB        2000  PSE
cameo   KAZ        2000  KAZ
name    Germany    1980  XDW
name    Germany    2000  DEU
name    Korea      2000  KOR
name    World      2000  -
name    Europe     2000  -
iso3    EUU        2000  -
cow     9999       2000  -
"""


@pytest.mark.parametrize("line", CODES.strip().splitlines()[1:])
def test_code_in_a_year(line: str) -> None:
    system, code, year, expected = line.split()
    assert to_state(system, [code], [int(year)])[0] == (None if expected == "-" else expected)


def test_a_column_keeps_its_length_and_its_gaps() -> None:
    column = np.array(["KAZ ", " isr", None, "", "_X ", "KAZ"], dtype=object)
    assert to_state("iso3", column).tolist() == ["KAZ", "ISR", None, None, None, "KAZ"]
    assert to_state("cow", np.array([666.0, np.nan, 705.0])).tolist() == ["ISR", None, "KAZ"]
    assert to_state("m49", np.array([4, 398])).tolist() == ["AFG", "KAZ"]
    assert to_state("iso3", []).shape == (0,)


def test_codes_of_a_year() -> None:
    ids = ["SRB", "SRB", "SRB", "DEU", "XDW", "KAZ", "PSE", None]
    years = [1900, 2005, 2006, 1995, 1980, 2000, 2000, 2000]
    assert from_state("gw", ids, years).tolist() == ["340", "345", "340", "260", "260", "705", None, None]
    assert from_state("iso3", ["XDW", "ROU", "XVR"], 1970).tolist() == ["DEU", "ROU", None]


@pytest.mark.parametrize("system", ["correlates", "", "\x1b[31m"])
def test_an_unknown_system_is_refused(system: str) -> None:
    with pytest.raises(UserError, match="choose one of"):
        to_state(system, ["KAZ"])
    with pytest.raises(UserError, match="choose one of"):
        from_state(system, ["KAZ"])
