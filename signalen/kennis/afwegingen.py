"""Eerdere afwegingen: what conversations weighed before, to look through and to look up. Reads only."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select

from signalen.db import NietGevonden, db
from signalen.kennis import rules
from signalen.kennis.models import Afweging

PER_PAGINA = 25


@dataclass(frozen=True)
class Afwegingbeeld:
    """An afweging as everyone reads it. `knelpunt_id` is for a link that only some may follow."""

    id: uuid.UUID
    knelpunt_id: uuid.UUID
    vraag: str
    voor: str
    tegen: str
    uitkomst: str
    methode: str
    domein: str
    regeling: str


@dataclass(frozen=True)
class Afwegingenlijst:
    """One page of afwegingen that were found, and how many there are in all."""

    gevonden: tuple[Afwegingbeeld, ...]
    totaal: int
    pagina: int
    paginas: int


def afwegingen(vraag: str, domein: str, pagina: int, dag: date) -> Afwegingenlijst:
    """Return what is published and holds every word of the question, in a form of Dutch or as typed.

    In order of the question, not of time: the order tells nothing about who spoke when.
    """
    waar = [Afweging.zichtbaar_vanaf <= dag, *(_past(woord) for woord in rules.zoekwoorden(vraag))]
    waar += [Afweging.domein == domein] if domein else []
    totaal = db.session.scalar(select(func.count()).select_from(Afweging).where(and_(*waar))) or 0
    paginas = max(1, -(-totaal // PER_PAGINA))
    blad = min(max(1, pagina), paginas)
    zoek = select(Afweging).where(and_(*waar)).order_by(func.lower(Afweging.vraag), Afweging.id)
    rijen = db.session.scalars(zoek.limit(PER_PAGINA).offset((blad - 1) * PER_PAGINA))
    return Afwegingenlijst(tuple(map(_afweging, rijen)), totaal, blad, paginas)


def _past(woord: str):  # type: ignore[no-untyped-def]
    """A word fits by its Dutch stem or its beginning, or as a part of a word."""
    stam = func.to_tsquery("dutch", f"{woord}:*")
    op_stam = func.to_tsvector("dutch", Afweging.zoektekst).op("@@")(stam)
    return or_(op_stam, Afweging.zoektekst.contains(woord, autoescape=True))


def _afweging(rij: Afweging) -> Afwegingbeeld:
    return Afwegingbeeld(**{naam: getattr(rij, naam) for naam in Afwegingbeeld.__dataclass_fields__})


def afweging(afweging_id: uuid.UUID, dag: date) -> Afwegingbeeld:
    """Return a published afweging. Raises NietGevonden, also for one that is still to come."""
    rij = db.session.get(Afweging, afweging_id)
    if rij is None or rij.zichtbaar_vanaf > dag:
        raise NietGevonden(str(afweging_id))
    return _afweging(rij)


def aangeboden(bron_id: uuid.UUID) -> tuple[Afwegingbeeld, date] | None:
    """Return the afweging that was made of this source, with the day on which it is published."""
    rij = db.session.scalars(select(Afweging).where(Afweging.bron_id == bron_id)).first()
    return (_afweging(rij), rij.zichtbaar_vanaf) if rij else None


def staat_open(bron_id: uuid.UUID, dag: date) -> bool:
    """Say whether the afweging of this source is published."""
    zoek = select(Afweging.id).where(Afweging.bron_id == bron_id, Afweging.zichtbaar_vanaf <= dag)
    return db.session.scalar(zoek) is not None
