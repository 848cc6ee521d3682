"""`private/`: who was interviewed, each under a pseudonym, encrypted in the age format with a key that the user holds.

To add a person the public key suffices; only who holds the secret key can read. Nothing but the commands of
`comity evidence interview` opens this folder: no study is loaded from it, and no report sees it.
"""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from comity.errors import MissingExtra, UserError
from comity.evidence.guarded import read_bytes, read_text
from comity.evidence.visible import hidden_character
from comity.evidence.writing import PRIVATE, inside, replace_bytes, replace_text
from comity.terms.names import sanitise

FOLDER = PRIVATE
RECIPIENTS = f"{FOLDER}/recipients.txt"
FIELDS = ("name", "title", "affiliation", "contact", "place", "interpreter_name", "participants", "remarks")
"""What is kept of a person."""
LONGEST = 4_000
_MOST_BYTES = 1_000_000
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def _age() -> Any:
    try:
        import pyrage
    except ImportError:
        raise MissingExtra("keeping identities needs one more package: pip install 'comity[private]'") from None
    return pyrage


def make_key(path: Path) -> str:
    """Write a new secret key to `path`, which must not exist, for its owner alone; returns the public key."""
    identity = _age().x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        said = sanitise(error.strerror or "unknown error")
        raise UserError(
            f"{sanitise(str(path), 200)} cannot be written ({said}); name a file that is not there"
        ) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"# public key: {public}\n{identity}\n")
    return public


def allow(folder: Path, public: str) -> None:
    """Encrypt to this public key too, from now on. `UserError` where it is none."""
    _recipient(public)
    held = recipients(folder)
    if public not in held:
        replace_text(folder, RECIPIENTS, "".join(f"{key}\n" for key in (*held, public)))


def recipients(folder: Path) -> tuple[str, ...]:
    """Public keys to which identities are encrypted."""
    path = inside(folder, RECIPIENTS)
    if not path.exists():
        return ()
    lines = (line.strip() for line in read_text(path, RECIPIENTS, _MOST_BYTES).splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _recipient(public: str) -> Any:
    age = _age()
    try:
        return (
            age.ssh.Recipient.from_str(public) if public.startswith("ssh-") else age.x25519.Recipient.from_str(public)
        )
    except Exception:
        raise UserError(f"'{sanitise(public)}' is no public key; it begins with age1 or ssh-ed25519") from None


def keep_person(folder: Path, key: str, person: Mapping[str, str]) -> None:
    """Encrypt what is known of the person behind the pseudonym `key`. To be called while the study is locked."""
    for field, text in person.items():
        if field not in FIELDS:
            raise UserError(f"no field '{sanitise(field)}'; the fields are {', '.join(FIELDS)}")
        if len(text) > LONGEST:
            raise UserError(f"{field}: {len(text):,} characters; write at most {LONGEST:,}")
        if hidden := hidden_character(text):
            raise UserError(f"{field}: holds the invisible character {hidden}; take it out")
    public = recipients(folder)
    if not public:
        raise UserError(f"no public key in {RECIPIENTS}; make one: comity evidence interview key STUDY --out FILE")
    path = _place(folder, key)
    sealed = _age().encrypt(json.dumps(dict(person), ensure_ascii=False).encode(), [_recipient(key) for key in public])
    if path.exists():
        raise UserError(f"'{sanitise(key)}' is kept already in {FOLDER}/{key}.age; choose another pseudonym")
    replace_bytes(folder, f"{FOLDER}/{key}.age", sealed)


def read_person(folder: Path, key: str, secret: Path) -> dict[str, str]:
    """What is kept of a person, opened with the secret key in the file `secret`; `UserError` if it does not fit."""
    identities = _identities(secret)
    sealed = read_bytes(_place(folder, key), f"{FOLDER}/{sanitise(key)}.age", _MOST_BYTES)
    try:
        held = json.loads(_age().decrypt(sealed, identities))
    except Exception:
        raise UserError(f"{FOLDER}/{sanitise(key)}.age: this key does not open it, or it was altered") from None
    return {str(field): str(text) for field, text in held.items()}


def forget_person(folder: Path, key: str) -> bool:
    """Remove what is kept of a person; whether there was anything."""
    path = _place(folder, key)
    if not path.exists():
        return False
    path.unlink()
    return True


def has_person(folder: Path, key: str) -> bool:
    """Whether something is kept under this pseudonym."""
    return _place(folder, key).is_file()


def _place(folder: Path, key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise UserError(f"'{sanitise(key)}' is not a pseudonym; write up to 40 letters, digits, -, _ and .")
    return inside(folder, f"{FOLDER}/{key}.age")


def _identities(secret: Path) -> list[Any]:
    age, label = _age(), sanitise(str(secret), 200)
    text = read_text(secret, label, _MOST_BYTES)
    try:
        if "OPENSSH PRIVATE KEY" in text:
            return [age.ssh.Identity.from_buffer(text.encode())]
        lines = (line.strip() for line in text.splitlines())
        found = [age.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except Exception:
        raise UserError(f"{label} holds no secret key of age; give the file that 'interview key' wrote") from None
    if not found:
        raise UserError(f"{label} holds no secret key of age; give the file that 'interview key' wrote")
    return found
