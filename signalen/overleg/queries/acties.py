"""Open afspraken that come on an agenda: made in an overleg, for a kind of one, or about what stands there.

Changes nothing; on which agenda each one stands is for `workflows.agendadrager`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, Uuid, and_, any_, bindparam, or_, select

from signalen.db import db
from signalen.opvolging.models import Afspraak
from signalen.overleg.models import Overleg
from signalen.overleg.queries import dragers
from workflows.agendadrager import Wacht

OPEN = and_(Afspraak.gedaan_op.is_(None), Afspraak.vervallen_op.is_(None))
SOORT: Any = bindparam("voor")
UIT_OVERLEG = Overleg.soort == SOORT
ELDERS = and_(
    Afspraak.overleg_id.is_(None),
    or_(
        Afspraak.agenda == SOORT,
        and_(Afspraak.agenda == "", Afspraak.knelpunt_id == any_(bindparam("ids", type_=ARRAY(Uuid)))),
    ),
)
VOOR_SOORT = (
    select(
        Afspraak.id.label("afspraak_id"),
        Afspraak.soort.label("wat"),
        Afspraak.omschrijving,
        Afspraak.eigenaar_rol,
        Afspraak.datum.label("dag"),
        Afspraak.agenda,
        Afspraak.knelpunt_id,
        *dragers.KOLOMMEN,
    )
    .outerjoin(Overleg, Overleg.id == Afspraak.overleg_id)
    .where(OPEN, or_(UIT_OVERLEG, ELDERS))
    .order_by(Afspraak.datum, Afspraak.id)
)


def open_voor(soort: str, knelpunt_ids: Sequence[uuid.UUID]) -> Sequence[Any]:
    """Return the open afspraken for a kind of overleg, with those of these knelpunten; nearest first."""
    return db.session.execute(VOOR_SOORT, {"voor": soort, "ids": list(knelpunt_ids)}).all()


def wacht(rij: Any, bij: Mapping[uuid.UUID, frozenset[uuid.UUID] | None]) -> Wacht:
    """Return one of these rows as the rule looks at it; `bij` says whose overleggen are for its knelpunt."""
    sleutel = f"afspraak:{rij.afspraak_id}"
    if rij.id is not None:
        return Wacht(sleutel, uit=dragers.dag_van(rij))
    return Wacht(sleutel) if rij.agenda else Wacht(sleutel, bij[rij.knelpunt_id])
