"""The acts that a reader may take on a knelpunt now, with their outcomes and fields. Carries out none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from signalen import visibility
from signalen.knelpunt import rules
from signalen.knelpunt.models import Besluit, Knelpunt, Koppeling, Traject
from signalen.knelpunt.operations import traject
from workflows import engine, termijn
from workflows.definition import Uitkomst, Veld
from workflows.stand import Actor


@dataclass(frozen=True)
class Keuze:
    """One outcome with its button and fields. `soort` is the kind of decision, empty for a step."""

    naam: str
    knop: str
    uitleg: str
    soort: str
    velden: tuple[Veld, ...]


@dataclass(frozen=True)
class Zet:
    """One act that somebody must take: on the route or beside it, before a day, with its outcomes."""

    traject_id: str
    naast: str
    titel: str
    uitleg: str
    rol: str
    teken: str
    keuzes: tuple[Keuze, ...]
    uiterste: date | None
    nog: str
    rekening: tuple[str, ...]
    stilte: str
    uitstel: str
    opschorten: bool
    overleg: str
    te_laat: bool = False
    stap: str = ""


def zetten(knelpunt: Knelpunt, rollen: frozenset[str], eigen: bool, vandaag: date) -> list[Zet]:
    """Return every act that this reader may take now, on the route, beside it, or in a casus."""
    actor = Actor(rollen, eigen)
    gevonden = []
    for loop in knelpunt.trajecten:
        stand = traject.stand_van(loop)
        for naast in ("", *stand.naast):
            zet = _zet(loop, actor, naast, vandaag)
            if zet is not None:
                gevonden.append(zet)
    return gevonden


def _zet(loop: Traject, actor: Actor, naast: str, vandaag: date) -> Zet | None:
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    keuzes = engine.allowed(route, stand, actor, naast)
    stapnaam = naast or stand.stap
    aan_zet = stapnaam in route.stappen and engine.rol_aan_zet(route, stand, stapnaam) in actor.rollen
    if not keuzes and not (aan_zet and not actor.eigen_signaal and route.stap(stapnaam).overleg):
        return None
    stap = route.stap(stapnaam)
    soort = "naast" if naast else "stap"
    rij = next((t for t in traject.open_termijnen(loop) if t.stap == stapnaam and t.soort == soort), None)
    return Zet(
        traject_id=str(loop.id),
        naast=naast,
        titel=stap.titel,
        uitleg=stap.uitleg,
        rol=engine.rol_aan_zet(route, stand, stapnaam),
        teken=rules.stand_teken(stand),
        keuzes=tuple(_keuze(route, u) for u in keuzes),
        uiterste=rij.uiterste if rij else None,
        nog=termijn.in_woorden(vandaag, rij.uiterste, traject.kalender()) if rij else "",
        rekening=tuple(r["tekst"] for r in rij.berekening["regels"]) if rij else (),
        stilte=traject.wat_stilte_doet(route, stand, stapnaam, soort) if rij else "",
        uitstel=f"{stap.uitstel} werkdagen" if stap.uitstel and not stand.uitgesteld and not naast else "",
        opschorten=not naast and rij is not None,
        overleg=stap.overleg,
        stap=stapnaam,
        te_laat=bool(rij and rij.uiterste < vandaag),
    )


def _keuze(route: Any, uitkomst: Uitkomst) -> Keuze:
    return Keuze(uitkomst.naam, uitkomst.knop, uitkomst.uitleg, uitkomst.besluit, route.velden_van(uitkomst))


def voorvulling(open_: Sequence[Koppeling], besluiten: Sequence[Besluit]) -> dict[str, str]:
    """Return what fields are filled with beforehand: the melders' approved words, and the reasons of the
    besluit.
    """
    teksten = [
        visibility.doorgeeftekst(k.signaal.teksten) for k in open_ if k.signaal.ingetrokken_week is None
    ]
    besluit = next((b for b in besluiten if b.vervallen_op is None), None)
    return {
        "doorgeeftekst": "\n\n".join(t for t in teksten if t),
        "redenen": visibility.woorden(besluit.redenen) if besluit else "",
    }


def was_aan_zet(knelpunt: Knelpunt, rollen: frozenset[str]) -> bool:
    """Say whether one of these roles was at turn in this knelpunt before."""
    return any(rij.rol in rollen for loop in knelpunt.trajecten for rij in loop.termijnen if rij.rol)
