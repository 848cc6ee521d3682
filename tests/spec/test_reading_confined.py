"""Documents are read in processes of their own: one that dies or hangs costs its document alone."""

import os
import signal
import socket
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.reading import confined, worker
from comity.reading.confined import Wanted, read_all, text_of
from comity.reading.proposal import Setting

SAID = "On 3 May 2014 Norway and New Zealand signed a treaty on trade."


@pytest.fixture
def papers(tmp_path):
    paths = [tmp_path / f"{i:02d}.txt" for i in range(12)]
    for i, path in enumerate(paths):
        path.write_text(f"{SAID} Page {i}.", encoding="utf-8")
    return paths


def told(paths, processes=None):
    return list(read_all([Wanted(p, p.name, Setting(source=p.name)) for p in paths], processes=processes))


@pytest.mark.parametrize("processes", [1, 2])
def test_answers_come_in_the_order_of_the_documents(papers, processes):
    papers[3].write_bytes(b"\x00\x01")
    found = told(papers, processes)
    assert [bool(a.refused) for a in found] == [i == 3 for i in range(12)]
    assert [a.source for a in found if not a.refused] == [p.name for i, p in enumerate(papers) if i != 3]
    assert all(p.quote == SAID for a in found for p in a.proposals)


def test_a_process_that_dies_costs_its_document_alone(papers, monkeypatch):
    reader = confined._Reader()
    answer = reader._exchanged

    def killed(process, asked, terms):
        if asked["name"] == "05.txt":
            os.kill(process.pid, signal.SIGSEGV)
            process.wait()
        return answer(process, asked, terms)

    monkeypatch.setattr(reader, "_exchanged", killed)
    found = [reader.ask(Wanted(p, p.name), tuple) for p in papers]
    reader.end()
    assert [a.refused for a in found if a.refused] == ["05.txt breaks the reader; save its text instead"]
    assert sum(len(a.proposals) for a in found) == 11


def test_a_process_that_takes_too_long_is_ended(papers, monkeypatch):
    monkeypatch.setattr(confined, "_PATIENCE", 0.2)
    reader = confined._Reader()
    process = reader._running()
    os.kill(process.pid, signal.SIGSTOP)
    refused = reader.ask(Wanted(papers[0], "00.txt"), tuple).refused
    monkeypatch.undo()
    assert refused.startswith("00.txt takes more than")
    assert not reader.ask(Wanted(papers[1], "01.txt"), tuple).refused
    reader.end()


def test_what_breaks_in_the_reader_is_told_in_one_line(papers, monkeypatch):
    def broken(said, leaders):
        raise ValueError("two\nlines")

    monkeypatch.setattr(worker, "_read", broken)
    said = worker.answered({"label": "a.txt"})["refused"]
    assert said == "a.txt breaks the reader (ValueError); save its text instead, and tell us"


def test_the_process_asks_for_no_address():
    with pytest.raises(PermissionError, match=r"socket\.connect"):
        worker._guard("socket.connect", (socket.socket, ("127.0.0.1", 1)))
    assert worker._guard("open", ()) is None


def test_a_text_is_read_there_too(papers):
    assert text_of(papers[0]).text == f"{SAID} Page 0."
    with pytest.raises(BadFile, match=r"^none\.txt"):
        text_of(Path(papers[0].parent / "none.txt"))
