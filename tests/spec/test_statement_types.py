"""What the typed columns of a statement hold, what they refuse, and that no rule needs English once they are filled."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import comity.evidence
from comity.assessment.questions.scope_tables import agreements, visits
from comity.assessment.statements import evidence_rows
from comity.assessment.view import View
from comity.atlas.read import Atlas
from comity.errors import BadFile, UserError
from comity.evidence.amount import Amount, amount
from comity.evidence.columns import BY_NAME
from comity.evidence.contradictions.office import Term
from comity.evidence.office import Holding, holdings, levels, offices
from comity.evidence.promises import track
from comity.evidence.proposing import level_of, propose
from comity.evidence.statement import Statement
from comity.evidence.study import load_study
from comity.terms.dated import Dated
from judged import judged

TODAY = date(2026, 1, 1)
HEADER = (
    "id,date,a,b,question,kind,claim,status,source,source_type,reliability,credibility,"
    "value,unit,bound,direction,level,office,part,first,proposed\n"
)
GIVEN = "1,2014-05,NOR,CHL,exchange,flow,Norway sold herring.,reported,A book,primary,A,1"


@pytest.mark.parametrize(
    ("value", "bound", "found"),
    [
        ("", "", None),
        ("20", "", Amount(20, 20, "t", "exact", said=False)),
        ("20", "exact", Amount(20, 20, "t", "exact", said=True)),
        ("20", "about", Amount(20, 20, "t", "about", said=True)),
        ("20", "lower", Amount(20, None, "t", "lower", said=True)),
        ("0", "upper", Amount(None, 0, "t", "upper", said=True)),
        ("10-20", "", Amount(10, 20, "t", "range", said=True)),
        ("10.5-20", "range", Amount(10.5, 20, "t", "range", said=True)),
        ("-3", "", Amount(-3, -3, "t", "exact", said=False)),
        ("132-3-5", "", Amount(None, None, "t", "exact", said=False, votes=(132, 3, 5))),
    ],
)
def test_a_value_is_read_with_its_bound(value: str, bound: str, found: Amount | None) -> None:
    assert amount(value, "t", bound) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("", ()),
        ("prime_minister", (Holding("prime_minister"),)),
        ("president: Назарбаев", (Holding("president", "Назарбаев"),)),
        ("former king: Sa'ar-Levy", (Holding("king", "Sa'ar-Levy", former=True),)),
        (
            "unknown; president: Xi Jinping until 2019-03",
            (Holding("unknown"), Holding("president", "Xi Jinping", until=Dated.parse("2019-03"))),
        ),
    ],
)
def test_an_office_says_who_holds_what(cell: str, found: tuple[Holding, ...]) -> None:
    assert holdings(cell) == found
    assert "; ".join(map(str, found)) == cell


# Column, cell, and a word that the refusal must hold.
REFUSED = [
    ("bound", "more", "choose one of"),
    ("value", "<5", "told in the column bound"),
    ("value", "≈5", "told in the column bound"),
    ("direction", "a-b", "choose one of"),
    ("level", "Minister", "did you mean minister?"),
    ("first", "1", "choose one of"),
    ("part", "half", "part of"),
    ("part", "part of ", "part of"),
    ("office", "emperor: Otto", "no office that is known"),
    ("office", "president:", "names nobody"),
    ("office", "president: Tokayev;", "who holds what"),
    ("office", "president: Tokayev until 2019-13", "not a date"),
    ("office", "president: 12", "no name"),
    ("office", "=cmd|'/C calc'!A0", "who holds what"),
    ("proposed", "claim", "no column that is proposed"),
    ("proposed", "none level", "no column that is proposed"),
    ("status", "over", "choose one of"),
]


@pytest.mark.parametrize(("column", "cell", "said"), REFUSED)
def test_a_column_refuses_what_it_cannot_mean(column: str, cell: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        BY_NAME[column].check(cell)
    assert said in str(refused.value) and "\n" not in str(refused.value)


# What the cells value, unit, bound, direction, level, office, part, first and proposed hold, and the refusal.
MISFITS = [
    (",,lower,,,,,,", "bound: is given without a value"),
    ("10-20,t,lower,,,,,,", "bound: is lower, but the value has two ends"),
    ("10,t,range,,,,,,", "bound: is range, but the value is one number"),
    ("1-2-3,votes,about,,,,,,", "bound: is about, but the value counts votes"),
    (",,,,,,part of the year,,", "part: is given without a value"),
    (",,,,,,,,level", "proposed: names level, which is empty"),
]


@pytest.mark.parametrize(("cells", "said"), MISFITS)
def test_cells_of_a_row_must_fit_each_other(tmp_path: Path, cells: str, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        load_study(_study(tmp_path, f"{GIVEN},{cells}\n"))
    assert str(refused.value).startswith(f"evidence/x.csv, row 2, {said}")


def test_a_sender_must_be_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="direction: is b, but no state stands in b"):
        load_study(_study(tmp_path, GIVEN.replace("CHL", "") + ",,,,b,,,,,\n"))


def _study(folder: Path, rows: str) -> Path:
    (folder / "evidence").mkdir()
    (folder / "study.yaml").write_text("pair: {a: NOR, b: CHL}\n", encoding="utf-8")
    (folder / "evidence" / "x.csv").write_text(HEADER + rows, encoding="utf-8")
    return folder


def test_the_closed_lists_give_their_reasons() -> None:
    for name in ("levels.csv", "offices.csv"):
        with (Path(comity.evidence.__file__).parent / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows and all(row["reason"] for row in rows)
    assert [level.rank for level in levels().values()] == sorted(level.rank for level in levels().values())
    assert "unknown" not in offices()


@pytest.mark.parametrize(
    ("claim", "level"),
    [
        ("President Boric came to Oslo and met the prime minister.", "head_of_state"),
        ("The chancellor came with the king's speaker.", "head_of_government"),
        ("Chile's prime minister came.", "head_of_government"),
        ("The deputy prime minister came.", "minister"),
        ("The minister of mines came.", "minister"),
        ("A vice-minister came.", "deputy_minister"),
        ("Vice-President Smith came.", ""),
        ("The president of the company came.", ""),
        ("At the invitation of Prime Minister Netanyahu, farmers came.", ""),
        ("The former prime minister of Israel came.", ""),
        ("The president's envoy came.", ""),
        ("The wife of the president came.", ""),
        ("The president's visit began.", "head_of_state"),
        ("The deputy minister of mines saw the minister.", "deputy_minister"),
        ("The deputy foreign minister came.", "deputy_minister"),
        ("The Speaker came.", "speaker"),
        ("A delegation met the president.", "official"),
        ("Footballers came.", ""),
        ("Президент прибыл в Осло.", ""),
    ],
)
def test_the_level_that_rules_propose(claim: str, level: str) -> None:
    assert level_of(claim) == level


def _judged(rows: Iterable[Statement], leaders: Sequence[Term] = ()) -> set[tuple[str, tuple[str, ...]]]:
    return {(e.kind, e.rows) for e in judged(rows, TODAY, leaders)}


def _row(id: str, day: str, claim: str, **more: str) -> Statement:
    cells = {
        **dict.fromkeys(("published", "value", "unit", "url", "note", "origin"), ""),
        **{"a": "NOR", "b": "CHL", "question": "exchange", "kind": "statement", "sector": "trade"},
        **{"status": "reported", "source": f"Source {id}", "source_type": "secondary"},
        **{"reliability": "B", "credibility": "2"},
        **more,
    }
    return Statement(id=id, date=day, claim=claim, **cells)  # type: ignore[arg-type]


def _flow(id: str, day: str, value: str, claim: str, **more: str) -> Statement:
    return _row(id, day, claim, kind="flow", value=value, unit="USD million", **more)


def _visit(id: str, day: str, claim: str, **more: str) -> Statement:
    return _row(id, day, claim, kind="visit", status="delivered", **more)


LEADERS = (
    Term("CHL", "Aylwin", "president", date(1990, 3, 11), date(1994, 3, 11)),
    Term("CHL", "Frei", "president", date(1994, 3, 11), date(2000, 3, 11)),
)

# What is told in English, and the same with the columns filled, in Russian. Each pair must be judged alike.
TWINS = {
    "the sum of two ways is not one of them": (
        (
            _flow("1", "2012", "900", "Norway and Chile traded 900 million dollars both ways."),
            _flow("2", "2012", "300", "Norway sold Chile herring for 300 million dollars."),
        ),
        (
            _flow("1", "2012", "900", "Товарооборот Норвегии и Чили достиг 900 млн долларов.", direction="both"),
            _flow("2", "2012", "300", "Норвегия продала Чили сельдь на 300 млн долларов."),
        ),
    ),
    "one way exceeds the two": (
        (
            _flow("1", "2012", "200", "Norway and Chile traded 200 million dollars both ways."),
            _flow("2", "2012", "300", "Norway sold Chile herring for 300 million dollars."),
        ),
        (
            _flow("1", "2012", "200", "Товарооборот Норвегии и Чили достиг 200 млн долларов.", direction="both"),
            _flow("2", "2012", "300", "Норвегия продала Чили сельдь на 300 млн долларов."),
        ),
    ),
    "two figures of the sum differ": (
        (
            _flow("1", "2012", "1500", "Norway and Chile traded 1,500 million dollars both ways."),
            _flow("2", "2012", "900", "Trade both ways came to 900 million dollars."),
        ),
        (
            _flow("1", "2012", "1500", "Взаимная торговля Норвегии и Чили.", direction="both"),
            _flow("2", "2012", "900", "Оборот составил 900 млн.", direction="both"),
        ),
    ),
    "at least so much agrees with more": (
        (
            _flow("1", "2012", "900", "Trade both ways was more than 900 million dollars."),
            _flow("2", "2012", "1500", "Trade both ways came to 1,500 million dollars."),
        ),
        (
            _flow("1", "2012", "900", "Оборот превысил 900 млн.", direction="both", bound="lower"),
            _flow("2", "2012", "1500", "Оборот составил 1500 млн.", direction="both"),
        ),
    ),
    "a rounded figure agrees with more": (
        (
            _flow("1", "2012", "100", "Trade both ways was about 100 million dollars."),
            _flow("2", "2012", "120", "Trade both ways came to 120 million dollars."),
        ),
        (
            _flow("1", "2012", "100", "Оборот около 100 млн.", direction="both", bound="about"),
            _flow("2", "2012", "120", "Оборот составил 120 млн.", direction="both"),
        ),
    ),
    "a part of a year is not the year": (
        (
            _flow("1", "2012", "100", "From January to October trade both ways was 100 million dollars."),
            _flow("2", "2012", "125", "Trade both ways came to 125 million dollars."),
        ),
        (
            _flow("1", "2012", "100", "Оборот за десять месяцев.", direction="both", part="part of the year"),
            _flow("2", "2012", "125", "Оборот составил 125 млн.", direction="both"),
        ),
    ),
    "a first visit after an earlier one": (
        (
            _visit("1", "2001-05", "The prime minister of Norway came to Santiago."),
            _visit("2", "2009-06", "The prime minister of Norway came to Chile for the first time."),
        ),
        (
            _visit("1", "2001-05", "Премьер-министр прибыл в Сантьяго.", office="prime_minister"),
            _visit("2", "2009-06", "Первый визит премьера.", office="prime_minister", first="yes"),
        ),
    ),
    "another office's first visit": (
        (
            _visit("1", "2001-05", "The foreign minister of Norway came to Santiago."),
            _visit("2", "2009-06", "The prime minister of Norway came to Chile for the first time."),
        ),
        (
            _visit("1", "2001-05", "Министр прибыл в Сантьяго.", office="foreign_minister"),
            _visit("2", "2009-06", "Первый визит премьера.", office="prime_minister", first="yes"),
        ),
    ),
    "someone who was not yet in office": (
        (
            _row("1", "1991-05", "President Aylwin wrote to Oslo."),
            _row("2", "1996-05", "President Frei wrote to Oslo."),
            _row("3", "1992-05", "President Frei wrote to Oslo again."),
        ),
        (
            _row("1", "1991-05", "Эйлвин написал в Осло.", office="president: Aylwin"),
            _row("2", "1996-05", "Фрей написал в Осло.", office="president: Frei"),
            _row("3", "1992-05", "Фрей снова написал.", office="president: Frei"),
        ),
    ),
    "someone who had left office": (
        (
            _row("1", "2001", "Hansen left office in May 2001."),
            _row("2", "2003", "Ambassador Hansen opened the fair."),
        ),
        (
            _row("1", "2001", "Хансен покинул пост.", office="former ambassador: Hansen until 2001-05"),
            _row("2", "2003", "Посол Хансен открыл ярмарку.", office="ambassador: Hansen"),
        ),
    ),
    "a former holder may act": (
        (
            _row("1", "2001", "Hansen left office in May 2001."),
            _row("2", "2003", "Former Ambassador Hansen opened the fair."),
        ),
        (
            _row("1", "2001", "Хансен покинул пост.", office="former ambassador: Hansen until 2001-05"),
            _row("2", "2003", "Бывший посол Хансен открыл ярмарку.", office="former ambassador: Hansen"),
        ),
    ),
}


@pytest.mark.parametrize("name", TWINS)
def test_a_filled_statement_in_russian_is_judged_like_its_english_twin(name: str) -> None:
    english, russian = (_judged(rows, LEADERS) for rows in TWINS[name])
    assert russian == english


def test_without_the_columns_the_russian_twins_of_the_faults_fall_through() -> None:
    """The table above could not fail if no column told anything."""
    for name in ("one way exceeds the two", "a first visit after an earlier one", "someone who was not yet in office"):
        bare = [
            replace(s, direction="", office="", first="", bound="", part="")  # type: ignore[arg-type]
            for s in TWINS[name][1]
        ]
        told = _judged(TWINS[name][1], LEADERS)
        assert told - _judged(bare, LEADERS)


def test_a_due_date_of_the_study_stands_and_one_of_a_rule_is_marked() -> None:
    english = _row("1", "2012", "A tunnel is expected in 2015.", status="plan", kind="project")
    russian = _row("1", "2012", "Туннель откроют через три года.", status="plan", kind="project", due="2015")
    one, two = track([english], TODAY)[0], track([russian], TODAY)[0]
    assert (one.due, one.state) == (two.due, two.state) == ("2015", "overdue")
    assert (one.due_inferred, two.due_inferred) == (True, False)


def test_a_reported_end_is_no_contradiction() -> None:
    runs = _row("1", "2005", "Flights began.", kind="project", status="in_force", sector="transport")
    stopped = _row("2", "2010", "There was no direct flight.", kind="project", sector="transport")
    assert ("not_there", ("1", "2")) in _judged([runs, stopped])
    ended = replace(stopped, status="ended")
    assert "not_there" not in {kind for kind, _ in _judged([runs, ended])}


def test_a_cell_that_a_person_filled_is_never_proposed_over() -> None:
    said = _flow("1", "2012", "900", "Trade both ways was more than 900 million dollars.")
    assert propose(said).proposals == ("bound", "direction")
    assert (propose(said).bound, propose(said).direction) == ("lower", "both")
    mine = propose(replace(said, bound="exact"))
    assert (mine.bound, mine.proposals) == ("exact", ("direction",))
    settled = replace(said, proposed="none")
    assert propose(settled) is settled


@pytest.mark.parametrize(
    "claim",
    [
        "Hansen left office in 0000.",
        "Hansen left office in ٢٠٠١.",
        "President " + "A" * 400 + " came.",
        "; ".join(f"President Name{n}" for n in range(60)),
        "The fair opens by 20٣٤.",
    ],
)
def test_what_rules_propose_is_always_allowed(claim: str) -> None:
    for kind, status in (("visit", "delivered"), ("project", "plan")):
        found = propose(_row("1", "2195", claim, kind=kind, status=status))
        for name in found.proposals:
            cell = getattr(found, name)
            assert BY_NAME[name].check(cell) == cell and len(cell) <= BY_NAME[name].longest


def test_visits_of_a_russian_study_stand_at_their_level_and_on_their_side(tmp_path: Path) -> None:
    visit = "{},{},NOR,CHL,scope,visit,{},delivered,A book,primary,A,1,,,,{},{},{},,,\n"
    folder = _study(
        tmp_path,
        visit.format(1, "2010-05", "Король прибыл в Чили.", "", "head_of_state", "king: Harald")
        + visit.format(2, "2011-05", "Министр Чили прибыл в Осло.", "b", "minister", "")
        + "3,2012,NOR,CHL,scope,agreement,Договор прекращён.,ended,A book,primary,A,1,,,,,,,,,\n",
    )
    rows = evidence_rows(load_study(folder), TODAY)
    view = View(Atlas.open(None, TODAY), "NOR", "CHL", 1990, evidence=rows)
    (table,) = visits(view)
    assert [row[:4] for row in table.rows] == [("Head of state or government", 1, 0, 1), ("Minister", 0, 1, -1)]
    assert "levels are as the study gives them." in table.note
    assert [row[0] for row in agreements(view)[0].rows] == ["ended"]
    king = rows[0]
    assert [str(h) for h in king.office] == ["king: Harald"] and king.precision == "month" and king.proposed == ()


def test_the_dossier_says_which_fields_a_rule_proposed(tmp_path: Path) -> None:
    told = GIVEN.replace("Norway sold herring.", "Norway sold over 20 tonnes of herring.")
    (row,) = evidence_rows(load_study(_study(tmp_path, f"{told},20,tonnes,,,,,,,\n")), TODAY)
    assert (row.low, row.high, row.bound, row.proposed) == (20.0, None, "lower", ("bound",))
    assert row.first is None and row.level is None
