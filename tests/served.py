"""A server on loopback for a test, gone when it is over."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

_LOOKS = 0.01
"""Seconds between two looks at whether to stop; the usual half a second is waited for by every test."""

_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


class Quiet(BaseHTTPRequestHandler):
    """Answers requests and prints nothing of them."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def answering(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address at which requests are answered, to which no proxy of this machine's stands in the way."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(_LOOKS,), daemon=True)
    thread.start()
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name in _PROXIES:
                patch.delenv(name, raising=False)
                patch.delenv(name.upper(), raising=False)
            yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
