"""What the public site asks of the database: one small question per page, if it may be read and as which.

A page that was drawn before is not read again: `Merk` holds everything that decides what is on it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, cast, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from signalen import clock
from signalen.db import NietGevonden, db
from signalen.medewerker.models import Instelling
from signalen.register import queries as register
from signalen.register.models import Editie, Editiebestand, Erratum
from signalen.register.openbaar import rules
from signalen.register.openbaar.rules import Schakelaar


@dataclass(frozen=True)
class Merk:
    """What decides how the public pages of one edition look, and since when they look so."""

    editie_id: uuid.UUID
    kwartaal: str
    schakelaar: Schakelaar
    delen: tuple[str, ...]
    sinds: datetime


@dataclass(frozen=True)
class Lijst:
    """The vastgestelde edities, newest first, and the switch by which they are open."""

    schakelaar: Schakelaar
    koppen: tuple[register.Kop, ...]
    delen: tuple[str, ...]
    sinds: datetime | None


@dataclass(frozen=True)
class Download:
    """A file without its content, which `inhoud_van` reads only when somebody does not have it yet."""

    id: uuid.UUID
    kwartaal: str
    vorm: str
    mediatype: str
    sha256: str
    vast: bool


def _waarde() -> Any:
    return select(Instelling.waarde).where(Instelling.sleutel == rules.INSTELLING).scalar_subquery()


def schakelaar() -> Schakelaar:
    """Return whether the site is on now."""
    return rules.lees(db.session.scalar(select(_waarde())))


def _aaneen(waarde: Any, volgorde: Any, model: Any) -> Any:
    """Return as one text what hangs on an edition."""
    return _van_editie(func.string_agg(waarde, aggregate_order_by(cast(" ", String), volgorde)), model)


def _van_editie(waarde: Any, model: Any) -> Any:
    return select(waarde).where(model.editie_id == Editie.id).scalar_subquery()


MERK = select(
    Editie.id,
    Editie.kwartaal,
    Editie.vingerafdruk,
    Editie.vastgesteld_op,
    _waarde().label("waarde"),
    _aaneen(cast(Erratum.id, String), Erratum.id, Erratum).label("errata"),
    _van_editie(func.max(Erratum.datum), Erratum).label("er_op"),
    _aaneen(Editiebestand.vorm + ":" + Editiebestand.sha256, Editiebestand.vorm, Editiebestand).label("bij"),
)


def merk_van(ruw: str) -> Merk:
    """Return the mark of a public edition. Raises NietGevonden while the site is off, for a concept, and for
    what is no quarter: all the same.
    """
    rij = db.session.execute(
        MERK.where(Editie.kwartaal == register.uit_adres(ruw).code, Editie.staat == "vastgesteld")
    ).first()
    stand = rules.lees(rij.waarde) if rij else Schakelaar()
    if rij is None or not stand.aan:
        raise NietGevonden(ruw)
    delen = (rij.vingerafdruk, rij.errata or "", rij.bij or "", rij.waarde)
    sinds = max([rij.vastgesteld_op, *([clock.begin_of(rij.er_op)] if rij.er_op else [])])
    return Merk(rij.id, rij.kwartaal, stand, delen, sinds)


def lijst(vandaag: date) -> Lijst:
    """Return every public edition. Raises NietGevonden while the site is off."""
    kolommen = (*register.KOP, Editie.vingerafdruk, _waarde().label("waarde"))
    zoek = select(*kolommen).where(Editie.staat == "vastgesteld").order_by(Editie.kwartaal.desc())
    rijen = db.session.execute(zoek).all()
    waarde = rijen[0].waarde if rijen else db.session.scalar(select(_waarde()))
    stand = rules.lees(waarde)
    if not stand.aan:
        raise NietGevonden("open")
    koppen = tuple(register.kop_uit(rij, vandaag) for rij in rijen)
    sinds = max((rij.vastgesteld_op for rij in rijen), default=None)
    return Lijst(stand, koppen, (waarde or "", *(rij.vingerafdruk for rij in rijen)), sinds)


# ------------------------------------------------------------------ files


def bestand(ruw: str, vorm: str, met_concept: bool) -> Download:
    """Return a file of an edition. Raises NietGevonden when it was not made or is not for this reader."""
    zoek = select(
        Editiebestand.id,
        Editie.kwartaal,
        Editiebestand.vorm,
        Editiebestand.mediatype,
        Editiebestand.sha256,
        (Editie.staat == "vastgesteld").label("vast"),
    ).join(Editie, Editie.id == Editiebestand.editie_id)
    rij = db.session.execute(
        zoek.where(Editie.kwartaal == register.uit_adres(ruw).code, Editiebestand.vorm == vorm)
    ).first()
    if rij is None or not (rij.vast or met_concept):
        raise NietGevonden(vorm)
    return Download(*rij)


def openbaar_bestand(ruw: str, vorm: str) -> Download:
    """Return a file of a vastgestelde editie. Raises NietGevonden also while the site is off."""
    if not schakelaar().aan:
        raise NietGevonden(vorm)
    return bestand(ruw, vorm, met_concept=False)


def inhoud_van(download: Download) -> bytes:
    """Return the content of a file."""
    return db.session.scalars(select(Editiebestand.inhoud).where(Editiebestand.id == download.id)).one()
