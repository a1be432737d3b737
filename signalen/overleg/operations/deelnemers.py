"""Changing who is invited, for one overleg or for a series from now on. Who stays hears nothing.

What hangs on who is taken off: the task of verslaglegger goes (the gespreksleider writes, or gives it to
somebody else); the page, the closed notes and the feed of their own calendar close by themselves, because
those ask who is invited. Nothing else is touched, because nothing else knows who it is: a seat, a sealed card
and a subject have no person, an inbrenger is known by a link key only and keeps the page of the own signaal,
and votes exist only after an overleg was held, when nobody can be taken off any more.

Two people at once: what each changed is added up under the lock of the overleg (`deelnemersregels`), so
nobody is lost and nothing is refused.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import delete, select

from signalen.db import db
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.medewerker import queries as medewerkers
from signalen.overleg import deelnemersregels, rules
from signalen.overleg.deelnemersregels import Verschil
from signalen.overleg.models import Deelnemer, Gesprek, Overleg, Reeksdeelnemer, Verslaglegger
from signalen.overleg.operations import plannen, reeksen, uitnodigen
from signalen.overleg.queries.reeksen import vaste
from workflows.stand import Geweigerd

VELD = "deelnemers"
BEEINDIGD = "Deze reeks is beëindigd. Kijk per overleg dat er nog staat."


def wijzig_deelnemers(
    overleg_id: uuid.UUID, gezien: Collection[uuid.UUID], gekozen: Collection[uuid.UUID], moment: datetime
) -> Verschil:
    """Invite who was ticked and take off who was unticked since it was shown (`gezien`); return who.

    Raises Geweigerd when who is invited is fixed, and OngeldigeInvoer when nothing was changed, for somebody
    who left, and for a leader who manages somebody who is added where that may not be.
    """
    wat = _eis_verschil(gezien, gekozen)
    overleg = plannen.slot(overleg_id)
    zin = deelnemersregels.waarom_niet(
        overleg.staat, overleg.datum, moment.date(), overleg_id in _begonnen([overleg_id])
    )
    if zin:
        raise Geweigerd(zin, "ligt_vast")
    te_doen = _van(overleg, wat)
    _eis_mensen(te_doen.erbij, overleg.soort, _leiders([overleg]))
    _pas_toe(overleg, te_doen, moment)
    return te_doen


def wijzig_reeks(
    reeks_id: uuid.UUID, gezien: Collection[uuid.UUID], gekozen: Collection[uuid.UUID], moment: datetime
) -> int:
    """Change who is invited to a series from now on; return for how many planned overleggen it made a change.

    Later ones follow the series. One in which people were changed by hand keeps that. Raises as
    `wijzig_deelnemers` does, and Geweigerd for a series that was ended.
    """
    wat = _eis_verschil(gezien, gekozen)
    reeks = reeksen.slot(reeks_id, BEEINDIGD)
    komend = [plannen.slot(id_) for id_ in te_wijzigen(reeks_id, moment.date())]
    te_doen = deelnemersregels.nog_te_doen(vaste(reeks_id), wat, [reeks.gespreksleider_id])
    _eis_mensen(te_doen.erbij, reeks.soort, {*_leiders(komend), *filter(None, [reeks.gespreksleider_id])})
    _zet_vaste(reeks_id, te_doen)
    per_keer = [(overleg, _van(overleg, te_doen)) for overleg in komend]
    for overleg, hier in per_keer:
        _pas_toe(overleg, hier, moment)
    return sum(bool(hier) for _, hier in per_keer)


def te_wijzigen(reeks_id: uuid.UUID, vandaag: date) -> list[uuid.UUID]:
    """Return the overleggen of a series whose deelnemers may still change, in id order (locks)."""
    ids = [overleg.id for overleg in reeksen.komende(reeks_id, vandaag)]
    begonnen = _begonnen(ids)
    return [id_ for id_ in ids if id_ not in begonnen]


def _begonnen(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return in which of these overleggen a conversation began."""
    return set(db.session.scalars(select(Gesprek.overleg_id).where(Gesprek.overleg_id.in_(ids))))


def _eis_verschil(gezien: Collection[uuid.UUID], gekozen: Collection[uuid.UUID]) -> Verschil:
    wat = deelnemersregels.verschil(gezien, gekozen)
    if not wat:
        raise OngeldigeInvoer([Veldfout(VELD, deelnemersregels.NIETS)])
    return wat


def _van(overleg: Overleg, wat: Verschil) -> Verschil:
    nu = [d.medewerker_id for d in overleg.deelnemers]
    return deelnemersregels.nog_te_doen(nu, wat, [overleg.gespreksleider_id, overleg.vervanger_id])


def _leiders(overleggen: Iterable[Overleg]) -> set[uuid.UUID]:
    """Return who leads, and who is stood in for: that person may come back."""
    wie = {id_ for overleg in overleggen for id_ in (overleg.gespreksleider_id, overleg.vervanger_id)}
    return {id_ for id_ in wie if id_ is not None}


def _eis_mensen(erbij: Collection[uuid.UUID], soort: str, leiders: Collection[uuid.UUID]) -> None:
    """Raise OngeldigeInvoer for people who may not be added; who was there already is not asked about again.

    The same rules as `plannen.deelnemers_van` (DESIGN section 4).
    """
    plannen.eis_in_dienst(erbij)
    if soort not in rules.VRIJ_VAN_LIJN:
        return
    namen = medewerkers.namen(set(erbij))
    for leider in filter(None, map(medewerkers.persoon, sorted(leiders))):
        onder = sorted(naam for wie, naam in namen.items() if plannen.is_leidinggevende(leider, [wie]))
        if onder:
            zin = f"{leider.naam} leidt het gesprek en is leidinggevende van {onder[0]}. Nodig een ander uit."
            raise OngeldigeInvoer([Veldfout(VELD, zin)])


def _pas_toe(overleg: Overleg, wat: Verschil, moment: datetime) -> None:
    """Write the rows and tell those people. A stand-in who was a deelnemer still leads, so hears nothing."""
    if not wat:
        return
    weg = delete(Deelnemer).where(Deelnemer.overleg_id == overleg.id, Deelnemer.medewerker_id.in_(wat.eraf))
    db.session.execute(weg)
    schrijft = db.session.get(Verslaglegger, overleg.id)
    if schrijft is not None and schrijft.medewerker_id in wat.eraf:
        db.session.delete(schrijft)
    db.session.add_all(Deelnemer(overleg_id=overleg.id, medewerker_id=wie) for wie in sorted(wat.erbij))
    db.session.flush()
    db.session.expire(overleg, ["deelnemers"])
    uitnodigen.wissel(overleg, wat.erbij, wat.eraf - {overleg.leidt_id}, moment)


def _zet_vaste(reeks_id: uuid.UUID, wat: Verschil) -> None:
    weg = delete(Reeksdeelnemer).where(
        Reeksdeelnemer.reeks_id == reeks_id, Reeksdeelnemer.medewerker_id.in_(wat.eraf)
    )
    db.session.execute(weg)
    db.session.add_all(Reeksdeelnemer(reeks_id=reeks_id, medewerker_id=wie) for wie in sorted(wat.erbij))
    db.session.flush()
