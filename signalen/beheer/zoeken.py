"""Finding people, units and roles by the names that somebody types on the command line. Changes nothing."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import select

from signalen.db import NietGevonden, db
from signalen.medewerker.models import Eenheid, Medewerker, Rol


def bestaat(email: str) -> bool:
    """Say whether somebody has this address."""
    return (
        db.session.scalar(select(Medewerker.id).where(Medewerker.email == email.strip().lower())) is not None
    )


def id_van(email: str) -> uuid.UUID:
    """Return who has this address. Raises NietGevonden."""
    gevonden = db.session.scalar(select(Medewerker.id).where(Medewerker.email == email.strip().lower()))
    if gevonden is None:
        raise NietGevonden(email)
    return gevonden


def eenheid_id(naam: str) -> uuid.UUID:
    """Return the unit with this name. Raises NietGevonden, also when two organisations have one."""
    gevonden = list(db.session.scalars(select(Eenheid.id).where(Eenheid.naam == naam)))
    if len(gevonden) != 1:
        raise NietGevonden(
            f"eenheid {naam}" if not gevonden else f"eenheid {naam} (er zijn er meer met deze naam)"
        )
    return gevonden[0]


def eigen_eenheid(medewerker_id: uuid.UUID) -> uuid.UUID:
    """Return the unit of somebody."""
    return db.session.scalars(select(Medewerker.eenheid_id).where(Medewerker.id == medewerker_id)).one()


def rol_ids(medewerker_id: uuid.UUID, rol: str, waar: uuid.UUID | None, dag: date) -> list[uuid.UUID]:
    """Return the running roles of this name. Raises NietGevonden when there is none."""
    zoek = select(Rol).where(Rol.medewerker_id == medewerker_id, Rol.rol == rol)
    rijen = [r for r in db.session.scalars(zoek) if r.tot is None or r.tot >= dag]
    gevonden = [r.id for r in rijen if waar is None or r.eenheid_id == waar]
    if not gevonden:
        raise NietGevonden(f"rol {rol}")
    return gevonden
