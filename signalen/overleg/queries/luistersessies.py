"""The luistersessies that are coming, for everyone, and the receipt of a subject, for who holds its code."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from signalen import visibility
from signalen.db import NietGevonden, db
from signalen.medewerker import queries as medewerkers
from signalen.opvolging.queries import afspraken
from signalen.overleg import rules
from signalen.overleg.models import Agendapunt, Onderwerp, Overleg
from signalen.overleg.queries import onderwerpen, stapel
from signalen.overleg.queries.regels import OverlegRegel, regel
from signalen.visibility import Afspraakregel
from workflows.termijn import voluit

Label = Callable[[str], str]
HOOGSTENS = 40


@dataclass(frozen=True)
class Luistersessie:
    """A luistersessie that is coming: when, where, and who listens, with name and role."""

    kop: OverlegRegel
    wie: str
    minuten: int


@dataclass(frozen=True)
class Ontvangst:
    """What became of a subject, for who holds its code."""

    tekst: str
    zin: str
    reden: str
    mag_intrekken: bool
    tekst_er_nog: bool
    toezeggingen: tuple[Afspraakregel, ...]


def komend(vandaag: date, label: Label) -> list[Luistersessie]:
    """Return the luistersessies of today and later, nearest first."""
    zoek = select(Overleg).where(
        Overleg.soort == "luistersessie", Overleg.staat == "gepland", Overleg.datum >= vandaag
    )
    rijen = db.session.scalars(zoek.order_by(Overleg.datum, Overleg.begin, Overleg.id).limit(HOOGSTENS))
    return [_sessie(rij, vandaag, label) for rij in rijen]


def een(overleg_id: uuid.UUID, vandaag: date, label: Label) -> Luistersessie:
    """Return one luistersessie that is coming. Raises NietGevonden for anything else."""
    rij = db.session.get(Overleg, overleg_id)
    if rij is None or rij.soort != "luistersessie" or rij.staat != "gepland" or rij.datum < vandaag:
        raise NietGevonden(str(overleg_id))
    return _sessie(rij, vandaag, label)


def _sessie(rij: Overleg, vandaag: date, label: Label) -> Luistersessie:
    leider = medewerkers.persoon(rij.gespreksleider_id)
    rol = rules.rol_als_leider(leider.rolnamen, rij.soort) if leider else ""
    wie = ", ".join(filter(None, [leider.naam if leider else "", label(rol) if rol else ""]))
    return Luistersessie(regel(rij, vandaag), wie, rij.minuten)


def ontvangst(onderwerp_id: uuid.UUID, vandaag: date, label: Label) -> Ontvangst:
    """Return what became of a subject. Raises NietGevonden when it does not exist."""
    hoe = (joinedload(Onderwerp.tekst), joinedload(Onderwerp.reden))
    rij = db.session.scalars(select(Onderwerp).where(Onderwerp.id == onderwerp_id).options(*hoe)).first()
    if rij is None:
        raise NietGevonden(str(onderwerp_id))
    zin, open_ = _stand(rij, vandaag)
    return Ontvangst(
        tekst=visibility.woorden(rij.tekst),
        zin=zin,
        reden=visibility.woorden(rij.reden),
        mag_intrekken=open_,
        tekst_er_nog=rij.tekst.inhoud is not None,
        toezeggingen=tuple(afspraken.regel(a, vandaag, label) for a in onderwerpen.afspraken(rij.id)),
    )


def _stand(rij: Onderwerp, vandaag: date) -> tuple[str, bool]:
    """Return where a subject stands in a sentence, and whether it can still be withdrawn."""
    if rij.ingetrokken_week is not None:
        return "Je hebt dit onderwerp ingetrokken. De tekst is leeggemaakt.", False
    if rij.vervallen_op is not None:
        return "Dit onderwerp komt niet aan bod. De reden staat hieronder.", False
    zoek = select(Overleg.gehouden_op).join(Agendapunt, Agendapunt.overleg_id == Overleg.id)
    zoek = zoek.where(Agendapunt.onderwerp_id == rij.id, Agendapunt.uitkomst == onderwerpen.BESPROKEN)
    besproken = db.session.scalar(zoek.limit(1))
    if besproken is not None:
        return f"Besproken op {voluit(besproken)}.", False
    return _waar_het_wacht(rij, vandaag), True


def _waar_het_wacht(rij: Onderwerp, vandaag: date) -> str:
    overleg = db.session.get_one(Overleg, rij.overleg_id)
    dag = stapel.lees(overleg.soort).plekken(vandaag).get(f"onderwerp:{rij.id}")
    if dag is not None and dag.id == overleg.id:
        return f"Dit onderwerp staat op de agenda van {voluit(dag.datum)}."
    if dag is None:
        return "Dit onderwerp is nog niet besproken. Het komt vanzelf op de volgende luistersessie."
    return f"Dit onderwerp is nog niet besproken. Het staat nu op de agenda van {voluit(dag.datum)}."
