"""A language model of the user's own, asked at the address that the user named, and at no other.

The address speaks as OpenAI's chat completions do. It is asked only where a command names it: https to anywhere, plain
http to this machine alone. No redirect is followed, no proxy of the environment is used, and what it answers is read
within bounds of size and time.
"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from comity.errors import UserError
from comity.sources.download import AGENT
from comity.terms.names import sanitise

MOST_BYTES = 1_000_000
"""Bytes of one answer; a list of statements about a few pages has some thousands."""
MOST_SECONDS = 120.0
KEY = "COMITY_MODEL_KEY"
"""Variable of the environment that holds the key which the address asks for, if it asks for one."""
_MOST_NAME = 80
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class OwnModel:
    """A model by its name, and the address that serves it: `http://localhost:8080/v1`."""

    name: str
    address: str

    @property
    def label(self) -> str:
        """Its name as a proposal bears it."""
        return sanitise(self.name, _MOST_NAME)


def own_model(name: str, address: str) -> OwnModel:
    """A model that may be asked. `UserError` for an address that is none, and for plain http to another machine."""
    shown = sanitise(address, 120)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise UserError(f"{shown} is no address; write http://localhost:PORT/v1 or https://host/v1") from None
    if not host or parts.scheme not in ("http", "https") or parts.query or parts.fragment or port == 0:
        raise UserError(f"{shown} is no address of a model; write http://localhost:PORT/v1 or https://host/v1")
    if parts.username or parts.password:
        raise UserError(f"the address of the model holds a password; put the key into {KEY}")
    if parts.scheme == "http" and host not in _HERE:
        raise UserError(f"{shown}: documents go to another machine over https only; write https://")
    if not name.strip() or len(name) > _MOST_NAME or not name.isprintable():
        raise UserError("the model has no name that could be written beside what it proposes; give --model NAME")
    return OwnModel(name.strip(), address.rstrip("/"))


def ask(model: OwnModel, instructions: str, text: str, *, seconds: float = MOST_SECONDS) -> str:
    """What the model answers, as text. `UserError` in one line where it does not, or answers what is no answer."""
    import httpx2

    asked = {
        "model": model.name,
        "temperature": 0,
        "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": text}],
    }
    headers = {"User-Agent": AGENT, "Accept": "application/json", "Accept-Encoding": "identity"}
    if key := os.environ.get(KEY):
        headers["Authorization"] = f"Bearer {key}"
    address = f"{model.address}/chat/completions"
    late = threading.Event()  # a model that says a letter a second never exceeds the time of one wait
    bell = threading.Timer(seconds, late.set)
    bell.daemon = True
    bell.start()
    try:
        with (
            httpx2.Client(follow_redirects=False, trust_env=False, timeout=seconds, headers=headers) as client,
            client.stream("POST", address, json=asked) as answer,
        ):
            if answer.status_code != 200:
                raise UserError(f"the model at {model.address} answers {answer.status_code}")
            return _content(_bounded(answer, late, model), model)
    except httpx2.TimeoutException:
        raise UserError(f"the model at {model.address} takes more than {seconds:g} seconds") from None
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError):
        raise UserError(f"the model at {model.address} cannot be reached; is it running?") from None
    finally:
        bell.cancel()


def _bounded(answer: Any, late: threading.Event, model: OwnModel) -> bytes:
    body = b""
    for piece in answer.iter_raw():
        body += piece
        if len(body) > MOST_BYTES:
            raise UserError(f"the model at {model.address} answers more than {MOST_BYTES:,} bytes")
        if late.is_set():
            raise UserError(f"the model at {model.address} takes too long to answer")
    return body


def _content(body: bytes, model: OwnModel) -> str:
    try:
        said = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        said = None
    if not isinstance(said, str):
        raise UserError(f"the model at {model.address} does not answer as a chat completion")
    return said
