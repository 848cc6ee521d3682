"""`provider.yaml`: the provider of identities by which a team signs in, as whoever runs the desk declares it."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from comity.errors import BadFile
from comity.evidence.explaining import explain
from comity.evidence.guarded import read_text
from comity.evidence.plain_yaml import parse_yaml

NAME = "provider.yaml"
_MOST_BYTES = 20_000
Line = Annotated[str, Field(min_length=1, max_length=300)]


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, "" where it is none that may be asked: HTTPS, or this machine itself."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return ""
    host = parts.hostname or ""
    if not host or parts.username or not (parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))):
        return ""
    return f"{parts.scheme}://{host}:{port}"


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Declared(BaseModel):
    """Who the provider is and how it knows this desk. `also` are further origins that it may send the desk to.

    `claim` is what an account's subject is held against: `sub`, which never changes, or `email`, where it is verified.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    issuer: Line
    client_id: Line
    client_secret: Line | None = None
    name: Line = "your organisation"
    claim: Literal["sub", "email"] = "sub"
    also: tuple[Line, ...] = Field(default=(), strict=False, max_length=10)

    @field_validator("issuer")
    @classmethod
    def _is_address(cls, text: str) -> str:
        if not origin_of(text) or urlsplit(text).query or urlsplit(text).fragment:
            raise ValueError("is no address of a provider; write it as https://id.example, as the provider states it")
        return text

    @field_validator("also")
    @classmethod
    def _are_origins(cls, texts: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [text for text in texts if not origin_of(text)]:
            raise ValueError(f"{wrong[0]} is no address that may be asked; write it as https://login.example")
        return texts

    @property
    def origins(self) -> frozenset[str]:
        """The origins that are asked, and no others."""
        return frozenset(map(origin_of, (self.issuer, *self.also)))


def read_declared(home: Path) -> Declared | None:
    """The provider of a team; None where it has none. Raises BadFile, too where others may read the secret."""
    path = home / NAME
    if not path.exists() and not path.is_symlink():
        return None
    try:
        found = Declared.model_validate(parse_yaml(read_text(path, NAME, _MOST_BYTES), NAME))
    except ValidationError as error:
        raise BadFile(explain(error, NAME)) from None
    if found.client_secret and path.stat().st_mode & 0o077:
        raise BadFile(f"{NAME} holds a secret and others may read it; close it: chmod 600 {path}")
    return found
