"""Letters and webhooks: off unless `channels.yaml` names an address, and to nobody but whom it names.

A channel is public unless it says `private: yes`: then, and only then, it carries what is private too.
"""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from comity.errors import BadFile, UserError
from comity.sources.address import LOOPBACK
from comity.store.owned import shown
from comity.watch.tell import text

if TYPE_CHECKING:
    from comity.watch.memory import Alert, Memory

NAME, PASSWORD = "channels.yaml", "COMITY_MAIL_PASSWORD"
_MOST_BYTES, _SECONDS = 100_000, 20
_QUIET = re.compile(r"([01]?\d|2[0-3])-([01]?\d|2[0-3])")
_MAILBOX = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """The user's own mail server, who writes and who reads. The password comes from the environment alone."""

    server: str
    port: int
    sender: str
    readers: tuple[str, ...]
    user: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that takes alerts as JSON by POST."""

    address: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Channels:
    """Where alerts go beside the folder, and in which hours (universal time, from and to) nothing is sent."""

    mail: Mail | None = None
    webhook: Webhook | None = None
    quiet: tuple[int, int] | None = None


def channels(folder: Path) -> Channels:
    """What `channels.yaml` names; nothing where it is not there. Raises BadFile that names the field."""
    import yaml

    path = folder / NAME
    if not path.is_file():
        return Channels()
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("it is too large")
        held = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        _expect(held, {"mail", "webhook", "quiet"}, "the file")
        return Channels(_mail(held.get("mail")), _webhook(held.get("webhook")), _hours(held.get("quiet")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise BadFile(f"{shown(path)} cannot be read ({str(error).splitlines()[0][:80]})") from None
    except ValueError as error:
        raise BadFile(f"{shown(path)}: {error}; see docs/watch.md") from None


def _expect(held: Any, known: set[str], what: str) -> None:
    if not isinstance(held, dict) or set(held) - known:
        raise ValueError(f"{what} may name {', '.join(sorted(known))} and nothing else")


def _mail(held: Any) -> Mail | None:
    if held is None:
        return None
    _expect(held, {"server", "port", "from", "to", "user", "private"}, "mail")
    sender, readers = str(held.get("from", "")), held.get("to", [])
    readers = [readers] if isinstance(readers, str) else readers
    if not isinstance(readers, list) or not readers or not all(_MAILBOX.fullmatch(str(r)) for r in (sender, *readers)):
        raise ValueError("mail needs from, and to, as addresses like name@example.org")
    server, port = str(held.get("server", "")), held.get("port", 587)
    if not re.fullmatch(r"[A-Za-z0-9.:-]{1,253}", server) or type(port) is not int or not 0 < port < 65536:
        raise ValueError("mail needs a server's name and a port")
    return Mail(server, port, sender, tuple(map(str, readers)), str(held.get("user", "")), _yes(held, "mail"))


def _webhook(held: Any) -> Webhook | None:
    if held is None:
        return None
    _expect(held, {"address", "private"}, "webhook")
    address = str(held.get("address", ""))
    parts = urlsplit(address)
    if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        raise ValueError("webhook needs an address, which begins with https")
    return Webhook(address, _yes(held, "webhook"))


def _yes(held: dict[str, Any], what: str) -> bool:
    said = held.get("private", False)
    if not isinstance(said, bool):
        raise ValueError(f"private of {what} is yes or no")
    return said


def _hours(held: Any) -> tuple[int, int] | None:
    if held is None:
        return None
    found = _QUIET.fullmatch(str(held))
    if found is None:
        raise ValueError("quiet is from and to in hours of universal time, like 22-7")
    return int(found[1]), int(found[2])


def is_quiet(hours: tuple[int, int] | None, moment: datetime) -> bool:
    """Whether nothing is sent at that moment; hours may go over midnight."""
    if hours is None:
        return False
    first, last = hours
    return first <= moment.hour < last if first <= last else moment.hour >= first or moment.hour < last


def queue(memory: Memory, alerts: Sequence[Alert], to: Channels) -> None:
    """Put what is new into the queue of each channel, but what is private only into those that are private too."""
    for name, channel in (("mail", to.mail), ("webhook", to.webhook)):
        if channel is None:
            memory.waiting.pop(name, None)
            continue
        held = memory.waiting.setdefault(name, [])
        held += [alert.id for alert in alerts if channel.private or not alert.private]


def send(memory: Memory, to: Channels, moment: datetime) -> list[str]:
    """Send what waits, unless it is a quiet hour; what a channel took waits no longer. Says what was sent or failed."""
    if is_quiet(to.quiet, moment):
        waits = sum(len(ids) for ids in memory.waiting.values())
        return [f"{waits} wait until the quiet hours are over"] if waits else []
    notes = []
    by_id = {alert.id: alert for alert in memory.alerts}
    for name, channel in (("mail", to.mail), ("webhook", to.webhook)):
        alerts = [by_id[id] for id in memory.waiting.get(name, ()) if id in by_id]
        if channel is None or not alerts:
            continue
        # Once more: a channel may have become public since they were put into its queue.
        alerts = [alert for alert in alerts if channel.private or not alert.private]
        try:
            if alerts:
                _post(channel, alerts) if isinstance(channel, Webhook) else _write(channel, alerts)
        except UserError as error:
            notes.append(f"{name}: {error}; they wait for the next run")
            continue
        memory.waiting[name] = []
        notes.append(f"{name}: {len(alerts)} sent")
    return notes


def _write(mail: Mail, alerts: Sequence[Alert]) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = mail.sender, ", ".join(mail.readers)
    letter["Subject"] = f"Comity: {alerts[0].title}{f' and {len(alerts) - 1} more' if len(alerts) > 1 else ''}"
    letter.set_content("\n\n".join(f"{alert.title}\n{text(alert)}" for alert in alerts) + "\n")
    try:
        with smtplib.SMTP(mail.server, mail.port, timeout=_SECONDS) as server:
            if mail.server not in LOOPBACK:
                server.starttls(context=ssl.create_default_context())
            if mail.user:
                server.login(mail.user, os.environ.get(PASSWORD, ""))
            server.send_message(letter)
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        raise UserError(f"{mail.server} did not take the letter ({type(error).__name__}: {error})") from None


def _post(webhook: Webhook, alerts: Sequence[Alert]) -> None:
    import httpx2

    said = [{"id": a.id, "title": a.title, "text": text(a), "moment": a.moment, "watch": a.watch} for a in alerts]
    try:
        with httpx2.Client(follow_redirects=False, timeout=_SECONDS, trust_env=False) as client:
            answer = client.post(webhook.address, json={"alerts": said})
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise UserError(f"{urlsplit(webhook.address).hostname} cannot be reached ({error})") from None
    if not 200 <= answer.status_code < 300:
        raise UserError(f"{urlsplit(webhook.address).hostname} answered {answer.status_code}")
