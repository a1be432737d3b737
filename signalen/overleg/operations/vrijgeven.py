"""What the clock does with a harvest: release it after its last day, or close it when nobody answered."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select

from signalen.bericht import operations as bericht
from signalen.db import db, transaction
from signalen.knelpunt.operations import traject
from signalen.overleg import rules
from signalen.overleg.models import Deelnemer, Oogst, Oogstakkoord
from signalen.overleg.operations.oogst import op_slot
from signalen.signaal.models import Signaal
from workflows import oogst


def vrijgeven(moment: datetime) -> int:
    """Decide over every harvest whose last day is over; return how many. Safe to repeat and in parallel."""
    zoek = select(Oogst.id).where(Oogst.staat == oogst.VOORGELEGD, Oogst.uiterste < moment.date())
    ids = list(db.session.scalars(zoek.order_by(Oogst.uiterste, Oogst.id).limit(200)))
    db.session.rollback()
    return sum(_beslis(oogst_id, moment) for oogst_id in ids)


def _beslis(oogst_id: uuid.UUID, moment: datetime) -> int:
    with transaction():
        rij = op_slot(oogst_id)
        if rij.staat != oogst.VOORGELEGD or rij.uiterste is None or rij.uiterste >= moment.date():
            return 0
        rij.staat = oogst.uitslag(_antwoorden(rij), verstreken=True)
        if rij.staat == oogst.VRIJGEGEVEN:
            rij.vrijgegeven_op = moment.date()
            _meld(rij, moment)
        _noteer(rij, moment)
        return 1


def _antwoorden(rij: Oogst) -> list[str]:
    """Return what was said in this ronde; a signaal that was withdrawn says nothing any more."""
    zoek = select(Oogstakkoord.antwoord).join(Signaal, Signaal.id == Oogstakkoord.signaal_id)
    zoek = zoek.where(Oogstakkoord.oogst_id == rij.id, Oogstakkoord.ronde == rij.ronde)
    return list(db.session.scalars(zoek.where(Signaal.ingetrokken_week.is_(None))))


def _noteer(rij: Oogst, moment: datetime) -> None:
    soort = "oogst_vrijgegeven" if rij.staat == oogst.VRIJGEGEVEN else "oogst_gesloten"
    delen = {naam: getattr(rij, naam) for naam, _ in rules.DELEN} if rij.vrijgegeven_op else {}
    inhoud = {"overleg": str(rij.overleg_id), "oogst": str(rij.id)}
    inhoud |= {naam: tekst.digest for naam, tekst in delen.items() if tekst is not None}
    traject.schrijf(traject.slot(rij.knelpunt_id), soort, traject.SYSTEEM, inhoud, moment)


def _meld(rij: Oogst, moment: datetime) -> None:
    """Write to everyone who was invited and to who led; one letter per harvest."""
    overleg = rij.overleg
    gegevens = {"titel": overleg.titel, "datum": overleg.gehouden_op or overleg.datum}
    zoek = select(Deelnemer.medewerker_id).where(Deelnemer.overleg_id == overleg.id)
    for wie in sorted({overleg.gespreksleider_id, *db.session.scalars(zoek)}):
        bericht.schrijf(
            f"oogst:{rij.id}:{rij.ronde}:{wie}", wie, "oogst", gegevens, f"/overleg/{overleg.id}", moment
        )
