"""Which knelpunten wait for a kind of overleg, and their terms: the part of an agenda that must stay quick.

Says nothing about who leads or in which order; `agenda` does.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, String, Text, Uuid, all_, and_, any_, bindparam, cast, func, or_, select

from signalen.db import db
from signalen.knelpunt.models import Adoptie, Knelpunt, Koppeling, Termijn, Traject
from signalen.knelpunt.operations import routes, traject
from signalen.knelpunt.operations.voor_overleg import ligt_bij
from signalen.opvolging.models import Afspraak
from signalen.overleg import rules
from signalen.overleg.models import Agendapunt, Overleg, Uitspraak
from signalen.overleg.queries import acties
from signalen.signaal.models import Signaal, Tekst
from workflows.agendadrager import RUIMTE

STAPPEN = bindparam("stappen", type_=ARRAY(String))
BEKEND = bindparam("bekend", type_=ARRAY(Uuid))
ERBIJ = and_(
    Traject.soort == "knelpunt",
    or_(
        and_(Traject.open, Traject.stap == any_(STAPPEN)),
        Traject.stand["naast"].has_any(STAPPEN),
        Traject.adoptie_id != all_(BEKEND),
    ),
)
"""At one of these steps, or on a route that this process has not read: that one is looked at afterwards."""

SPOED = (
    select(Koppeling.id)
    .join(Signaal)
    .where(Koppeling.knelpunt_id == Traject.knelpunt_id, Koppeling.tot.is_(None), Signaal.spoed)
)
GEZEGD = (
    select(Uitspraak.id)
    .join(Agendapunt, Agendapunt.id == Uitspraak.agendapunt_id)
    .where(Agendapunt.knelpunt_id == Traject.knelpunt_id)
)
LOPEND = select(
    func.string_agg(Termijn.stap + "\t" + Termijn.soort + "\t" + cast(Termijn.uiterste, Text), "\n")
).where(
    Termijn.traject_id == Traject.id,
    Termijn.gedaan_op.is_(None),
    Termijn.verlopen_op.is_(None),
    Termijn.vervallen_op.is_(None),
)
WACHTEND = (
    select(
        Traject.id,
        Traject.knelpunt_id,
        Traject.adoptie_id,
        Traject.stap,
        cast(Traject.stand, Text).label("stand"),
        Traject.open,
        Knelpunt.nummer,
        Knelpunt.titel,
        Knelpunt.week,
        Knelpunt.domein,
        Knelpunt.bestuur,
        Tekst.inhoud.label("samenvatting"),
        SPOED.exists().label("spoed"),
        GEZEGD.exists().label("gezegd"),
        LOPEND.scalar_subquery().label("lopend"),
    )
    .join(Knelpunt, Knelpunt.id == Traject.knelpunt_id)
    .outerjoin(Tekst, Tekst.id == Knelpunt.samenvatting_id)
    .where(ERBIJ)
    .order_by(Traject.id)
)
WACHTEND_VAN = WACHTEND.where(Traject.knelpunt_id == any_(bindparam("ids", type_=ARRAY(Uuid))))
ERBIJ_IDS = select(Traject.knelpunt_id).where(ERBIJ)
VOOR = bindparam("voor", type_=String)
DRUKTE = select(
    select(func.count()).select_from(ERBIJ_IDS.subquery()).scalar_subquery(),
    select(func.count(Afspraak.id))
    .outerjoin(Overleg, Overleg.id == Afspraak.overleg_id)
    .where(
        acties.OPEN, or_(Overleg.soort == VOOR, Afspraak.agenda == VOOR, Afspraak.knelpunt_id.in_(ERBIJ_IDS))
    )
    .scalar_subquery(),
)
"""Statements that pages need are made once: making one costs about as much as running it. For the same reason
a stand and the terms come as text: most are equal, or of another step.
"""


@dataclass(frozen=True)
class Lopend:
    """A term that runs at a step."""

    soort: str
    uiterste: date


def stapnamen(soort: str) -> set[str]:
    """Return the steps of every adopted route that an overleg of this kind discusses."""
    ids = db.session.scalars(select(Adoptie.id).where(Adoptie.soort == "route"))
    return {naam for id_ in ids for naam in rules.stappen_voor(routes.route_bij(id_), soort)}


def _gevraagd(soort: str) -> dict[str, Any]:
    bekend = routes.bekende_routes()
    stappen = {naam for route in bekend.values() for naam in rules.stappen_voor(route, soort)}
    return {"stappen": sorted(stappen), "bekend": list(bekend)}


def wachtend(soort: str, alleen: Collection[uuid.UUID] | None = None) -> Iterable[tuple[Any, str]]:
    """Yield each main traject that is at a step for this kind of overleg, or has one open beside it.

    `alleen` narrows it to these knelpunten. Rows of columns, not objects: an agenda of sixty would make three
    hundred.
    """
    vraag = _gevraagd(soort)
    zoek = WACHTEND if alleen is None else WACHTEND_VAN
    loop: Any
    for loop in db.session.execute(zoek, vraag if alleen is None else {**vraag, "ids": list(alleen)}).all():
        # There is one open main traject; only for a closed one the others have to be looked at.
        if (
            not loop.open
            and traject.hoofdtraject(db.session.get_one(Knelpunt, loop.knelpunt_id)).id != loop.id
        ):
            continue
        for stap in rules.stappen_voor(traject.route_van(loop), soort):
            if stap == loop.stap or ligt_bij(loop, stap):
                yield loop, stap
                break


def lopend(loop: Any, stap: str) -> list[Lopend]:
    """Return the terms that run at this step of a waiting traject."""
    alle = (regel.split("\t") for regel in (loop.lopend or "").splitlines())
    return [Lopend(soort, date.fromisoformat(dag)) for bij, soort, dag in alle if bij == stap]


def uiterste(lopend: Iterable[Lopend]) -> date | None:
    """Return the day before which a step must be done; None when no term of it runs."""
    return min((t.uiterste for t in lopend if t.soort in ("stap", "naast")), default=None)


def misschien_vol(soort: str) -> bool:
    """Say whether more may wait for this kind of overleg than one agenda holds; counts generously."""
    return sum(db.session.execute(DRUKTE, {**_gevraagd(soort), "voor": soort}).one()) > RUIMTE
