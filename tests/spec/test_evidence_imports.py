"""What each kind of file becomes: entries as reference managers export them, and the row that results."""

import json

import pytest

from comity.errors import BadFile, UserError
from comity.evidence.importing.reference import read_date
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
        "Shepherd's Quarterly 12 3 4--9, 2014-05-01".replace("et al..", "et al."),
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
        "source": "Nordmann, Ola. The sheep of Østfold and of Storås. Shepherd's Quarterly 12 4-9, 2014-05-01",
        "published": "2014-05-01",
        "accessed": "2014-06-02",
        "url": "https://example.org/sheep",
    }
    assert two == {"source": "On wool, 2013///Spring", "published": "2013///Spring"}
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
        ('[{"issued": {"date-parts": [[]]}}]', "x.json, item 1, issued: not as"),
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
        ("May 2014", "May 2014"),
    ],
)
def test_a_date_is_read_or_left_as_it_stands(text, read):
    assert read_date(text) == read


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
        ("What\nx\n", Choices(), "x.csv, row 1: column 'What' is not known; --map 'What=claim', or --skip 'What'"),
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
