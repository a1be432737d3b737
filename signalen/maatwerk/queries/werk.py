"""What waits for who asked for maatwerk: looking back, and objections to answer; each with a day, as any
term.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from signalen.db import db
from signalen.maatwerk import rules
from signalen.maatwerk.models import Maatwerk
from signalen.maatwerk.queries.vragen import LEEG
from signalen.medewerker import queries as medewerkers
from signalen.medewerker.models import Medewerker
from signalen.opvolging.queries.werk import groep_van
from signalen.permissions import Persoon
from signalen.visibility import Werkregel
from workflows import termijn

TERUG = timedelta(days=30)
"""After a stop of the clock, letters to look back are still sent for this long."""


def werk(wie: Persoon, vandaag: date) -> list[Werkregel]:
    """Return what waits for a requester: looking back, and objections to answer. With a day, as any term."""
    uit: list[Werkregel] = []
    for rij in db.session.scalars(MIJN, {"wie": wie.id}).unique():
        if rij.terugkijk_op is not None and rij.terugblik is None:
            uit.append(_werkregel(rij, "terugkijken op wat jullie leerden", rij.terugkijk_op, vandaag))
        open_ = [i.op for i in rij.instemmingen if not i.mee and i.weerwoord is None]
        if open_:
            voor = rules.weerwoorddag(min(open_), medewerkers.kalender())
            uit.append(_werkregel(rij, "bezwaar van een collega beantwoorden", voor, vandaag))
    return uit


MIJN = (
    select(Maatwerk)
    .where(Maatwerk.aanvrager_id == bindparam("wie"), Maatwerk.staat != "ingetrokken")
    .options(
        joinedload(Maatwerk.waarvoor), joinedload(Maatwerk.terugblik), selectinload(Maatwerk.instemmingen)
    )
)
"""Made once: every list of work asks it."""


def _werkregel(rij: Maatwerk, wat: str, voor: date, vandaag: date) -> Werkregel:
    return Werkregel(
        id=f"maatwerk-{rij.id}",
        url=f"/maatwerk/{rij.id}",
        titel=(rij.waarvoor.inhoud or LEEG)[:200],
        nummer=0,
        vraag=wat,
        stap="Maatwerk",
        uiterste=voor,
        nog=termijn.in_woorden(vandaag, voor, medewerkers.kalender()),
        groep=groep_van(voor, vandaag),
        signalen="",
    )


def vandaag_terugkijken(vandaag: date) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Return (request, requester) of everyone in service whose day to look back has come and who did not
    yet.
    """
    zoek = (
        select(Maatwerk.id, Maatwerk.aanvrager_id)
        .join(Medewerker, Medewerker.id == Maatwerk.aanvrager_id)
        .where(
            Maatwerk.staat == "toegekend",
            Maatwerk.terugkijk_op.between(vandaag - TERUG, vandaag),
            ~Maatwerk.terugblik.has(),
            Medewerker.uit_dienst_op.is_(None),
        )
    )
    return [(rij.id, rij.aanvrager_id) for rij in db.session.execute(zoek)]
