"""What the page of an overleg reads of the overleg itself, in two questions. Decides nothing, shows nothing."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ARRAY, Uuid, any_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from signalen.db import NietGevonden, db
from signalen.medewerker.models import Medewerker
from signalen.opvolging.models import Afspraak
from signalen.overleg.models import Deelnemer, Overleg, Werkblad

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
).where(
    or_(
        Medewerker.id == any_(bindparam("leiders", type_=ARRAY(Uuid))),
        Medewerker.id.in_(
            select(Deelnemer.medewerker_id).where(Deelnemer.overleg_id == bindparam("overleg"))
        ),
    )
)
"""Names of who leads an overleg and of who was invited."""


def lees(overleg_id: uuid.UUID) -> Any:
    """Return an overleg with what there is around it. Raises NietGevonden."""
    rij = db.session.execute(LEES, {"overleg": overleg_id}).unique().first()
    if rij is None:
        raise NietGevonden(str(overleg_id))
    return rij


def mensen_van(overleg_id: uuid.UUID, leiders: Collection[uuid.UUID]) -> Sequence[Any]:
    """Return who lead and who were invited (`mee`), with their names."""
    return db.session.execute(MENSEN, {"overleg": overleg_id, "leiders": list(leiders)}).all()
