"""On which day the words of a subject of a luistersessie go. Reads only; the rule: `workflows.onderwerp`."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from signalen import clock
from signalen.db import db
from signalen.medewerker import queries as medewerkers
from signalen.overleg.models import Agendapunt, Onderwerp, Overleg
from signalen.overleg.queries import dragers
from signalen.overleg.queries.onderwerpen import BESPROKEN
from workflows import agendadrager
from workflows.agendadrager import Wacht
from workflows.onderwerp import Sessie, telt_vanaf, weg_op

STANDAARD_DAGEN = 30


def bewaardagen() -> int:
    """Return after how many days closed words are gone: the setting notities_dagen, from 1 to 365."""
    ruw = medewerkers.instelling("notities_dagen", str(STANDAARD_DAGEN))
    return min(365, max(1, int(ruw))) if ruw.isascii() and ruw.isdigit() else STANDAARD_DAGEN


def na(dag: date) -> date:
    """Return when the words go of a subject that is closed on this day, or stands on this day's session."""
    return weg_op(dag, bewaardagen())


def besproken_op(rij: Onderwerp) -> date | None:
    """Return on which day a subject was discussed."""
    zoek = select(Overleg.gehouden_op).join(Agendapunt, Agendapunt.overleg_id == Overleg.id)
    zoek = zoek.where(Agendapunt.onderwerp_id == rij.id, Agendapunt.uitkomst == BESPROKEN)
    return db.session.scalar(zoek.limit(1))


def van(rij: Onderwerp, vandaag: date, staat_op: date | None = None) -> date:
    """Return the day for any subject: what was stored when it was closed, else as it stands now.

    `staat_op` is the day of the session on which it stands, where the caller knows.
    """
    if rij.weg_op is not None:
        return rij.weg_op
    return na(rij.vervallen_op or besproken_op(rij) or staat_op or _telt_vanaf(rij, vandaag))


def _telt_vanaf(rij: Onderwerp, vandaag: date) -> date:
    eigen = db.session.get_one(Overleg, rij.overleg_id)
    zoek = select(Overleg).where(
        Overleg.soort == eigen.soort,
        Overleg.gespreksleider_id == eigen.gespreksleider_id,
        or_(Overleg.id == eigen.id, Overleg.datum >= min(eigen.datum, vandaag)),
    )
    rijen = list(db.session.scalars(zoek))
    komt = agendadrager.komend((dragers.dag_van(r) for r in rijen), vandaag)
    voor = agendadrager.voor(Wacht(str(rij.id), op=dragers.dag_van(eigen)), komt, vandaag)
    return telt_vanaf(voor[0].datum if voor else None, [_sessie(r) for r in rijen], vandaag)


def _sessie(rij: Overleg) -> Sessie:
    """Return a session as the rule looks at it; cancelling is the last thing that changes one."""
    afgezegd = rij.gewijzigd_op if rij.staat == agendadrager.VERVALLEN else None
    dag = afgezegd.astimezone(clock.ZONE).date() if afgezegd else None
    return Sessie(rij.datum, rij.staat, rij.gehouden_op, dag)
