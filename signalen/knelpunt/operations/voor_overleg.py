"""What an overleg does to a knelpunt: naming a day, being held, being cancelled. Called by the overleg noun."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from signalen.knelpunt.operations import lapsing, traject
from workflows import engine
from workflows.stand import Geweigerd


def dag_genoemd(knelpunt_id: uuid.UUID, stap: str, datum: date, rol: str, moment: datetime) -> bool:
    """Note that a day was named for this knelpunt; False when it no longer asks for one."""
    knelpunt = traject.slot(knelpunt_id)
    lapsing.verloop_eerst(knelpunt, moment)
    loop = traject.hoofdtraject(knelpunt)
    try:
        gevolg = engine.dag_genoemd(traject.route_van(loop), traject.stand_van(loop), stap)
    except Geweigerd:
        return False
    traject.voer_uit(knelpunt, loop, gevolg, rol, moment, {"datum": datum.isoformat()})
    return True


def gehouden(knelpunt_id: uuid.UUID, stap: str, rol: str, moment: datetime) -> bool:
    """Note that the overleg for this step was held: the term is met, the one for the outcome starts."""
    knelpunt = traject.slot(knelpunt_id)
    lapsing.verloop_eerst(knelpunt, moment)
    loop = traject.hoofdtraject(knelpunt)
    try:
        gevolg = engine.gehouden(traject.route_van(loop), traject.stand_van(loop), stap)
    except Geweigerd:
        return False
    traject.voer_uit(knelpunt, loop, gevolg, rol, moment)
    return True


def noteer(knelpunt_id: uuid.UUID, soort: str, rol: str, inhoud: dict[str, str], moment: datetime) -> None:
    """Write an event of the overleg that moves nothing (vervallen, verzet, doorgeschoven)."""
    traject.schrijf(traject.slot(knelpunt_id), soort, rol, inhoud, moment)
