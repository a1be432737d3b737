"""Short ways for tests to plan, hold and look at an overleg."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from signalen.db import db, transaction
from signalen.knelpunt.models import Gebeurtenis, Knelpunt, Termijn
from signalen.knelpunt.operations import traject
from signalen.overleg import operations
from signalen.overleg.models import Overleg
from signalen.overleg.queries import agenda
from signalen.overleg.rules import Voorstel
from tests.integratie.conftest import Stad

SAMENVATTING = {"samenvatting": "Elke maand verrekening."}


def plan(stad: Stad, datum: str, soort: str = "casuistiekbespreking", **rest):  # type: ignore[no-untyped-def]
    wie = rest.pop("wie", "gespreksleider")
    basis = {"soort": soort, "datum": datum, "begin": "14:00", "door": stad.ids[wie]}
    with transaction():
        return operations.plan(Voorstel(**{**basis, **rest}), stad.nu).id


def overleg(id_: uuid.UUID) -> Overleg:
    db.session.expire_all()
    rij = db.session.get(Overleg, id_)
    assert rij is not None
    return rij


def sleutels(stad: Stad, id_: uuid.UUID) -> list[str]:
    return [punt.sleutel for punt in agenda.van(overleg(id_), stad.nu.date())]


def houd(stad: Stad, id_: uuid.UUID, *besproken: str) -> None:
    with transaction():
        operations.houd(id_, besproken, 5, stad.nu)


def in_casuistiek(stad: Stad, **velden: object) -> uuid.UUID:
    k = stad.knelpunt_id(stad.geef(**velden))
    stad.doe(k, "coordinator", "gewoon", **SAMENVATTING)
    return k


def stap_van(k: uuid.UUID) -> str:
    db.session.expire_all()
    knelpunt = db.session.get(Knelpunt, k)
    assert knelpunt is not None
    return traject.hoofdtraject(knelpunt).stap


def soorten(k: uuid.UUID) -> list[str]:
    zoek = select(Gebeurtenis.soort).where(Gebeurtenis.knelpunt_id == k).order_by(Gebeurtenis.volgnummer)
    return list(db.session.scalars(zoek))


def open_dag(k: uuid.UUID) -> list[Termijn]:
    zoek = select(Termijn).where(
        Termijn.knelpunt_id == k, Termijn.soort == "dag", Termijn.gedaan_op.is_(None)
    )
    return list(db.session.scalars(zoek))
