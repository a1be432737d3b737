"""Which open afspraken stand on which agenda: each of an overleg waits in one place. Changes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from signalen.db import db
from signalen.opvolging.models import Afspraak
from signalen.overleg.models import Overleg


def open_op(
    overleg: Overleg, knelpunt_ids: Collection[uuid.UUID], draagt: bool, vandaag: date
) -> Sequence[Afspraak]:
    """Return open afspraken of these knelpunten, nearest first.

    With `draagt` also those of earlier overleggen, and those made elsewhere for this kind of agenda.
    """
    bronnen: list[Any] = [Afspraak.knelpunt_id.in_(knelpunt_ids)] if knelpunt_ids else []
    if draagt:
        bronnen += [Afspraak.overleg_id.in_(_eerdere(overleg, vandaag)), Afspraak.agenda == overleg.soort]
    if not bronnen:
        return []
    zoek = select(Afspraak).where(
        Afspraak.gedaan_op.is_(None), Afspraak.vervallen_op.is_(None), or_(*bronnen)
    )
    return db.session.scalars(zoek.order_by(Afspraak.datum, Afspraak.id)).all()


def _eerdere(overleg: Overleg, vandaag: date) -> Any:
    """Earlier overleggen of this kind by this leader.

    Those of a leader who plans none any more come on the first of this kind, whoever leads it: leaving never
    makes an afspraak disappear.
    """
    ander = aliased(Overleg)
    plant_nog = exists().where(
        ander.soort == Overleg.soort,
        ander.gespreksleider_id == Overleg.gespreksleider_id,
        ander.staat == "gepland",
        ander.datum >= vandaag,
    )
    voor_mij = exists().where(
        ander.soort == overleg.soort,
        ander.staat == "gepland",
        ander.datum >= vandaag,
        or_(
            ander.datum < overleg.datum,
            and_(ander.datum == overleg.datum, ander.begin < overleg.begin),
            and_(ander.datum == overleg.datum, ander.begin == overleg.begin, ander.id < overleg.id),
        ),
    )
    van_mij = Overleg.gespreksleider_id == overleg.gespreksleider_id
    return select(Overleg.id).where(
        Overleg.soort == overleg.soort,
        Overleg.id != overleg.id,
        Overleg.datum <= overleg.datum,
        or_(van_mij, and_(~plant_nog, ~voor_mij)),
    )
