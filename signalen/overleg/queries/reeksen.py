"""Reading series: the list, one series with its overleggen, and the days that a new one would have."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from signalen.db import NietGevonden, db
from signalen.medewerker import queries as medewerkers
from signalen.overleg import reeksregels, rules
from signalen.overleg.models import Deelnemer, Overleg, Reeks, Reeksdeelnemer
from signalen.overleg.queries.regels import OverlegRegel, regel
from signalen.overleg.reeksregels import GelezenReeks, Reeksdag
from signalen.permissions import Band, Persoon, Recht, mag

GEEN_LEIDER = (
    "Niemand kan deze reeks nog leiden. Beëindig de reeks en begin een nieuwe met een andere leider."
)


@dataclass(frozen=True)
class Reeksregel:
    """A series in a list: what it is, how often in words, and who leads."""

    id: uuid.UUID
    url: str
    titel: str
    soort: str
    ritme: str
    begin: str
    minuten: int
    plaats: str
    leider: str
    tot: date | None
    beeindigd_op: date | None
    reden: str
    let_op: str


@dataclass(frozen=True)
class Reekspagina:
    """One series with the overleggen to come, and the days off in the window with what happens on them."""

    kop: Reeksregel
    deelnemers: tuple[str, ...]
    komend: tuple[OverlegRegel, ...]
    vrij: tuple[str, ...]
    mag_beeindigen: bool


def laad_reeks(reeks_id: uuid.UUID, persoon: Persoon | None) -> tuple[uuid.UUID, Band]:
    """Return a series' id and how this person stands to it. Raises NietGevonden."""
    rij = _lees(reeks_id)
    if persoon is None:
        return rij.id, Band()
    leidt = persoon.id == rij.gespreksleider_id or (
        _kan_niet_verder(rij) and bool(rules.rol_als_leider(persoon.rolnamen, rij.soort))
    )
    return rij.id, Band(deelnemer=_hoort_erbij(reeks_id, persoon.id), gespreksleider=leidt)


def _hoort_erbij(reeks_id: uuid.UUID, wie: uuid.UUID) -> bool:
    """Say whether somebody is invited to the series, or to or for one of its overleggen."""
    vast = select(Reeksdeelnemer.reeks_id).where(
        Reeksdeelnemer.reeks_id == reeks_id, Reeksdeelnemer.medewerker_id == wie
    )
    genodigd = select(Deelnemer.overleg_id).where(Deelnemer.medewerker_id == wie)
    een = select(Overleg.id).where(
        Overleg.reeks_id == reeks_id, or_(Overleg.vervanger_id == wie, Overleg.id.in_(genodigd))
    )
    return any(db.session.scalar(zoek.limit(1)) is not None for zoek in (vast, een))


def _lees(reeks_id: uuid.UUID) -> Reeks:
    rij = db.session.get(Reeks, reeks_id)
    if rij is None:
        raise NietGevonden(str(reeks_id))
    return rij


def _kan_niet_verder(rij: Reeks) -> bool:
    leider = medewerkers.persoon(rij.gespreksleider_id) if rij.gespreksleider_id else None
    return leider is None or not rules.rol_als_leider(leider.rolnamen, rij.soort)


def reeksen(persoon: Persoon) -> list[Reeksregel]:
    """Return the series that this person leads, attends or sees as who sees all; running ones first."""
    zoek = select(Reeks)
    if not mag(Recht.OVERLEG_ZIEN, persoon):
        mijn = select(Reeksdeelnemer.reeks_id).where(Reeksdeelnemer.medewerker_id == persoon.id)
        zoek = zoek.where(or_(Reeks.gespreksleider_id == persoon.id, Reeks.id.in_(mijn)))
    rijen = db.session.scalars(zoek.order_by(Reeks.beeindigd_op.desc().nulls_first(), Reeks.titel, Reeks.id))
    return [_regel(rij) for rij in rijen]


def _regel(rij: Reeks) -> Reeksregel:
    leider = rij.gespreksleider_id
    return Reeksregel(
        id=rij.id,
        url=f"/overleg/reeksen/{rij.id}",
        titel=rij.titel,
        soort=rules.SOORTEN.get(rij.soort, rij.soort),
        ritme=reeksregels.in_woorden(rij.regel),
        begin=f"{rij.begin:%H.%M} uur" if rij.begin else "",
        minuten=rij.minuten,
        plaats=rij.plaats,
        leider=medewerkers.namen({leider}).get(leider, "") if leider else "",
        tot=rij.tot,
        beeindigd_op=rij.beeindigd_op,
        reden=rij.reden,
        let_op=GEEN_LEIDER if rij.beeindigd_op is None and _kan_niet_verder(rij) else "",
    )


def vaste(reeks_id: uuid.UUID) -> list[uuid.UUID]:
    """Return who is invited to every overleg of a series."""
    zoek = select(Reeksdeelnemer.medewerker_id).where(Reeksdeelnemer.reeks_id == reeks_id)
    return list(db.session.scalars(zoek))


def reekspagina(reeks_id: uuid.UUID, vandaag: date, leidt: bool) -> Reekspagina:
    """Return the page of one series."""
    rij = _lees(reeks_id)
    komend = select(Overleg).where(Overleg.reeks_id == reeks_id, Overleg.datum >= vandaag)
    komend = komend.order_by(Overleg.datum, Overleg.begin)
    return Reekspagina(
        kop=_regel(rij),
        deelnemers=tuple(sorted(medewerkers.namen(set(vaste(reeks_id))).values())),
        komend=tuple(regel(o, vandaag) for o in db.session.scalars(komend)),
        vrij=_vrije_dagen(rij, vandaag),
        mag_beeindigen=leidt and rij.beeindigd_op is None,
    )


def _vrije_dagen(rij: Reeks, vandaag: date) -> tuple[str, ...]:
    if rij.eerste is None or rij.beeindigd_op is not None:
        return ()
    dagen = reeksregels.dagen(
        rij.regel, rij.eerste, _eind(rij.tot, vandaag), medewerkers.kalender(), rij.bij_vrij
    )
    return tuple(d.zin for d in dagen if d.waarom and d.regel_dag >= vandaag)


def _eind(tot: date | None, vandaag: date) -> date:
    grens = vandaag + reeksregels.VENSTER
    return min(tot, grens) if tot else grens


def voorgenomen(gelezen: GelezenReeks, vandaag: date) -> Sequence[Reeksdag]:
    """Return the days that a series would have in the coming half year, before anything is stored."""
    eind = _eind(gelezen.tot, vandaag)
    return reeksregels.dagen(gelezen.regel, gelezen.eerste, eind, medewerkers.kalender(), gelezen.bij_vrij)
