"""Sentences filled with typed parts: what stands before a date fits how precise it is."""

import pytest

from comity.assessment.say import say
from comity.dossier.claim import Chosen, Told, When
from comity.terms.dated import Dated
from comity.terms.wording import date_words

ENDS = (
    ("2027-02-28", "as it runs out on 28 February 2027:"),
    ("2027-02", "as it runs out in February 2027:"),
    ("2027", "as it runs out in 2027:"),
)


@pytest.mark.parametrize(("date", "told"), ENDS)
def test_something_happens_on_a_day_and_in_a_month_or_year(date, told):
    whether = Chosen(text="What follows it", rule="runs_out", option="x")
    due = When(text=date_words(Dated.parse(date)), date=date)
    said = say("page1", "watch.runs_out", whether=whether, due=due, what=Told(text="a treaty", ref=""), when=due)
    assert told in said.text
