"""Reading adopted methods: the newest of each, one by its id, and the versions of a name. Changes nothing.

An adopted text never changes, so each is read once per process.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from signalen.db import NietGevonden, db
from signalen.knelpunt.models import Adoptie
from signalen.overleg.models import Overleg
from workflows.definition import Methode
from workflows.methode_loader import load_methode

SOORT = "methode"
_METHODEN: dict[uuid.UUID, Methode] = {}


@dataclass(frozen=True)
class Versie:
    """One adopted version of a method."""

    naam: str
    versie: int
    titel: str
    orgaan: str
    datum: date
    vingerafdruk: str


@dataclass(frozen=True)
class Keuze:
    """An overleg for which a method is chosen; `methode` is the name and title of what was chosen before."""

    titel: str
    soort: str
    methode: tuple[str, str] | None
    gepland: bool


def nieuwste() -> list[Methode]:
    """Return the newest adopted version of every method, by title."""
    rijen = db.session.execute(_zoek(Adoptie.naam, Adoptie.id).order_by(Adoptie.versie))
    per_naam = {rij.naam: rij.id for rij in rijen}
    return sorted((bij(id_) for id_ in per_naam.values()), key=lambda m: (m.titel, m.naam))


def bij(adoptie_id: uuid.UUID) -> Methode:
    """Return the method as adopted in this row. Raises NietGevonden."""
    if adoptie_id not in _METHODEN:
        rij = db.session.execute(
            _zoek(Adoptie.inhoud, Adoptie.uitleg).where(Adoptie.id == adoptie_id)
        ).first()
        if rij is None:
            raise NietGevonden(str(adoptie_id))
        _METHODEN[adoptie_id] = load_methode(rij.inhoud, rij.uitleg)
    return _METHODEN[adoptie_id]


def gekozen(naam: str, versie: int | None = None) -> tuple[uuid.UUID, Methode]:
    """Return the row and the method of that name, the newest without a version. Raises NietGevonden."""
    zoek = _zoek(Adoptie.id).where(Adoptie.naam == naam).order_by(Adoptie.versie.desc()).limit(1)
    id_ = db.session.scalar(zoek.where(Adoptie.versie == versie) if versie else zoek)
    if id_ is None:
        raise NietGevonden(naam)
    return id_, bij(id_)


def vorige(methode: Methode) -> Methode | None:
    """Return the newest adopted version of this method before this one; None when it is the first."""
    zoek = _zoek(Adoptie.id).where(Adoptie.naam == methode.naam, Adoptie.versie < methode.versie)
    id_ = db.session.scalar(zoek.order_by(Adoptie.versie.desc()).limit(1))
    return bij(id_) if id_ else None


def versies(naam: str = "") -> list[Versie]:
    """Return the adopted versions, newest first; of one method when a name is given."""
    kolommen = (Adoptie.id, Adoptie.naam, Adoptie.versie, Adoptie.orgaan, Adoptie.datum, Adoptie.hash)
    zoek = _zoek(*kolommen).order_by(Adoptie.naam, Adoptie.versie.desc())
    rijen = db.session.execute(zoek.where(Adoptie.naam == naam) if naam else zoek)
    return [Versie(r.naam, r.versie, bij(r.id).titel, r.orgaan, r.datum, r.hash) for r in rijen]


def naam_en_titel(naam: str) -> tuple[str, str] | None:
    """Return the name and the title of the method that was chosen; None without one."""
    try:
        return (naam, gekozen(naam)[1].titel) if naam else None
    except NietGevonden:
        return None


def keuze_van(overleg_id: uuid.UUID) -> Keuze:
    """Return what the page to choose a method asks about an overleg. Raises NietGevonden."""
    rij = db.session.execute(
        select(Overleg.titel, Overleg.soort, Overleg.methode, Overleg.staat).where(Overleg.id == overleg_id)
    ).first()
    if rij is None:
        raise NietGevonden(str(overleg_id))
    return Keuze(rij.titel, rij.soort, naam_en_titel(rij.methode), rij.staat == "gepland")


def _zoek(*kolommen) -> Select:  # type: ignore[no-untyped-def,type-arg]
    return select(*kolommen).where(Adoptie.soort == SOORT)
