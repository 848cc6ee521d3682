"""The desk: first byte cold and warm over many pairs, fifty readers at once, memory over thousands of requests.

`python bench/desk.py [--pairs 200] [--requests 10000]` starts `comity serve` on the atlas that ships, as its own
process on loopback, and prints a table; datasette is asked in the same run for one table of the same atlas, where it is
installed. What a reader waits for is measured at the reader's end.
"""

import argparse
import http.client
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import datasette as peer
from machine import machine, mean_load

from comity.atlas.manifest import load
from comity.atlas.read import STARTER, Atlas
from comity.store.clock import today
from comity.terms.membership import states_as_of

SEED = 20261129


class Desk:
    """A served desk and one browser that is in."""

    def __init__(self):
        started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "comity", "serve", "--port", "0", "--no-browser"],
            stdout=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline()
        self.host, self.key = re.search(r"http://([^/]+)/enter\?key=(\S+)", line).groups()
        self.cookie = ""
        _, _, heads = self.ask(f"/enter?key={self.key}")
        self.cookie = heads["set-cookie"].partition(";")[0]
        self.ask("/")
        self.up = time.perf_counter() - started

    def ask(self, path, connection=None):
        return ask(self, path, connection)

    @property
    def cpu(self):
        return _cpu(self.process.pid)

    @property
    def megabytes(self):
        """Of the desk itself and of the processes that it has begun (drawing, printing), which end when they rest."""
        return tuple(sum(map(_megabytes, pids)) for pids in ([self.process.pid], _children(self.process.pid)))

    def close(self):
        self.process.terminate()
        self.process.wait(30)


def ask(served, path, connection=None):
    """Status, seconds to the first byte, and headers; the body is read to its end."""
    own = connection or http.client.HTTPConnection(served.host, timeout=120)
    began = time.perf_counter()
    own.request("GET", path, headers={"Cookie": served.cookie, "Accept-Encoding": "gzip"})
    answer = own.getresponse()
    first = time.perf_counter() - began
    heads = dict(answer.getheaders())
    heads["size"] = len(answer.read())
    if connection is None:
        own.close()
    return answer.status, first, heads


def _cpu(pid):
    """Seconds of processor time of a process so far."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _children(pid):
    return [int(n) for path in Path(f"/proc/{pid}/task").glob("*/children") for n in path.read_text().split()]


def _megabytes(pid):
    """What a process holds, with its part of what it shares: code of libraries is not counted once for each process."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) // 1024 if found else 0


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def of_pair(a, b):
    return f"/{a}/{b}"


def first_bytes(desk, pairs, page=of_pair):
    """Each pair once cold and once warm, one after the other, over one connection."""
    line = http.client.HTTPConnection(desk.host, timeout=120)
    cold, warm, sizes = [], [], []
    for a, b in pairs:
        for kept in (cold, warm):
            status, first, heads = desk.ask(page(a, b), line)
            assert status == 200, (a, b, status)
            kept.append(first * 1000)
        sizes.append(heads["size"])
    return cold, warm, sizes


def pages_of(a, b):
    """What readers of the desk ask for."""
    return [f"/{a}/{b}", f"/{a}/{b}", f"/{a}", f"/measures/un.agreement/{a}/{b}", "/", "/chronicle"]


def readers(desk, pairs, many=50, pages=20, pause=0.0, pages_of=pages_of):
    """So many readers at once, each asking for pages one after the other; most are pages that others read too."""
    chance = random.Random(SEED)
    popular = pairs[:20]

    def read(n):
        own, spent = random.Random(SEED + n), []
        line = http.client.HTTPConnection(desk.host, timeout=120)
        for _ in range(pages):
            a, b = own.choice(popular if own.random() < 0.9 else pairs)
            path = own.choice(pages_of(a, b))
            status, first, _ = desk.ask(path, line)
            spent.append((status, first * 1000))
            time.sleep(pause * own.random() * 2)
        return spent

    chance.shuffle(popular)
    with ThreadPoolExecutor(many) as pool:
        heard = [each for found in pool.map(read, range(many)) for each in found]
    return [first for _, first in heard], sum(status != 200 for status, _ in heard)


def wander(desk, states, measures, requests):
    """Random requests of every kind of page; memory after each tenth of them."""
    chance, memory, errors = random.Random(SEED), [], 0
    line = http.client.HTTPConnection(desk.host, timeout=120)
    for n in range(requests):
        a, b = chance.sample(states, 2)
        m, year = chance.choice(measures), chance.choice(["", "", "", "?as-of=2014-12-31", "?as-of=2020-06-30"])
        path = chance.choice(
            [f"/{a}/{b}", f"/{a}", f"/{a}.csv", f"/measures/{m}", f"/measures/{m}/{a}", f"/measures/{m}/{a}/{b}",
             f"/{a}/{b}.json", f"/{a}/{b}/annexes", f"/{a}/{b}/why", "/chronicle", "/sources", "/find", "/compare",
             f"/{a}/{b}/figures/figure.votes.svg", "/nowhere"]
        )  # fmt: skip
        if path.endswith("/why"):
            year = (year + "&" if year else "?") + "id=scope"
        if path == "/find":
            year = f"?a={a}&b={b}x"
        if path == "/compare":
            year = f"?pairs={a}-{b}"
        status, _, _ = desk.ask(path + year, line)
        errors += status >= 500
        if (n + 1) % max(requests // 10, 1) == 0:
            memory.append(desk.megabytes)
            own, begun = memory[-1]
            print(f"  {n + 1} requests, {own} MB and {begun} MB", file=sys.stderr, flush=True)
    return memory, errors


def beside(pairs, requests):
    """The same of datasette, with one measure of the same atlas as its table."""
    if not peer.program():
        print("datasette is not here; it was left out")
        return
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "atlas.db"
        many = peer.laid(Atlas.open(None, today()), path)
        it = peer.Datasette(path, ask)
        try:
            print(f"datasette beside it, {many:,} rows of {peer.MEASURE}")
            begun = _cpu(it.process.pid)
            cold, warm, _ = first_bytes(it, pairs, peer.address)
            spent = (_cpu(it.process.pid) - begun) / len(pairs) * 500
            print(f"datasette, page of a pair: processor time {spent:.0f} ms; first byte, first time median "
                  f"{statistics.median(cold):.0f} ms, again {statistics.median(warm):.0f} ms")  # fmt: skip
            line = http.client.HTTPConnection(it.host, timeout=120)
            series = [it.ask(peer.address(a, b, ".json"), line)[1] * 1000 for a, b in pairs]
            print(f"datasette, a pair as JSON, first byte: median {statistics.median(series):.0f} ms")

            def pages(a, b):
                return [peer.address(a, b), peer.address(a, b, ".json"), "/", "/atlas"]

            for pause, how in ((0.0, "without a pause"), (1.0, "a second's pause")):
                spent, wrong = readers(it, pairs, pause=pause, pages=20 if pause == 0 else 10, pages_of=pages)
                print(f"datasette, 50 readers at once, {how}: median {statistics.median(spent):.0f} ms, "
                      f"95th percentile {quantile(spent, 0.95):.0f} ms, {wrong} errors")  # fmt: skip
            chance, before = random.Random(SEED), _megabytes(it.process.pid)
            line = http.client.HTTPConnection(it.host, timeout=120)
            for _ in range(min(requests, 2000)):
                a, b = chance.choice(pairs)
                it.ask(peer.address(a, b, chance.choice(["", ".json", ".csv"])), line)
            print(f"datasette, memory: {before} to {_megabytes(it.process.pid)} MB")
        finally:
            it.close()


def main():
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--pairs", type=int, default=200)
    wanted.add_argument("--requests", type=int, default=10_000)
    given = wanted.parse_args()
    states = [s.id for s in states_as_of(today(), "gw")]
    chance = random.Random(SEED)
    pairs = [tuple(chance.sample(states, 2)) for _ in range(given.pairs)]
    desk = Desk()
    try:
        sys.stdout.reconfigure(line_buffering=True)
        print(f"command to first page: {desk.up:.1f} s, processor time {desk.cpu:.1f} s")
        desk.ask("/FRA/DEU")
        time.sleep(8)
        begun = desk.cpu
        print(f"{machine()}, load when it began {mean_load():.1f}")
        cold, warm, sizes = first_bytes(desk, pairs)
        print(
            f"processor time for a pair page, cold and warm together: {(desk.cpu - begun) / len(pairs) * 1000:.0f} ms"
        )
        for name, spent in (("cold", cold), ("warm", warm)):
            print(f"pair page, first byte {name}, {len(pairs)} pairs: median {statistics.median(spent):.0f} ms, "
                  f"95th percentile {quantile(spent, 0.95):.0f} ms")  # fmt: skip
        print(f"pair page, packed: median {statistics.median(sizes) / 1000:.0f} kB, largest {max(sizes) / 1000:.0f} kB")
        _, _, heads = desk.ask("/ISR/KAZ")
        print(f"worked pair, bytes packed: {heads['size'] / 1000:.0f} kB")
        for pause, how in ((0.0, "without a pause"), (1.0, "a second's pause")):
            spent, wrong = readers(desk, pairs, pause=pause, pages=20 if pause == 0 else 10)
            print(f"50 readers at once, {how}, {len(spent)} pages: median {statistics.median(spent):.0f} ms, "
                  f"95th percentile {quantile(spent, 0.95):.0f} ms, {wrong} errors")  # fmt: skip
        line = http.client.HTTPConnection(desk.host, timeout=120)
        series = [desk.ask(f"/measures/un.agreement/{a}/{b}.json", line)[1] * 1000 for a, b in pairs]
        print(f"series of a pair as JSON, first byte: median {statistics.median(series):.0f} ms")
        beside(pairs, given.requests)
        print(f"memory after that: {desk.megabytes[0]} MB, and of drawing {desk.megabytes[1]} MB")
        memory, wrong = wander(desk, states, list(load(STARTER).measures), given.requests)
        own, begun = zip(*memory, strict=True)
        print(f"{given.requests} random requests: memory {own[0]} to {max(own)} MB, of drawing up to {max(begun)} MB, "
              f"{wrong} errors of the server")  # fmt: skip
        time.sleep(20)
        print(f"memory at rest: {desk.megabytes[0]} MB, of drawing {desk.megabytes[1]} MB")
    finally:
        desk.close()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"CPU of the desk: {used.ru_utime + used.ru_stime:.0f} s, most memory {used.ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
