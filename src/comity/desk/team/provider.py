"""Sign-in by OpenID Connect: authorization code with PKCE, state and nonce, and an identity token that is checked.

OpenID Connect Core 1.0 (sections 3.1 and 5), RFC 7636 (PKCE), RFC 9207 (the issuer in the answer). Only the origins
that `provider.yaml` names are asked, whatever the provider's own document says.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode

from comity.desk.team.declared import Declared, origin_of
from comity.desk.team.sessions import fresh
from comity.errors import ComityError, UserError
from comity.terms.names import sanitise

SIGNED = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Ways of signing that are taken: those by which only the provider can sign."""
_SECONDS = 5.0
_MOST_BYTES = 300_000
_WAITING = timedelta(minutes=10)
_MOST_WAITING = 1_000
_HELD = timedelta(hours=1)
_AGAIN = timedelta(minutes=1)
"""How soon keys are asked for again where a token names one that is not known."""
_LEEWAY = 30
"""Seconds by which the clocks of the two may differ."""


class Refused(UserError):
    """The provider, or what it sent, does not let somebody in; the message says no more than may be shown."""


class Unreached(ComityError):
    """The provider cannot be asked, or is not what it was declared to be."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A sign-in that waits for the provider's answer, bound to the browser that began it."""

    shown: str
    nonce: str
    verifier: str
    to: str
    back: str
    until: datetime


@dataclass
class Provider:
    """The provider that is `declared`."""

    declared: Declared
    clock: Callable[[], datetime]
    _begun: dict[str, _Begun] = field(default_factory=dict)
    _document: tuple[dict[str, Any], datetime] | None = None
    _keys: tuple[dict[str, Any], datetime] | None = None
    _lock: Lock = field(default_factory=Lock)

    def begin(self, shown: str, to: str, back: str) -> str:
        """The address at the provider to which a browser goes that shows `shown`. Raises Unreached."""
        address = self._endpoint("authorization_endpoint")
        state, nonce, verifier = fresh(), fresh(), secrets.token_urlsafe(48)
        moment = self.clock()
        with self._lock:
            waiting = {s: b for s, b in self._begun.items() if b.until > moment}
            self._begun = dict(list(waiting.items())[-_MOST_WAITING:])
            self._begun[state] = _Begun(shown, nonce, verifier, to, back, moment + _WAITING)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code", "client_id": self.declared.client_id, "redirect_uri": back, "state": state,
            "nonce": nonce, "scope": "openid email" if self.declared.claim == "email" else "openid",
            "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    def finish(self, shown: str, said: Mapping[str, str]) -> tuple[str, str]:
        """The subject that came back, and the page that was asked for. Raises Refused and Unreached."""
        with self._lock:
            begun = self._begun.pop(said.get("state", ""), None)
        if begun is None or begun.until <= self.clock() or not secrets.compare_digest(begun.shown, shown):
            raise Refused("this sign-in was begun in another browser or too long ago; begin it again")
        if said.get("iss", self.declared.issuer) != self.declared.issuer:
            raise Refused("the answer came from another provider; begin it again")
        if "error" in said or not said.get("code"):
            raise Refused(f"the provider did not let you in ({sanitise(said.get('error', 'no code'), 60)})")
        return self._subject(self._token(said["code"], begun), begun.nonce), begun.to

    def _token(self, code: str, begun: _Begun) -> str:
        """The identity token for a code."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": begun.back,
                "code_verifier": begun.verifier}  # fmt: skip
        client, secret = self.declared.client_id, self.declared.client_secret
        heads = {}
        if secret is None:
            form["client_id"] = client
        else:
            # RFC 6749, section 2.3.1: both are encoded as in a form before they are joined.
            pair = f"{quote(client, safe='')}:{quote(secret, safe='')}"
            heads["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        found = self._asked("POST", self._endpoint("token_endpoint"), form, heads)
        if not isinstance(found.get("id_token"), str):
            raise Refused("the provider did not take the code; begin the sign-in again")
        return str(found["id_token"])

    def _subject(self, token: str, nonce: str) -> str:
        """Who a token is about, when its signature, issuer, audience, times and nonce are as they must be."""
        import jwt

        try:
            head = jwt.get_unverified_header(token)
            if head.get("alg") not in SIGNED:
                raise Refused(
                    "the provider signs in a way that is not taken; whoever runs the desk can change that there"
                )
            said = jwt.decode(
                token, self._key(str(head.get("kid", "")), head["alg"]), algorithms=list(SIGNED),
                audience=self.declared.client_id, issuer=self.declared.issuer, leeway=_LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )  # fmt: skip
        except jwt.PyJWTError:
            raise Refused("what the provider sent does not hold; begin the sign-in again") from None
        parties = said["aud"] if isinstance(said["aud"], list) else [said["aud"]]
        own = said.get("azp", self.declared.client_id) == self.declared.client_id
        if (
            not secrets.compare_digest(str(said.get("nonce", "")), nonce)
            or not own
            or (len(parties) > 1 and "azp" not in said)
        ):
            raise Refused("what the provider sent is not an answer to this sign-in; begin it again")
        if self.declared.claim == "email":
            if said.get("email_verified") is not True or not said.get("email"):
                raise Refused("the provider has not verified your address; have it verified there first")
            return str(said["email"]).casefold()
        return str(said["sub"])

    def _key(self, kid: str, alg: str) -> Any:
        """The provider's key of that name; where none is known its keys are asked for again, once a minute."""
        import jwt

        for fresh_from in (_HELD, _AGAIN):
            found = self._held_keys(fresh_from)
            fit = [k for k in found.get("keys", []) if isinstance(k, dict) and (not kid or k.get("kid") == kid)]
            fit = [
                k for k in fit if k.get("use", "sig") == "sig" and k.get("alg", alg) == alg and k.get("kty") != "oct"
            ]
            if len(fit) == 1:
                return jwt.PyJWK(fit[0], algorithm=alg)
        raise Refused("the provider signed with a key that it does not publish; begin the sign-in again")

    def _held_keys(self, age: timedelta) -> dict[str, Any]:
        moment = self.clock()
        if self._keys is None or moment - self._keys[1] > age:
            self._keys = self._asked("GET", self._endpoint("jwks_uri")), moment
        return self._keys[0]

    def _endpoint(self, name: str) -> str:
        """An address that the provider's document names, if it is at an origin that was declared."""
        moment = self.clock()
        if self._document is None or moment - self._document[1] > _HELD:
            where = f"{self.declared.issuer.rstrip('/')}/.well-known/openid-configuration"
            found = self._asked("GET", where)
            if found.get("issuer") != self.declared.issuer:
                raise Unreached("the provider calls itself by another name than provider.yaml does")
            self._document = found, moment
        address = self._document[0].get(name)
        if not isinstance(address, str) or origin_of(address) not in self.declared.origins:
            raise Unreached(f"{name} of the provider is at no origin that provider.yaml names; add it to also")
        return address

    def _asked(
        self, how: str, address: str, form: Mapping[str, str] | None = None, heads: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """What stands at an address, which leads nowhere else. A refusal in JSON is given back. Raises Unreached."""
        import httpx2

        host = origin_of(address)
        if host not in self.declared.origins:
            raise Unreached(f"{host or 'an address'} was not declared in provider.yaml")
        asked = {"Accept": "application/json", **(heads or {})}
        try:
            with (
                httpx2.Client(follow_redirects=False, timeout=_SECONDS, trust_env=False) as client,
                client.stream(how, address, data=form, headers=asked) as answer,
            ):
                content = bytearray()
                for piece in answer.iter_bytes():
                    content += piece
                    if len(content) > _MOST_BYTES:
                        raise Unreached(f"{host} sent more than {_MOST_BYTES:,} bytes")
                status = answer.status_code
            found = json.loads(content)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise Unreached(f"{host} cannot be reached ({type(error).__name__})") from None
        except ValueError:
            raise Unreached(f"{host} did not answer in JSON") from None
        if not isinstance(found, dict) or (status != 200 and how == "GET") or status >= 500:
            raise Unreached(f"{host} answered {status}")
        return found if status == 200 else {}
