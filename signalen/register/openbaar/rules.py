"""Pure rules of the public site: the switch of the college, marks for caches, and names of files.

Knows no rows and no requests. What may be read stands in the editions themselves: everything in one is public
once it is vastgesteld (SAFETY rules 26 to 29).
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from signalen.knelpunt.rules import canoniek
from workflows.stand import Geweigerd

INSTELLING = "register_openbaar"
"""Under this name the switch is kept among the settings."""

KORT_BEWAREN = "public, max-age=300, stale-while-revalidate=600"
"""For pages: after switching off, a copy elsewhere lives a quarter of an hour at most."""

LANG_BEWAREN = "public, max-age=31536000, immutable"
LANG_VOOR_MIJ = "private, max-age=31536000, immutable"
"""For files of a vastgestelde editie, which never change."""

ROBOTS = "User-agent: *\nAllow: /open/\nDisallow: /\n"
"""Search engines may find what was vastgesteld and nothing else; says the same while the site is off."""


@dataclass(frozen=True)
class Schakelaar:
    """Whether the public site is on, by which decision of the college, and why it was last changed."""

    aan: bool = False
    nummer: str = ""
    datum: str = ""
    reden: str = ""

    @property
    def dag(self) -> date | None:
        """The day of the decision."""
        return date.fromisoformat(self.datum) if self.datum else None


def lees(waarde: str | None) -> Schakelaar:
    """Read the setting; what is missing or cannot be read means off."""
    try:
        delen: Any = json.loads(waarde or "")
        gelezen = Schakelaar(**{naam: delen[naam] for naam in ("aan", "nummer", "datum", "reden")})
        return gelezen if gelezen.aan is True and gelezen.dag else Schakelaar(reden=str(gelezen.reden))
    except (KeyError, TypeError, ValueError):
        return Schakelaar()


def schrijf(stand: Schakelaar) -> str:
    """Return the setting as it is kept."""
    return json.dumps(asdict(stand), ensure_ascii=False, sort_keys=True)


def zet_aan(nu: Schakelaar, nummer: str, dag: date, reden: str, vandaag: date) -> Schakelaar:
    """Return the switch turned on. Raises Geweigerd when it is on already or the decision is to come."""
    if nu.aan:
        raise Geweigerd("Het register is al openbaar.", "al_zo")
    if dag > vandaag:
        raise Geweigerd("Dit besluit is er nog niet: de dag ligt in de toekomst.", "te_vroeg")
    return Schakelaar(True, nummer, dag.isoformat(), reden)


def zet_uit(nu: Schakelaar, reden: str) -> Schakelaar:
    """Return the switch turned off. Raises Geweigerd when it is off already."""
    if not nu.aan:
        raise Geweigerd("Het register is al niet openbaar.", "al_zo")
    return Schakelaar(reden=reden)


def merk(*delen: Any) -> str:
    """Return a mark (ETag) over everything that a page is made of: another page or content, another mark."""
    return hashlib.sha256(canoniek(list(delen))).hexdigest()[:40]


_ACHTER = {
    "application/pdf": "pdf",
    "application/json": "json",
    "application/schema+json": "json",
    "application/ld+json": "jsonld",
    "application/atom+xml": "xml",
    "application/rdf+xml": "rdf",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/zip": "zip",
    "image/svg+xml": "svg",
    "text/csv": "csv",
    "text/html": "html",
    "text/turtle": "ttl",
}


def bestandsnaam(gemeente: str, kwartaal: str, vorm: str, mediatype: str) -> str:
    """Return a name that says what the file is, in letters that every system keeps.

    `kwartaalregister-gemeente-voorbeeld-2026-K1.pdf`; the form is named when the ending does not say it.
    """
    achter = _ACHTER.get(mediatype.partition(";")[0].strip().lower(), "bin")
    delen = ["kwartaalregister", _plat(gemeente), kwartaal, "" if vorm == achter else _plat(vorm)]
    return "-".join(deel for deel in delen if deel) + f".{achter}"


def _plat(woorden: str) -> str:
    kaal = unicodedata.normalize("NFKD", woorden).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", kaal).strip("-")[:60]
