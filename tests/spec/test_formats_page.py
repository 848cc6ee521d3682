"""Tables of web pages: words, links, the element around; and pages that are damaged."""

from comity.sources.formats.page import read_page

PAGE = """<html><head><title>A &amp; B | Hub</title></head><body>
<script>var x = "<table><tr><td>no</td></tr></table>";</script>
<div id="one"><p>words</p>
<table><thead><tr><th>Name</th><th><a href="#"><span>Since</span></a></th></tr></thead>
<tbody><tr><th>1</th><td>Two  <b>words</b><br>more <a href="/x">X&nbsp;Y</a>, <a href="/z">Z</a></td></tr></tbody>
</table></div><table><tr><td>bare</td></tr></table></body></html>"""


def test_a_table_is_its_head_and_its_rows_with_words_and_links():
    page = read_page(PAGE)
    one, bare = page.tables
    assert page.title == "A & B | Hub"
    assert (one.within, bare.within) == ("one", "")
    assert [[c.text for c in row] for row in one.head] == [["Name", "Since"]]
    [[first, second]] = one.body
    assert (first.text, second.text) == ("1", "Two words more X Y, Z")
    assert second.links == (("X Y", "/x"), ("Z", "/z"))
    assert [[c.text for c in row] for row in bare.body] == [["bare"]]


def test_a_page_that_is_cut_off_has_the_tables_that_were_whole():
    assert [t.within for t in read_page(PAGE[: PAGE.index("bare")]).tables] == ["one"]


def test_a_stray_closing_tag_closes_nothing():
    page = read_page('<div id="one"></section></p><table><tr><td>x</td></tr></table></div>')
    assert page.tables[0].within == "one"
