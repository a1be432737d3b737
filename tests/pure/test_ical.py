"""Invitations and the feed, read back by another parser than the one that writes them (`ical`).

`ical` is kept up (Home Assistant keeps its calendars with it), shares no code with `icalendar`, types every
field and refuses what RFC 5545 forbids. `ics` turns local times into UTC; `recurring-ical-events` is no
second opinion, because it reads by `icalendar`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from signalen.overleg import ical as agenda
from signalen.overleg.ical import Afspraak, afzegging, feed, is_uitnodiging, uitnodiging, volgnummer_van

NU = datetime(2026, 3, 2, 10, 0, tzinfo=agenda.ZONE)
UID = "0d7d1c6e-7d5c-4f3e-9b5e-0d4f6f0e8a11@signalen"
MAIL = ("jan.jansen@voorbeeldstad.example", "signalen@voorbeeldstad.example", "Signalen")


def afspraak(dag: date, volgnummer: int = 0, plaats: str = "") -> Afspraak:
    return Afspraak(UID, volgnummer, dag, time(14, 0), 90, NU, plaats)


def lees(tekst: str) -> tuple[Calendar, Event]:
    kalender = IcsCalendarStream.calendar_from_ics(tekst)
    (gebeurtenis,) = kalender.events
    return kalender, gebeurtenis


@pytest.mark.parametrize(
    ("dag", "utc"),
    [
        (date(2026, 10, 23), 12),  # the last working day of summer time
        (date(2026, 10, 26), 13),  # the first one after 25 October 2026
        (date(2027, 3, 26), 13),
        (date(2027, 3, 29), 12),  # the first one after 28 March 2027
    ],
)
def test_de_tijd_klopt_aan_weerszijden_van_de_klok(dag: date, utc: int) -> None:
    kalender, gelezen = lees(uitnodiging(afspraak(dag), *MAIL))
    assert [zone.tz_id for zone in kalender.timezones] == ["Europe/Amsterdam"]
    assert isinstance(gelezen.dtstart, datetime) and isinstance(gelezen.dtend, datetime)
    assert (gelezen.dtstart.date(), gelezen.dtstart.hour) == (dag, 14)
    assert gelezen.dtstart.astimezone(UTC).hour == utc
    assert gelezen.dtend - gelezen.dtstart == timedelta(minutes=90)


@pytest.mark.parametrize("dag", [date(2026, 10, 26), date(2027, 3, 29), date(2026, 7, 1), date(2026, 1, 5)])
def test_onze_regels_voor_de_klok_geven_wat_de_zone_zegt(dag: date) -> None:
    """The VTIMEZONE itself, expanded by hand: what a programme does that knows no zone by name."""
    kalender, _ = lees(uitnodiging(afspraak(dag), *MAIL))
    zone = kalender.timezones[0]
    laatste = []
    for deel in (*zone.daylight, *zone.standard):
        dagen = [
            d
            for d in deel.rrule.as_rrule(deel.dtstart).between(deel.dtstart, datetime(2028, 1, 1))
            if d.date() <= dag
        ]
        laatste.append((max(dagen), deel.tz_offset_to.offset))
    echt = datetime.combine(dag, time(14), agenda.ZONE).utcoffset()
    assert max(laatste)[1] == echt


def test_een_uitnodiging_zegt_niets_dan_de_tijd() -> None:
    kalender, gelezen = lees(uitnodiging(afspraak(date(2026, 10, 26)), *MAIL))
    assert (kalender.method, gelezen.summary, gelezen.description) == (
        "REQUEST",
        "Overleg (Signalen)",
        "Log in voor de agenda.",
    )
    assert gelezen.location is None and gelezen.url is None
    assert [str(wie.uri) for wie in gelezen.attendees] == [f"mailto:{MAIL[0]}"]
    assert gelezen.organizer is not None and str(gelezen.organizer.uri) == f"mailto:{MAIL[1]}"
    assert gelezen.classification == "PRIVATE"


def test_verzetten_en_afzeggen_houden_het_uid_en_tellen_door() -> None:
    eerst = uitnodiging(afspraak(date(2026, 10, 23)), *MAIL)
    verzet = uitnodiging(afspraak(date(2026, 10, 26), 1), *MAIL)
    weg = afzegging(afspraak(date(2026, 10, 26), 2), *MAIL)
    gelezen = [lees(tekst) for tekst in (eerst, verzet, weg)]
    assert {gebeurtenis.uid for _, gebeurtenis in gelezen} == {UID}
    assert [gebeurtenis.sequence for _, gebeurtenis in gelezen] == [0, 1, 2]
    assert [kalender.method for kalender, _ in gelezen] == ["REQUEST", "REQUEST", "CANCEL"]
    assert gelezen[2][1].status == "CANCELLED"
    assert gelezen[1][1].dtstart.astimezone(UTC).hour == 13
    assert [is_uitnodiging(tekst) for tekst in (eerst, verzet, weg)] == [True, True, False]
    assert volgnummer_van(weg) == 2


def test_een_plaats_met_leestekens_blijft_een_plaats_en_regels_blijven_kort() -> None:
    plaats = "Kamer 2;3, 'de Ruïne', \\ einde\nBEGIN:VEVENT " + "lang " * 30
    tekst = uitnodiging(afspraak(date(2026, 10, 26), plaats=plaats), *MAIL)
    assert lees(tekst)[1].location == plaats
    assert tekst.count("\nBEGIN:VEVENT") == 1
    assert "\r\n" in tekst and max(len(regel.encode()) for regel in tekst.split("\r\n")) <= 75


def test_de_feed_is_geldig_en_elke_keer_gelijk() -> None:
    dagen = [date(2026, 10, 23), date(2026, 10, 26), date(2027, 3, 29)]
    rijen = [replace(afspraak(dag), uid=f"{n}@signalen") for n, dag in enumerate(dagen)]
    kalender = IcsCalendarStream.calendar_from_ics(feed(rijen).decode())
    assert [e.dtstart for e in kalender.events] == [
        datetime(2026, 10, 23, 12, tzinfo=UTC),
        datetime(2026, 10, 26, 13, tzinfo=UTC),
        datetime(2027, 3, 29, 12, tzinfo=UTC),
    ]
    assert {e.summary for e in kalender.events} == {"Overleg (Signalen)"}
    assert not any(e.attendees or e.description or e.location for e in kalender.events)
    met = feed([replace(rij, plaats="Kamer 2;3, \\ \nEND:VEVENT " + "lang " * 30) for rij in rijen])
    (eerste, *_) = IcsCalendarStream.calendar_from_ics(met.decode()).events
    assert eerste.location == "Kamer 2;3, \\ \nEND:VEVENT " + "lang " * 30
    assert max(len(regel) for regel in met.split(b"\r\n")) <= 75
    assert feed(rijen) == feed(rijen)
    assert not IcsCalendarStream.calendar_from_ics(feed([]).decode()).events
