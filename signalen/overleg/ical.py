"""Pure: an overleg as iCalendar text, for an invitation by mail and for the personal feed. Tells nothing.

Neutral on purpose: no subject, no agenda, no other people. ORGANIZER is the address of the municipality and
the only ATTENDEE is who receives it (SAFETY 1.6, channel 15). Sends nothing and reads no database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Parameters, Timezone, vCalAddress, vText
from icalendar.parser import Contentline

ZONE = ZoneInfo("Europe/Amsterdam")
TITEL = "Overleg (Signalen)"
UITLEG = "Log in voor de agenda."
PRODUCT = "-//Signalen//Overleg//NL"
ZONEREGELS = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZNAME:CEST
DTSTART:19810329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
"""The clock change by rule (Directive 2000/84/EC): 12 lines that every programme reads, where a list of days
until 2038 takes 3 KB and ends."""


@dataclass(frozen=True)
class Afspraak:
    """When an overleg is. `uid` never changes, `volgnummer` goes up with each change (RFC 5546, 2.1.4)."""

    uid: str
    volgnummer: int
    datum: date
    begin: time
    minuten: int
    gewijzigd: datetime
    plaats: str = ""

    @property
    def start(self) -> datetime:
        """The first moment, in local time."""
        return datetime.combine(self.datum, self.begin, ZONE)

    @property
    def einde(self) -> datetime:
        """The last moment; counted in real minutes, also over a change of the clock."""
        return (self.start.astimezone(UTC) + timedelta(minutes=self.minuten)).astimezone(ZONE)


def uitnodiging(afspraak: Afspraak, aan: str, afzender: str, naam: str) -> str:
    """Return a REQUEST for one person: an invitation, or a change of it when `volgnummer` went up."""
    return _brief(afspraak, aan, afzender, naam, "REQUEST", "CONFIRMED")


def afzegging(afspraak: Afspraak, aan: str, afzender: str, naam: str) -> str:
    """Return a CANCEL for one person of an invitation that was sent before."""
    return _brief(afspraak, aan, afzender, naam, "CANCEL", "CANCELLED")


def is_uitnodiging(tekst: str) -> bool:
    """Say whether a text of ours invites; if not, it takes an invitation back."""
    return "METHOD:REQUEST" in tekst


def volgnummer_van(tekst: str) -> int:
    """Return the SEQUENCE of a text of ours."""
    return int(re.search(r"^SEQUENCE:(\d+)", tekst, re.MULTILINE)[1])  # type: ignore[index]


def feed(afspraken: Iterable[Afspraak]) -> bytes:
    """Return a calendar to subscribe to: times in UTC, so that it needs no time zone; the same every time.

    The library writes the frame and the place; the fixed lines are written here, because 500 events through
    the library take half the time that a feed may take.
    """
    kalender = _kalender("PUBLISH")
    kalender.add("X-WR-CALNAME", TITEL)
    kalender.add("X-PUBLISHED-TTL", "PT1H")
    begin, einde, rest = bytes(kalender.to_ical()).rpartition(b"END:VCALENDAR")
    return b"".join((begin, *(_regels(a).encode() for a in afspraken), einde, rest))


def _regels(afspraak: Afspraak) -> str:
    regels = [
        "BEGIN:VEVENT",
        f"UID:{afspraak.uid}",
        f"SEQUENCE:{afspraak.volgnummer}",
        f"DTSTAMP:{_utc(afspraak.gewijzigd)}",
        f"DTSTART:{_utc(afspraak.start)}",
        f"DTEND:{_utc(afspraak.einde)}",
        f"SUMMARY:{TITEL}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]
    if afspraak.plaats:
        plaats = Contentline.from_parts("LOCATION", Parameters(), vText(afspraak.plaats))
        regels.insert(-1, plaats.to_ical().decode())
    return "\r\n".join((*regels, ""))


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _brief(afspraak: Afspraak, aan: str, afzender: str, naam: str, hoe: str, staat: str) -> str:
    kalender = _kalender(hoe)
    kalender.add_component(_zone())
    gebeurtenis = _gebeurtenis(afspraak)
    gebeurtenis.add("description", UITLEG)
    gebeurtenis.add("status", staat)
    gebeurtenis.add("transp", "OPAQUE")
    gebeurtenis.add("organizer", _adres(afzender, CN=naam))
    # No RSVP: nobody reads answers at the sender's address, and an answer would tell who comes.
    wie = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    gebeurtenis.add("attendee", _adres(aan, **wie), encode=False)
    kalender.add_component(gebeurtenis)
    return str(kalender.to_ical().decode())


@lru_cache(maxsize=1)
def _zone() -> Any:
    """The time zone, read once: it is never changed after that."""
    return Timezone.from_ical(ZONEREGELS)


def _kalender(hoe: str) -> Any:
    kalender = Calendar()
    kalender.add("prodid", PRODUCT)
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    kalender.add("method", hoe)
    return kalender


def _gebeurtenis(afspraak: Afspraak) -> Any:
    gebeurtenis = Event()
    gebeurtenis.add("uid", afspraak.uid)
    gebeurtenis.add("sequence", afspraak.volgnummer)
    gebeurtenis.add("dtstamp", afspraak.gewijzigd.astimezone(UTC))
    gebeurtenis.add("dtstart", afspraak.start)
    gebeurtenis.add("dtend", afspraak.einde)
    gebeurtenis.add("summary", TITEL)
    if afspraak.plaats:
        gebeurtenis.add("location", afspraak.plaats)
    gebeurtenis.add("class", "PRIVATE")
    return gebeurtenis


def _adres(mail: str, **delen: str) -> Any:
    adres = vCalAddress(f"mailto:{mail}")
    for naam, waarde in delen.items():
        adres.params[naam] = vText(waarde)
    return adres
