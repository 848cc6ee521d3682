"""A language model on this machine that answers as it is told to, truthfully or not."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from served import Quiet, answering

Answer = Callable[[str], str | bytes]


@dataclass
class Served:
    """Its address, and what it was asked: the requests as they came, with their heads."""

    address: str = ""
    asked: list[dict[str, object]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    status: int = 200
    wait: float = 0.0

    @property
    def passages(self) -> list[str]:
        """The passages that it was asked about."""
        return [r["messages"][1]["content"] for r in self.asked]  # type: ignore[index]


@contextmanager
def serving(answer: Answer) -> Iterator[Served]:
    """Serve on a free port until the block ends; bytes are sent as they are, text as a chat completion."""
    served = Served()

    class Handler(Quiet):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served.asked.append(asked | {"path": self.path})
            served.heads.append(dict(self.headers))
            time.sleep(served.wait)
            said = answer(asked["messages"][1]["content"])
            body = (
                said if isinstance(said, bytes) else json.dumps({"choices": [{"message": {"content": said}}]}).encode()
            )
            self.send_response(served.status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body)

    with answering(Handler) as address:
        served.address = f"{address}/v1"
        yield served
