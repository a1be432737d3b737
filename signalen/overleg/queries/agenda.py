"""The agenda of a planned overleg: a query over open afspraken and knelpunten, never rows somebody pushed.

Only the first planned overleg of a kind and a gespreksleider carries the knelpunten: each waits in one place.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from signalen.db import db
from signalen.knelpunt import rules as knelpunten
from signalen.knelpunt.models import Adoptie, Gebeurtenis, Knelpunt, Koppeling, Traject
from signalen.knelpunt.operations import traject
from signalen.knelpunt.operations.voor_overleg import ligt_bij
from signalen.medewerker import queries as medewerkers
from signalen.opvolging.models import Afspraak
from signalen.overleg import rules
from signalen.overleg.models import Overleg
from signalen.permissions import Persoon
from signalen.signaal.models import Signaal
from workflows import engine

LAATST = date.max
MAX_PUNTEN = 100


@dataclass(frozen=True)
class Punt:
    """One item of an agenda: titles, summary and dates only, never names or original words."""

    soort: str
    ding_id: uuid.UUID
    onderwerp: str
    minuten: int
    traject_id: uuid.UUID | None = None
    stap: str = ""
    nummer: int = 0
    samenvatting: str = ""
    rol: str = ""
    uiterste: date | None = None
    dag_open: bool = False
    spoed: bool = False

    @property
    def sleutel(self) -> str:
        """The key under which a form names this item."""
        return f"{self.soort}:{self.ding_id}"


def knelpunt_ids(punten: Iterable[Punt]) -> set[uuid.UUID]:
    """Return the ids of the knelpunten among these items."""
    return {punt.ding_id for punt in punten if punt.soort == "knelpunt"}


def knelpunten_in_slotvolgorde(punten: Iterable[Punt]) -> list[Punt]:
    """Return the knelpunten in the order in which everyone locks them: by id."""
    return sorted((p for p in punten if p.soort == "knelpunt"), key=lambda punt: str(punt.ding_id))


def van(overleg: Overleg, vandaag: date) -> list[Punt]:
    """Return the items of a planned overleg in order: open afspraken first, then knelpunten."""
    if overleg.staat != "gepland":
        return []
    punten = knelpunten_op(overleg, vandaag)
    afspraken = _afspraken(overleg, knelpunt_ids(punten), draagt(overleg, vandaag))
    return [*afspraken, *punten][:MAX_PUNTEN]


def knelpunten_op(overleg: Overleg, vandaag: date) -> list[Punt]:
    """Return the knelpunten that wait for this overleg: spoed first, then by uiterste datum."""
    leider = medewerkers.persoon(overleg.gespreksleider_id)
    return wachtend_voor(leider, overleg.soort) if leider and draagt(overleg, vandaag) else []


def wachtend_voor(leider: Persoon, soort: str) -> list[Punt]:
    """Return the knelpunten that wait for an overleg of this kind by this leader, in order."""
    gevonden = [(loop, stap) for loop, stap in wachtend(soort) if gaat_over(leider, loop, stap, soort)]
    spoed = _met_spoed([loop.knelpunt_id for loop, _ in gevonden])
    punten = [_punt(loop, stap, soort, loop.knelpunt_id in spoed) for loop, stap in gevonden]
    return sorted(punten, key=lambda p: (not p.spoed, p.uiterste or LAATST, p.nummer))


def draagt(overleg: Overleg, vandaag: date) -> bool:
    """Say whether this is the first planned overleg of its kind and leader.

    One that lies in the past and was never held blocks nobody: it carries its items and so does the next.
    """
    eerder = select(Overleg.id).where(
        Overleg.soort == overleg.soort,
        Overleg.gespreksleider_id == overleg.gespreksleider_id,
        Overleg.staat == "gepland",
        Overleg.id != overleg.id,
        Overleg.datum >= vandaag,
        or_(
            Overleg.datum < overleg.datum,
            and_(Overleg.datum == overleg.datum, Overleg.begin < overleg.begin),
            and_(Overleg.datum == overleg.datum, Overleg.begin == overleg.begin, Overleg.id < overleg.id),
        ),
    )
    return db.session.scalar(eerder.limit(1)) is None


def stapnamen(soort: str) -> set[str]:
    """Return the steps of every adopted route that an overleg of this kind discusses."""
    ids = db.session.scalars(select(Adoptie.id).where(Adoptie.soort == "route"))
    return {naam for id_ in ids for naam in rules.stappen_voor(traject.route_bij(id_), soort)}


def wachtend(soort: str, alleen: Collection[uuid.UUID] | None = None) -> Iterable[tuple[Traject, str]]:
    """Yield each main traject that is at a step for this kind of overleg, or has one open beside it.

    `alleen` narrows it to these knelpunten.
    """
    namen = sorted(stapnamen(soort))
    if not namen:
        return
    ernaast = [Traject.stand["naast"].contains([naam]) for naam in namen]
    erop = and_(Traject.open, Traject.stap.in_(namen))
    zoek = select(Traject).where(Traject.soort == "knelpunt", or_(erop, *ernaast))
    zoek = zoek.where(Traject.knelpunt_id.in_(alleen)) if alleen is not None else zoek
    hoe = joinedload(Traject.knelpunt)
    zoek = zoek.options(
        hoe.joinedload(Knelpunt.samenvatting),
        hoe.selectinload(Knelpunt.trajecten),
        selectinload(Traject.termijnen),
    )
    for loop in db.session.scalars(zoek.order_by(Traject.id)).unique():
        if loop is not traject.hoofdtraject(loop.knelpunt):
            continue
        for stap in rules.stappen_voor(traject.route_van(loop), soort):
            if ligt_bij(loop, stap):
                yield loop, stap
                break


def gaat_over(leider: Persoon, loop: Traject, stap: str, soort: str) -> bool:
    """Say whether overleggen of this leader carry a traject: what the portefeuille gives to their units."""
    rollen = medewerkers.rollen_voor(leider, loop.knelpunt.domein, loop.knelpunt.bestuur)
    aan_zet = engine.rol_aan_zet(traject.route_van(loop), traject.stand_van(loop), stap)
    return aan_zet in rollen or bool(rules.rol_als_leider(rollen, soort))


def _met_spoed(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    zoek = (
        select(Koppeling.knelpunt_id)
        .join(Signaal)
        .where(Koppeling.knelpunt_id.in_(ids), Koppeling.tot.is_(None), Signaal.spoed)
    )
    return set(db.session.scalars(zoek)) if ids else set()


def _punt(loop: Traject, stap: str, soort: str, spoed: bool) -> Punt:
    knelpunt = loop.knelpunt
    lopend = [t for t in traject.open_termijnen(loop) if t.stap == stap]
    samenvatting = knelpunt.samenvatting.inhoud if knelpunt.samenvatting else None
    return Punt(
        soort="knelpunt",
        ding_id=knelpunt.id,
        onderwerp=knelpunten.titel_of_week(knelpunt.titel, knelpunt.week),
        minuten=rules.minuten_voor("knelpunt", soort),
        traject_id=loop.id,
        stap=stap,
        nummer=knelpunt.nummer,
        samenvatting=samenvatting or "",
        uiterste=min((t.uiterste for t in lopend if t.soort in ("stap", "naast")), default=None),
        dag_open=any(t.soort == "dag" for t in lopend),
        spoed=spoed,
    )


def _afspraken(overleg: Overleg, ids: Collection[uuid.UUID], eerste: bool) -> list[Punt]:
    """Return open afspraken of the knelpunten on this agenda and, on the first, of earlier overleggen."""
    eerder = select(Overleg.id).where(
        Overleg.soort == overleg.soort, Overleg.id != overleg.id, Overleg.datum <= overleg.datum
    )
    bronnen = [Afspraak.knelpunt_id.in_(ids), *([Afspraak.overleg_id.in_(eerder)] if eerste else [])]
    zoek = select(Afspraak).where(
        Afspraak.gedaan_op.is_(None), Afspraak.vervallen_op.is_(None), or_(*bronnen)
    )
    return [
        Punt(
            soort="afspraak",
            ding_id=rij.id,
            onderwerp=rij.omschrijving,
            minuten=rules.minuten_voor("afspraak", overleg.soort),
            rol=rij.eigenaar_rol,
            uiterste=rij.datum,
        )
        for rij in db.session.scalars(zoek.order_by(Afspraak.datum, Afspraak.id))
    ]


def weg_van(overleg: Overleg, nu_erop: Collection[uuid.UUID]) -> list[tuple[Traject, str]]:
    """Return knelpunten for which this overleg was named but that moved since, with where they lie now."""
    genoemd = select(Gebeurtenis.knelpunt_id, Gebeurtenis.inhoud["stap"].astext.label("stap")).where(
        Gebeurtenis.soort == "dag_genoemd", Gebeurtenis.inhoud["overleg"].astext == str(overleg.id)
    )
    stappen = {r.knelpunt_id: r.stap for r in db.session.execute(genoemd) if r.knelpunt_id not in nu_erop}
    rijen = db.session.scalars(select(Knelpunt).where(Knelpunt.id.in_(stappen)).order_by(Knelpunt.nummer))
    lopen = [traject.hoofdtraject(knelpunt) for knelpunt in rijen]
    return [(loop, waar(loop)) for loop in lopen if not ligt_bij(loop, stappen[loop.knelpunt_id])]


def titel(loop: Traject) -> str:
    """Return the title of the knelpunt of a traject."""
    return knelpunten.titel_of_week(loop.knelpunt.titel, loop.knelpunt.week)


def heeft(overleg: Overleg, knelpunt: Knelpunt, vandaag: date) -> bool:
    """Say whether this planned overleg has this knelpunt on its agenda, without asking for the others."""
    loop = traject.hoofdtraject(knelpunt)
    stappen = rules.stappen_voor(traject.route_van(loop), overleg.soort)
    stap = next((naam for naam in stappen if ligt_bij(loop, naam)), "")
    leider = medewerkers.persoon(overleg.gespreksleider_id) if stap else None
    return leider is not None and gaat_over(leider, loop, stap, overleg.soort) and draagt(overleg, vandaag)


def waar(loop: Traject) -> str:
    """Return in words where a traject lies now."""
    return traject.route_van(loop).titel_van(loop.stap)
