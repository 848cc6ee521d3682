"""What is told of two states: what is said otherwise, indicators that move, probabilities whose day came."""

from assessments import rich
from comity.dossier.finding import Likelihood
from comity.dossier.forecast import Forecast
from comity.dossier.table import Column, TableModel
from comity.watch.pairs import Recorded, indicators, key, otherwise, scored


def _with_indicator(now, *, year="2024"):
    table = TableModel(
        id="table.indicators", question="outlook", title="Indicators",
        rows=(("Votes", f"{now} ({year})", "Rises", "Falls"),),
        columns=tuple(Column(name=n) for n in ("Indicator", "Now", "Warmer", "Colder")),
    )  # fmt: skip
    return rich().model_copy(update={"tables": (table,)})


def test_an_indicator_moves_when_its_value_does_and_not_when_a_year_passes():
    before = _with_indicator("0.40")
    assert not indicators(None, before)
    assert not indicators(before, _with_indicator("0.40", year="2025"))
    ((said, _),) = indicators(before, _with_indicator("0.50", year="2025"))
    assert said == "Votes: 0.40 (2024) before, 0.50 (2025) now (warmer if it rises, colder if it falls)"


def test_what_is_said_otherwise_is_told_with_its_rows_and_figures_alone_are_not():
    before = rich()
    assert not otherwise(None, before) and not otherwise(before, before)
    kind = before.page1.kind.model_copy(update={"id": "allies", "name": "allies"})
    page = before.page1.model_copy(update={"kind": kind, "judgements": before.page1.judgements[1:]})
    told = otherwise(before, before.model_copy(update={"page1": page}))
    assert any("read as allies" in said for said, _ in told)


def _forecast(probability=0.8, above=0.0):
    return Forecast(
        id="forecast.votes", statement="Votes cast alike will rise", measure="un.agreement", a="ISR", b="KAZ",
        likelihood=Likelihood(term="likely", probability=probability), start="2024", resolves="2025", above=above,
        basis=("un.agreement/ISR-KAZ/2024",),
    )  # fmt: skip


def test_a_probability_is_scored_once_when_its_day_comes_and_stays_as_it_was_first_said():
    f = _forecast()
    held = {key(f): Recorded(f, "2024-06-30")}
    values = {"2024": 0.40}
    said, held = scored(held, lambda m, a, b, period: values.get(period))
    assert not said and held[key(f)].outcome is None
    values["2025"] = 0.45
    ((text, refs),), held = scored(held, lambda m, a, b, period: values.get(period))
    assert "said on 30 June 2024 to be likely, 80 %; it came about" in text and "Brier score 0.04" in text
    assert refs == f.basis and held[key(f)].brier is not None
    again, held = scored(held, lambda m, a, b, period: values.get(period))
    assert not again
    assert Recorded.of(held[key(f)].content()) == held[key(f)]
    assert key(_forecast(probability=0.3)) == key(f), "said again of the same time it is the same"


def test_what_did_not_come_about_is_told_so():
    f = _forecast()
    ((text, _),), _ = scored({key(f): Recorded(f, "2024-06-30")}, lambda m, a, b, p: {"2024": 0.4, "2025": 0.3}[p])
    assert "did not come about" in text and "Brier score 0.64" in text
