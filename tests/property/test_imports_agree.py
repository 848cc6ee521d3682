"""One item is one row, whatever reference manager wrote it down and in which format."""

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.evidence.importing.take import Choices, read_import

word = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=2, max_size=9).filter(
    lambda w: w.lower() not in ("and", "others")
)
words = st.lists(word, min_size=1, max_size=4).map(" ".join)
person = st.tuples(word, word).map(lambda parts: {"family": parts[0], "given": parts[1]})
office = st.tuples(words, words).map(lambda parts: {"literal": f"{parts[0]} and {parts[1]}"})
date = st.one_of(
    st.tuples(st.integers(1500, 2100)),
    st.tuples(st.integers(1500, 2100), st.integers(1, 12)),
    st.tuples(st.integers(1500, 2100), st.integers(1, 12), st.integers(1, 28)),
    st.just(()),
)
pages = st.tuples(st.integers(1, 400), st.integers(401, 900))
item = st.fixed_dictionaries(
    {
        "title": words,
        "people": st.lists(person | office, max_size=5),
        "others": st.booleans(),
        "edited": st.booleans(),
        "journal": words,
        "volume": st.integers(1, 99),
        "issue": st.integers(1, 12),
        "pages": pages,
        "publisher": words,
        "issued": date,
        "accessed": date,
        "address": st.sampled_from(["", "https://example.org/a_b?x=1&y=%20", "no address", "https://example.org/ü"]),
        "doi": st.sampled_from(["", "10.1000/xyz_1", "https://doi.org/10.1000/xyz_1"]),
        "note": words,
    }
)


def _name(one):
    return one.get("literal") or f"{one['family']}, {one['given']}"


def _bib(x):
    people = [f"{{{p['literal']}}}" if "literal" in p else _name(p) for p in x["people"]]
    people += ["others"] if x["others"] and people else []
    fields = {
        "title": x["title"],
        "editor" if x["edited"] else "author": " and ".join(people),
        "journal": x["journal"],
        "volume": str(x["volume"]),
        "number": str(x["issue"]),
        "pages": "--".join(map(str, x["pages"])),
        "publisher": x["publisher"],
        "date": "-".join(f"{part:02d}" for part in x["issued"]),
        "urldate": "-".join(f"{part:02d}" for part in x["accessed"]),
        "url": x["address"],
        "doi": x["doi"],
        "note": x["note"],
    }
    return "@article{k,\n" + ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items()) + "\n}\n"


def _ris(x):
    tag = "ED" if x["edited"] else "AU"
    lines = ["TY  - JOUR", f"TI  - {x['title']}"]
    lines += [f"{tag}  - {_name(p)}" for p in x["people"]]
    lines += [f"{tag}  - et al."] if x["others"] and x["people"] else []
    lines += [f"T2  - {x['journal']}", f"VL  - {x['volume']}", f"IS  - {x['issue']}"]
    lines += [f"SP  - {x['pages'][0]}", f"EP  - {x['pages'][1]}", f"PB  - {x['publisher']}"]
    lines += [f"{t}  - {'/'.join(map(str, x[d]))}" for t, d in (("PY", "issued"), ("Y2", "accessed")) if x[d]]
    lines += [f"UR  - {x['address']}", f"DO  - {x['doi']}", f"N1  - {x['note']}", "ER  - "]
    return "\n".join(lines) + "\n"


def _csl(x):
    people = [*x["people"], *([{"literal": "others"}] if x["others"] and x["people"] else [])]
    return json.dumps(
        [
            {
                "title": x["title"],
                "editor" if x["edited"] else "author": people,
                "container-title": x["journal"],
                "volume": x["volume"],
                "issue": str(x["issue"]),
                "page": "-".join(map(str, x["pages"])),
                "publisher": x["publisher"],
                "issued": {"date-parts": [list(x["issued"])]},
                "accessed": {"date-parts": [list(x["accessed"])]},
                "URL": x["address"],
                "DOI": x["doi"],
                "note": x["note"],
            }
        ]
    )


def _row(folder, ending, text):
    path = folder / f"in{ending}"
    path.write_text(text, encoding="utf-8")
    table, left = read_import(path, Choices())
    assert len(table.places) == 1
    return {name: cells[0] for name, cells in table.columns.items()}, sum(left.values())


@settings(deadline=None)
@given(item)
def test_three_formats_of_one_item_are_one_row(x):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bib, ris, csl = (
            _row(folder, end, write(x)) for end, write in ((".bib", _bib), (".ris", _ris), (".json", _csl))
        )
    assert bib == ris == csl
    row, left = bib
    assert x["title"] in row["source"] and (not x["issued"] or row["published"][:4] == str(x["issued"][0]))
    assert (" et al." in row["source"]) == bool(x["people"] and (x["others"] or len(x["people"]) > 3))
    # What stands in no column is counted: a text that is no address, a DOI that gave way to one.
    assert left == (x["address"] == "no address") + bool(x["doi"] and x["address"].startswith("https"))
