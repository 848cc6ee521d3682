"""What every declaration must say, whatever the source."""

import re
from string import Formatter

import pytest

from comity.sources.download import shipped
from comity.sources.registry import reader, sources
from comity.tables import TABLES

ALL = sorted(sources())


@pytest.mark.parametrize("source_id", ALL)
def test_each_table_is_a_contract_and_what_is_said_of_it_names_its_columns(source_id: str) -> None:
    for table, provision in sources()[source_id].provides.items():
        fields = TABLES[table].fields()
        named = {name for _, name, _, _ in Formatter().parse(provision.locator) if name}
        assert named <= set(fields), table
        assert set(provision.expect.fill) <= set(fields), table
        assert provision.first_year <= provision.last_year, table


@pytest.mark.parametrize("source_id", ALL)
def test_each_file_is_pinned_or_said_to_be_living_and_each_origin_is_cited(source_id: str) -> None:
    spec = sources()[source_id]
    given = bool(spec.files or spec.yearly)
    assert given is (spec.stream is None), "a stream has pieces without end, all others have files"
    for file in spec.files:
        if file.package:
            assert (shipped(file) / file.name).is_file(), file.name
            assert not (file.url or file.sha256 or file.living or file.accept), "what ships with us has no address"
            continue
        if file.living:
            assert file.sha256 is None and file.url, file.name
            continue
        assert file.sha256 is not None
        assert re.fullmatch("[0-9a-f]{64}", file.sha256), file.name
        assert file.bytes, file.name
    assert re.search(r"\b(1[89]|20)\d\d\b", spec.origin.citation)
    assert spec.licence.reason


@pytest.mark.parametrize("source_id", ALL)
def test_what_is_read_in_place_of_the_publishers_files_is_pinned(source_id: str) -> None:
    for file in sources()[source_id].reissued:
        assert re.fullmatch("[0-9a-f]{64}", file.sha256 or "") and file.bytes and not file.living, file.name


@pytest.mark.parametrize("source_id", ALL)
def test_each_source_has_a_reader(source_id: str) -> None:
    assert callable(reader(source_id))
