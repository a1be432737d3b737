"""Which knelpunten wait for a kind of overleg, and their terms: the part of an agenda that must stay quick.

Says nothing about who leads or in which order; `agenda` does.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import and_, func, or_, select

from signalen.db import db
from signalen.knelpunt.models import Adoptie, Knelpunt, Koppeling, Termijn, Traject
from signalen.knelpunt.operations import traject
from signalen.knelpunt.operations.voor_overleg import ligt_bij
from signalen.opvolging.models import Afspraak
from signalen.overleg import rules
from signalen.overleg.models import Overleg
from signalen.overleg.queries import acties
from signalen.signaal.models import Signaal, Tekst
from workflows.agendadrager import RUIMTE


def stapnamen(soort: str) -> set[str]:
    """Return the steps of every adopted route that an overleg of this kind discusses."""
    ids = db.session.scalars(select(Adoptie.id).where(Adoptie.soort == "route"))
    return {naam for id_ in ids for naam in rules.stappen_voor(traject.route_bij(id_), soort)}


def wachtend(soort: str, alleen: Collection[uuid.UUID] | None = None) -> Iterable[tuple[Any, str]]:
    """Yield each main traject that is at a step for this kind of overleg, or has one open beside it.

    `alleen` narrows it to these knelpunten. Rows of columns, not objects: an agenda of sixty would make three
    hundred.
    """
    namen = sorted(stapnamen(soort))
    if not namen:
        return
    ernaast = [Traject.stand["naast"].contains([naam]) for naam in namen]
    erop = and_(Traject.open, Traject.stap.in_(namen))
    zoek = _kolommen().where(Traject.soort == "knelpunt", or_(erop, *ernaast))
    zoek = zoek.where(Traject.knelpunt_id.in_(alleen)) if alleen is not None else zoek
    loop: Any
    for loop in db.session.execute(zoek.order_by(Traject.id)).all():
        # There is one open main traject; only for a closed one the others have to be looked at.
        if (
            not loop.open
            and traject.hoofdtraject(db.session.get_one(Knelpunt, loop.knelpunt_id)).id != loop.id
        ):
            continue
        for stap in rules.stappen_voor(traject.route_van(loop), soort):
            if ligt_bij(loop, stap):
                yield loop, stap
                break


def misschien_vol(soort: str) -> bool:
    """Say whether more may wait for this kind of overleg than one agenda holds; counts generously."""
    namen = sorted(stapnamen(soort))
    ernaast = [Traject.stand["naast"].contains([naam]) for naam in namen]
    lopen = select(Traject.knelpunt_id).where(
        Traject.soort == "knelpunt", or_(and_(Traject.open, Traject.stap.in_(namen)), *ernaast)
    )
    beloofd = select(func.count(Afspraak.id)).outerjoin(Overleg, Overleg.id == Afspraak.overleg_id)
    van_hier = or_(
        Overleg.soort == soort, Afspraak.agenda == soort, Afspraak.knelpunt_id.in_(lopen.scalar_subquery())
    )
    aantallen = (
        select(func.count()).select_from(lopen.subquery()).scalar_subquery(),
        beloofd.where(acties.OPEN, van_hier).scalar_subquery(),
    )
    return sum(db.session.execute(select(*aantallen)).one()) > RUIMTE


def _kolommen() -> Any:
    spoed = (
        select(Koppeling.id)
        .join(Signaal)
        .where(Koppeling.knelpunt_id == Traject.knelpunt_id, Koppeling.tot.is_(None), Signaal.spoed)
    )
    lopen = (Traject.id, Traject.knelpunt_id, Traject.adoptie_id, Traject.stap, Traject.stand, Traject.open)
    van_knelpunt = (Knelpunt.nummer, Knelpunt.titel, Knelpunt.week, Knelpunt.domein, Knelpunt.bestuur)
    samen = (Tekst.inhoud.label("samenvatting"), spoed.exists().label("spoed"))
    zoek = select(*lopen, *van_knelpunt, *samen).join(Knelpunt, Knelpunt.id == Traject.knelpunt_id)
    return zoek.outerjoin(Tekst, Tekst.id == Knelpunt.samenvatting_id)


def termijnen(ids: Collection[uuid.UUID]) -> dict[tuple[uuid.UUID, str], list[Any]]:
    """Return the terms that still run, by traject and step."""
    zoek = select(Termijn.traject_id, Termijn.stap, Termijn.soort, Termijn.uiterste).where(
        Termijn.traject_id.in_(ids),
        Termijn.gedaan_op.is_(None),
        Termijn.verlopen_op.is_(None),
        Termijn.vervallen_op.is_(None),
    )
    uit: dict[tuple[uuid.UUID, str], list[Any]] = {}
    for rij in db.session.execute(zoek) if ids else ():
        uit.setdefault((rij.traject_id, rij.stap), []).append(rij)
    return uit
