"""Telling people about an overleg: invited, taken off, moved, cancelled or handed over; each by a letter.

Who wants that also gets a calendar text, of their own and with nobody else in it. Series are invited per
occurrence: one recipient each, a move touches one invitation, and no programme has to understand exceptions
of a rule.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from flask import current_app

from signalen.bericht import operations as bericht
from signalen.overleg import ical
from signalen.overleg.models import Overleg
from signalen.overleg.queries import agendapost
from signalen.overleg.queries.regels import tijd


def nodig_uit(overleg: Overleg, moment: datetime, titel: str = "", door: uuid.UUID | None = None) -> None:
    """Invite everyone, or say that it moved; who leads hears it too, with a letter of their own.

    `door` is who planned it. Call it after `wijzigt` when the overleg was changed.
    """
    overleg.gewijzigd_op = moment
    gegevens = _gegevens(overleg, titel)
    leider = overleg.leidt_id
    mensen = [d.medewerker_id for d in overleg.deelnemers]
    _stuur(overleg, [wie for wie in mensen if wie != leider], "overleg", gegevens, moment)
    _stuur(overleg, [leider], "overleg" if door and door != leider else "overleg_leiden", gegevens, moment)


def zeg_af(overleg: Overleg, reden: str, moment: datetime) -> None:
    """Tell everyone who was invited that it does not go through, and take it out of their calendars."""
    wijzigt(overleg, moment)
    gegevens = {"titel": overleg.titel, "datum": overleg.datum, "reden": reden}
    mensen = {d.medewerker_id for d in overleg.deelnemers} | {overleg.leidt_id}
    _stuur(overleg, mensen, "overleg_vervallen", gegevens, moment, weg=True)


def draag_over(overleg: Overleg, van: uuid.UUID, naar: uuid.UUID, moment: datetime) -> None:
    """Tell who takes over that they lead it, and take it out of the calendar of who led it until now."""
    wijzigt(overleg, moment)
    gegevens = _gegevens(overleg)
    _stuur(overleg, [naar], "overleg_leiden", gegevens, moment)
    # Who stays as deelnemer keeps it in the calendar.
    blijft = any(d.medewerker_id == van for d in overleg.deelnemers)
    _stuur(overleg, [van], "overleg_overgenomen", gegevens, moment, weg=not blijft)


def wissel(
    overleg: Overleg, erbij: Collection[uuid.UUID], eraf: Collection[uuid.UUID], moment: datetime
) -> None:
    """Invite who came and tell who was taken off; who stays hears nothing, as no text of theirs changed.

    The number of the overleg goes up all the same: who was taken off and comes back gets an invitation with a
    higher number than that CANCEL, or a calendar would not believe it.
    """
    wijzigt(overleg, moment)
    gegevens = _gegevens(overleg)
    _stuur(overleg, erbij, "overleg", gegevens, moment)
    _stuur(overleg, eraf, "overleg_niet_meer", gegevens, moment, weg=True)


def wijzigt(overleg: Overleg, moment: datetime) -> None:
    """Count one more change: calendars only believe an invitation with a higher number (RFC 5546, 2.1.4)."""
    overleg.volgnummer, overleg.gewijzigd_op = overleg.volgnummer + 1, moment


def _gegevens(overleg: Overleg, titel: str = "") -> dict[str, Any]:
    return {
        "titel": titel or overleg.titel,
        "datum": overleg.datum,
        "begin": tijd(overleg),
        "plaats": overleg.plaats or "de plaats hoor je nog",
    }


def _stuur(
    overleg: Overleg,
    mensen: Collection[uuid.UUID],
    soort: str,
    gegevens: Mapping[str, Any],
    moment: datetime,
    weg: bool = False,
) -> None:
    """Write the letter to these people, once per change; with a calendar text for who gets those."""
    krijgen = agendapost.ontvangers(overleg, mensen)
    if weg:
        had = agendapost.had_uitnodiging(overleg, mensen)
        krijgen = {wie: adres for wie, adres in krijgen.items() if wie in had}
    for wie in sorted(mensen, key=str):
        agenda = _agenda(overleg, krijgen[wie], weg, moment) if wie in krijgen else ""
        sleutel = f"{soort}:{overleg.id}:{overleg.datum}:{overleg.volgnummer}:{wie}"
        pad = agendapost.adres_na(overleg.id) if soort == "overleg_niet_meer" else f"/overleg/{overleg.id}"
        bericht.schrijf(sleutel, wie, soort, gegevens, pad, moment, agenda)


def _agenda(overleg: Overleg, adres: str, weg: bool, moment: datetime) -> str:
    naam, afzender = parseaddr(current_app.config["SIGNALEN"].afzender)
    afspraak = agendapost.als_afspraak(overleg, agendapost.met_plaats(), moment)
    maak = ical.afzegging if weg else ical.uitnodiging
    return maak(afspraak, adres, afzender, naam or current_app.config["SIGNALEN"].productnaam)
