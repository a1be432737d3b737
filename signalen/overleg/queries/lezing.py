"""What the page of an overleg reads of the overleg itself, in two questions. Decides and shows nothing."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ARRAY, Date, Uuid, any_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from signalen.db import NietGevonden, db
from signalen.medewerker.models import Medewerker, Vervanging
from signalen.opvolging.models import Afspraak
from signalen.overleg.models import Afwezigheid, Agendavolgorde, Deelnemer, Gesprek, Overleg, Werkblad
from signalen.overleg.queries import agenda

DAG = bindparam("dag", type_=Date)
VORIG = aliased(Overleg)
LEES = (
    select(
        Overleg,
        exists().where(Afspraak.overleg_id == Overleg.id).label("gemaakt"),
        exists()
        .where(
            VORIG.soort == Overleg.soort,
            VORIG.gespreksleider_id == Overleg.gespreksleider_id,
            VORIG.staat == "gehouden",
        )
        .label("vorige"),
        exists().where(Agendavolgorde.overleg_id == Overleg.id).label("volgorde"),
        exists().where(Gesprek.overleg_id == Overleg.id).label("begonnen"),
        agenda.GENOEMD.scalar_subquery().label("genoemd"),
        select(func.max(Werkblad.weg_op))
        .where(Werkblad.overleg_id == Overleg.id)
        .scalar_subquery()
        .label("notities_tot"),
    )
    .where(Overleg.id == bindparam("overleg"))
    .options(joinedload(Overleg.verslag))
)
"""An overleg, and which of the things around it there are at all: what is not there is not asked for."""

MENSEN = select(
    Medewerker.id,
    Medewerker.naam,
    exists()
    .where(Deelnemer.overleg_id == bindparam("overleg"), Deelnemer.medewerker_id == Medewerker.id)
    .label("mee"),
    Medewerker.uit_dienst_op.is_(None).label("hier"),
    exists()
    .where(
        Afwezigheid.medewerker_id == Medewerker.id,
        Afwezigheid.ingetrokken_op.is_(None),
        Afwezigheid.van <= DAG,
        Afwezigheid.tot >= DAG,
    )
    .label("weg"),
    exists()
    .where(Vervanging.medewerker_id == Medewerker.id, Vervanging.van <= DAG, Vervanging.tot >= DAG)
    .label("vervangen"),
).where(
    or_(
        Medewerker.id == any_(bindparam("leiders", type_=ARRAY(Uuid))),
        Medewerker.id.in_(
            select(Deelnemer.medewerker_id).where(Deelnemer.overleg_id == bindparam("overleg"))
        ),
    )
)
"""Who leads an overleg and who was invited: their names, and whether they are there on its day."""


def lees(overleg_id: uuid.UUID) -> Any:
    """Return an overleg with what there is around it. Raises NietGevonden."""
    rij = db.session.execute(LEES, {"overleg": overleg_id, "naam": str(overleg_id)}).unique().first()
    if rij is None:
        raise NietGevonden(str(overleg_id))
    return rij


def mensen_van(overleg: Overleg) -> dict[uuid.UUID, Any]:
    """Return by id who lead and who were invited (`mee`), with their names; and whether each is in service
    (`hier`), away or replaced on the day of the overleg.
    """
    leiders = [overleg.gespreksleider_id, overleg.leidt_id]
    vraag = {"overleg": overleg.id, "leiders": leiders, "dag": overleg.datum}
    return {rij.id: rij for rij in db.session.execute(MENSEN, vraag)}
