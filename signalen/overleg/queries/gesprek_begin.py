"""Reading around a conversation: the form to begin one, which one is meant, and the room code of today."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from signalen.db import NietGevonden, db
from signalen.overleg import gesprek_code
from signalen.overleg.models import Gesprek, Overleg
from signalen.overleg.operations.gesprek import lopend
from signalen.overleg.queries import agenda, methoden
from signalen.overleg.queries.gesprek import van_overleg


@dataclass(frozen=True)
class Beginblad:
    """What the form to begin shows: choices, what is filled in beforehand, and earlier conversations."""

    overleg_id: uuid.UUID
    titel: str
    methoden: tuple[tuple[str, str], ...]
    kernen: tuple[tuple[str, str, int], ...]
    punten: tuple[tuple[str, str], ...]
    vooraf: Mapping[str, str]
    eerder: tuple[tuple[uuid.UUID, str], ...]
    kan: str


def blad(overleg_id: uuid.UUID, vandaag: date) -> Beginblad:
    """Return what is needed to begin a conversation. `kan` says why not (yet); empty when it can."""
    rij = db.session.get(Overleg, overleg_id)
    if rij is None:
        raise NietGevonden(str(overleg_id))
    keuzes = methoden.nieuwste()
    stoelen = str(len(rij.deelnemers)) if len(rij.deelnemers) > 1 else ""
    return Beginblad(
        overleg_id=rij.id,
        titel=rij.titel,
        methoden=tuple((m.naam, m.titel) for m in keuzes),
        kernen=tuple((m.titel, m.kern, m.minuten) for m in keuzes),
        punten=tuple((str(p.ding_id), p.onderwerp) for p in agenda.knelpunten_op(rij, vandaag)),
        vooraf={"methode": rij.methode, "stoelen": stoelen},
        eerder=tuple((id_, titel) for id_, titel, loopt in van_overleg(overleg_id) if not loopt),
        kan=_waarom_niet(rij, vandaag),
    )


def _waarom_niet(rij: Overleg, vandaag: date) -> str:
    if rij.staat != "gepland":
        return "Dit overleg is voorbij. Een nieuw gesprek hoort bij een nieuw overleg."
    return "Het gesprek kan beginnen op de dag van het overleg." if vandaag < rij.datum else ""


def loopt(overleg_id: uuid.UUID) -> bool:
    """Say whether a conversation runs in this overleg."""
    return lopend(overleg_id) is not None


def gekozen(overleg_id: uuid.UUID, ruw: str) -> uuid.UUID:
    """Return the conversation of this overleg that is meant; without an id the one that runs.

    Raises NietGevonden, also for an id of another overleg.
    """
    gevonden = {str(id_): (id_, loopt) for id_, _, loopt in van_overleg(overleg_id)}
    lopende = [id_ for id_, loopt in gevonden.values() if loopt]
    if ruw in gevonden:
        return gevonden[ruw][0]
    if ruw or not lopende:
        raise NietGevonden(ruw)
    return lopende[0]


def code(gesprek_id: uuid.UUID, geheim: str, vandaag: date) -> str:
    """Return the room code while it counts, else an empty text."""
    rij = db.session.get(Gesprek, gesprek_id)
    if rij is None or rij.code_tot < vandaag:
        return ""
    return gesprek_code.code_van(geheim, rij.id, rij.code_tot)


def dagen_over(gesprek_id: uuid.UUID, vandaag: date) -> int:
    """Return for how many days a seat may look back; at least one."""
    weg = db.session.scalar(select(Gesprek.weg_op).where(Gesprek.id == gesprek_id))
    return max(1, (weg - vandaag).days) if weg else 1
