"""Charts drawn in a process of its own: the renderer takes a hundred megabytes, which it gives back when it rests.

As a program it reads one figure a line as JSON from standard input, and writes each drawing with its length before it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import TYPE_CHECKING, BinaryIO

from comity.errors import ComityError

if TYPE_CHECKING:
    from comity.dossier.figure import FigureModel
    from comity.dossier.inputs import PeriodModel

_LENGTH = 9
"""Bytes of the number before a drawing: a sign, `+` for a drawing and `-` for what was wrong, and eight digits."""
_SECONDS, _REST = 60.0, 15.0
"""Seconds that one drawing may take, and after which a process that draws nothing ends."""


@dataclass
class Drawer:
    """A process that draws one figure after the other; begun when the first is wanted."""

    rest: float = _REST
    _process: subprocess.Popen[bytes] | None = None
    _lock: Lock = field(default_factory=Lock)
    _resting: Timer | None = None

    def draw(self, figure: FigureModel, period: PeriodModel, width: int, ground: str = "") -> bytes:
        """The figure as SVG so many pixels wide; as PNG where a colour of the ground is given. Raises ComityError."""
        asked = {"figure": figure.model_dump(mode="json", by_alias=True), "period": period.model_dump(mode="json")}
        line = json.dumps({**asked, "width": width, "ground": ground}).encode() + b"\n"
        with self._lock:
            if self._resting is not None:
                self._resting.cancel()
            try:
                return self._asked(line)
            except (OSError, ValueError) as error:
                # It ended by itself, or was ended: the next one may be luckier, this one is told.
                self._end()
                raise ComityError(f"{figure.id} was not drawn: {type(error).__name__}") from None
            finally:
                self._resting = Timer(self.rest, self.end)
                self._resting.daemon = True
                self._resting.start()

    def end(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    @property
    def works(self) -> bool:
        """Whether a process is there."""
        return self._process is not None and self._process.poll() is None

    def _asked(self, line: bytes) -> bytes:
        if not self.works:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "comity.desk.drawer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None
        late = Timer(_SECONDS, process.kill)
        late.daemon = True
        late.start()
        try:
            process.stdin.write(line)
            process.stdin.flush()
            head = process.stdout.read(_LENGTH)
            content = process.stdout.read(int(head[1:]))
        finally:
            late.cancel()
        if head[:1] != b"+":
            raise ComityError(content.decode("utf-8", "replace"))
        return content

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def main(source: BinaryIO, to: BinaryIO) -> None:
    """Draw what the lines of `source` ask for, until there are no more."""
    for line in source:
        try:
            sign, content = b"+", _drawn(json.loads(line))
        except Exception as error:  # whatever it is, the desk tells it and goes on
            sign, content = b"-", f"{type(error).__name__}: {error}"[:300].encode()
        to.write(sign + b"%08d" % len(content) + content)
        to.flush()


def _drawn(asked: dict[str, object]) -> bytes:
    from comity.dossier.figure import FigureModel
    from comity.dossier.inputs import PeriodModel
    from comity.report.charts.draw import draw

    figure, period = FigureModel.model_validate(asked["figure"]), PeriodModel.model_validate(asked["period"])
    head, end, rest = draw(figure, period, int(str(asked["width"])), "c").partition(">")
    head = roomy(head)
    if not asked["ground"]:
        return f"{head}{end}{rest}".encode()
    import vl_convert

    ground = f'<rect width="100%" height="100%" fill="{asked["ground"]}"/>'
    return bytes(vl_convert.svg_to_png(head + end + ground + rest, scale=2))


def roomy(head: str) -> str:
    """The root of a drawing with room at its right: type that runs wider than the measured one is cut off else."""
    import re

    def wider(found: re.Match[str]) -> str:
        wide, high = float(found[1]) + 24, float(found[2])
        return f'width="{wide:g}" height="{high:g}" viewBox="0 0 {wide:g} {high:g}"'

    return re.sub(r'width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"', wider, head, count=1)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
