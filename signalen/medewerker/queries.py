"""Reading staff: who can act, which roles somebody holds today, and the calendar of the municipality.

Rights are read again for each request (SAFETY rule 15): what is cached here lives as long as one session.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from signalen import clock
from signalen.db import db
from signalen.medewerker import rules
from signalen.medewerker.models import (
    Eenheid,
    ExtraDag,
    Instelling,
    Medewerker,
    Organisatie,
    Portefeuille,
    Rol,
    Vervanging,
)
from signalen.permissions import Persoon
from workflows.termijn import Kalender

T = TypeVar("T")
GEHEUGEN = "medewerker_queries"


def _onthouden(naam: str, maak: Callable[[], T]) -> T:
    geheugen: dict[str, Any] = db.session.info.setdefault(GEHEUGEN, {})
    if naam not in geheugen:
        geheugen[naam] = maak()
    return geheugen[naam]  # type: ignore[no-any-return]


def vergeet() -> None:
    """Forget what was read in this session, after staff, roles or extra days were changed."""
    db.session.info.pop(GEHEUGEN, None)


def kalender() -> Kalender:
    """Return the calendar with extra days (by decree) and own closing days."""
    return _onthouden("kalender", _lees_kalender)


def _lees_kalender() -> Kalender:
    rijen = db.session.scalars(select(ExtraDag)).all()
    extra = {r.datum: r.reden for r in rijen if r.soort == "extra"}
    return Kalender(extra, {r.datum: r.reden for r in rijen if r.soort == "sluiting"})


def portefeuilles() -> dict[tuple[str, str, str], uuid.UUID]:
    """Return every portefeuille row as (rol, domein, bestuur) -> eenheid."""
    return _onthouden("portefeuilles", _lees_portefeuilles)


def _lees_portefeuilles() -> dict[tuple[str, str, str], uuid.UUID]:
    return {(p.rol, p.domein, p.bestuur): p.eenheid_id for p in db.session.scalars(select(Portefeuille))}


def perioden() -> list[rules.Rolperiode]:
    """Return the roles of everyone still in service."""
    return _onthouden("perioden", _lees_perioden)


def _lees_perioden() -> list[rules.Rolperiode]:
    zoek = select(Rol).join(Medewerker).where(Medewerker.uit_dienst_op.is_(None))
    return [
        rules.Rolperiode(r.medewerker_id, r.rol, r.eenheid_id, r.van, r.tot) for r in db.session.scalars(zoek)
    ]


def vervangingen() -> list[rules.Vervangt]:
    """Return every stand-in arrangement."""
    return _onthouden("vervangingen", _lees_vervangingen)


def _lees_vervangingen() -> list[rules.Vervangt]:
    rijen = db.session.scalars(select(Vervanging))
    return [rules.Vervangt(v.medewerker_id, v.vervanger_id, v.van, v.tot) for v in rijen]


def bezetting(rol: str, domein: str, bestuur: str = "", dag: date | None = None) -> frozenset[uuid.UUID]:
    """Return the people who can act in a role for a domain on a day, through the portefeuille."""
    eenheid = rules.eenheid_voor(portefeuilles(), rol, domein, bestuur)
    return rules.bezetting(perioden(), vervangingen(), rol, eenheid, dag or clock.today())


def persoon(medewerker_id: uuid.UUID, dag: date | None = None) -> Persoon | None:
    """Return who this is, with the roles of today; None for somebody unknown or out of service.

    Reads only the roles of this person and of whom they stand in for, not everyone's.
    """
    rijen = db.session.execute(_wie_met_rollen(medewerker_id, dag or clock.today())).all()
    if not rijen:
        return None
    eerste = rijen[0]
    return Persoon(
        id=eerste.id,
        naam=eerste.naam,
        email=eerste.email,
        eigen=eerste.soort == "eigen",
        eenheid_id=eerste.eenheid_id,
        rollen=frozenset((rij.rol, rij.rol_eenheid) for rij in rijen if rij.rol is not None),
    )


def _wie_met_rollen(medewerker_id: uuid.UUID, dag: date) -> Any:
    """One row per role that counts on this day, or one without a role: who it is, asked in a single query."""
    vervangt = select(Vervanging.medewerker_id).where(
        Vervanging.vervanger_id == medewerker_id, Vervanging.van <= dag, Vervanging.tot >= dag
    )
    houder = aliased(Medewerker)
    telt = and_(
        or_(Rol.medewerker_id == Medewerker.id, Rol.medewerker_id.in_(vervangt)),
        or_(Rol.tot.is_(None), Rol.tot >= dag),
        Rol.van <= dag,
        exists().where(houder.id == Rol.medewerker_id, houder.uit_dienst_op.is_(None)),
    )
    kolommen = (Medewerker.id, Medewerker.naam, Medewerker.email, Medewerker.eenheid_id, Organisatie.soort)
    return (
        select(*kolommen, Rol.rol, Rol.eenheid_id.label("rol_eenheid"))
        .join(Eenheid, Eenheid.id == Medewerker.eenheid_id)
        .join(Organisatie, Organisatie.id == Eenheid.organisatie_id)
        .outerjoin(Rol, telt)
        .where(Medewerker.id == medewerker_id, Medewerker.uit_dienst_op.is_(None))
    )


def rollen_voor(wie: Persoon, domein: str, bestuur: str = "") -> frozenset[str]:
    """Return the roles that somebody fills for a domain."""
    return rules.rollen_voor(wie, portefeuilles(), domein, bestuur)


def namen(ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of these people, for lists of deelnemers and the like."""
    rijen = db.session.execute(select(Medewerker.id, Medewerker.naam).where(Medewerker.id.in_(ids)))
    return {rij.id: rij.naam for rij in rijen}


def in_dienst() -> list[Medewerker]:
    """Return everyone in service by name, with unit and roles."""
    zoek = select(Medewerker).where(Medewerker.uit_dienst_op.is_(None)).order_by(Medewerker.naam)
    return list(db.session.scalars(zoek.options(joinedload(Medewerker.eenheid))).unique())


def met_rol(rol: str, dag: date | None = None) -> list[uuid.UUID]:
    """Return who holds a role today, in any unit."""
    vandaag = dag or clock.today()
    return sorted({p.medewerker_id for p in perioden() if p.rol == rol and p.geldt(vandaag)})


def ids_in_dienst() -> list[uuid.UUID]:
    """Return the ids of everyone in service."""
    return list(db.session.scalars(select(Medewerker.id).where(Medewerker.uit_dienst_op.is_(None))))


def instelling(sleutel: str, standaard: str) -> str:
    """Return a setting, or what the code says when the municipality did not set it."""
    instellingen = _onthouden("instellingen", _lees_instellingen)
    return instellingen.get(sleutel, standaard)


def _lees_instellingen() -> dict[str, str]:
    return {r.sleutel: r.waarde for r in db.session.scalars(select(Instelling))}
