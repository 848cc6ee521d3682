"""Five languages beside English: which it is, the states that are named, acts and amounts, each at its place."""

from datetime import date

import pytest

from comity.reading.open import read_content
from comity.reading.proposal import Setting
from comity.reading.read import read
from comity.reading.text import DocumentText
from comity.reading.tongue_amounts import figures_in
from comity.reading.tongue_names import parties_in
from comity.reading.tongues import LANGUAGES, language_of
from comity.reading.when import dates
from comity.terms.country import states

DAY = date(2014, 5, 19)


def proposed(text, language=""):
    return read(DocumentText(text, "text"), Setting(day=DAY, source="A paper", language=language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le ministre est arrivé dans la ville avec les membres de son équipe, et les journaux en ont parlé."),
        (
            "es",
            "El ministro llegó a la ciudad con los miembros de su equipo, y los diarios hablaron de la visita en las.",
        ),
        ("ru", "Министр прибыл в город с членами делегации, и на встрече с ним говорили не только о торговле."),
        ("en", "The minister came to the city with the members of his team, and the papers spoke of it."),
        ("en", "Norway beat New Zealand."),
        ("en", "Los Angeles and El Paso are in the United States."),
        ("pt", "O ministro não foi à cidade, e os jornais falaram da visita em uma das páginas com os nomes."),
        (
            "de",
            "Der Minister ist mit den Mitgliedern in die Stadt gekommen und die Zeitungen haben von ihm nicht viel.",
        ),
    ],
)
def test_the_language_of_a_text_is_that_of_its_commonest_words(language, text):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("ru", "Казахстан", ["KAZ"]),
        ("ru", "Президент Казахстана посетил Саудовскую Аравию и Кубу.", ["KAZ", "SAU", "CUB"]),
        ("ru", "Нигерия, Нигер, в Нигерии, с Нигером, из США", ["NGA", "NER", "NGA", "NER", "USA"]),
        ("ru", "Кубань и Пермь — не страны.", []),
        ("fr", "Le Viet Nam, le Vietnam et la Côte d’Ivoire", ["VNM", "VNM", "CIV"]),
        ("es", "Malí, Mali y México", ["MLI", "MLI", "MEX"]),
        ("ar", "وبالنرويج وللنرويج والنرويج، في ليبيا ومن إيران وايران", ["NOR", "NOR", "NOR", "LBY", "IRN", "IRN"]),
        ("ar", "دعم مالي من مالي", ["MLI"]),
        ("zh", "南苏丹和苏丹、尼日尔与尼日利亚、印度尼西亚和印度", ["SSD", "SDN", "NER", "NGA", "IDN", "IND"]),
        ("zh", "马里兰大学在印度洋", []),
    ],
)
def test_states_are_named_in_their_cases_and_with_or_without_accents(language, text, named):
    found = parties_in(text, language)
    assert [p.state for p in found] == named
    assert all(p.how == "name" for p in found)


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("fr", "les forces israéliennes, la délégation turque et Pékin", ["ISR people", "TUR people", "CHN capital"]),
        ("es", "los ministros franceses, la alemana y Moscú", ["FRA people", "DEU people", "RUS capital"]),
        ("ru", "российского министра, с чилийской делегацией, в Пекине", ["RUS people", "CHL people", "CHN capital"]),
        ("ar", "الوزير التركي والقوات السورية في موسكو", ["TUR people", "SYR people", "RUS capital"]),
        ("ar", "الأمريكيين والبريطاني واليابانية", ["USA people", "GBR people", "JPN people"]),
        ("zh", "北京和莫斯科", ["CHN capital", "RUS capital"]),
        ("fr", "un turbot, le russule", []),
    ],
    ids=["French", "Spanish", "Russian", "Arabic", "Arabic plurals", "Chinese", "no people"],
)
def test_peoples_and_capitals_are_named(language, text, named):
    assert [f"{p.state} {p.how}" for p in parties_in(text, language)] == named


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("fr", "une aide de 1,5 milliard d'euros", "1500 EUR million exact"),
        ("fr", "plus de 12 500 dollars", "0.0125 USD million lower"),
        ("es", "12,5 mil millones de dólares", "12500 USD million exact"),
        ("es", "hasta 1.500 millones de euros", "1500 EUR million upper"),
        ("ru", "около 700 млн рублей", "700 RUB million about"),
        ("ar", "بقيمة ٤٠ مليون يورو", "40 EUR million exact"),
        ("ar", "3.5 مليارات دولار", "3500 USD million exact"),
        ("zh", "超过50亿美元", "5000 USD million lower"),
        ("zh", "3,000万元", "30 CNY million exact"),
        ("zh", "3,5万元", ""),
        ("fr", "12 personnes", ""),
    ],
)
def test_amounts_of_money(language, text, amount):
    found = [f"{f.value} {f.unit} {f.bound}" for f in figures_in(text, language)]
    assert found == ([amount] if amount else [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("في 18 مايو 2014", "2014-05-18"),
        ("في ١٨ أيار ٢٠١٤", "2014-05-18"),
        ("في مايو 2014", "2014-05"),
        ("عام 1961", "1961"),
        ("2014年5月18日", "2014-05-18"),
        ("2014年5月", "2014-05"),
        ("于1961年建交", "1961"),
    ],
)
def test_dates_in_arabic_and_chinese(text, day):
    assert [w.date for w in dates(text)] == [day]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_today_has_a_name_in_every_language(language):
    from babel import Locale

    known = Locale(language).territories
    named = {s.id: str(known[s.iso2]).split("(")[0].strip() for s in states() if s.kind == "state" and s.iso2 in known}
    assert len(named) > 190
    assert {id: [p.state for p in parties_in(name, language)] for id, name in named.items()} == {
        id: [id] for id in named
    }


@pytest.mark.parametrize(
    ("text", "language", "rule", "sides", "day", "likely"),
    [
        (
            "La Norvège a rappelé son ambassadeur au Chili.",
            "fr",
            "ambassador_recalled",
            ("NOR", "CHL"),
            "2014-05-19",
            True,
        ),
        (
            "La Norvège n'a pas rappelé son ambassadeur au Chili.",
            "fr",
            "ambassador_recalled",
            ("NOR", "CHL"),
            "",
            False,
        ),
        (
            "Noruega y Chile firmaron un tratado en mayo de 2013.",
            "es",
            "agreement_signed",
            ("NOR", "CHL"),
            "2013-05",
            True,
        ),
        ("Una empresa de Noruega firmó un contrato con Chile.", "es", "agreement_signed", ("NOR", "CHL"), "", False),
        (
            "Норвегия закрыла границу с Финляндией в мае 2013 года.",
            "ru",
            "border_shut",
            ("NOR", "FIN"),
            "2013-05",
            True,
        ),
        ("Норвегия, Чили и Перу подписали договор.", "ru", "agreement_signed", ("CHL", "PER"), "", False),
        (
            "استدعت النرويج سفيرها في تشيلي في 3 مايو 2013.",
            "ar",
            "ambassador_recalled",
            ("NOR", "CHL"),
            "2013-05-03",
            True,
        ),
        ("لم تقطع النرويج علاقاتها مع تشيلي.", "ar", "relations_broken", ("NOR", "CHL"), "", False),
        ("قصفت طائرات نرويجية موقعا في تشيلي.", "ar", "attack", ("NOR", "CHL"), "", True),
        ("挪威2013年5月3日与智利断绝外交关系。", "zh", "relations_broken", ("NOR", "CHL"), "2013-05-03", True),
        ("挪威没有对智利实施制裁。", "zh", "sanctions_imposed", ("NOR", "CHL"), "", False),
        ("一家挪威公司与智利签署合同。", "zh", "agreement_signed", ("NOR", "CHL"), "", False),
        ("智利大使被挪威驱逐，驱逐大使。", "zh", "diplomats_expelled", ("NOR", "CHL"), "", True),
    ],
    ids=[
        *("recalled", "denied", "signed", "of a firm", "shut", "of three"),
        *("Arabic", "Arabic, denied", "Arabic people", "Chinese", "Chinese, denied", "Chinese firm", "Chinese passive"),
    ],
)
def test_acts_are_read_with_what_speaks_against_them(text, language, rule, sides, day, likely):
    (found,) = proposed(text, language)
    assert (found.rule, (found.cells["a"], found.cells["b"]), found.likely) == (rule, sides, likely)
    assert found.cells["language"] == language and found.quote == text
    assert not day or found.cells["date"] == day


def test_what_is_to_come_is_a_plan():
    (found,) = proposed("Норвегия поставит танки Чили.", "ru")
    assert found.cells["status"] == "plan"


def test_a_page_in_an_encoding_of_its_own_is_read_in_its_language():
    said = "Норвегия и Чили подписали договор в Осло. Об этом сообщили на встрече, и не в первый раз."
    content = f'<!doctype html><meta charset="koi8-r"><p>{said}</p>'.encode("koi8-r")
    (found,) = read(read_content(content, "x.html"), Setting(day=DAY))
    assert (found.rule, found.cells["language"]) == ("agreement_signed", "ru")
