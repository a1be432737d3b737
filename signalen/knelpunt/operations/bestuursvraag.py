"""The term of a question that a bestuurder asked about a knelpunt: it starts, is met, or falls silent.

Expects an open transaction and the knelpunt row locked. Knows the question by its id only: what was asked and
answered is a matter of the register. No step moves by any of this.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from signalen.bericht import operations as bericht
from signalen.db import db
from signalen.knelpunt.models import Knelpunt, Stilte, Termijn, Traject
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from workflows import bestuursvraag as regels


def begin(knelpunt: Knelpunt, loop: Traject, rol: str, vraag_id: uuid.UUID, moment: datetime) -> Termijn:
    """Start the term in which this role must answer, and write to everyone who can."""
    berekening = regels.reken(moment.date(), traject.kalender())
    rij = traject.maak_termijn(loop, regels.SOORT, regels.SOORT, berekening, rol)
    rij.vraag_id = vraag_id
    gegevens = traject.brief_gegevens(knelpunt, loop, rij)
    _, mensen = traject.mensen_bij(knelpunt, rij)
    for wie in sorted(mensen):
        sleutel = f"bestuursvraag:{rij.id}:{wie}"
        bericht.schrijf(sleutel, wie, "bestuursvraag", gegevens, f"/knelpunten/{knelpunt.id}", moment)
    if not mensen:
        bericht.alarm(f"onbezet:{rij.id}", {**gegevens, "rol": rol}, "onbezet", moment)
    return rij


def is_beantwoord(knelpunt: Knelpunt, vraag_id: uuid.UUID, moment: datetime) -> None:
    """End the term that runs for this question, if one does: it is met."""
    for loop in knelpunt.trajecten:
        for rij in traject.open_termijnen(loop):
            if rij.vraag_id == vraag_id:
                rij.gedaan_op = moment.date()


def valt_stil(knelpunt: Knelpunt, rij: Termijn, moment: datetime) -> None:
    """Put the silence on the record on its legal date, count anew, and tell who asked and who sorts out."""
    loop = rij.traject
    _, mensen = traject.mensen_bij(knelpunt, rij)
    laag = regels.laag_van(traject.route_van(loop), rij.rol)
    feit = {
        "traject": str(loop.id),
        "vraag": str(rij.vraag_id),
        "uiterste": rij.uiterste.isoformat(),
        "rol": rij.rol,
        "laag": laag,
        "reden": "stil" if mensen else "onbezet",
    }
    traject.schrijf(knelpunt, "bestuur_stil", traject.SYSTEEM, feit, moment)
    db.session.add(
        Stilte(
            termijn_id=rij.id,
            knelpunt_id=knelpunt.id,
            stap=regels.SOORT,
            laag=laag,
            reden=feit["reden"],
            merk=regels.MERK,
            naar=loop.stap,
            datum=rij.uiterste,
            verwerkt_op=moment.date(),
        )
    )
    _meld(knelpunt, rij, moment)
    if rij.vraag_id is not None:
        begin(knelpunt, loop, rij.rol, rij.vraag_id, moment)


def _meld(knelpunt: Knelpunt, rij: Termijn, moment: datetime) -> None:
    gegevens = traject.brief_gegevens(knelpunt, rij.traject, rij)
    for rol in (regels.VRAGER, "coordinator"):
        for wie in sorted(medewerkers.bezetting(rol, knelpunt.domein, knelpunt.bestuur)):
            sleutel = f"bestuursstil:{rij.id}:{wie}"
            bericht.schrijf(sleutel, wie, "bestuursstil", gegevens, f"/knelpunten/{knelpunt.id}", moment)
