"""Reading people for beheer: who can act at each step now, where the holes are, roles and portefeuilles.

Returns records, never rows. Nothing here reads signalen or words of melders.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from signalen.beheer import inrichting
from signalen.db import NietGevonden, db
from signalen.medewerker import queries as medewerkers
from signalen.medewerker import rules
from signalen.medewerker.models import Eenheid, Medewerker, Organisatie, Portefeuille, Rol, Vervanging
from workflows.definition import BESLUITER


@dataclass(frozen=True)
class Plek:
    """Who can act in one role for one domain now; `gat` says in red words what is missing."""

    rol: str
    domein: str
    eenheid: str
    mensen: tuple[str, ...]
    stappen: tuple[str, ...]
    gat: str


@dataclass(frozen=True)
class Gat:
    """A role in which nobody can act, and what to do about it."""

    rol: str
    zin: str


@dataclass(frozen=True)
class Rolregel:
    """A role of somebody, with the unit and the period."""

    id: uuid.UUID
    rol: str
    eenheid: str
    van: date
    tot: date | None
    geldt: bool


@dataclass(frozen=True)
class Mens:
    """Somebody with a log-in, as beheer sees it."""

    id: uuid.UUID
    naam: str
    email: str
    eenheid: str
    partij: str
    eigen: bool
    uit_dienst_op: date | None
    rollen: tuple[Rolregel, ...] = field(default=())


@dataclass(frozen=True)
class Vervangregel:
    """Who stands in for whom in a period."""

    afwezig: str
    vervanger: str
    van: date
    tot: date


@dataclass(frozen=True)
class Portefeuilleregel:
    """Which unit fills a role for a domain."""

    rol: str
    domein: str
    bestuur: str
    eenheid: str


# ------------------------------------------------------------------ who can act


def bezetting(dag: date) -> list[Plek]:
    """Return for each role that a route uses, and each domain with a row of its own, who can act today."""
    stappen = _stappen_per_rol()
    namen = {m.id: m.naam for m in medewerkers.in_dienst()}
    eenheden = {r.id: r.naam for r in db.session.execute(select(Eenheid.id, Eenheid.naam))}
    uit = []
    for rol, titels in stappen.items():
        for domein in sorted({"*", *(d for (r, d, _) in medewerkers.portefeuilles() if r == rol)}):
            eenheid = rules.eenheid_voor(medewerkers.portefeuilles(), rol, domein)
            mensen = tuple(sorted(namen.get(id_, "") for id_ in medewerkers.bezetting(rol, domein, dag=dag)))
            gat = "" if mensen else _gat(rol, domein, eenheden.get(eenheid, "") if eenheid else "")
            uit.append(Plek(rol, domein, eenheden.get(eenheid, "") if eenheid else "", mensen, titels, gat))
    return uit


def _stappen_per_rol() -> dict[str, tuple[str, ...]]:
    stappen: dict[str, list[str]] = {}
    for route in inrichting.nieuwste_routes():
        for stap in route.stappen.values():
            if stap.rol != BESLUITER:
                stappen.setdefault(stap.rol, []).append(f"{stap.titel} ({route.naam})")
    return {rol: tuple(titels) for rol, titels in sorted(stappen.items())}


def _gat(rol: str, domein: str, eenheid: str) -> str:
    waar = "" if domein == "*" else f" voor {domein}"
    if not eenheid:
        return f"Geen eenheid vervult deze rol{waar}. Zet een portefeuille."
    return f"Niemand bij {eenheid} heeft deze rol{waar}. Geef iemand de rol of regel vervanging."


def gaten(dag: date) -> list[Gat]:
    """Return every role in which nobody can act today."""
    return [Gat(plek.rol, plek.gat) for plek in bezetting(dag) if plek.gat]


# ------------------------------------------------------------------ people


def mensen() -> list[Mens]:
    """Return everyone with a log-in by name, those who left last, without their roles."""
    zoek = select(Medewerker).options(joinedload(Medewerker.eenheid).joinedload(Eenheid.organisatie))
    rijen = db.session.scalars(zoek.order_by(Medewerker.uit_dienst_op.nulls_first(), Medewerker.naam))
    return [_mens(rij, ()) for rij in rijen]


def mens(medewerker_id: uuid.UUID, dag: date) -> Mens:
    """Return somebody with all their roles. Raises NietGevonden."""
    rij = db.session.get(Medewerker, medewerker_id)
    if rij is None:
        raise NietGevonden(str(medewerker_id))
    rollen = sorted(rij.rollen, key=lambda r: (r.tot is not None, r.rol, r.van))
    return _mens(rij, tuple(_rolregel(r, dag) for r in rollen))


def _mens(rij: Medewerker, rollen: tuple[Rolregel, ...]) -> Mens:
    partij = rij.eenheid.organisatie
    return Mens(
        rij.id,
        rij.naam,
        rij.email,
        rij.eenheid.naam,
        partij.naam,
        partij.soort == "eigen",
        rij.uit_dienst_op,
        rollen,
    )


def _rolregel(rij: Rol, dag: date) -> Rolregel:
    geldt = rij.van <= dag and (rij.tot is None or dag <= rij.tot)
    return Rolregel(rij.id, rij.rol, rij.eenheid.naam, rij.van, rij.tot, geldt)


def rolnamen(dag: date) -> dict[uuid.UUID, str]:
    """Return the roles of today per person, in words."""
    uit: dict[uuid.UUID, set[str]] = {}
    for periode in medewerkers.perioden():
        if periode.geldt(dag):
            uit.setdefault(periode.medewerker_id, set()).add(periode.rol)
    return {id_: ", ".join(sorted(rollen)) for id_, rollen in uit.items()}


def van_rol(rol_id: uuid.UUID) -> tuple[uuid.UUID, str]:
    """Return whose role this is and which one. Raises NietGevonden."""
    rij = db.session.get(Rol, rol_id)
    if rij is None:
        raise NietGevonden(str(rol_id))
    return rij.medewerker_id, f"{rij.rol} bij {rij.eenheid.naam} van {rij.medewerker.naam}"


def vervangingen(vanaf: date) -> list[Vervangregel]:
    """Return who stands in for whom, today and later."""
    rijen = list(
        db.session.scalars(select(Vervanging).where(Vervanging.tot >= vanaf).order_by(Vervanging.van))
    )
    namen = medewerkers.namen({r.medewerker_id for r in rijen} | {r.vervanger_id for r in rijen})
    return [Vervangregel(namen[r.medewerker_id], namen[r.vervanger_id], r.van, r.tot) for r in rijen]


def portefeuilles() -> list[Portefeuilleregel]:
    """Return which unit fills which role."""
    zoek = select(Portefeuille).options(joinedload(Portefeuille.eenheid))
    rijen = db.session.scalars(zoek.order_by(Portefeuille.rol, Portefeuille.domein, Portefeuille.bestuur))
    return [Portefeuilleregel(r.rol, r.domein, r.bestuur, r.eenheid.naam) for r in rijen]


# ------------------------------------------------------------------ choices


def eenheden() -> list[tuple[str, str]]:
    """Return (id, name with organisation) of every unit, for a list to choose from."""
    zoek = select(Eenheid.id, Eenheid.naam, Organisatie.naam).join(
        Organisatie, Eenheid.organisatie_id == Organisatie.id
    )
    return [
        (str(id_), f"{naam} ({waar})") for id_, naam, waar in db.session.execute(zoek.order_by(Eenheid.naam))
    ]


def collega_s() -> list[tuple[str, str]]:
    """Return (id, name) of everyone in service."""
    return [(str(m.id), f"{m.naam} ({m.eenheid.naam})") for m in medewerkers.in_dienst()]
