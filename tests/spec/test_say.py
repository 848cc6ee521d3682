"""Sentences filled with typed parts: what stands before a date fits how precise it is."""

import pytest

from comity.assessment.say import say
from comity.dossier.claim import Chosen, Told, Value, When, Words, claim, sentences
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
    said = say("page1", "watch.ends", whether=whether, due=due, what=Told(text="a treaty", ref=""), when=due)
    assert told in said.text


def test_a_sentence_ends_in_the_words_of_the_house_and_nowhere_else():
    row = "un.agreement/FRA-DEU/2008"
    told = Told(text="talks of St. Petersburg. A second stop", ref="event/1")
    fell = Value(text="7.5 s.d.", ref=row, value=7.5, unit="index")
    parts = (Words(text="After "), told, Words(text=" it fell by "), fell, Words(text=". It rose later. Then "), fell)
    parts += (Words(text="."), Words(text=" "), Words(text="Nothing followed."))
    first, second, third, last = sentences(parts)
    assert first.text == "After talks of St. Petersburg. A second stop it fell by 7.5 s.d.."
    assert (second.text, third.text) == ("It rose later.", "Then 7.5 s.d..") and third.basis == (row,)
    assert last == claim(Words(text="Nothing followed."))
    assert " ".join(s.text for s in (first, second, third, last)) == claim(*parts).text
