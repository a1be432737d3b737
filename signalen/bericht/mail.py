"""How a mail leaves the house: by SMTP, or as a file in a folder for demo and tests. Knows nothing of
signalen.
"""

from __future__ import annotations

import os
import smtplib
import ssl
import uuid
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import unquote, urlsplit

from signalen.config import Settings

Bezorger = Callable[..., None]
"""Takes to, subject, text, Message-ID and, for an invitation, an iCalendar text."""

SMTP_TIMEOUT = 10


def bezorger(settings: Settings) -> Bezorger:
    """Return what sends a mail (to, subject, text, message id, agenda); raises OSError when it cannot."""
    if settings.smtp_url:
        return lambda *brief: _via_smtp(settings, _maak(settings, *brief))
    return lambda *brief: _in_map(settings.var / "post", _maak(settings, *brief))


def _maak(
    settings: Settings, aan: str, onderwerp: str, tekst: str, message_id: str, agenda: str = ""
) -> EmailMessage:
    """Build one mail to one recipient. Raises ValueError when an address holds a line break (header
    injection). An iCalendar text becomes an alternative of the neutral text (RFC 6047, 2.4).
    """
    bericht = EmailMessage(policy=SMTP)
    bericht["From"] = settings.afzender
    bericht["To"] = aan
    bericht["Subject"] = onderwerp
    bericht["Message-ID"] = message_id
    bericht["Auto-Submitted"] = "auto-generated"
    bericht.set_content(tekst)
    if agenda:
        hoe = {"method": _methode(agenda)}
        bericht.add_alternative(agenda, subtype="calendar", charset="utf-8", params=hoe)
    return bericht


def _methode(agenda: str) -> str:
    """Return the METHOD of an iCalendar text: programmes want it in the header of the part as well."""
    regels = (regel.partition(":") for regel in agenda.splitlines())
    return next((waarde.strip() for naam, _, waarde in regels if naam == "METHOD"), "PUBLISH")


def _via_smtp(settings: Settings, bericht: EmailMessage) -> None:
    url = urlsplit(settings.smtp_url)
    veilig = url.scheme in ("smtps", "smtp+ssl")
    poort = url.port or (465 if veilig else 25)
    soort = smtplib.SMTP_SSL if veilig else smtplib.SMTP
    with soort(url.hostname or "localhost", poort, timeout=SMTP_TIMEOUT) as verbinding:
        if url.scheme == "smtp+tls":
            verbinding.starttls(context=ssl.create_default_context())
        if url.username:
            verbinding.login(unquote(url.username), unquote(url.password or ""))
        verbinding.send_message(bericht)


def _in_map(map_: Path, bericht: EmailMessage) -> None:
    map_.mkdir(parents=True, exist_ok=True)
    naam = str(bericht["Message-ID"]).strip("<>").split("@")[0] or str(uuid.uuid4())
    tijdelijk = map_ / f".{naam}.tmp"
    tijdelijk.write_bytes(bericht.as_bytes())
    os.replace(tijdelijk, map_ / f"{naam}.eml")
