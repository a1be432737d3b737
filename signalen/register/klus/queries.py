"""Reading klussen: the last one of a quarter for its page, and those that the clock must take."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select

from signalen.db import db
from signalen.register.klus import rules
from signalen.register.klus.operations import stand_van
from signalen.register.models import Opmaakklus


def laatste(kwartaal: str, soort: str = "opmaken") -> rules.Stand | None:
    """Return how the last klus of this kind stands, or None when nobody asked for one."""
    zoek = select(Opmaakklus).where(Opmaakklus.kwartaal == kwartaal, Opmaakklus.soort == soort)
    rij = db.session.scalars(zoek.order_by(Opmaakklus.gevraagd_op.desc(), Opmaakklus.id).limit(1)).first()
    return stand_van(rij) if rij else None


def soort_van(klus_id: uuid.UUID) -> str | None:
    """Return the kind of a klus, or None when there is none with this id."""
    return db.session.scalar(select(Opmaakklus.soort).where(Opmaakklus.id == klus_id))


def wachtende(nu: datetime) -> list[tuple[uuid.UUID, rules.Stand]]:
    """Return the klussen that nobody takes, oldest first."""
    zoek = select(Opmaakklus).where(Opmaakklus.staat.in_(rules.OPEN)).order_by(Opmaakklus.gevraagd_op)
    alle = [(rij.id, stand_van(rij)) for rij in db.session.scalars(zoek)]
    return [(id_, stand) for id_, stand in alle if rules.blijft_liggen(stand, nu)]
