"""Everything that waits for one kind of overleg, in the order in which it gets its place. Changes nothing.

Which overleg carries what is decided by `workflows.agendadrager`, here and nowhere else.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from signalen.knelpunt import rules as knelpunten
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import rules as opvolging
from signalen.overleg import rules
from signalen.overleg.queries import acties, dragers, onderwerpen, wachtend
from signalen.overleg.queries.dragers import Dragers
from signalen.permissions import Persoon
from workflows import agendadrager, engine
from workflows.agendadrager import Dag, Plekken, Wacht

LAATST = date.max


@dataclass(frozen=True)
class Punt:
    """One item of an agenda: titles, summary and dates only, never names or original words.

    `gezegd`: an earlier overleg recorded an advies or besluit about it.
    """

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
    gezegd: bool = False

    @cached_property
    def sleutel(self) -> str:
        """The key under which a form names this item."""
        return f"{self.soort}:{self.ding_id}"


@dataclass(frozen=True)
class Stapel:
    """What waits for a kind of overleg, and the overleggen that are planned for it.

    `punten` in the order they have by themselves: open afspraken, knelpunten (spoed first), then subjects.
    """

    dagen: tuple[Dag, ...]
    punten: tuple[Punt, ...]
    wachtend: tuple[Wacht, ...]

    def plekken(self, vandaag: date, behalve: Collection[str] = ()) -> Plekken:
        """Return where everything stands, as if the things in `behalve` were closed."""
        over = [ding for ding in self.wachtend if ding.sleutel not in behalve]
        return agendadrager.verdeel(over, self.dagen, vandaag)

    def zonder(self, overleg_id: uuid.UUID, vandaag: date) -> Plekken:
        """Return where everything would stand without this overleg: there goes what it does not discuss."""
        return agendadrager.verdeel(self.wachtend, [d for d in self.dagen if d.id != overleg_id], vandaag)

    def wacht_elders(self, overleg_id: uuid.UUID, vandaag: date) -> bool:
        """Say whether something that is for this overleg as well stands on an earlier one."""
        komt, plekken = agendadrager.komend(self.dagen, vandaag), self.plekken(vandaag)
        elders = [d for d in self.wachtend if (dag := plekken[d.sleutel]) and dag.id != overleg_id]
        return any(dag.id == overleg_id for ding in elders for dag in agendadrager.voor(ding, komt, vandaag))

    def op(self, overleg_id: uuid.UUID, vandaag: date) -> list[Punt]:
        """Return what stands on one overleg."""
        plekken = self.plekken(vandaag)
        hier = {sleutel for sleutel, dag in plekken.items() if dag is not None and dag.id == overleg_id}
        return [punt for punt in self.punten if punt.sleutel in hier]


def lees(soort: str) -> Stapel:
    """Read everything that waits for this kind of overleg, and which overleggen are planned for it."""
    planning = dragers.gepland(soort)
    gevonden = _knelpunten(soort, planning)
    bij = {punt.ding_id: ding.leiders for punt, ding, hoofd in gevonden if hoofd}
    paren = [(_afspraak(rij, soort), acties.wacht(rij, bij)) for rij in acties.open_voor(soort, list(bij))]
    paren += [(punt, ding) for punt, ding, _ in gevonden]
    paren += [(_onderwerp(rij), onderwerpen.wacht(rij)) for rij in onderwerpen.open_voor(soort)]
    return Stapel(planning.dagen, tuple(p for p, _ in paren), tuple(ding for _, ding in paren))


def _knelpunten(soort: str, planning: Dragers) -> list[tuple[Punt, Wacht, bool]]:
    """Return knelpunten in order, each with whose overleggen are for it, and whether its afspraken go along.

    Of a knelpunt that lies at two steps at once they go with the main one, so that they stand on one agenda.
    """
    wie = {dag.wie for dag in planning.dagen}
    leiders = [mens for id_, mens in planning.mensen.items() if id_ in wie]
    paren = [
        (punt, Wacht(punt.sleutel, voor), _hoofd(loop, punt.stap))
        for punt, loop, voor in _met_leiders(soort, leiders)
    ]
    return sorted(paren, key=lambda paar: in_volgorde(paar[0]))


def _met_leiders(soort: str, leiders: Collection[Persoon]) -> list[tuple[Punt, Any, frozenset[uuid.UUID]]]:
    """Return every waiting knelpunt as an item, its row, and which of these leaders it is for."""
    gevonden, onthoud = list(wachtend.wachtend(soort)), dict[Any, frozenset[uuid.UUID]]()
    uit = []
    for loop, stap in gevonden:
        aan_zet = engine.rol_aan_zet(traject.route_van(loop), traject.stand_van(loop), stap)
        waar = (aan_zet, loop.domein, loop.bestuur)
        if waar not in onthoud:
            onthoud[waar] = frozenset(mens.id for mens in leiders if gaat_over(mens, *waar, soort))
        uit.append((_punt(loop, stap, soort), loop, onthoud[waar]))
    return uit


def _hoofd(loop: Any, stap: str) -> bool:
    """Say whether the afspraken go along to this step: when no other overleg discusses the main one."""
    route = traject.route_van(loop)
    return stap == loop.stap or not any(
        loop.stap in rules.stappen_voor(route, soort) for soort in rules.SOORTEN
    )


def wacht(planning: Dragers, loop: Any, waar: Any, stap: str, soort: str) -> Wacht:
    """Return one knelpunt at a step as the rule looks at it; `waar` has its domein and bestuur."""
    aan_zet = engine.rol_aan_zet(traject.route_van(loop), traject.stand_van(loop), stap)
    voor = (
        mens.id
        for mens in planning.mensen.values()
        if gaat_over(mens, aan_zet, waar.domein, waar.bestuur, soort)
    )
    return Wacht(f"knelpunt:{loop.knelpunt_id}", frozenset(voor))


def gaat_over(leider: Persoon, aan_zet: str, domein: str, bestuur: str, soort: str) -> bool:
    """Say whether overleggen of this leader are for what lies at a role: what the portefeuille gives."""
    rollen = medewerkers.rollen_voor(leider, domein, bestuur)
    return aan_zet in rollen or bool(rules.rol_als_leider(rollen, soort))


def in_volgorde(punt: Punt) -> tuple[bool, date, int]:
    """The order of knelpunten: spoed first, then the nearest uiterste datum."""
    return (not punt.spoed, punt.uiterste or LAATST, punt.nummer)


def wachtend_voor(leider: Persoon, soort: str) -> list[Punt]:
    """Return the knelpunten that wait for an overleg of this kind and are for this leader, in order."""
    return sorted((punt for punt, _, voor in _met_leiders(soort, [leider]) if voor), key=in_volgorde)


def _punt(loop: Any, stap: str, soort: str) -> Punt:
    lopend = wachtend.lopend(loop, stap)
    return Punt(
        soort="knelpunt",
        ding_id=loop.knelpunt_id,
        onderwerp=knelpunten.titel_of_week(loop.titel, loop.week),
        minuten=rules.minuten_voor("knelpunt", soort),
        traject_id=loop.id,
        stap=stap,
        nummer=loop.nummer,
        samenvatting=loop.samenvatting or "",
        uiterste=wachtend.uiterste(lopend),
        dag_open=any(t.soort == "dag" for t in lopend),
        spoed=loop.spoed,
        gezegd=loop.gezegd,
    )


def _afspraak(rij: Any, soort: str) -> Punt:
    return Punt(
        soort="afspraak",
        ding_id=rij.afspraak_id,
        onderwerp=opvolging.op_de_agenda(rij.wat, rij.omschrijving),
        minuten=rules.minuten_voor("afspraak", soort),
        rol=rij.eigenaar_rol,
        uiterste=rij.dag,
    )


def _onderwerp(rij: Any) -> Punt:
    """A subject of a luistersessie as an item. Its words come later, for who may read them."""
    return Punt(
        soort="onderwerp",
        ding_id=rij.onderwerp_id,
        onderwerp=onderwerpen.titel(rij.week),
        minuten=rules.minuten_voor("onderwerp", "luistersessie"),
    )
