"""The agenda of an overleg: a query over open afspraken and knelpunten, never rows somebody pushed.

Which overleg carries what is the rule of `workflows.agendadrager`; `stapel` reads what waits. An overleg
whose day has passed is asked for its own day: its items may still be recorded, though the next carries them.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby

from sqlalchemy import func, select, text

from signalen.db import db
from signalen.knelpunt import rules as knelpunten
from signalen.knelpunt.models import Gebeurtenis, Knelpunt, Traject
from signalen.knelpunt.operations import traject
from signalen.knelpunt.operations.voor_overleg import ligt_bij
from signalen.overleg import rules
from signalen.overleg.models import Overleg
from signalen.overleg.queries import dragers, onderwerpen, stapel, volgorde, wachtend
from signalen.overleg.queries.stapel import Punt, Stapel
from workflows import agendadrager

GENOEMD = select(
    func.json_agg(func.json_build_array(Gebeurtenis.knelpunt_id, Gebeurtenis.inhoud["stap"].astext))
).where(text("gebeurtenis.soort = 'dag_genoemd' AND gebeurtenis.inhoud ->> 'overleg' = :naam"))
"""For which knelpunten the day of an overleg (`naam`: its id as text) was named, each with the step."""


def knelpunt_ids(punten: Iterable[Punt]) -> set[uuid.UUID]:
    """Return the ids of the knelpunten among these items."""
    return {punt.ding_id for punt in punten if punt.soort == "knelpunt"}


def knelpunten_in_slotvolgorde(punten: Iterable[Punt]) -> list[Punt]:
    """Return the knelpunten in the order in which everyone locks them: by id."""
    return sorted((p for p in punten if p.soort == "knelpunt"), key=lambda punt: str(punt.ding_id))


def van(overleg: Overleg, vandaag: date) -> list[Punt]:
    """Return the items of a planned overleg in the order and with the minutes that its chair chose."""
    return volgorde.toegepast(overleg.id, vanzelf(overleg, vandaag))


def vanzelf(overleg: Overleg, vandaag: date) -> list[Punt]:
    """Return the items in the order they have by themselves: open afspraken, knelpunten, then subjects."""
    if overleg.staat != agendadrager.GEPLAND:
        return []
    return uit_stapel(overleg, stapel.lees(overleg.soort), vandaag)


def uit_stapel(overleg: Overleg, alles: Stapel, vandaag: date) -> list[Punt]:
    """Return what stands on an overleg, of what waits for its kind."""
    punten = alles.op(overleg.id, peildag(overleg, vandaag))
    woorden = onderwerpen.teksten([punt.ding_id for punt in punten if punt.soort == "onderwerp"])
    return [
        replace(punt, samenvatting=woorden[punt.ding_id].tekst) if punt.ding_id in woorden else punt
        for punt in punten
    ]


def peildag(overleg: Overleg, vandaag: date) -> date:
    """Return the day for which this overleg is asked what stands on it."""
    return agendadrager.peildag(dragers.dag_van(overleg), vandaag)


def knelpunten_op(overleg: Overleg, vandaag: date) -> list[Punt]:
    """Return the knelpunten that wait for this overleg: spoed first, then by uiterste datum."""
    return [punt for punt in vanzelf(overleg, vandaag) if punt.soort == "knelpunt"]


def heeft(overleg: Overleg, knelpunt: Knelpunt, vandaag: date) -> bool:
    """Say whether this planned overleg has this knelpunt on its agenda."""
    return overleg.id in die_hebben([overleg], knelpunt, vandaag)


def die_hebben(overleggen: Collection[Overleg], knelpunt: Knelpunt, vandaag: date) -> set[uuid.UUID]:
    """Return which of these planned overleggen have a knelpunt on their agenda."""
    uit = set()
    for soort in {rij.soort for rij in overleggen if rij.staat == agendadrager.GEPLAND}:
        stap = stap_op(soort, knelpunt)
        van_soort = [rij for rij in overleggen if rij.soort == soort]
        uit |= _die_hebben(van_soort, knelpunt, soort, stap, vandaag) if stap else set()
    return uit


def _die_hebben(
    overleggen: Collection[Overleg], knelpunt: Knelpunt, soort: str, stap: str, vandaag: date
) -> set[uuid.UUID]:
    alles, sleutel = _alles_of_een(knelpunt, soort, stap), f"knelpunt:{knelpunt.id}"
    uit = set()
    for peil, groep in groupby(sorted(overleggen, key=lambda r: r.datum), lambda r: peildag(r, vandaag)):
        dag = alles.plekken(peil).get(sleutel)
        uit |= {rij.id for rij in groep if dag is not None and rij.id == dag.id}
    return uit


def _alles_of_een(knelpunt: Knelpunt, soort: str, stap: str) -> Stapel:
    """Only where more may wait than one agenda holds, everything that waits has to be looked at."""
    if wachtend.misschien_vol(soort):
        return stapel.lees(soort)
    planning = dragers.gepland(soort)
    ding = stapel.wacht(planning, traject.hoofdtraject(knelpunt), knelpunt, stap, soort)
    return Stapel(planning.dagen, (), (ding,))


def stap_op(soort: str, knelpunt: Knelpunt) -> str:
    """Return the step at which this kind of overleg discusses a knelpunt now; empty when there is none."""
    loop = traject.hoofdtraject(knelpunt)
    stappen = rules.stappen_voor(traject.route_van(loop), soort)
    return next((naam for naam in stappen if ligt_bij(loop, naam)), "")


def genoemd(overleg: Overleg) -> list[list[str]]:
    """Return for which knelpunten the day of this overleg was named: (id, step) each."""
    return db.session.scalar(GENOEMD, {"naam": str(overleg.id)}) or []


def weg_van(genoemd: Iterable[list[str]], nu_erop: Collection[uuid.UUID]) -> list[tuple[Traject, str]]:
    """Return knelpunten for which an overleg was named but that moved since, with where they lie now."""
    stappen = {id_: stap for ruw, stap in genoemd if (id_ := uuid.UUID(ruw)) not in nu_erop}
    if not stappen:
        return []
    weg = db.session.scalars(select(Knelpunt).where(Knelpunt.id.in_(stappen)).order_by(Knelpunt.nummer))
    lopen = [traject.hoofdtraject(knelpunt) for knelpunt in weg]
    return [(loop, waar(loop)) for loop in lopen if not ligt_bij(loop, stappen[loop.knelpunt_id])]


def titel(loop: Traject) -> str:
    """Return the title of the knelpunt of a traject."""
    return knelpunten.titel_of_week(loop.knelpunt.titel, loop.knelpunt.week)


def waar(loop: Traject) -> str:
    """Return in words where a traject lies now."""
    return traject.route_van(loop).titel_van(loop.stap)
