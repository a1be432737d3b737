"""What the clock does for overleggen: days, outcomes of the route, what is released and what is erased."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import select

from signalen.db import db, transaction
from signalen.knelpunt.models import Termijn
from signalen.overleg.models import Overleg
from signalen.overleg.operations import houden, reeksen, sluitingsdag, vrijgeven, waarschuwen, wissen
from signalen.overleg.operations.plannen import noem_dag, slot
from signalen.overleg.queries import agenda


def tik(moment: datetime) -> int:
    """Name the day for knelpunten that came onto an agenda after it was planned; return for how many.

    Also writes at held items which outcome the route got, keeps the series half a year ahead, warns where no
    day is planned in time or the day became a day off, decides over harvests whose day is over, and erases
    what may not stay. Safe to repeat and in parallel.
    """
    vrijgeven.vrijgeven(moment)
    wissen.wis(moment)
    with transaction():
        houden.neem_uitkomsten_over(moment)
        sluitingsdag.meld_vrije_dagen(moment)
    reeksen.vul_aan(moment)
    genoemd = _noem_dagen(moment)
    waarschuwen.waarschuw(moment)
    return genoemd


def _noem_dagen(moment: datetime) -> int:
    if not _wacht_op_dag():
        db.session.rollback()
        return 0
    ids = list(db.session.scalars(_komend(moment.date())))
    db.session.rollback()
    return sum(_noem_voor(overleg_id, moment) for overleg_id in ids)


def _wacht_op_dag() -> bool:
    zoek = select(Termijn.id).where(
        Termijn.soort == "dag",
        Termijn.gedaan_op.is_(None),
        Termijn.verlopen_op.is_(None),
        Termijn.vervallen_op.is_(None),
    )
    return db.session.scalar(zoek.limit(1)) is not None


def _komend(vandaag: date):  # type: ignore[no-untyped-def]
    zoek = select(Overleg.id).where(Overleg.staat == "gepland", Overleg.datum >= vandaag)
    return zoek.order_by(Overleg.datum, Overleg.begin, Overleg.id)


def _noem_voor(overleg_id: uuid.UUID, moment: datetime) -> int:
    with transaction():
        overleg = slot(overleg_id)
        if overleg.staat != "gepland":
            return 0
        wachtend = [p for p in agenda.knelpunten_op(overleg, moment.date()) if p.dag_open]
        return noem_dag(overleg, wachtend, moment)
