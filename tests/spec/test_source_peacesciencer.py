from datetime import date
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.tables import TABLES
from first_sources import faults, harvest, harvested
from r_frames import write_table

SAMPLE = {
    "atop_alliance": """
        ccode1 ccode2 year atop_defense atop_offense atop_neutral atop_nonagg atop_consul
        2      20     1950 1            0            0            0           1
        20     2      1950 0            0            0            1           0
    """,
    "cow_mid_ddydisps": """
        dispnum ccode1 ccode2 year cowmidonset hostlev hostlev1 cowmidongoing
        7       2      20     1979 1           4       1        1
        7       20     2      1979 1           4       4        1
        7       2      20     1980 0           4       1        1
    """,
    "gml_mid_ddydisps": """
        dispnum ccode1 ccode2 year gmlmidonset hostlev
        7       2      20     1979 1           5
    """,
    "tss_rivalries": """
        rivalry    ccode1 ccode2 start end  positional spatial ideological interventionary
        Old_One    220    300    1494  1918 1          1       NA          NA
        Ongoing    516    517    2015  2020 NA         NA      NA          1
        Only_Other 516    520    2001  2004 NA         NA      NA          NA
    """,
    "td_rivalries": """
        ccode1 ccode2 styear endyear type1      type2   type3
        220    300    1494   1918    positional spatial NA
        2      365    2007   2010    positional NA      NA
    """,
    "cow_contdir": """
        ccode1 ccode2 conttype stdate     enddate
        2      20     1        1920-01-01 2016-12-01
        20     2      1        1920-01-01 2016-12-01
        2      31     0        1900-01-01 1973-06-01
        2      40     4        1902-05-01 1906-09-01
    """,
    "cow_mindist": """
        ccode1 ccode2 year mindist
        2      20     1990 0
        2      41     1990 932.5
    """,
    "cow_nmc": """
        ccode year milex milper irst pec tpop upop cinc
        2     1816 NA    17     80   254 8659 101  0.04
        990   2022 0     0      0    51  215  0    0.00001
    """,
    "ucdp_acd": (
        "conflict_id year gwno_a gwno_a_2nd gwno_b gwno_b_2nd intensity_level type_of_conflict start_date start_date2 "
        """ep_end ep_end_date incompatibility
        218 1965 750 NA 770 NA  2 interstate 1948-12-31 1965-08-05 1 1965-09-23 territory
        218 1965 750 NA 770 200 2 interstate 1948-12-31 1965-08-05 1 1965-09-23 territory
        218 1965 750 NA 770 220 2 interstate 1948-12-31 1965-08-05 1 1965-09-23 territory
        300 1970 530 NA NA  NA  1 intrastate 1969-01-01 1970-01-01 0 NA         government
        301 1970 500 NA NA  520 1 II         1969-01-01 1970-01-01 0 NA         government
    """
    ),
    "archigos": """
        gwcode leader startdate  enddate    exit
        2      Hayes  1877-03-04 1881-03-04 Regular
        950    Last   2014-09-22 2015-12-31 Still_in_Office
    """,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in SAMPLE.items():
        write_table(tmp_path / f"{name}.rda", name, text)
    return tmp_path


_QUIET = (1, date(1969, 1, 1), date(1970, 1, 1), None, False, None)
_WAR = (2, date(1948, 12, 31), date(1965, 8, 5), date(1965, 9, 23), False, None)
FOUGHT = sorted([
    ("500", "520", 1970, "301", "opposed_secondary", "primary", "rebels", "internationalised", "Uganda: government",
     *_QUIET),
    ("200", "220", 1965, "218", "same_side", "secondary", "secondary", "interstate", "India - Pakistan", *_WAR),
    ("200", "750", 1965, "218", "opposed_secondary", "secondary", "primary", "interstate", "India - Pakistan", *_WAR),
    ("200", "770", 1965, "218", "same_side", "secondary", "primary", "interstate", "India - Pakistan", *_WAR),
    ("220", "750", 1965, "218", "opposed_secondary", "secondary", "primary", "interstate", "India - Pakistan", *_WAR),
    ("220", "770", 1965, "218", "same_side", "secondary", "primary", "interstate", "India - Pakistan", *_WAR),
    ("750", "770", 1965, "218", "opposed", "primary", "primary", "interstate", "India - Pakistan", *_WAR),
])  # fmt: skip
"""One row of each pair and relation, out of a row for each combination of parties."""

SPEC = {
    "alliances": [
        (2, 20, 1950, True, False, False, False, True),
        (20, 2, 1950, False, False, False, True, False),
    ],
    "disputes": [
        (2, 20, 1979, "7", "cow", True, 4),
        (2, 20, 1979, "7", "gml", True, 5),
        (2, 20, 1980, "7", "cow", False, 4),
        (20, 2, 1979, "7", "cow", True, 4),
    ],
    "rivalries": [
        (2, 365, 2007, None, 2010, "td", "positional"),
        (220, 300, 1494, 1918, 2010, "td", "positional|spatial"),
        (220, 300, 1494, 1918, 2020, "tss", "positional|spatial"),
        (516, 517, 2015, None, 2020, "tss", "interventionary"),
        (516, 520, 2001, 2004, 2020, "tss", None),
    ],
    "contiguities": [(2, 20, 1, 1920, 1, 2016, 12), (2, 40, 4, 1902, 5, 1906, 9)],
    "minimum_distances": [(2, 20, 1990, 0.0), (2, 41, 1990, 932.5)],
    "capabilities": [
        (2, 1816, None, 17.0, 80.0, 254.0, 8659.0, 101.0, 0.04),
        (990, 2022, 0.0, 0.0, 0.0, 51.0, 215.0, 0.0, 0.00001),
    ],
    "armed_conflicts": FOUGHT,
    "leaders": [
        (2, "Hayes", date(1877, 3, 4), date(1881, 3, 4)),
        (950, "Last", date(2014, 9, 22), None),
    ],
}


@pytest.mark.parametrize("table", SPEC)
def test_rows_of_the_sample(folder, table):
    assert harvest("peacesciencer", folder, table) == SPEC[table]


@pytest.mark.parametrize("table", SPEC)
def test_the_rows_keep_the_contract(folder, table):
    assert table in TABLES
    with harvested("peacesciencer", folder) as con:
        assert faults(con, table) == {}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("cow_contdir", "2      40     4 ", "2      40     6 ", "column 'conttype' has unknown values '6'"),
        ("archigos", "Regular", "Abdicated", "column 'exit' has unknown values 'Abdicated'"),
        ("ucdp_acd", "intrastate", "cyber", "column 'type_of_conflict' has unknown values 'cyber'"),
        ("td_rivalries", "spatial", "tribal", "column 'type2' has unknown values 'tribal'"),
        ("cow_mindist", "mindist", "capdist", "missing: 'mindist'; unknown: 'capdist'"),
    ],
)
def test_another_edition_is_refused(folder, name, old, new, said):
    write_table(folder / f"{name}.rda", name, SAMPLE[name].replace(old, new))
    with pytest.raises(BadFile, match=said):
        harvest("peacesciencer", folder, "alliances")


def test_a_file_with_another_object_is_refused(folder):
    write_table(folder / "cow_nmc.rda", "nmc7", SAMPLE["cow_nmc"])
    with pytest.raises(BadFile, match="no data frame 'cow_nmc'; it holds 'nmc7'"):
        harvest("peacesciencer", folder, "capabilities")
