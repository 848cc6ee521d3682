"""Who answers to which name and code."""

from datetime import date

import pytest

from comity.errors import AmbiguousState, UnknownState, UserError
from comity.terms.country import display_name, is_predecessor, resolve, state, states, text_direction

NAMED = """
ISR                        ISR
il                         ISR
376                        ISR
8                          ALB
cow:705                    KAZ
COW: 705                   KAZ
gw:705                     KAZ
gw:970                     KIR
cow:970                    NRU
gw:260                     DEU
cowabb:KZK                 KAZ
fips:IS                    ISR
iso3:ROM                   ROU
South Korea                KOR
Korea, Republic of         KOR
Ivory Coast                CIV
Cote d'Ivoire              CIV
CÔTE D’IVOIRE              CIV
Burma                      MMR
Russia/USSR                RUS
Soviet Union               RUS
Kazakstan                  KAZ
Czechia                    CZE
Czechoslovakia             CSK
UK                         GBR
Britain                    GBR
Turkey                     TUR
Türkiye                    TUR
turkiye                    TUR
Macedonia                  MKD
Swaziland                  SWZ
DRC                        COD
China                      CHN
Guinea                     GIN
Georgia                    GEO
Samoa                      WSM
Niger                      NER
Dominica                   DMA
Sudan                      SDN
West Germany               XDW
East Germany               DDR
North Yemen                XYA
South Vietnam              XVR
Yugoslavia                 SRB
Kosovo                     XKX
Palestine                  PSE
the Gambia                 GMB
St. Kitts & Nevis          KNA
Kasachstan                 KAZ
Казахстан                  KAZ
Қазақстан                  KAZ
哈萨克斯坦                  KAZ
ישראל                      ISR
إسرائيل                    ISR
イスラエル                  ISR
"""


@pytest.mark.parametrize("line", NAMED.strip().splitlines())
def test_a_state_answers_to_its_names_and_codes(line: str) -> None:
    text, expected = line.rsplit(maxsplit=1)
    assert resolve(text).id == expected


@pytest.mark.parametrize(
    ("text", "candidates"),
    [("Korea", {"KOR", "PRK"}), ("congo", {"COG", "COD"}), ("Virgin Islands", {"VGB", "VIR"})],
)
def test_an_ambiguous_name_lists_its_candidates(text: str, candidates: set[str]) -> None:
    with pytest.raises(AmbiguousState) as caught:
        resolve(text)
    assert all(f"({id})" in str(caught.value) for id in candidates)


def test_an_unknown_name_suggests_at_most_three() -> None:
    with pytest.raises(UnknownState, match=r"did you mean .*Kazakhstan \(KAZ\)") as caught:
        resolve("Kazahkstan")
    assert str(caught.value).count("(") <= 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "a" * 5000,
        "Isr\x00ael",
        "\u202eKAZ",
        "KAZ\nISR",
        "\x1b[31mISR",
        "cow:",
        "cow:99999",
        "9999",
        "::",
    ],
)
def test_hostile_input_is_unknown_and_echoed_on_one_clean_line(text: str) -> None:
    with pytest.raises(UnknownState) as caught:
        resolve(text)
    message = str(caught.value)
    assert message.isprintable() and len(message) < 250


@pytest.mark.parametrize(
    ("text", "when", "expected"),
    [
        ("gw:260", date(1990, 10, 2), "XDW"),
        ("gw:260", date(1990, 10, 3), "DEU"),
        ("gw:678", date(1990, 5, 21), "XYA"),
        ("gw:678", date(1990, 5, 22), "YEM"),
        ("Germany", date(1975, 1, 1), "XDW"),
        ("Germany", date(1930, 1, 1), "DEU"),
        ("DEU", date(1975, 1, 1), "XDW"),
    ],
)
def test_a_code_that_passed_on_is_read_on_its_day(text: str, when: date, expected: str) -> None:
    assert resolve(text, when).id == expected


def test_each_cow_number_has_one_id_and_each_id_one_number() -> None:
    numbers = [(spell.code, each.id) for each in states() for spell in each.spells_in("cow")]
    assert len({code for code, _ in numbers}) == len({id for _, id in numbers}) == len(set(numbers)) == 217


def test_every_state_has_its_particulars() -> None:
    for each in states():
        assert len(each.id) == 3 and each.name and each.region and each.kind in ("state", "territory", "historic")
        assert not each.continues or state(each.continues).kind == "historic"
        assert each.kind != "state" or (each.capital and each.capital_lat is not None)
        assert (each.capital_lat is None) == (each.capital_lng is None) == (not each.capital)
        assert all(spell.end is None or spell.start <= spell.end for spell in each.spells)


def test_names_in_other_languages() -> None:
    assert display_name(state("KAZ"), "de") == "Kasachstan"
    assert display_name(state("KAZ"), "zh-Hant") == "哈薩克"
    assert display_name(state("XDW"), "fr").startswith("Federal Republic")
    assert (text_direction("he"), text_direction("en")) == ("rtl", "ltr")
    with pytest.raises(UserError, match="no locale"):
        display_name(state("KAZ"), "klingon")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((name, True) for name in ("Soviet Union", "ussr", "СССР", "Yugoslavia", "Jugoslawien", "Югославия")),
        *((name, True) for name in ("Serbia and Montenegro", "Yugoslavia, SFR", "Prussia")),
        *((name, False) for name in ("Russia", "Burma", "Serbia", "Сербия", "Montenegro")),
    ],
)
def test_a_predecessor_is_known_as_one(text, expected):
    assert is_predecessor(text) is expected
