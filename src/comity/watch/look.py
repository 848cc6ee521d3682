"""A look with all that follows: the digest and the feeds are written, and what is to be sent goes out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from comity.store.place import whole_file
from comity.watch import memory as remembered
from comity.watch.run import Ran, run
from comity.watch.send import channels, queue, send
from comity.watch.tell import ATOM, DIGEST, JSON_FEED, atom, digest, json_feed, record

if TYPE_CHECKING:
    from comity.atlas.read import Atlas


def looked(
    folder: Path, atlas: Atlas, store: Path, moment: datetime, progress: Callable[[str], None] = lambda line: None
) -> tuple[Ran, list[str]]:
    """Look once, write what was seen, send what waits; what was sent or failed is said beside it.

    Where sending fails, it is tried again at the next look; where the run is stopped in between, it may go out twice,
    but is never lost. Raises UserError as `run` does, and BadFile for a list of channels that cannot be read.
    """
    to = channels(folder)
    done = run(folder, atlas, store, moment, progress)
    files = {DIGEST: digest(done).encode(), ATOM: atom(done.memory.alerts), JSON_FEED: json_feed(done.memory.alerts)}
    for name, content in files.items():
        with whole_file(folder / name) as temporary:
            temporary.write_bytes(content)
    had = bool(done.memory.waiting)
    queue(done.memory, done.alerts, to)
    notes: list[str] = []
    if had or done.memory.waiting:
        remembered.write(folder, done.memory)
        notes = send(done.memory, to, moment)
        remembered.write(folder, done.memory)
    return done, [*notes, *([record(done)] if done.brier is not None else [])]
