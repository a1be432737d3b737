"""Acts of who is at turn: outcomes of a step, decisions and the answer to everyone who signalled.

Each takes who acts and when, expects an open transaction and locks the knelpunt. First whatever is overdue
lapses,
then the act is tried; so an act counts when it arrived on or before the date. What follows from a besluit
(afspraken, nametingen) is added by `opvolging`.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from signalen.db import NietGevonden, db
from signalen.knelpunt import rules
from signalen.knelpunt.models import (
    Besluit,
    Bevoegdheid,
    Doorgeving,
    Knelpunt,
    Koppeling,
    Terugkoppeling,
    Traject,
)
from signalen.knelpunt.operations import lapsing, traject
from signalen.signaal import operations as signalen
from signalen.signaal.models import Tekst
from workflows import engine, termijn
from workflows.definition import Uitkomst, Veld
from workflows.stand import Actor, Gevolg, Geweigerd


@dataclass(frozen=True)
class Handeling:
    """One act of somebody who is at turn. `teken` marks the situation for which the form was made."""

    knelpunt_id: uuid.UUID
    medewerker_id: uuid.UUID
    rollen: frozenset[str]
    uitkomst: str
    invoer: Mapping[str, str]
    teken: str = ""
    naast: str = ""
    traject_id: uuid.UUID | None = None
    eigen_signaal: bool = False
    keuzes: Mapping[str, Collection[str]] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        """The same person as the engine sees it."""
        return Actor(self.rollen, self.eigen_signaal)


@dataclass(frozen=True)
class Gedaan:
    """What an act brought about, for what is built on top of it."""

    knelpunt: Knelpunt
    traject: Traject
    gevolg: Gevolg
    keuze: Uitkomst
    waarden: Mapping[str, Any]
    besluit: Besluit | None = None
    terugkoppeling: Terugkoppeling | None = None


def handelen(handeling: Handeling, moment: datetime) -> Gedaan:
    """Carry out one outcome of a step. Raises Geweigerd, Onvolledig, OngeldigeInvoer or Verouderd.

    Nothing is stored when it raises; what was typed stays with the caller.
    """
    knelpunt = traject.slot(handeling.knelpunt_id)
    lapsing.verloop_eerst(knelpunt, moment)
    loop = traject_van(knelpunt, handeling.traject_id)
    stand = traject.stand_van(loop)
    if handeling.teken and handeling.teken != rules.stand_teken(stand):
        raise rules.Verouderd
    return _voer_handeling_uit(knelpunt, loop, handeling, moment)


def traject_van(knelpunt: Knelpunt, traject_id: uuid.UUID | None) -> Traject:
    """Return the traject that is meant, or the main one. Raises NietGevonden for another knelpunt's."""
    if traject_id is None:
        return traject.hoofdtraject(knelpunt)
    for loop in knelpunt.trajecten:
        if loop.id == traject_id:
            return loop
    raise NietGevonden(str(traject_id))


def _voer_handeling_uit(knelpunt: Knelpunt, loop: Traject, handeling: Handeling, moment: datetime) -> Gedaan:
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    stap = handeling.naast or stand.stap
    keuze = route.stap(stap).uitkomsten.get(handeling.uitkomst) if stap in route.stappen else None
    waarden = _lees(route.velden_van(keuze), handeling, moment) if keuze else {}
    gevolg = engine.decide(route, stand, handeling.actor, handeling.uitkomst, waarden, handeling.naast)
    if keuze is None:
        raise Geweigerd("Deze uitkomst kan hier niet (meer).", "geen_uitkomst")
    rol = engine.rol_aan_zet(route, stand, stap)
    if keuze.besluit:
        rules.toets_bevoegdheid(bevoegdheden(), waarden.get("wat_moet_anders", ""), keuze.besluit, rol)
        rules.toets_afspraak(waarden, moment.date(), traject.kalender())
    teksten = _bewaar(route.velden_van(keuze), waarden)
    traject.voer_uit(knelpunt, loop, gevolg, rol, moment, {"velden": _voor_event(waarden, teksten)})
    besluit = _leg_besluit_vast(knelpunt, loop, keuze, waarden, teksten, handeling, rol, moment)
    antwoord = _koppel_terug(knelpunt, loop, teksten, moment) if keuze.brief == "antwoord" else None
    _leg_doorgeving_vast(knelpunt, stap, rol, teksten, moment)
    return Gedaan(knelpunt, loop, gevolg, keuze, waarden, besluit, antwoord)


def _lees(velden: tuple[Veld, ...], handeling: Handeling, moment: datetime) -> dict[str, Any]:
    return rules.lees_velden(velden, handeling.invoer, moment.date(), traject.kalender(), handeling.keuzes)


def bevoegdheden() -> dict[str, list[str]]:
    """Return the table of what must change -> who may decide."""
    return {b.wat: b.rollen for b in db.session.scalars(select(Bevoegdheid))}


def _bewaar(velden: tuple[Veld, ...], waarden: Mapping[str, Any]) -> dict[str, Tekst]:
    return {
        veld.naam: signalen.bewaar_tekst(veld.naam, waarden[veld.naam], veld.aard)
        for veld in velden
        if rules.is_tekst(veld) and waarden.get(veld.naam)
    }


def _voor_event(waarden: Mapping[str, Any], teksten: Mapping[str, Tekst]) -> dict[str, Any]:
    return {naam: teksten[naam].digest if naam in teksten else waarde for naam, waarde in waarden.items()}


def _leg_besluit_vast(
    knelpunt: Knelpunt,
    loop: Traject,
    keuze: Uitkomst,
    waarden: Mapping[str, Any],
    teksten: Mapping[str, Tekst],
    handeling: Handeling,
    rol: str,
    moment: datetime,
) -> Besluit | None:
    if not keuze.besluit:
        return None
    besluit = Besluit(
        knelpunt_id=knelpunt.id,
        traject_id=loop.id,
        stap=traject.stand_van(loop).besluiter,
        rol=rol,
        medewerker_id=handeling.medewerker_id,
        soort=keuze.besluit,
        wat_moet_anders=waarden.get("wat_moet_anders", ""),
        velden={n: str(teksten[n].id) if n in teksten else w for n, w in waarden.items()},
        redenen=teksten["redenen"],
        herstel=teksten.get("herstel"),
        rugdekking=bool(waarden.get("rugdekking")),
        datum=moment.date(),
    )
    db.session.add(besluit)
    _na_besluit(loop, keuze, waarden, moment)
    db.session.flush()
    return besluit


def _na_besluit(loop: Traject, keuze: Uitkomst, waarden: Mapping[str, Any], moment: datetime) -> None:
    for rij in traject.open_termijnen(loop):
        if rij.soort == "plafond":
            rij.gedaan_op = moment.date()
    terug = rules.terugkomdag(keuze, waarden)
    if terug is not None:
        regels = (termijn.Regel("afgesproken dag", terug),)
        traject.maak_termijn(loop, "", "terug", termijn.Berekening(moment.date(), terug, regels))


def geldig_besluit(loop: Traject) -> Besluit | None:
    """Return the besluit of a traject that still stands, if there is one."""
    zoek = select(Besluit).where(Besluit.traject_id == loop.id, Besluit.vervallen_op.is_(None))
    return db.session.scalars(zoek).first()


def _koppel_terug(
    knelpunt: Knelpunt, loop: Traject, teksten: Mapping[str, Tekst], moment: datetime
) -> Terugkoppeling | None:
    besluit = geldig_besluit(loop)
    if besluit is None:
        return None
    open_ = open_koppelingen(knelpunt.id)
    antwoord = Terugkoppeling(
        knelpunt_id=knelpunt.id,
        besluit_id=besluit.id,
        tekst=teksten["antwoord"],
        datum=moment.date(),
        signalen=len(open_),
    )
    for koppeling in open_:
        koppeling.antwoord_op = moment.date()
    db.session.add(antwoord)
    db.session.flush()
    return antwoord


def open_koppelingen(knelpunt_id: uuid.UUID) -> list[Koppeling]:
    """Return the open koppelingen of a knelpunt."""
    zoek = select(Koppeling).where(Koppeling.knelpunt_id == knelpunt_id, Koppeling.tot.is_(None))
    return list(db.session.scalars(zoek))


def _leg_doorgeving_vast(
    knelpunt: Knelpunt, stap: str, rol: str, teksten: Mapping[str, Tekst], moment: datetime
) -> None:
    tekst = teksten.get("samenvatting") or teksten.get("advies")
    if tekst is None:
        return
    if "samenvatting" in teksten:
        knelpunt.samenvatting = tekst
    db.session.add(Doorgeving(knelpunt_id=knelpunt.id, stap=stap, rol=rol, tekst=tekst, datum=moment.date()))
