"""What stands around an agenda: the look-back, what the company misses, and which subjects were dropped."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from signalen import clock
from signalen.db import db
from signalen.medewerker.models import Eenheid, Medewerker, Rol
from signalen.overleg.models import Overleg
from signalen.overleg.queries import onderwerpen, terugblik
from signalen.overleg.queries.onderwerpen import Onderwerpregel
from signalen.overleg.queries.terugblik import Terugblik
from signalen.permissions import LEIDING
from workflows.gezelschap import Aanwezige, waarschuwingen


@dataclass(frozen=True)
class Omlijsting:
    """What the page of an overleg shows around its items."""

    terugblik: tuple[Terugblik, ...]
    waarschuwingen: tuple[str, ...]
    vervallen: tuple[Onderwerpregel, ...]


def omlijsting(
    overleg: Overleg, deelnemers: Collection[uuid.UUID], leidt: bool, vorige: bool = True
) -> Omlijsting:
    """Return what stands around the agenda of an overleg; dropped subjects are for who leads it only.

    `vorige` says that one of this kind and leader was held before: otherwise nothing is looked back on.
    """
    mensen = deelnemers if overleg.staat == "gepland" else ()
    return Omlijsting(
        terugblik=tuple(terugblik.van(overleg)) if vorige else (),
        waarschuwingen=tuple(gezelschap(overleg.soort, mensen, overleg.gespreksleider_id)) if mensen else (),
        vervallen=tuple(onderwerpen.vervallen(overleg.id)) if leidt and _luistert(overleg) else (),
    )


def _luistert(overleg: Overleg) -> bool:
    return overleg.soort == "luistersessie" and overleg.staat == "gepland"


def gezelschap(soort: str, deelnemers: Collection[uuid.UUID], leider: uuid.UUID | None) -> list[str]:
    """Return what this company misses, in sentences; a warning and never a refusal."""
    ids = set(deelnemers) - {leider}
    mensen = _aanwezigen({*ids, *([leider] if leider else [])})
    return waarschuwingen(
        soort, [mensen[id_] for id_ in sorted(ids) if id_ in mensen], mensen.get(leider) if leider else None
    )


def _aanwezigen(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Aanwezige]:
    hoe = joinedload(Medewerker.eenheid).joinedload(Eenheid.organisatie)
    rijen = db.session.scalars(select(Medewerker).where(Medewerker.id.in_(ids)).options(hoe))
    rollen = _rollen(ids)
    return {rij.id: _aanwezige(rij, rollen.get(rij.id, frozenset())) for rij in rijen}


def _rollen(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, frozenset[tuple[str, uuid.UUID]]]:
    """Return the roles of today per person, without those of whom they stand in for."""
    vandaag = clock.today()
    telt = and_(Rol.van <= vandaag, or_(Rol.tot.is_(None), Rol.tot >= vandaag))
    rijen = db.session.execute(
        select(Rol.medewerker_id, Rol.rol, Rol.eenheid_id).where(Rol.medewerker_id.in_(ids), telt)
    )
    uit: dict[uuid.UUID, set[tuple[str, uuid.UUID]]] = {}
    for rij in rijen:
        uit.setdefault(rij.medewerker_id, set()).add((rij.rol, rij.eenheid_id))
    return {wie: frozenset(rollen) for wie, rollen in uit.items()}


def _aanwezige(rij: Medewerker, rollen: frozenset[tuple[str, uuid.UUID]]) -> Aanwezige:
    return Aanwezige(
        naam=rij.naam,
        eenheid=str(rij.eenheid_id),
        eenheidnaam=rij.eenheid.naam,
        organisatie=str(rij.eenheid.organisatie_id),
        rollen=frozenset(rol for rol, _ in rollen),
        leidt=frozenset(str(eenheid) for rol, eenheid in rollen if rol in LEIDING),
    )
