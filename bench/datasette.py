"""datasette beside the desk: the same measure of the same atlas as one table of SQLite, served over loopback.

datasette (Apache-2.0) answers any table with a page, JSON and CSV, which is what the desk wants to be measured against;
it computes nothing, so it is the floor of what a page costs. It is looked for on the path or in `COMITY_DATASETTE`, and
left out where there is none: install it in an environment of its own.
"""

import os
import shutil
import socket
import sqlite3
import subprocess
import time

MEASURE, TABLE = "un.agreement", "agreement"


def program():
    """The program, "" where there is none."""
    return os.environ.get("COMITY_DATASETTE") or shutil.which("datasette") or ""


def laid(atlas, path):
    """The rows of one measure in a table of SQLite with an index by pair. How many there are."""
    states = atlas.manifest.states
    rows = atlas._run(f"SELECT a, b, period, value, low, high, n, state FROM {atlas.rows(MEASURE)}")
    with sqlite3.connect(path) as con:
        con.execute(f"CREATE TABLE {TABLE} (a TEXT, b TEXT, period INTEGER, value REAL, low REAL, high REAL, n, state)")
        named = ((states[a], states[b], *rest) for a, b, *rest in rows)
        con.executemany(f"INSERT INTO {TABLE} VALUES (?, ?, ?, ?, ?, ?, ?, ?)", named)
        con.execute(f"CREATE INDEX by_pair ON {TABLE} (a, b)")
    return len(rows)


def address(a, b, ending=""):
    """The page of a pair: the table with two columns given."""
    one, two = sorted((a, b))
    return f"/atlas/{TABLE}{ending}?a={one}&b={two}&_sort=period"


class Datasette:
    """A served table; a browser of it."""

    def __init__(self, path, ask):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.host, self.cookie, self._ask = f"127.0.0.1:{port}", "", ask
        words = [program(), "serve", "--immutable", str(path), "--port", str(port)]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        began = time.perf_counter()
        while True:
            try:
                assert self.ask("/")[0] == 200
                break
            except OSError:
                assert time.perf_counter() - began < 60 and self.process.poll() is None, "datasette did not start"
                time.sleep(0.1)

    def ask(self, path, connection=None):
        return self._ask(self, path, connection)

    def close(self):
        self.process.terminate()
        self.process.wait(30)
