"""Birth of a knelpunt: a signaal, its knelpunt and the first term in one transaction.

Writes no row that belongs to the melder; everything here expects an open transaction.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from signalen import clock
from signalen.db import db
from signalen.kluis import operations as kluis
from signalen.knelpunt import rules
from signalen.knelpunt.models import Knelpunt, Koppeling, Traject
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from signalen.signaal import operations as signalen
from signalen.signaal.models import Signaal
from signalen.signaal.operations import SignaalInvoer
from workflows import termijn

HOOFDROUTE = "knelpunt"
SPOEDROUTE = "spoed"


@dataclass(frozen=True)
class Gever:
    """Who gives a signaal; goes into the sealed envelope and nowhere else, except at level open."""

    medewerker_id: uuid.UUID
    naam: str
    eenheid_id: uuid.UUID | None = None
    eigen: bool = True


def ontvangen(invoer: SignaalInvoer, gever: Gever, moment: datetime, sleutelmap: Path) -> Signaal:
    """Store a signaal with its knelpunt and first termijn, all or nothing (DESIGN section 6, Birth).

    At every level the first term starts on the first werkdag of the next week and events carry the week, so
    that no date tells who is protected. Writes no row that belongs to the melder (SAFETY rule 10).
    """
    signaal = maak_signaal(invoer, gever, moment, sleutelmap)
    knelpunt = _maak_knelpunt(invoer, moment)
    koppel_signaal(signaal, knelpunt, knelpunt.week)
    begin_route(knelpunt, moment)
    traject.schrijf(knelpunt, "ontvangen", traject.MELDER, ontvangst(signaal), moment)
    if invoer.spoed:
        traject.start(knelpunt, SPOEDROUTE, moment, moment.date())
    return signaal


def maak_signaal(invoer: SignaalInvoer, gever: Gever, moment: datetime, sleutelmap: Path) -> Signaal:
    """Store a signaal and seal who gave it; the name is kept openly only at level open."""
    week = clock.week_of(moment).date()
    sleutel = kluis.koppelsleutel(sleutelmap, gever.medewerker_id, moment.date())
    signaal = signalen.maak(invoer, sleutel, week)
    gegevens = {
        "medewerker": str(gever.medewerker_id),
        "naam": gever.naam,
        "eenheid": str(gever.eenheid_id or ""),
        "moment": moment.isoformat(),
    }
    kluis.verzegel(sleutelmap, signaal.id, gegevens, week)
    if invoer.niveau == "open":
        kluis.noem_afzender(signaal.id, gever.medewerker_id, gever.naam)
    return signaal


def _maak_knelpunt(invoer: SignaalInvoer, moment: datetime) -> Knelpunt:
    knelpunt = Knelpunt(
        nummer=nieuw_nummer(),
        regeling=invoer.regeling.strip()[:300],
        domein=invoer.domein,
        bestuur=medewerkers.instelling("bestuur", ""),
        week=clock.week_of(moment).date(),
    )
    db.session.add(knelpunt)
    db.session.flush()
    return knelpunt


def nieuw_nummer() -> int:
    """Draw a public number at random, so that it tells no order (SAFETY 1.6, channel 2)."""
    while True:
        nummer = 10_000 + secrets.randbelow(990_000)
        if db.session.scalar(select(Knelpunt.id).where(Knelpunt.nummer == nummer)) is None:
            return nummer


def begin_route(knelpunt: Knelpunt, moment: datetime, ronde: int = 1, plafond: bool = True) -> Traject:
    """Start the main route next week, with the plafond of 65 working days to a first answer."""
    kalender = traject.kalender()
    vanaf = termijn.eerste_termijn_start(moment.date(), kalender)
    nieuw = traject.start(knelpunt, HOOFDROUTE, moment, vanaf, ronde)
    if plafond:
        traject.maak_termijn(nieuw, "", "plafond", termijn.tel(vanaf, rules.PLAFOND, kalender))
    return nieuw


def ontvangst(signaal: Signaal) -> dict[str, Any]:
    """Return what the event of a received signaal holds: ids and digests, no words."""
    digests = {deel.soort: deel.tekst.digest for deel in signaal.teksten}
    return {"signaal": str(signaal.id), "ik_ook": signaal.ik_ook, "teksten": digests}


def koppel_signaal(signaal: Signaal, knelpunt: Knelpunt, dag: date, na_besluit: bool = False) -> Koppeling:
    """Tie a signaal to a knelpunt from this day on."""
    koppeling = Koppeling(signaal_id=signaal.id, knelpunt_id=knelpunt.id, van=dag, na_besluit=na_besluit)
    db.session.add(koppeling)
    return koppeling
