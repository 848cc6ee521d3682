"""What armed groups did, who may come, whom the one takes in, peacekeepers, persons and groups: no quarrel, no bond."""

from dataclasses import replace

import pytest

from chronicle_rows import event_row
from comity.assessment.page1.acts import mending, weighed
from comity.assessment.page1.behind import behind
from comity.assessment.page1.bottom_line import bottom_line
from comity.assessment.page1.course import course
from comity.assessment.page1.judged import topics
from comity.assessment.page1.kind import kind_of_relations
from comity.assessment.page1.newest_event import newest_event
from comity.assessment.page1.still import still
from comity.assessment.page1.watch import watch
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.events import COLUMNS, as_known, events, read_events
from comity.chronicle.kinds import kinds
from comity.chronicle.lint import row_faults
from comity.dossier.claim import Told, claim
from comity.terms.ref import event_ref
from page_one import DAY


def record(*rows):
    """Events of Brazil and Türkiye: day, kind, words, then weight, what came of it, and the end."""
    made = []
    for day, kind, what, *rest in rows:
        weight, later, until = rest + ["2", "", ""][len(rest) :]
        made.append(event_row(day, kind, what, weight=weight, later=later, until=until))
    return Record("BRA", "TUR", DAY, tuple(as_known(e, DAY) for e in read_events(made)), ())


def kind(atlas, held):
    return kind_of_relations(View(atlas, "BRA", "TUR", 1990, record=held), held).id


def watched(atlas, held):
    return [w.what.text for w in watch(View(atlas, "BRA", "TUR", 1990, record=held), held)]


SHIPS = ("2025-06-12", "armed_group", "Rebels in Türkiye sank a Brazilian freighter.", "3")
CAMP = ("2026-01-12", "armed_group", "Rebels in Türkiye raided a Brazilian mine.", "3")


@pytest.mark.parametrize(
    "rows",
    [
        [SHIPS, CAMP],
        [("2025-06-04", "entry_barred", "Brazil barred the citizens of Türkiye.", "3"),
         ("2025-12-16", "entry_barred", "Brazil barred students from Türkiye.")],
        [("2025-06-04", "group_listed", "Brazil listed a gang of Türkiye.", "3"),
         ("2025-12-16", "group_listed", "Brazil listed another gang of Türkiye.")],
        [("2025-06-04", "migrants_taken", "Türkiye agreed to take in people whom Brazil deports.", "3"),
         ("2025-12-16", "migrants_taken", "Türkiye agreed to take in more of them.")],
        [("2025", "peacekeepers", "Brazil had soldiers in Türkiye with the peacekeepers of a body.", "3"),
         ("2024", "peacekeepers", "Brazil sent peacekeepers.")],
        [("2025-06-04", "work_barred", "Brazil stopped its maids from going to Türkiye.", "3"),
         ("2025-12-16", "work_barred", "Türkiye took no more workers from Brazil.")],
        [("2025-06-04", "entry_opened", "Citizens of both may come without a visa.", "3"),
         ("2025-12-16", "entry_opened", "They may stay for longer.")],
    ],
)  # fmt: skip
def test_none_of_them_makes_a_quarrel_or_a_bond(atlas, rows):
    held = record(*rows)
    assert weighed(held) == ([], [])
    assert kind(atlas, held) == "ordinary"


def test_each_kind_is_told_under_a_frame_of_its_own():
    told = {
        k: [t.id for t in topics() if t.takes(held.events[0], held)]
        for k in (
            "armed_group",
            "entry_barred",
            "migrants_taken",
            "work_barred",
            "work_agreed",
            "peacekeepers",
            "group_listed",
            "handed_over",
            "aid_cut",
            "loan",
            "debt_terms",
        )
        for held in [record(("2025-06-04", k, "Brazil and Türkiye did a thing."))]
    }
    assert told == {
        "armed_group": ["met"], "entry_barred": ["movement"], "migrants_taken": ["movement"],
        "work_barred": ["movement"], "work_agreed": ["treaty"], "aid_cut": ["measures"], "loan": ["dealings"],
        "debt_terms": ["dealings"],
        "peacekeepers": ["defence"], "group_listed": ["measures"], "handed_over": ["crisis"],
    }  # fmt: skip


def test_no_line_on_lists_of_sanctions_hangs_on_a_bar_on_entry(atlas):
    held = record(("2025-06-04", "entry_barred", "Brazil barred the citizens of Türkiye."))
    said = still(View(atlas, "BRA", "TUR", 1990, record=held), held, [event_ref(held.events[0].id)], False)
    assert [s.text for s in said] == ["Whether that rule on entry still stands is not known here."]


def test_of_aid_that_was_cut_it_is_said_that_nobody_knows_and_no_list_of_sanctions_is_asked(atlas):
    held = record(("2025-06-04", "aid_cut", "Brazil stopped its aid to Türkiye."))
    said = still(View(atlas, "BRA", "TUR", 1990, record=held), held, [event_ref(held.events[0].id)], False)
    assert [s.text for s in said] == ["Whether that aid is still held back is not known here."]
    assert kinds()["aid"].ends == kinds()["loan"].ends == ("aid_cut",)


def test_who_may_come_is_no_way_that_two_governments_went():
    bars = [("2025-06-04", "entry_barred", "Brazil barred Turks."), ("2025-12-16", "entry_barred", "Türkiye too.")]
    quarrels = [("2025-12-20", "dispute", "Brazil condemned a speech."), ("2025-12-21", "threat", "Türkiye warned.")]
    assert course(record(*bars), "ordinary", ()) == []
    assert len(course(record(*bars, *quarrels), "ordinary", ())) == 1


def test_a_bar_on_entry_is_watched_until_it_is_opened(atlas):
    shut = ("2025-06-04", "entry_barred", "Brazil barred the citizens of Türkiye.")
    assert watched(atlas, record(shut))[0].startswith("Whether the bar is lifted: ")
    assert watched(atlas, record(shut, ("2026-01-04", "entry_opened", "Brazil let them in again."))) == []
    visas = ("2025-06-04", "entry_barred", "Brazil began to require visas of Turks.")
    assert watched(atlas, record(visas))[0].startswith("Whether the rule on travel stays: ")


def test_a_person_handed_over_is_wanted_no_more_and_mends_nothing(atlas):
    wanted = ("2025-06-04", "extradition", "Brazil asked Türkiye for a banker.")
    given = ("2026-01-04", "handed_over", "Türkiye handed the banker over.")
    assert watched(atlas, record(wanted))[0].startswith("Whether the person is handed over: ")
    assert watched(atlas, record(wanted, given)) == []
    assert mending(record(wanted, given)) is None


def test_peacekeepers_stand_behind_nobody_and_are_watched(atlas):
    held = record(("2025", "peacekeepers", "Brazil had soldiers in Türkiye with the peacekeepers of a body."))
    assert watched(atlas, held)[0].startswith("Whether the peacekeepers stay: ")
    assert behind(View(atlas, "BRA", "TUR", 1990, record=held), held) == []


HELD = "Brazil held twenty citizens of Türkiye."
SIGNED = "They signed a treaty on rivers and on trade."


@pytest.mark.parametrize(
    ("row", "open_"),
    [
        (("2025-10-19", "mediation", "In Brazil Türkiye and Chile agreed on a ceasefire."), False),
        (("2026-01-19", "mediation", "Brazil was host to talks of Türkiye and Chile."), True),
        (("2026-01-19", "mediation", "Brazil was host to talks of both.", "2", "They agreed in May 2026."), False),
        (("2025-10-19", "mediation", "Brazil took in Türkiye's ousted president."), False),
        (("2025-10-19", "normalisation", "They agreed to send envoys again."), True),
        (("2025-10-19", "normalisation", "Brazil owned up to an old war."), False),
        (("2023-10-19", "dispute", "Brazil withheld a football cup from Türkiye."), False),
        (("2023-10-19", "dispute", "Brazil took a port that Türkiye runs.", "3"), True),
        (
            (
                "2025-10-19",
                "dispute",
                HELD,
                "2",
                "It let them go home in May 2026.",
            ),
            False,
        ),
        (
            (
                "2025-10-19",
                "dispute",
                HELD,
                "2",
                "It had not let them go in May 2026.",
            ),
            True,
        ),
        (("2025-10-19", "extradition", "Brazil asked for a banker.", "2", "He died there in May 2026."), False),
        (("2025-10-19", "extradition", "Brazil gave asylum to a banker whom Türkiye seeks."), False),
        (
            (
                "2025-10-19",
                "treaty_signed",
                SIGNED,
                "2",
                "It took effect in May 2026.",
            ),
            False,
        ),
        (
            (
                "2025-10-19",
                "treaty_signed",
                SIGNED,
                "2",
                "It had not taken effect in May 2026.",
            ),
            True,
        ),
    ],
)
def test_what_came_of_a_matter_or_long_since_passed_is_not_watched(atlas, row, open_):
    assert bool(watched(atlas, record(row))) is open_


QUARREL = ("2025-05-01", "dispute", "Brazil called Türkiye's president names.")


@pytest.mark.parametrize(
    ("before", "since", "open_"),
    [
        (QUARREL, ("2026-02-03", "summit", "Their presidents made it up.", "3"), False),
        (QUARREL, ("2026-02-03", "summit", "Their ministers met."), True),
        (("2025-12-03", "talks", "Envoys of both began talks."),
         ("2026-03-03", "invasion", "Brazil invaded Türkiye.", "3"), False),
        (("2025-04-06", "ambassador_recalled", "Brazil called its ambassador home."),
         ("2026-02-12", "relations_raised", "The ambassadors went back."), False),
        (("2025-04-06", "ambassador_recalled", "Brazil called its ambassador home."),
         ("2026-02-12", "summit", "Their ministers met."), True),
        (("2025-11-01", "threat", "Brazil threatened to attack in Türkiye."),
         ("2025-12-25", "fought_beside", "Brazil struck rebels in Türkiye at its wish.", "3"), False),
        (("2025-11-01", "threat", "Brazil threatened to attack in Türkiye."),
         ("2025-12-25", "talks", "Envoys of both began talks.", "3"), True),
    ],
)  # fmt: skip
def test_a_later_act_of_weight_closes_what_was_open(atlas, before, since, open_):
    asked = watched(atlas, record(before, since))
    assert any(before[2].rstrip(".") in a for a in asked) is open_


def test_a_slight_mishap_is_never_the_newest_above_an_act_of_weight_of_ten_years(atlas):
    deal = ("2021-06-01", "trade", "They signed an agreement on trade.")
    fall = ("2026-02-01", "incident", "A Brazilian soldier died of fever in Türkiye.", "1")
    held = record(deal, fall)
    slight = Record("BRA", "TUR", DAY, tuple(_unsigned(e) for e in held.events), ())
    view = View(atlas, "BRA", "TUR", 1990, record=slight)
    told = claim(Told(text="x", ref="event:none"))
    assert "agreement on trade" in newest_event(view, slight, told, False).text
    what = newest_event(view, slight, told, False)
    again = newest_event(view, slight, what, False)
    assert again is None


def _unsigned(event):
    return replace(event, sign=0) if event.kind.id == "incident" else event


def test_forces_that_left_are_told_with_their_end(atlas):
    held = record(("2024-06-01", "base", "Brazil sent soldiers to Türkiye.", "2", "", "2025-06-30"))
    said = newest_event(
        View(atlas, "BRA", "TUR", 1990, record=held), held, claim(Told(text="x", ref="event:none")), False
    )
    assert "30 June 2025" in said.text


@pytest.mark.parametrize(
    ("kind", "what", "named"),
    [
        ("border_closed", "Brazil barred the citizens of Türkiye.", "entry_barred"),
        ("sanctions", "Brazil stopped visas for Turks in answer to a ban.", "entry_barred"),
        ("sanctions", "Brazil barred Türkiye's president from entry.", None),
        ("border_closed", "Brazil stopped visas for Turks and shut the border.", None),
        ("strike", "Houthis in Türkiye sank a Brazilian ship.", "armed_group"),
        ("strike", "Brazil struck the Houthis over an attack that killed two.", None),
        ("talks", "Brazil handed a banker over to Türkiye.", "handed_over"),
        ("extradition", "Brazil refused that a banker be handed over to Türkiye.", None),
        ("base", "Brazil had soldiers in Türkiye with the peacekeepers of a body.", "peacekeepers"),
        ("aid", "Brazil lent Türkiye a billion dollars.", "loan"),
        ("aid", "Brazil gave Türkiye a billion dollars.", None),
        ("aid", "Brazil forgave Türkiye what it owed for oil.", None),
        ("treaty_signed", "The two agreed on new terms for a debt.", None),
        ("treaty_signed", "The two agreed to put Türkiye's debt on new terms.", "debt_terms"),
        ("sanctions", "Brazil suspended all aid to Türkiye over a coup.", "aid_cut"),
        ("sanctions", "Brazil stopped aid to Türkiye and put sanctions on it.", None),
        ("dispute", "Brazil let none of its citizens go to work in Türkiye.", "work_barred"),
    ],
)
def test_the_lint_names_the_kind_that_the_words_are_of(kind, what, named):
    row = dict.fromkeys(COLUMNS, "") | {
        "date": "2025-06-12", "a": "BRA", "b": "TUR", "kind": kind, "what": what, "weight": "2", "reliability": "F",
        "credibility": "2", "source": "general knowledge", "opened": "no",
    }  # fmt: skip
    found = [fault for fault in row_faults(row) if " by its words is " in fault]
    assert [fault.split(" is ")[1].split(":")[0] for fault in found] == ([named] if named else [])


def test_the_work_of_an_armed_group_is_told_as_that(atlas):
    held = record(SHIPS)
    view = View(atlas, "BRA", "TUR", 1990, record=held)
    view.kind = kind_of_relations(view, held)
    said = bottom_line(view, held, view.kind).text
    assert "an armed group that neither government commands: Rebels in Türkiye sank" in said


def test_rows_of_the_kinds_are_what_their_kind_says():
    named = {k: [e for e in events() if e.kind.id == k] for k in ("armed_group", "entry_barred", "peacekeepers")}
    assert all(len(held) > 40 for held in named.values())
    assert {e.sign for e in named["armed_group"]} == {0}
    assert not any(e.kind.id == "border_closed" and "visas" in e.what and "shut" not in e.what for e in events())
    assert kinds()["base_ended"].ends == ("base", "peacekeepers")
