"""What each kind of file becomes: entries as reference managers export them, and the row that results."""

import json

import pytest

from comity.errors import BadFile, UserError
from comity.evidence.importing.dates import read_date, read_parts
from comity.evidence.importing.take import Choices, read_import


def _take(tmp_path, name, text, choices=None):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    table, left = read_import(path, choices or Choices())
    rows = [dict(zip(table.columns, cells, strict=True)) for cells in zip(*table.columns.values(), strict=True)]
    return [{k: v for k, v in row.items() if v} for row in rows], dict(left), table.places


BIB = r"""
@comment{by hand}
@string{mfa = {Ministry of Sheep}}

@article{ola2014,
  title = {The {{Sheep}} of {\O}stfold \& 50\% of Stor{\aa}s},
  author = {Nordmann, Ola and M{\"u}ller, Karl and Smith, J. and Doe, Jane},
  journal = {Shepherd's Quarterly},
  volume = {12}, number = {3}, pages = {4--9},
  date = {2014-05-01}, urldate = {2014-06-02},
  doi = {10.1000/sheep_12}, abstract = {Long.}, keywords = {sheep},
}
@misc{mfa, title = "On wool", publisher = mfa, year = 2013, month = feb, url = {https://example.org/a_b?x=1&y=%20}}
"""


def test_bibtex(tmp_path):
    (one, two), left, places = _take(tmp_path, "x.bib", BIB)
    assert one == {
        "source": "Nordmann, Ola, Müller, Karl, Smith, J. et al.. The Sheep of Østfold & 50% of Storås. "
        "Shepherd's Quarterly 12 3 4–9, 2014-05-01".replace("et al..", "et al."),
        "published": "2014-05-01",
        "accessed": "2014-06-02",
        "url": "https://doi.org/10.1000/sheep_12",
    }
    assert two == {
        "source": "On wool. Ministry of Sheep, 2013-02",
        "published": "2013-02",
        "url": "https://example.org/a_b?x=1&y=%20",
    }
    assert left == {"abstract": 1, "keywords": 1}
    assert places == ["row 5 (ola2014)", "row 13 (mfa)"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("@misc{a, title={x}", "x.bib, row 1: not a whole BibTeX entry"),
        ("@misc{a, title={x}\n@misc{b, title={y}}", "x.bib, row 1: not a whole BibTeX entry"),
        ("@misc{a, title={x}}\n@misc{a, title={y}}", "x.bib, row 2: an entry or a field is there twice"),
        ("@misc{a, title={x}, title={y}}", "x.bib, row 1: an entry or a field is there twice"),
        ("@misc{a, title={x}, TITLE={y}}", "x.bib, row 1: a field is there twice in 'a'"),
        ("@articel broken {x}", "x.bib, row 1: not a whole BibTeX entry"),
        ("@misc{a, title={x} # {y}}", "x.bib, row 1, title: text joined by #"),
        ("@misc{a, title=unknown name}", "x.bib, row 1"),
        ("no entry at all", "x.bib holds no row"),
        ("", "x.bib holds no row"),
    ],
)
def test_bibtex_that_is_not_whole(tmp_path, text, says):
    with pytest.raises(BadFile) as caught:
        _take(tmp_path, "x.bib", text)
    assert says in str(caught.value)


def test_bibtex_reads_no_other_file(tmp_path):
    (tmp_path / "secret.tex").write_text("canary")
    (row,), _, _ = _take(tmp_path, "x.bib", r"@misc{a, title={see \input{secret.tex} and \include{/etc/hostname}}}")
    assert "canary" not in row["source"]


RIS = """TY  - JOUR\r
AU  - Nordmann, Ola\r
TI  - The sheep of Østfold\r
and of Storås\r
T2  - Shepherd's Quarterly\r
VL  - 12\r
SP  - 4\r
EP  - 9\r
PY  - 2014/05/01/\r
Y2  - 2014/6/2\r
UR  - https://example.org/sheep\r
N2  - Long.\r
ER  - \r
\r
TY  - NEWS\r
TI  - On wool\r
DA  - 2013///Spring\r
ER  -\r
"""


def test_ris(tmp_path):
    (one, two), left, places = _take(tmp_path, "x.ris", RIS)
    assert one == {
        "source": "Nordmann, Ola. The sheep of Østfold and of Storås. Shepherd's Quarterly 12 4–9, 2014-05-01",
        "published": "2014-05-01",
        "accessed": "2014-06-02",
        "url": "https://example.org/sheep",
    }
    assert two == {"source": "On wool, 2013", "published": "2013"}
    assert left == {"N2": 1}
    assert places == ["row 1", "row 15"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("TI  - x\nER  - \n", "x.ris, row 1: a record is not begun by 'TY  - '"),
        ("stray\nTY  - JOUR\nER  - \n", "x.ris, row 1: text outside a record"),
        ("TY  - JOUR\nTI  - x\n", "x.ris, row 1: the record never ends"),
        ("TY  - JOUR\nTY  - JOUR\nER  - \n", "x.ris, row 2: a record begins before 'ER  - ' ended the one of row 1"),
        ("TY  - JOUR\nER  - \nstray\n", "x.ris, row 3: text outside a record"),
        ("\n", "x.ris holds no row"),
    ],
)
def test_ris_that_is_not_whole(tmp_path, text, says):
    with pytest.raises(BadFile) as caught:
        _take(tmp_path, "x.ris", text)
    assert says in str(caught.value)


CSL = [
    {
        "id": "http://zotero.org/users/1/items/ABC",
        "type": "article-journal",
        "title": "The sheep of Østfold",
        "container-title": "Shepherd's Quarterly",
        "author": [{"family": "Nordmann", "given": "Ola"}, {"literal": "Ministry of Sheep"}],
        "issued": {"date-parts": [["2014", 5, 1]]},
        "accessed": {"date-parts": [[2014, 6]]},
        "volume": 12,
        "URL": "https://example.org/sheep",
        "abstract": "Long.",
        "language": "en",
    },
    {"id": 2, "title": "On wool", "issued": {"raw": "2013/2"}},
]


def test_csl_json(tmp_path):
    (one, two), left, _ = _take(tmp_path, "x.json", json.dumps(CSL))
    assert one == {
        "source": "Nordmann, Ola, Ministry of Sheep. The sheep of Østfold. Shepherd's Quarterly 12, 2014-05-01",
        "published": "2014-05-01",
        "accessed": "2014-06",
        "url": "https://example.org/sheep",
    }
    assert two == {"source": "On wool, 2013-02", "published": "2013-02"}
    assert left == {"abstract": 1, "language": 1}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{}", "x.json: not a list of items"),
        ("[1]", "x.json, item 1: not an item"),
        ('[{"title": []}]', "x.json, item 1, title: not as CSL-JSON has it"),
        ('[{"author": "Ola"}]', "x.json, item 1, author: not as"),
        ('[{"author": [{"family": 1}]}]', "x.json, item 1, author: not as"),
        ('[{"issued": {"date-parts": 2014}}]', "x.json, item 1, issued: not as"),
        ('[{"issued": {"date-parts": [[2014, true]]}}]', "x.json, item 1, issued: not as"),
        ('[{"title": "a", "title": "b"}]', "x.json: a field is there twice"),
        ('[{"volume": NaN}]', "x.json: NaN is no number"),
        ('[{"title": "a"}', "x.json, row 1: not JSON"),
        ("[" * 100_000, "x.json"),
        ('[{"volume": ' + "9" * 5000 + "}]", "x.json"),
        ("[]", "x.json holds no row"),
    ],
)
def test_csl_json_of_another_shape(tmp_path, text, says):
    with pytest.raises(BadFile) as caught:
        _take(tmp_path, "x.json", text)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2014/5/1", "2014-05-01"),
        ("2014-05", "2014-05"),
        ("2014//", "2014"),
        (" 2014 ", "2014"),
        ("2014-05-01T10:00:00Z", "2014-05-01"),
        ("2013///Spring", "2013"),
        ("2013/00/00", "2013"),
        ("2013-05-00", "2013-05"),
        ("08 1995", "1995-08"),
        ("1995 8", "1995-08"),
        ("May 2014", "2014-05"),
        ("2014 Sep 15", "2014-09-15"),
        ("15 September 2014", "2014-09-15"),
        ("Sept. 15, 2014", "2014-09-15"),
        ("Spring 2014", "2014"),
        ("2014-05/2014-07", "2014"),
        ("2014-05-01/2014-05-07", "2014-05"),
        ("2014/2015", ""),
        ("2014-2015", ""),
        ("2014-15", ""),
        ("2014-02-30", ""),
        ("30 Feb 2014", ""),
        ("0000", ""),
        ("0014", ""),
        ("3000", ""),
        ("9999-12-31", ""),
        ("MAR", ""),
        ("SEP 15", ""),
        ("n.d.", ""),
        ("circa 1990", ""),
        ("c1990", ""),
        ("1990?", ""),
        ("in press", ""),
        ("05/01/2014", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_said_or_not_at_all(text, read):
    assert read_date(text) == read


@pytest.mark.parametrize("title", ["words " * 60 + "end", "w" * 400])
def test_a_record_that_says_more_than_a_column_takes_is_cut_and_told(tmp_path, title):
    (row,), left, _ = _take(tmp_path, "x.ris", f"TY  - BOOK\nTI  - {title}\nN1  - {title * 5}\nPY  - 2014\nER  - \n")
    assert all(len(row[name]) <= most and row[name].endswith("…") for name, most in (("source", 300), ("note", 1000)))
    assert title.startswith(row["source"][:-1]) and row["published"] == "2014"
    assert left == {
        "the end of source: more than 300 letters": 1,
        "the end of note: more than 1,000 letters": 1,
    }


def test_what_nobody_sees_in_a_record_keeps_no_library_out(tmp_path):
    text = "TY  - BOOK\nTI  - So\u00adft \u200fגבול\u200b, می\u200cشود\nER  - \n"
    (row,), left, _ = _take(tmp_path, "x.ris", text)
    assert row == {"source": "Soft גבול, می\u200cشود"} and not left


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.bib", "@misc{a, title={x}, year={3000}}"),
        ("x.ris", "TY  - BOOK\nTI  - x\nPY  - 3000\nER  - \n"),
        ("x.json", '[{"id": "a", "title": "x", "issued": {"date-parts": [[3000]]}}]'),
        ("x.json", '[{"id": "a", "title": "x", "issued": {"date-parts": [[14]]}}]'),
    ],
)
def test_a_year_that_no_column_takes_keeps_no_library_out(tmp_path, name, text):
    rows, left, _ = _take(tmp_path, name, text)
    assert [row["source"] for row in rows] == ["x"] and [n for n in left if n.endswith("no date")]


@pytest.mark.parametrize(
    ("year", "rest", "read"),
    [
        ("2014", "MAR", "2014-03"),
        ("2014", "SEP 15", "2014-09-15"),
        ("2014", "15 Mar", "2014-03-15"),
        ("2014", "8", "2014-08"),
        ("2014", "NOV-DEC", "2014"),
        ("2014", "Spring", "2014"),
        ("2014-05", "MAR", "2014-05"),
        ("08 1995", "", "1995-08"),
        ("n.d.", "MAR", ""),
        ("", "2014/05", "2014-05"),
    ],
)
def test_a_second_field_may_say_month_and_day(year, rest, read):
    assert read_parts(year, rest) == read


# --- each library as people have it -----------------------------------------------------------------------------


def test_braces_hold_an_author_together_and_and_is_and_in_any_case(tmp_path):
    bib = r"""@misc{a, author = {{Ministry of Trade and Industry}}, title = {One}}
@misc{b, author = {{Office of Cables, Ports and Canals} and Doe, Jane}, title = {Two}}
@misc{c, author = {Doe, Jane AND Roe, Richard
 And {\"U}nal, Ece}, title = {Three}}
@misc{d, author = {Doe, Jane and others}, title = {Four}}
@misc{e, author = {Anderson, Sandy and Brand, Andrea}, title = {Five}}
@misc{f, editor = {{Barnes {\&} Noble} and others}, title = {Six}}
@misc{g, author = {A, A and B, B and C, C and others}, title = {Seven}}
"""
    rows, _, _ = _take(tmp_path, "x.bib", bib)
    assert [row["source"] for row in rows] == [
        "Ministry of Trade and Industry. One",
        "Office of Cables, Ports and Canals, Doe, Jane. Two",
        "Doe, Jane, Roe, Richard, Ünal, Ece. Three",
        "Doe, Jane et al. Four",
        "Anderson, Sandy, Brand, Andrea. Five",
        "Barnes & Noble et al. Six",
        "A, A, B, B, C, C et al. Seven",
    ]


def test_latex_dashes_and_blanks_are_read_with_and_without_a_backslash(tmp_path):
    bib = r"""@misc{a, title = {Trade 1990--2014 --- a ``view''}}
@misc{b, title = {Trade 1990--2014 --- a ``view'' of {\O}resund}}
@misc{c, title = {Dr.~Doe}, url = {https://example.org/a\_b?x=1\&y=\%20}}
@misc{d, title = {X}, url = {\url{https://example.org/{\textasciitilde}doe/}}}
"""
    rows, _, _ = _take(tmp_path, "x.bib", bib)
    assert [row["source"] for row in rows] == [
        "Trade 1990–2014 — a “view”",
        "Trade 1990–2014 — a “view” of Øresund",
        "Dr. Doe",
        "X",
    ]
    assert [row.get("url") for row in rows[2:]] == ["https://example.org/a_b?x=1&y=%20", "https://example.org/~doe/"]


def test_a_year_of_two_words_and_a_month_of_two(tmp_path):
    bib = "@misc{a, title={A}, year={08 1995}}\n@misc{b, title={B}, year={2014}, month={15~Mar}}\n"
    rows, left, _ = _take(tmp_path, "x.bib", bib + "@misc{c, title={C}, year={n.d.}, urldate={yesterday}}")
    assert [row.get("published") for row in rows] == ["1995-08", "2014-03-15", None]
    assert left == {"year: no date": 1, "urldate: no date": 1}


def test_the_first_tag_that_is_a_date_wins_and_no_date_refuses_a_library(tmp_path):
    records = [
        ["PY  - 2014", "DA  - MAR"],
        ["PY  - 2016", "DA  - SEP 15"],
        ["PY  - 0000"],
        ["DA  - n.d.", "Y1  - 2013//"],
    ]
    records.append(["DA  - 2012/05/01", "PY  - 2013", "Y2  - some day"])
    text = "".join("\n".join(["TY  - JOUR", "TI  - X", *dates, "ER  - ", ""]) for dates in records)
    rows, left, _ = _take(tmp_path, "x.ris", text)
    assert [row.get("published") for row in rows] == ["2014-03", "2016-09-15", None, "2013", "2012-05-01"]
    assert left == {"PY: no date": 1, "DA: no date": 1, "Y2: no date": 1}


@pytest.mark.parametrize(
    ("issued", "published", "told"),
    [
        ({"date-parts": [[]]}, None, False),
        ({"date-parts": []}, None, False),
        ({"date-parts": [[None]]}, None, False),
        ({}, None, False),
        ({"literal": "n.d."}, None, True),
        ({"literal": "circa 1990"}, None, True),
        ({"date-parts": [[1990]], "circa": True}, None, True),
        ({"literal": "Spring 2014"}, "2014", False),
        ({"date-parts": [[2014]], "season": 2}, "2014", False),
        ({"date-parts": [["2014", "5", "1"]]}, "2014-05-01", False),
        ({"date-parts": [[2014, 5], [2014, 7]]}, "2014", False),
        ({"date-parts": [[2014, 13]]}, None, True),
        ({"date-parts": [[2014, 0, 0]]}, "2014", False),
        ("2014-05", "2014-05", False),
    ],
)
def test_dates_of_csl(tmp_path, issued, published, told):
    (row,), left, _ = _take(tmp_path, "x.json", json.dumps([{"title": "X", "issued": issued}]))
    assert row.get("published") == published
    assert left == ({"issued: no date": 1} if told else {})


@pytest.mark.parametrize(
    ("ur", "do", "url", "left"),
    [
        ('{"http://x.org":["Publisher"]}', "10.1000/xyz", "https://doi.org/10.1000/xyz", {"UR: no web address": 1}),
        ("<Go to ISI>://WOS:0001", "doi:10.1000/xyz", "https://doi.org/10.1000/xyz", {"UR: no web address": 1}),
        ("https://x.org/a", "10.1000/xyz", "https://x.org/a", {"DO": 1}),
        ("https://dx.doi.org/10.1000/XYZ", "10.1000/xyz", "https://dx.doi.org/10.1000/XYZ", {}),
        ("<https://x.org/a>", "", "https://x.org/a", {}),
        ("https://x.org/Россия?q=ü", "", "https://x.org/%D0%A0%D0%BE%D1%81%D1%81%D0%B8%D1%8F?q=%C3%BC", {}),
        ("C:\\papers\\a.pdf", "", None, {"UR: no web address": 1}),
        ("", "see the journal", None, {"DO: no DOI": 1}),
    ],
)
def test_what_is_no_address_gives_way_and_what_gives_way_is_told(tmp_path, ur, do, url, left):
    text = f"TY  - JOUR\nTI  - X\nUR  - {ur}\nDO  - {do}\nER  - \n"
    (row,), told, _ = _take(tmp_path, "x.ris", text)
    assert row.get("url") == url
    assert told == left


# --- tables ----------------------------------------------------------------------------------------------------


def test_columns_are_named_skipped_and_filled(tmp_path):
    choices = Choices({"What": "claim"}, ("Internal",), {"a": "NOR", "date": "2015"})
    rows, left, places = _take(tmp_path, "x.csv", "What,date,Internal\nIt was so.,2014,x\nOr so.,,y\n", choices)
    assert rows == [
        {"claim": "It was so.", "date": "2014", "a": "NOR"},
        {"claim": "Or so.", "date": "2015", "a": "NOR"},
    ]
    assert left == {"Internal": 2}
    assert places == ["row 2", "row 3"]


@pytest.mark.parametrize(
    ("text", "choices", "says"),
    [
        (
            "What\nx\n",
            Choices(),
            "x.csv, row 1: column 'What' is not known; say which of the study's it fills (date, a, b, claim, value, "
            "source and others), --map 'What=COLUMN', or --skip 'What'",
        ),
        ("claim,What\nx,y\n", Choices({"What": "claim"}), "x.csv, row 1: column claim is there twice"),
        ("claim\nx\n", Choices({"Who": "claim"}), "x.csv has no column 'Who'"),
        ("claim\nx\n", Choices({"claim": "clam"}), "no column 'clam'; did you mean claim?"),
        ("claim\nx\n", Choices(given={"grade": "F6"}), "no column 'grade'"),
        ("claim\nx,y\n", Choices(), "x.csv, row 2: 2 fields where the first row names 1"),
        ('claim\n"x\n', Choices(), "x.csv, row 2"),
        ("claim\n", Choices(), "x.csv holds no row"),
    ],
)
def test_a_table_that_does_not_fit(tmp_path, text, choices, says):
    with pytest.raises(UserError) as caught:
        _take(tmp_path, "x.csv", text, choices)
    assert says in str(caught.value)


@pytest.mark.parametrize("name", ["x.docx", "x", "x.bib.exe"])
def test_other_files_are_told_by_their_ending(tmp_path, name):
    with pytest.raises(UserError, match="cannot tell what it is; give a file that ends in"):
        _take(tmp_path, name, "x")
