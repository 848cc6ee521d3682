"""French, Spanish and Russian: the language is found out, states are named, and acts are read at their place."""

from datetime import date

import pytest

from comity.reading.open import read_content
from comity.reading.proposal import Setting
from comity.reading.read import read
from comity.reading.text import DocumentText
from comity.reading.tongues import LANGUAGES, language_of, parties_in
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
    ],
)
def test_states_are_named_in_their_cases_and_with_or_without_accents(language, text, named):
    found = parties_in(text, language)
    assert [p.state for p in found] == named
    assert all(p.how == "name" for p in found)


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
    ],
    ids=["recalled", "denied", "signed", "of a firm", "shut", "of three"],
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
