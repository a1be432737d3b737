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
from signalen.overleg.models import Onderwerp, Overleg
from signalen.overleg.queries import onderwerpdag, onderwerpen, stapel
from signalen.overleg.queries.regels import OverlegRegel, regel
from signalen.visibility import Afspraakregel
from workflows.onderwerp import vooraf, wanneer_gewist
from workflows.termijn import voluit

Label = Callable[[str], str]
HOOGSTENS = 40


@dataclass(frozen=True)
class Luistersessie:
    """A luistersessie that is coming: when, where, and who listens, with name and role.

    `vooraf` says when the words of a subject that is put on it now will go.
    """

    kop: OverlegRegel
    wie: str
    minuten: int
    vooraf: str


@dataclass(frozen=True)
class Ontvangst:
    """What became of a subject, for who holds its code. `gewist` says when the words go, or went."""

    tekst: str
    zin: str
    reden: str
    mag_intrekken: bool
    tekst_er_nog: bool
    gewist: str
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
    return Luistersessie(regel(rij, vandaag), wie, rij.minuten, vooraf(onderwerpdag.na(rij.datum)))


def ontvangst(onderwerp_id: uuid.UUID, vandaag: date, label: Label) -> Ontvangst:
    """Return what became of a subject. Raises NietGevonden when it does not exist."""
    hoe = (joinedload(Onderwerp.tekst), joinedload(Onderwerp.reden))
    rij = db.session.scalars(select(Onderwerp).where(Onderwerp.id == onderwerp_id).options(*hoe)).first()
    if rij is None:
        raise NietGevonden(str(onderwerp_id))
    zin, open_, staat_op = _stand(rij, vandaag)
    weg = onderwerpdag.van(rij, vandaag, staat_op)
    gewist = wanneer_gewist(weg, rij.tekst.geleegd_op, open_, staat_op)
    return Ontvangst(
        tekst=visibility.woorden(rij.tekst),
        zin=zin,
        reden=visibility.woorden(rij.reden),
        mag_intrekken=open_,
        tekst_er_nog=rij.tekst.inhoud is not None,
        gewist="" if rij.ingetrokken_week else gewist,
        toezeggingen=tuple(afspraken.regel(a, vandaag, label) for a in onderwerpen.afspraken(rij.id)),
    )


def _stand(rij: Onderwerp, vandaag: date) -> tuple[str, bool, date | None]:
    """Return where a subject stands in a sentence, whether it can still be withdrawn, and on which day it
    stands on an agenda.
    """
    if rij.ingetrokken_week is not None:
        return "Je hebt dit onderwerp ingetrokken. De tekst is leeggemaakt.", False, None
    if rij.vervallen_op is not None:
        return "Dit onderwerp komt niet aan bod. De reden staat hieronder.", False, None
    besproken = onderwerpdag.besproken_op(rij)
    if besproken is not None:
        return f"Besproken op {voluit(besproken)}.", False, None
    if rij.weg_op is not None:
        return "Dit onderwerp is niet besproken. Er kwam geen luistersessie meer.", False, None
    zin, dag = _waar_het_wacht(rij, vandaag)
    return zin, True, dag


def _waar_het_wacht(rij: Onderwerp, vandaag: date) -> tuple[str, date | None]:
    overleg = db.session.get_one(Overleg, rij.overleg_id)
    dag = stapel.lees(overleg.soort).plekken(vandaag).get(f"onderwerp:{rij.id}")
    if dag is None:
        return "Dit onderwerp is nog niet besproken. Het komt vanzelf op de volgende luistersessie.", None
    if dag.id == overleg.id:
        return f"Dit onderwerp staat op de agenda van {voluit(dag.datum)}.", dag.datum
    zin = f"Dit onderwerp is nog niet besproken. Het staat nu op de agenda van {voluit(dag.datum)}."
    return zin, dag.datum
