"""Saying aloud that a step asks for an overleg and nobody planned one in time: an event, and a letter.

Once per termijn. It moves nothing: what silence does is the route's, on the last day of the term.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import select

from signalen.bericht import operations as bericht
from signalen.db import db, transaction
from signalen.knelpunt.models import Gebeurtenis, Termijn
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from signalen.overleg import dagvoorstel
from signalen.overleg.queries import dagen, wachtend

SOORT = "geen_dag"


def waarschuw(moment: datetime) -> int:
    """Write the event for every open term that needs it now; return how many. Safe to repeat."""
    kandidaten = _kandidaten(moment.date())
    zonder = {
        (rij.knelpunt_id, rij.stap): rij.soort
        for rij in dagen.zonder_dag(moment.date(), {k.knelpunt_id for k in kandidaten})
    }
    nodig = [(k.id, zonder[k.knelpunt_id, k.stap]) for k in kandidaten if (k.knelpunt_id, k.stap) in zonder]
    db.session.rollback()
    return sum(_waarschuw(termijn_id, soort, moment) for termijn_id, soort in nodig)


def _kandidaten(vandaag: date) -> list[Termijn]:
    """Return the open terms that are near, of steps that ask for an overleg, without a warning so far."""
    stappen = {naam for soort in dagen.VRAGENDE_SOORTEN for naam in wachtend.stapnamen(soort)}
    kalender = medewerkers.kalender()
    zoek = select(Termijn).where(
        Termijn.stap.in_(stappen),
        Termijn.soort.in_(dagvoorstel.WAARSCHUW),
        Termijn.gedaan_op.is_(None),
        Termijn.verlopen_op.is_(None),
        Termijn.vervallen_op.is_(None),
        Termijn.uiterste.between(vandaag, kalender.werkdag_na(vandaag, max(dagvoorstel.WAARSCHUW.values()))),
    )
    rijen = db.session.scalars(zoek.order_by(Termijn.knelpunt_id, Termijn.id)).all()
    nu = [t for t in rijen if dagvoorstel.moet_waarschuwen(t.soort, t.uiterste, vandaag, kalender)]
    al = _gewaarschuwd([t.knelpunt_id for t in nu])
    return [t for t in nu if str(t.id) not in al]


def _gewaarschuwd(knelpunt_ids: list[uuid.UUID]) -> set[str]:
    zoek = select(Gebeurtenis.inhoud["termijn"].astext).where(
        Gebeurtenis.knelpunt_id.in_(knelpunt_ids), Gebeurtenis.soort == SOORT
    )
    return set(db.session.scalars(zoek))


def _waarschuw(termijn_id: uuid.UUID, soort: str, moment: datetime) -> int:
    """Write the event under the lock of the knelpunt, after looking again: another clock may have done it."""
    with transaction():
        rij = db.session.get_one(Termijn, termijn_id)
        knelpunt = traject.slot(rij.knelpunt_id)
        db.session.refresh(rij)
        dicht = rij.gedaan_op or rij.verlopen_op or rij.vervallen_op
        if dicht or str(rij.id) in _gewaarschuwd([knelpunt.id]):
            return 0
        inhoud = {"stap": rij.stap, "overleg_soort": soort, "termijn": str(rij.id)}
        inhoud["uiterste"] = rij.uiterste.isoformat()
        traject.schrijf(knelpunt, SOORT, traject.SYSTEEM, inhoud, moment)
        _, mensen = traject.wie_is_aan_zet(knelpunt, rij.traject, rij.stap)
        gegevens = traject.brief_gegevens(knelpunt, rij.traject, rij)
        for wie in sorted(mensen):
            sleutel = f"geen_dag:{rij.id}:{wie}"
            bericht.schrijf(sleutel, wie, "geen_dag", gegevens, f"/knelpunten/{knelpunt.id}", moment)
    return 1
