"""Whatever a publisher gives in place of an edition is refused with the reason, and the edition before stays.

For every source that comes in files: a page, nothing, other columns, an older edition as if it were new, a hundredth of
the rows, and months in another language where months are read by their names.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tiny_world import small_editions

from comity.sources.registry import sources
from comity.store import release, tables
from comity.store.snapshot import Snapshot, latest, pull, snapshots
from publishers_files import Texts, editions

EDITIONS = editions()
PAGE = b"<!DOCTYPE html>\n<html lang='en'><head><title>Sign in</title></head><body>Service unavailable</body></html>\n"


@pytest.fixture(autouse=True)
def no_corrections(monkeypatch: pytest.MonkeyPatch) -> None:
    # They speak of the publishers' rows, of which a sample has none.
    monkeypatch.setattr(tables, "read_corrections", lambda path: ())


@pytest.fixture
def pulled(run, tmp_path):
    """Pulls what is in the mirror; by default any number of rows is enough."""

    def call(source_id: str, *, small: bool = True):
        words = ("sources", "pull", source_id, "--mirror", tmp_path / "mirror", "--store", tmp_path / "store")
        with small_editions() if small else _as_declared():
            return run(*words)

    return call


@contextmanager
def _as_declared() -> Iterator[None]:
    yield


def _first(pulled, tmp_path: Path, source_id: str) -> Snapshot:
    EDITIONS[source_id].write(tmp_path / "mirror" / source_id)
    said = pulled(source_id)
    assert said.code == 0, said.err
    found = latest(tmp_path / "store", source_id)
    assert found is not None
    return found


def _expect_kept(said, tmp_path: Path, first: Snapshot) -> None:
    assert said.code == 2, said.out
    assert len(said.err.strip().splitlines()) == 1 and said.err.startswith("comity: ") and "incoming" not in said.err
    assert [held.id for held in snapshots(tmp_path / "store", first.source)] == [first.id]
    assert not [p for p in (tmp_path / "store" / "incoming").rglob("*") if p.is_file()]


def test_every_source_that_comes_in_files_is_tried() -> None:
    assert set(EDITIONS) == {id for id, spec in sources().items() if not spec.piecemeal and not spec.packaged}


@pytest.mark.parametrize("source_id", sorted(EDITIONS))
@pytest.mark.parametrize("content", [PAGE, b""], ids=["a page", "nothing"])
def test_a_page_or_nothing_in_place_of_any_file_is_refused(pulled, tmp_path, source_id, content):
    first = _first(pulled, tmp_path, source_id)
    home = tmp_path / "mirror" / source_id
    for path in sorted(p for p in home.rglob("*") if p.is_file()):
        whole = path.read_bytes()
        path.write_bytes(content)
        _expect_kept(pulled(source_id), tmp_path, first)
        path.write_bytes(whole)


OTHER_WORDS = {
    "factbook": ('"Exports - partners"', '"Export partners"'),
    "us-state-historian": ("start-date>", "begin-date>"),
    "imts-2025": ('"value"', '"amount"'),
    "migration": ('"matrix"', '"flows"'),
    "opensanctions-directory": ('"target_territories"', '"territories"'),
    "opensanctions-programs": ("target_territories:", "territories:"),
    "unctad-iia": ("<span>Status</span>", "<span>State</span>"),
    "wikipedia-foreign-relations": ("Date|[Rr]elations [Bb]egan", "Day"),
    "unhcr": ('"coa_iso"', '"asylum_iso"'),
    "comtrade-pages": ('"primaryValue"', '"value"'),
    "openflights": (",0,738\n", ",0\n"),
}
"""What is no table with a header: words by which the reader finds something, and another in their place."""
PIECEMEAL = {"comtrade-pages": "its pages are asked for one by one, and one of them is an edition"}
HEADERS = dict.fromkeys(("wdi", "wb-population"), '"Country Name"')
"""How the header begins where it is not the first line."""
NO_COLUMNS = {"ungdc": "texts of speeches, found by the names of their files"}

UNREAD = {
    "cdis": ("SCALE STATUS", "attributes of SDMX: these come and go"),
    "imts": ("STRUCTURE SCALE STATUS", "attributes of SDMX: these come and go"),
    "oecd-dac2a": ("FLOW_TYPE OBS_STATUS", "attributes of SDMX: these come and go"),
    "cepii-gravity": (
        "country_id_o country_id_d dist manuf_tradeflow_baci",
        "four of the some eighty columns that are not read",
    ),
    "voeten-votes": ("year", "one of a dozen columns that are not read, of which the sample has this"),
    "desta-2.3": ("name inv_chapter", "two of the hundred columns of its table of contents of agreements"),
    "colt-south-america": ("TripID CountryVisited Notes", "three of the seventy columns that are not read"),
    "igo": ("usa kzk", "a column of the list of organisations for each state, of which the other file speaks"),
    "v-dem": ("country_name country_text_id v2x_partipdem", "three of the some hundred columns that are not read"),
    "itpde": ("exporter", "a matrix has no name for the names of its rows"),
}
"""Columns of which an edition says nothing that is read, and why a change of them is none."""
SUPERSEDED = {"GEDEvent_v26_0_2.csv"}
"""Texts that another of the same edition takes the place of."""


def _other_columns(source_id: str) -> list[Texts]:
    """The edition's texts with one column under another name: the first, the middle and the last of each text."""
    texts = EDITIONS[source_id].texts
    if source_id in OTHER_WORDS:
        old, new = OTHER_WORDS[source_id]
        assert any(re.search(old, text) for text in texts.values()), old
        return [{name: re.sub(old, new, text) for name, text in texts.items()}]
    found = []
    for name, text in ((n, t) for n, t in texts.items() if n not in SUPERSEDED):
        lines = text.split("\n")
        begins = HEADERS.get(source_id, "")
        place = next(
            i for i, line in enumerate(lines) if line.startswith(begins) and len(re.split(r"[,;\s]+", line)) > 2
        )
        cells = re.split(r"([,;]|\s+)", lines[place])
        columns = [i for i, cell in enumerate(cells) if re.search(r"\w", cell)]
        unread = UNREAD.get(source_id, ("", ""))[0].split()
        columns = [i for i in columns if cells[i].strip('"') not in unread]
        for i in sorted({columns[0], columns[len(columns) // 2], columns[-1]}):
            other = re.sub(r"\w+", "otherwise", cells[i], count=1)
            line = "".join([*cells[:i], other, *cells[i + 1 :]])
            found.append(texts | {name: "\n".join([*lines[:place], line, *lines[place + 1 :]])})
    return found


@pytest.mark.parametrize("source_id", sorted(set(EDITIONS) - set(NO_COLUMNS)))
def test_other_columns_are_refused(pulled, tmp_path, source_id):
    first = _first(pulled, tmp_path, source_id)
    for texts in _other_columns(source_id):
        shutil.rmtree(tmp_path / "mirror")
        EDITIONS[source_id].write(tmp_path / "mirror" / source_id, texts)
        _expect_kept(pulled(source_id), tmp_path, first)


@pytest.mark.parametrize("source_id", sorted(set(EDITIONS) - set(PIECEMEAL)))
def test_a_handful_of_rows_where_a_sound_edition_is_declared_to_hold_thousands_is_refused(
    pulled, tmp_path, monkeypatch, source_id
):
    spec, home = sources()[source_id], tmp_path / "mirror" / source_id
    for path in [p for p in EDITIONS[source_id].write(home).rglob("*") if p.is_file()]:
        path.write_bytes(b"an edition of long ago, which nobody can read any more")
    # What came in first need not have been fit.
    with monkeypatch.context() as blind:
        blind.setattr(release, "released_by_content", lambda *_: None)
        first = pull(spec, tmp_path / "store", mirror=tmp_path / "mirror")
    shutil.rmtree(home)
    EDITIONS[source_id].write(home)
    said = pulled(source_id, small=False)
    _expect_kept(said, tmp_path, first)
    assert re.search(r"\b[0-9]+ rows", said.err), said.err


@pytest.mark.parametrize("source_id", sorted(EDITIONS))
def test_the_same_edition_under_another_name_is_no_new_one(pulled, tmp_path, source_id):
    first = _first(pulled, tmp_path, source_id)
    for path in [p for p in (tmp_path / "mirror" / source_id).rglob("*") if p.is_file()]:
        path.rename(path.with_name(f"new-{path.name}"))
    said = pulled(source_id)
    assert [held.id for held in snapshots(tmp_path / "store", source_id)] == [first.id]
    # A source of which any number of files may lie there knows it again; of all others a file of that name is missing.
    assert said.code == (0 if first.id in said.out else 2) and len(said.err.splitlines()) <= 1


MONTHS = {
    "January": "janvier", "February": "février", "March": "mars", "April": "avril", "May": "mai", "June": "juin",
    "July": "juillet", "August": "août", "September": "septembre", "October": "octobre", "November": "novembre",
    "December": "décembre", "Jan": "janv", "Feb": "févr", "Mar": "mars", "Apr": "avr", "Jun": "juin", "Jul": "juil",
    "Aug": "août", "Sep": "sept", "Oct": "oct", "Nov": "nov", "Dec": "déc",
}  # fmt: skip
_NAMED = re.compile(rf"\b({'|'.join(MONTHS)})(?![a-z])")
WITH_MONTHS = [id for id, edition in EDITIONS.items() if any(map(_NAMED.search, edition.texts.values()))]


def test_the_sources_that_name_months_are_known() -> None:
    assert {"factbook", "troopdata", "wikipedia-foreign-relations", "wto-rta"} <= set(WITH_MONTHS)


@pytest.mark.parametrize("source_id", sorted(WITH_MONTHS))
def test_months_in_another_language_are_refused(pulled, tmp_path, source_id):
    first = _first(pulled, tmp_path, source_id)
    texts = EDITIONS[source_id].texts
    shutil.rmtree(tmp_path / "mirror")
    other = {name: _NAMED.sub(lambda found: MONTHS[found[0]], text) for name, text in texts.items()}
    EDITIONS[source_id].write(tmp_path / "mirror" / source_id, other)
    _expect_kept(pulled(source_id), tmp_path, first)
