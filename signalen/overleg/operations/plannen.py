"""Planning an overleg on a named day: the row, the invitations, and that day named for its knelpunten."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from signalen.db import NietGevonden, db
from signalen.knelpunt.operations import voor_overleg
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.medewerker import queries as medewerkers
from signalen.overleg import rules
from signalen.overleg.models import Deelnemer, Overleg
from signalen.overleg.operations import uitnodigen
from signalen.overleg.queries import agenda
from signalen.overleg.queries.stapel import Punt
from signalen.overleg.reeksregels import Reeksvoorstel
from signalen.permissions import LEIDING, Persoon
from workflows.stand import Geweigerd


def plan(voorstel: rules.Voorstel, moment: datetime, reeks: tuple[uuid.UUID, date] | None = None) -> Overleg:
    """Plan an overleg and name its day for every knelpunt that comes on the agenda by it.

    `reeks` names the series and the day that its rule gave. Raises OngeldigeInvoer for a day that is past or
    no working day, for a time that is none, and for a leader who may not lead this kind.
    """
    gelezen = rules.lees_plan(voorstel, moment.date(), medewerkers.kalender())
    leider = leider_van(voorstel)
    mensen = deelnemers_van(voorstel, leider)
    overleg = Overleg(
        soort=gelezen.soort,
        titel=gelezen.titel,
        datum=gelezen.datum,
        begin=gelezen.begin,
        minuten=gelezen.minuten,
        plaats=gelezen.plaats,
        gespreksleider_id=leider.id,
        reeks_id=reeks[0] if reeks else None,
        reeks_dag=reeks[1] if reeks else None,
        deelnemers=[Deelnemer(medewerker_id=wie) for wie in mensen],
    )
    db.session.add(overleg)
    db.session.flush()
    uitnodigen.nodig_uit(overleg, moment, door=voorstel.door)
    noem_dag(overleg, agenda.knelpunten_op(overleg, moment.date()), moment)
    return overleg


def leider_van(voorstel: rules.Voorstel | Reeksvoorstel) -> Persoon:
    """Return who leads. Raises OngeldigeInvoer when this person may not lead this kind."""
    wie = medewerkers.persoon(voorstel.gespreksleider or voorstel.door)
    if wie is None or not rules.rol_als_leider(wie.rolnamen, voorstel.soort):
        naam = rules.SOORTEN[voorstel.soort]
        zin = f"Deze collega kan dit overleg niet leiden. Kies wie bij ‘{naam}’ gespreksleider kan zijn."
        raise OngeldigeInvoer([Veldfout("gespreksleider", zin)])
    return wie


def deelnemers_van(voorstel: rules.Voorstel | Reeksvoorstel, leider: Persoon) -> list[uuid.UUID]:
    """Return who is invited, without the leader. Raises OngeldigeInvoer for somebody who left, and for a
    leader who manages one of them where that may not be (DESIGN section 4).
    """
    mensen = sorted(set(voorstel.deelnemers) - {leider.id})
    eis_in_dienst(mensen)
    if voorstel.soort in rules.VRIJ_VAN_LIJN and is_leidinggevende(leider, mensen):
        zin = "De gespreksleider is leidinggevende van een deelnemer. Kies een andere gespreksleider."
        raise OngeldigeInvoer([Veldfout("gespreksleider", zin)])
    return mensen


def eis_in_dienst(mensen: Collection[uuid.UUID]) -> None:
    """Raise OngeldigeInvoer when somebody among these people left."""
    if not set(mensen) <= set(medewerkers.ids_in_dienst()):
        raise OngeldigeInvoer([Veldfout("deelnemers", "Kies collega's die nu in dienst zijn.")])


def is_leidinggevende(leider: Persoon, mensen: Collection[uuid.UUID]) -> bool:
    """Say whether the leader manages the unit of one of these people (DESIGN section 4)."""
    eenheden = {eenheid for rol, eenheid in leider.rollen if rol in LEIDING}
    return any(m.id in mensen and m.eenheid_id in eenheden for m in medewerkers.in_dienst())


def slot(overleg_id: uuid.UUID) -> Overleg:
    """Lock an overleg for the rest of the transaction. Raises NietGevonden when it does not exist."""
    zoek = select(Overleg).where(Overleg.id == overleg_id).with_for_update()
    hoe = selectinload(Overleg.deelnemers)
    overleg = db.session.scalars(zoek.options(hoe).execution_options(populate_existing=True)).first()
    if overleg is None:
        raise NietGevonden(str(overleg_id))
    return overleg


def eis_gepland(overleg: Overleg) -> None:
    """Raise Geweigerd when the overleg was held or cancelled already."""
    if overleg.staat == "gehouden":
        raise Geweigerd("Dit overleg is al gehouden.", "al_gehouden")
    if overleg.staat != "gepland":
        raise Geweigerd("Dit overleg is al vervallen.", "al_vervallen")


def rol_van(overleg: Overleg) -> str:
    """Return the role in which this overleg is led, for the events."""
    leider = medewerkers.persoon(overleg.gespreksleider_id)
    rollen = leider.rolnamen if leider else frozenset()
    return rules.rol_als_leider(rollen, overleg.soort) or rules.LEIDERS[overleg.soort][0]


def noem_dag(overleg: Overleg, punten: Collection[Punt], moment: datetime) -> int:
    """Name the day of this overleg for knelpunten, in id order (locks); return for how many it counted."""
    rol = rol_van(overleg)
    return sum(
        voor_overleg.dag_genoemd(punt.ding_id, punt.stap, overleg.datum, rol, moment, str(overleg.id))
        for punt in agenda.knelpunten_in_slotvolgorde(punten)
    )
