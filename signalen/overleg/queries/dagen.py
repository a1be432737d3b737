"""Days: which ones keep the terms of what waits, and where a step asks for an overleg that nobody planned."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from signalen.db import db
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from signalen.overleg import dagvoorstel, rules
from signalen.overleg.dagvoorstel import Dagvoorstel, Wacht
from signalen.overleg.models import Deelnemer, Overleg
from signalen.overleg.queries import dragers, stapel, wachtend
from signalen.permissions import Persoon
from signalen.visibility import Werkregel
from workflows import agendadrager

VRAGENDE_SOORTEN = ("casuistiekbespreking", "moreel_beraad")
"""Kinds that a step of a route asks for; the others are held when people want."""


def dagen_voor(leider: Persoon, soort: str, vandaag: date) -> tuple[Dagvoorstel, ...]:
    """Return up to five days for an overleg of this kind, for who led and attended the last one of it."""
    wachtend = [
        Wacht(p.nummer, p.uiterste) for p in stapel.wachtend_voor(leider, soort) if p.uiterste is not None
    ]
    bezet = _bezette_dagen({leider.id, *_gewone_deelnemers(leider.id, soort)}, vandaag)
    mensen = Counter(dag for wie, dagen in bezet.items() if wie != leider.id for dag in dagen)
    kalender = medewerkers.kalender()
    return dagvoorstel.voorstellen(vandaag, kalender, wachtend, bezet.get(leider.id, set()), mensen)


def _gewone_deelnemers(leider_id: uuid.UUID, soort: str) -> list[uuid.UUID]:
    """Return who was invited to the last overleg of this kind and leader: most likely they are again."""
    vorige = (
        select(Overleg.id)
        .where(Overleg.gespreksleider_id == leider_id, Overleg.soort == soort)
        .order_by(Overleg.datum.desc(), Overleg.id)
        .limit(1)
    )
    zoek = select(Deelnemer.medewerker_id).where(Deelnemer.overleg_id.in_(vorige))
    return list(db.session.scalars(zoek))


def _bezette_dagen(mensen: Collection[uuid.UUID], vandaag: date) -> dict[uuid.UUID, set[date]]:
    gepland = (Overleg.staat == "gepland") & (Overleg.datum >= vandaag)
    wie = select(Deelnemer.medewerker_id, Overleg.datum).join(Overleg, Overleg.id == Deelnemer.overleg_id)
    leidt = select(Overleg.gespreksleider_id, Overleg.datum)
    uit: dict[uuid.UUID, set[date]] = defaultdict(set)
    for zoek, kolom in ((wie, Deelnemer.medewerker_id), (leidt, Overleg.gespreksleider_id)):
        for medewerker_id, dag in db.session.execute(zoek.where(gepland, kolom.in_(mensen))):
            uit[medewerker_id].add(dag)
    return uit


# ------------------------------------------------------------------ no day planned


@dataclass(frozen=True)
class ZonderDag:
    """A knelpunt whose step asks for an overleg, with none planned before its term ends."""

    knelpunt_id: uuid.UUID
    traject_id: uuid.UUID
    stap: str
    titel: str
    soort: str
    uiterste: date


def zonder_dag(
    vandaag: date,
    alleen: Collection[uuid.UUID] | None = None,
    soorten: Collection[str] = VRAGENDE_SOORTEN,
) -> list[ZonderDag]:
    """Return every knelpunt that waits for an overleg that nobody planned in time; earliest term first.

    `alleen` narrows it to these knelpunten, `soorten` to these kinds of overleg.
    """
    if alleen is not None and not alleen:
        return []
    uit = [rij for soort in soorten for rij in _zonder_dag(soort, vandaag, alleen)]
    return sorted(uit, key=lambda rij: (rij.uiterste, str(rij.knelpunt_id)))


def _zonder_dag(soort: str, vandaag: date, alleen: Collection[uuid.UUID] | None) -> list[ZonderDag]:
    wachten = list(wachtend.wachtend(soort, alleen))
    if not wachten:
        return []
    planning = dragers.gepland(soort)
    komt = agendadrager.komend(planning.dagen, vandaag)
    uit = []
    for loop, stap in wachten:
        uiterste = wachtend.uiterste(wachtend.lopend(loop, stap))
        if uiterste is None or not traject.route_van(loop).stap(stap).overleg:
            continue
        kan = agendadrager.voor(stapel.wacht(planning, loop, loop, stap, soort), komt, vandaag)
        if not kan or kan[0].datum > uiterste:
            titel = traject.route_van(loop).titel_van(stap)
            uit.append(ZonderDag(loop.knelpunt_id, loop.id, stap, titel, soort, uiterste))
    return uit


def zonder_dag_voor(persoon: Persoon, vandaag: date) -> list[tuple[str, str, int, date]]:
    """Return per kind that this person may lead: (soort, name, how many wait without a day, first term)."""
    uit = []
    for soort in VRAGENDE_SOORTEN:
        if not rules.rol_als_leider(persoon.rolnamen, soort):
            continue
        mijn = {p.ding_id for p in stapel.wachtend_voor(persoon, soort)}
        rijen = [rij for rij in _zonder_dag(soort, vandaag, None) if rij.knelpunt_id in mijn]
        if rijen:
            uit.append((soort, rules.SOORTEN[soort], len(rijen), min(rij.uiterste for rij in rijen)))
    return uit


def voor_werk(regels: Iterable[Werkregel], vandaag: date) -> set[tuple[str, str]]:
    """Return which rows of Mijn werk wait for a day that nobody planned, as (address, title of the step)."""
    vragen = [r for r in regels if r.overleg in VRAGENDE_SOORTEN]
    ids, soorten = {uuid.UUID(r.url.split("/")[2]) for r in vragen}, {r.overleg for r in vragen}
    return {(f"/knelpunten/{rij.knelpunt_id}", rij.titel) for rij in zonder_dag(vandaag, ids, soorten)}


def soorten_van(knelpunt_id: uuid.UUID, vandaag: date, soorten: Collection[str]) -> dict[str, date]:
    """Return which of these kinds a knelpunt waits for without a day in time, with the last day."""
    hier = [soort for soort in VRAGENDE_SOORTEN if soort in soorten]
    return {rij.soort: rij.uiterste for rij in zonder_dag(vandaag, [knelpunt_id], hier)}
