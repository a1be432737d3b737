"""The agenda of a planned overleg: a query over open afspraken and knelpunten, never rows somebody pushed.

Only the first planned overleg of a kind and a gespreksleider carries the knelpunten: each waits in one place.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select, text

from signalen.db import db
from signalen.knelpunt import rules as knelpunten
from signalen.knelpunt.models import Gebeurtenis, Knelpunt, Traject
from signalen.knelpunt.operations import traject
from signalen.knelpunt.operations.voor_overleg import ligt_bij
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import rules as opvolging
from signalen.opvolging.models import Afspraak
from signalen.overleg import rules
from signalen.overleg.models import Overleg
from signalen.overleg.queries import acties, onderwerpen, volgorde, wachtend
from signalen.permissions import Persoon
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
    """Return the items of a planned overleg in the order and with the minutes that its chair chose."""
    return volgorde.toegepast(overleg.id, vanzelf(overleg, vandaag))[:MAX_PUNTEN]


def vanzelf(overleg: Overleg, vandaag: date) -> list[Punt]:
    """Return the items in the order they have by themselves: open afspraken, knelpunten, then subjects."""
    if overleg.staat != "gepland":
        return []
    eerste = draagt(overleg, vandaag)
    punten = _knelpunten(overleg) if eerste else []
    beloofd = acties.open_op(overleg, knelpunt_ids(punten), eerste, vandaag)
    afspraken = [_afspraak(rij, overleg.soort) for rij in beloofd]
    regels = onderwerpen.wachtend(overleg, eerste, vandaag)
    return [*afspraken, *punten, *(_onderwerp(regel) for regel in regels)]


def _onderwerp(regel: onderwerpen.Onderwerpregel) -> Punt:
    """A subject of a luistersessie as an item."""
    return Punt(
        soort="onderwerp",
        ding_id=uuid.UUID(regel.id),
        onderwerp=onderwerpen.titel(regel.week),
        minuten=rules.minuten_voor("onderwerp", "luistersessie"),
        samenvatting=regel.tekst,
    )


def knelpunten_op(overleg: Overleg, vandaag: date) -> list[Punt]:
    """Return the knelpunten that wait for this overleg: spoed first, then by uiterste datum."""
    return _knelpunten(overleg) if draagt(overleg, vandaag) else []


def _knelpunten(overleg: Overleg) -> list[Punt]:
    leider = medewerkers.persoon(overleg.gespreksleider_id)
    return wachtend_voor(leider, overleg.soort) if leider else []


def wachtend_voor(leider: Persoon, soort: str) -> list[Punt]:
    """Return the knelpunten that wait for an overleg of this kind by this leader, in order."""
    gevonden = [
        (loop, stap) for loop, stap in wachtend.wachtend(soort) if gaat_over(leider, loop, loop, stap, soort)
    ]
    lopend = wachtend.termijnen([loop.id for loop, _ in gevonden])
    punten = [_punt(loop, stap, soort, lopend.get((loop.id, stap), ())) for loop, stap in gevonden]
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


def gaat_over(leider: Persoon, loop: Any, waar: Any, stap: str, soort: str) -> bool:
    """Say whether overleggen of this leader carry a traject: what the portefeuille gives to their units.

    `waar` has the domein and the bestuur: the knelpunt, or a row of `wachtend`.
    """
    rollen = medewerkers.rollen_voor(leider, waar.domein, waar.bestuur)
    aan_zet = engine.rol_aan_zet(traject.route_van(loop), traject.stand_van(loop), stap)
    return aan_zet in rollen or bool(rules.rol_als_leider(rollen, soort))


def _punt(loop: Any, stap: str, soort: str, lopend: Collection[Any]) -> Punt:
    return Punt(
        soort="knelpunt",
        ding_id=loop.knelpunt_id,
        onderwerp=knelpunten.titel_of_week(loop.titel, loop.week),
        minuten=rules.minuten_voor("knelpunt", soort),
        traject_id=loop.id,
        stap=stap,
        nummer=loop.nummer,
        samenvatting=loop.samenvatting or "",
        uiterste=min((t.uiterste for t in lopend if t.soort in ("stap", "naast")), default=None),
        dag_open=any(t.soort == "dag" for t in lopend),
        spoed=loop.spoed,
    )


def _afspraak(rij: Afspraak, soort: str) -> Punt:
    return Punt(
        soort="afspraak",
        ding_id=rij.id,
        onderwerp=opvolging.op_de_agenda(rij.soort, rij.omschrijving),
        minuten=rules.minuten_voor("afspraak", soort),
        rol=rij.eigenaar_rol,
        uiterste=rij.datum,
    )


def weg_van(overleg: Overleg, nu_erop: Collection[uuid.UUID]) -> list[tuple[Traject, str]]:
    """Return knelpunten for which this overleg was named but that moved since, with where they lie now."""
    genoemd = select(Gebeurtenis.knelpunt_id, Gebeurtenis.inhoud["stap"].astext.label("stap")).where(
        text("gebeurtenis.soort = 'dag_genoemd' AND gebeurtenis.inhoud ->> 'overleg' = :overleg")
    )
    rijen = db.session.execute(genoemd, {"overleg": str(overleg.id)})
    stappen = {r.knelpunt_id: r.stap for r in rijen if r.knelpunt_id not in nu_erop}
    if not stappen:
        return []
    weg = db.session.scalars(select(Knelpunt).where(Knelpunt.id.in_(stappen)).order_by(Knelpunt.nummer))
    lopen = [traject.hoofdtraject(knelpunt) for knelpunt in weg]
    return [(loop, waar(loop)) for loop in lopen if not ligt_bij(loop, stappen[loop.knelpunt_id])]


def titel(loop: Traject) -> str:
    """Return the title of the knelpunt of a traject."""
    return knelpunten.titel_of_week(loop.knelpunt.titel, loop.knelpunt.week)


def heeft(overleg: Overleg, knelpunt: Knelpunt, vandaag: date) -> bool:
    """Say whether this planned overleg has this knelpunt on its agenda, without asking for the others."""
    loop, stap = traject.hoofdtraject(knelpunt), stap_op(overleg, knelpunt)
    leider = medewerkers.persoon(overleg.gespreksleider_id) if stap else None
    return (
        leider is not None
        and gaat_over(leider, loop, knelpunt, stap, overleg.soort)
        and draagt(overleg, vandaag)
    )


def stap_op(overleg: Overleg, knelpunt: Knelpunt) -> str:
    """Return the step at which this kind of overleg discusses a knelpunt now; empty when there is none."""
    loop = traject.hoofdtraject(knelpunt)
    stappen = rules.stappen_voor(traject.route_van(loop), overleg.soort)
    return next((naam for naam in stappen if ligt_bij(loop, naam)), "")


def waar(loop: Traject) -> str:
    """Return in words where a traject lies now."""
    return traject.route_van(loop).titel_van(loop.stap)
