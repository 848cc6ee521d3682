"""GDELT's list of files and its pieces over the loopback: checked, resumed, ingested, and nobody else is asked."""

import hashlib
from datetime import date

import pytest
from loopback import serving

from comity.errors import BadFile, UserError
from comity.events.ledger import Ledger
from comity.events.pull import pull, span
from comity.sources.gdelt_events.listing import parse
from comity.sources.registry import source
from event_files import VERSION_1, export, gdelt, mention

DAY = date(2020, 3, 1)


def _piece(folder, n, kind="export"):
    stamp = f"20200301{n:02d}0000"
    line = gdelt(n, stamp=stamp) if kind == "export" else mention(n, stamp=stamp)
    name = f"{stamp}.{kind}.CSV.zip"
    return f"/v2/{name}", export(folder, line, name=name).read_bytes()


def _line(address, path, body):
    return f"{len(body)} {hashlib.md5(body).hexdigest()} {address}{path}\n"


def _declared(address):
    spec = source("gdelt-events")
    urls = {"list_url": f"{address}/list.txt", "daily_url": f"{address}/v1/{{day}}.export.CSV.zip"}
    return spec.model_copy(update={"stream": spec.stream.model_copy(update=urls)})


@pytest.fixture
def world(tmp_path):
    """A publisher with three pieces of a day and their mentions; its list has lines that are no pieces."""
    files = dict(_piece(tmp_path / "made", n, kind) for n in (1, 2, 3) for kind in ("export", "mentions"))
    with serving(files) as (address, asked):
        lines = [_line(address, path, body) for path, body in files.items()]
        lines += ["\n", "broken line\n", f"10 {'0' * 32} {address}/v2/20200302000000.export.CSV.zip\n"]
        files["/list.txt"] = "".join(lines).encode()
        yield files, address, asked


def test_the_pieces_of_a_day_come_in(tmp_path, world):
    files, address, asked = world
    done, missing = pull(tmp_path / "w", (DAY, DAY), spec=_declared(address))
    assert (len(done.taken), missing) == (3, [])
    assert sorted(asked) == ["/list.txt", *sorted(p for p in files if ".export." in p)]
    assert not (tmp_path / "w.pieces").exists()
    again, _ = pull(tmp_path / "w", (DAY, DAY), spec=_declared(address), mentions=True)
    assert (len(again.known), [a.source for a in again.taken]) == (3, ["gdelt-mentions"] * 3)


def test_what_was_damaged_on_the_way_is_not_ingested_and_comes_the_next_time(tmp_path, world):
    files, address, asked = world
    path = next(p for p in files if "02" in p and ".export." in p)
    whole = files[path]
    files[path] = whole[:-5]
    done, missing = pull(tmp_path / "w", (DAY, DAY), spec=_declared(address), keep=tmp_path / "kept")
    assert len(done.taken) == 2
    assert len(missing) == 1
    assert "another size or checksum" in missing[0]
    files[path] = whole
    asked.clear()
    done, missing = pull(tmp_path / "w", (DAY, DAY), spec=_declared(address), keep=tmp_path / "kept")
    assert (len(done.taken), len(done.known), missing) == (1, 2, [])
    assert asked == ["/list.txt", path], "what is there and whole is not asked for again"
    assert len(list((tmp_path / "kept").iterdir())) == 3


def test_before_the_second_edition_the_daily_files_are_asked_for_and_outages_are_not(tmp_path):
    def piece(day):
        return export(tmp_path / "made", gdelt(1, layout=VERSION_1, stamp=day, day=day), name=f"{day}.export.CSV.zip")

    files = {f"/v1/{day}.export.CSV.zip": piece(day).read_bytes() for day in ("20140318", "20140320")}
    with serving(files) as (address, asked):
        done, missing = pull(tmp_path / "w", (date(2014, 3, 18), date(2014, 3, 20)), spec=_declared(address))
    assert (len(done.taken), missing) == (2, [])
    assert sorted(asked) == sorted(files), "2014-03-19 is a known outage"
    with Ledger.open(tmp_path / "w") as ledger:
        assert [day.day for day, _ in ledger.coverage("gdelt-events")] == [18, 20]


def test_days_that_the_publisher_does_not_list(tmp_path, world):
    _, address, _ = world
    with pytest.raises(UserError, match="lists no pieces"):
        pull(tmp_path / "w", (date(2021, 1, 1), date(2021, 1, 2)), spec=_declared(address))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2020-03-02", "2020-03-01", "the earlier day first"),
        ("2020-02-30", "2020-03-01", "YYYY-MM-DD"),
        ("2020-03-01", "9999-01-01", "none that is to come"),
        ("1979-01-01", "1980-01-01", "monthly and yearly files"),
    ],
)
def test_spans_that_cannot_be_pulled(first, last, said):
    with pytest.raises(UserError, match=said):
        span(first, last)


def test_the_list_names_https_and_another_file_is_noticed():
    line = f"7 {'a' * 32} http://data.gdeltproject.org/gdeltv2/20200301000000.export.CSV.zip"
    gkg = line.replace("export.CSV", "gkg.csv")
    [found] = parse([gkg, line], DAY, DAY)
    assert found.file.url == "https://data.gdeltproject.org/gdeltv2/20200301000000.export.CSV.zip"
    assert (found.file.bytes, found.md5, found.day) == (7, "a" * 32, DAY)
    with pytest.raises(BadFile, match="another form"):
        list(parse(["<html>"] * 200, DAY, DAY))
