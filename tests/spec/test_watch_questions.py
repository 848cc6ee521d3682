"""What is asked about an act fits what was done: what is over asks nothing, and what has a day ahead comes first."""

import pytest

from chronicle_rows import event_row
from comity.assessment.page1.watch import watch
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.events import as_known, read_events
from page_one import DAY


def asked(atlas, *rows):
    """Questions about rows of Brazil and Türkiye: day, kind, words, then weight, what came of it and who did it."""
    made = []
    for day, kind, what, *rest in rows:
        weight, later, who = rest + ["2", "", "BRA"][len(rest) :]
        a, b = (who, "TUR") if who == "BRA" else (who, "BRA")
        made.append(event_row(day, kind, what, weight=weight, later=later, a=a, b=b))
    held = Record("BRA", "TUR", DAY, tuple(as_known(e, DAY) for e in read_events(made)), ())
    lines = watch(View(atlas, "BRA", "TUR", 1990, record=held), held)
    return [part.text for line in lines for part in line.what.parts if part.kind == "chosen"]


@pytest.mark.parametrize(
    ("kind", "what", "question"),
    [
        ("fought_beside", "Brazil's aircraft struck mutineers and helped to put down a coup.", None),
        ("fought_beside", "Brazil's missiles struck camps in Türkiye with its consent.", "Whether more strikes follow"),
        ("fought_beside", "Brazil's troops fought beside Türkiye's army.", "Whether the fighting goes on"),
        ("forces_sent", "Brazil's navy helped Türkiye to seize a tanker.", None),
        ("forces_sent", "Brazil sent a destroyer to guard Türkiye.", "Whether the forces stay"),
        ("base", "Brazil had some 200 soldiers in Türkiye with NATO's battlegroup.", None),
        ("base", "The two signed an agreement by which forces may use two bases.", "What use is made of the leave"),
        ("base", "Brazil's instructors came to Türkiye.", "Whether the forces stay"),
        ("threat", "The president would not rule out annexing an island.", "Whether it is pressed or dropped"),
        ("threat", "Brazil said that it would cut the power of Türkiye.", "Whether it is carried out"),
        ("threat", "Brazil held drills with live fire off Türkiye.", "Whether it is repeated"),
        ("dispute", "Brazil's parliament declared rule by Türkiye a crime by law.", "What follows from the law"),
        ("dispute", "A court barred for a time a contract of Türkiye.", None),
        ("dispute", "Brazil withdrew its support for a treaty of Türkiye.", "Whether the support comes back"),
        ("dispute", "Brazil took over the mine of a Turkish firm.", "Whether the owner is paid or gets it back"),
        ("dispute", "Brazil's parliament voted at first reading to leave a body.", "Whether it is carried out"),
        ("dispute", "Brazil gave asylum to a former minister.", "What becomes of the person"),
        ("dispute", "Brazil said that Turks had been lured to its war.", "Whether the recruiting ends"),
        ("dispute", "Brazil broke off its dialogue with Türkiye.", "Whether it is taken up again"),
        ("sanctions", "Brazil's state fund sold its shares in Turkish firms.", None),
        ("sanctions", "Brazil barred two Turkish ministers.", "Whether they may come again"),
        ("sanctions", "Brazil listed a guard as a terrorist organisation.", "Whether the listing stays"),
        ("sanctions", "Brazil put sanctions on Turkish banks.", "Whether the measures are eased or widened"),
        ("arms_sale", "Brazil ordered six ships from Türkiye.", "Whether the arms are delivered"),
        ("arms_sale", "The last of the Turkish drones reached Brazil.", "Whether more arms are sold"),
        ("arms", "Brazil sent soldiers to teach how drones are stopped.", None),
        ("project", "A firm of Brazil bought a quarter of an airline.", None),
        ("project", "Work began on a railway.", "Whether it is finished"),
        ("project", "The two agreed on a railway.", "Whether it is carried out"),
        ("treaty_signed", "They signed an investment treaty.", "Whether it enters into force"),
        ("mediation", "In Ankara a ceasefire was mediated.", None),
        ("mediation", "Türkiye was host to talks of Brazil and another.", "Whether it leads to an agreement"),
        ("border_closed", "Türkiye shut the Straits to warships.", "Whether the passage opens"),
        ("embargo_energy", "Brazil banned Turkish oil.", "Whether the bar on energy is lifted"),
        ("aid_cut", "Brazil suspended new aid to Türkiye.", "Whether the aid is given again"),
        ("work_barred", "Brazil let none of its citizens go to work in Türkiye.", "Whether workers may go again"),
        ("work_agreed", "They signed a first agreement on workers.", "Whether workers go by it"),
        ("debt_terms", "Brazil agreed to spread the debt over more years.", "Whether it is paid by the new terms"),
        ("aid", "Brazil forgave Türkiye all that it owed.", None),
        ("loan", "Brazil lent Türkiye a billion dollars.", None),
    ],
)
def test_the_question_fits_the_act(atlas, kind, what, question):
    assert asked(atlas, ("2026-02-10", kind, what)) == ([] if question is None else [question])


BROKE_OFF = "Türkiye ended its contracts with Brazil on gas."
AID = ("2025-06-01", "aid_cut", "Brazil stopped its aid to Türkiye.")
BAN = ("2025-06-01", "work_barred", "Brazil stopped its maids from going to Türkiye.")
HELD = ("2025-06-01", "arms_withheld", "Brazil held back shells for Türkiye.")


@pytest.mark.parametrize(
    ("rows", "questions"),
    [
        ([("2025-12-15", "dispute", BROKE_OFF)], ["Whether it is taken up again"]),
        ([("2025-12-15", "dispute", BROKE_OFF, "2", "Gas was in talk again in February 2026.")], []),
        ([("2025-10-15", "dispute", "Türkiye suspended an agreement on gas."),
          ("2025-12-15", "dispute", BROKE_OFF, "2", "Gas was in talk again in February 2026.")], []),
        ([("2025-10-15", "dispute", "Brazil quarrelled with Türkiye over a river."),
          ("2025-12-15", "dispute", "Brazil quarrelled with Türkiye over fish.", "2", "It was settled in May 2026.")],
         ["Whether the quarrel is settled"]),
        ([("2025-12-07", "fought_beside", "Brazil's aircraft helped Türkiye's army.", "2",
           "The mutiny was over in December 2025.")], []),
        ([("2025-03-13", "threat", "Brazil spoke of annexing an island.", "3", "It did so again in January 2026.")],
         ["Whether it is pressed or dropped"]),
        ([("2022-04-01", "embargo_energy", "Brazil stopped gas for Türkiye."),
          ("2022-12-01", "embargo_energy", "Türkiye barred oil from Brazil.", "2", "", "TUR")],
         ["Whether the bar on energy is lifted"]),
        ([AID], ["Whether the aid is given again"]),
        ([AID, ("2026-01-01", "aid", "Brazil gave Türkiye relief.")], []),
        ([BAN, ("2026-01-01", "work_agreed", "They signed on the rights of maids.")], ["Whether workers go by it"]),
        ([HELD, ("2026-01-01", "arms", "Brazil sent the shells that it had held back.")], ["Whether more arms follow"]),
        ([("2024-06-01", "arms_sale", "Brazil received drones of Türkiye."),
          ("2025-06-01", "arms_sale", "Brazil ordered a ship from Türkiye.")], ["Whether the arms are delivered"]),
    ],
)  # fmt: skip
def test_a_turn_on_record_is_no_open_question(atlas, rows, questions):
    assert asked(atlas, *rows) == questions


def test_what_has_a_day_ahead_comes_first_and_is_asked_once(atlas):
    held = Record.of("ITA", "LBN", DAY)
    lines = watch(View(atlas, "ITA", "LBN", 1990, record=held), held)
    assert lines[0].date == "2026-12-31"
    assert sum("875 soldiers" in line.what.text for line in lines) == 1
