"""What every declaration must say, whatever the source."""

import re
from importlib import import_module
from string import Formatter

import pytest
from pydantic import ValidationError

from comity.sources.download import shipped
from comity.sources.registry import folder_name, reader, sources
from comity.store.release import day_in
from comity.tables import TABLES

ALL = sorted(sources())
NO_RHYTHM: set[str] = set()
"""Sources that say neither how often they are released nor why that is not known; to be made shorter, never longer."""


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
    assert given is not spec.piecemeal, "what comes in pieces has no files, all others have"
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
    spec = sources()[source_id]
    assert bool(spec.provides) is (spec.days is None), "what comes by days is text for people, and fills no table"
    assert spec.days is not None or callable(reader(source_id))


@pytest.mark.parametrize("source_id", ALL)
def test_each_source_says_how_often_it_is_released_or_why_that_is_not_known(source_id: str) -> None:
    spec = sources()[source_id]
    assert bool(spec.rhythm_reason) is (source_id not in NO_RHYTHM)
    assert spec.rhythm is None or spec.rhythm_reason


@pytest.mark.parametrize("source_id", ALL)
def test_where_a_release_is_read_can_be_read_there(source_id: str) -> None:
    spec = sources()[source_id]
    for file in spec.files:
        assert bool(file.release_name) is (file.release == "name"), file.name
        if file.release == "content":
            assert callable(import_module(f"comity.sources.{folder_name(source_id)}.read").released)
        if file.release == "name":
            assert day_in(file.name, file.release_name), file.name
    for pattern in filter(None, (spec.yearly_release_name, *(file.release_name for file in spec.files))):
        assert "year" in re.compile(pattern).groupindex


@pytest.mark.parametrize("source_id", ALL)
def test_an_address_is_the_publishers_or_it_is_said_why_there_is_none(source_id: str) -> None:
    spec = sources()[source_id]
    own = all(file.package or (file.url and "raw.githubusercontent.com" not in file.url) for file in spec.files)
    told = spec.piecemeal or (own and bool(spec.files))
    assert bool(spec.address_reason) is not told, spec.address_reason or "say why in address_reason"


ELSEWHERE = {"https://dataverse.harvard.edu/api/access/": "dvn-cloud.s3.amazonaws.com"}
"""Addresses that hand files out from another host, which their declarations must name lest the detour be refused."""


@pytest.mark.parametrize("source_id", ALL)
def test_an_address_that_hands_out_from_another_host_names_it(source_id: str) -> None:
    for file in (*sources()[source_id].files, *sources()[source_id].reissued):
        for begins, host in ELSEWHERE.items():
            assert not (file.url or "").startswith(begins) or host in file.leads_to, file.name


@pytest.mark.parametrize("source_id", ALL)
def test_what_is_asked_of_an_interface_is_asked_of_a_living_file(source_id: str) -> None:
    for file in (*sources()[source_id].files, *sources()[source_id].reissued):
        assert not file.query or (file.living and file.url and "?" not in file.url), file.name
        assert len(file.address or "") < 4000, "longer addresses are refused by many servers"


def test_a_rhythm_of_other_words_is_refused() -> None:
    spec = sources()["gdp"]
    with pytest.raises(ValidationError, match="write one of: daily"):
        type(spec).model_validate(spec.model_dump() | {"rhythm": "now and then"})
