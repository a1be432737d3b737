"""Turns what the engine decided into rows: events in the chain, terms, the stand, and letters to who must
act.

Everything here expects an open transaction and the knelpunt row locked; it decides nothing itself.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from signalen import clock
from signalen.bericht import operations as bericht
from signalen.db import NietGevonden, db
from signalen.knelpunt import rules
from signalen.knelpunt.models import Gebeurtenis, Knelpunt, Termijn, Traject
from signalen.knelpunt.operations import routes
from signalen.medewerker import queries as medewerkers
from workflows import bestuursvraag, engine, termijn
from workflows.definition import Route
from workflows.stand import Gevolg, Geweigerd, NieuweTermijn, Stand

MELDER = "inbrenger"
SYSTEEM = "systeem"


def route_van(traject: Traject) -> Route:
    """Return the adopted route on which this traject runs."""
    return routes.route_bij(traject.adoptie_id)


def kalender() -> termijn.Kalender:
    """Return the working-day calendar with the extra days and closing days of this municipality."""
    return medewerkers.kalender()


def slot(knelpunt_id: uuid.UUID) -> Knelpunt:
    """Lock a knelpunt for the rest of the transaction. Raises NietGevonden when it does not exist."""
    zoek = select(Knelpunt).where(Knelpunt.id == knelpunt_id).with_for_update()
    knelpunt = db.session.scalars(zoek.execution_options(populate_existing=True)).first()
    if knelpunt is None:
        raise NietGevonden(str(knelpunt_id))
    return knelpunt


def hoofdtraject(knelpunt: Knelpunt) -> Traject:
    """Return the main traject: the open one, or the last one."""
    hoofd = [t for t in knelpunt.trajecten if t.soort == "knelpunt"]
    return next((t for t in hoofd if t.open), hoofd[-1])


@lru_cache(maxsize=1024)
def _uit_tekst(stand: str) -> Stand:
    return Stand.from_dict(json.loads(stand))


def stand_van(traject: Traject) -> Stand:
    """Return where this traject stands. Where many are read at once as text, equal ones are read once."""
    ruw: Any = traject.stand
    return _uit_tekst(ruw) if isinstance(ruw, str) else Stand.from_dict(ruw)


def schrijf(
    knelpunt: Knelpunt, soort: str, rol: str, inhoud: Mapping[str, Any], moment: datetime
) -> Gebeurtenis:
    """Append one event to the chain. Acts of melders get the week instead of the moment (SAFETY rule 10)."""
    wanneer = clock.week_of(moment) if rol == MELDER else moment
    nummer, vorige = knelpunt.volgnummer + 1, knelpunt.hash or rules.GENESIS
    vorm = dict(inhoud)
    hash_ = rules.schakel(str(knelpunt.id), nummer, soort, wanneer, rol, vorm, vorige)
    gebeurtenis = Gebeurtenis(
        knelpunt_id=knelpunt.id,
        volgnummer=nummer,
        soort=soort,
        moment=wanneer,
        rol=rol,
        inhoud=vorm,
        vorige=vorige,
        hash=hash_,
    )
    knelpunt.volgnummer, knelpunt.hash = nummer, hash_
    db.session.add(gebeurtenis)
    return gebeurtenis


def start(
    knelpunt: Knelpunt, naam: str, moment: datetime, vanaf: date, ronde: int = 1, rol: str = MELDER
) -> Traject:
    """Start a traject on the newest adopted version of a route; its first term counts from `vanaf`."""
    adoptie = routes.nieuwste(naam)
    route = routes.lees_route(adoptie)
    gevolg = engine.begin(route, ronde)
    traject = Traject(
        knelpunt=knelpunt,
        soort=route.soort,
        adoptie=adoptie,
        ronde=ronde,
        stap=gevolg.stand.stap,
        stand=gevolg.stand.as_dict(),
        begonnen_op=vanaf,
    )
    db.session.add(traject)
    db.session.flush()
    voer_uit(knelpunt, traject, gevolg, rol, moment, vanaf=vanaf)
    return traject


def voer_uit(
    knelpunt: Knelpunt,
    traject: Traject,
    gevolg: Gevolg,
    rol: str,
    moment: datetime,
    extra: Mapping[str, Any] | None = None,
    vanaf: date | None = None,
) -> None:
    """Store a Gevolg: events first, then the stand and the terms; tell who must act now."""
    dag = vanaf or moment.date()
    for feit in gevolg.feiten:
        schrijf(
            knelpunt, feit.soort, rol, {**feit.inhoud, **(extra or {}), "traject": str(traject.id)}, moment
        )
    traject.stand = gevolg.stand.as_dict()
    traject.stap = gevolg.stand.stap
    _sluit(traject, gevolg, moment.date())
    for nieuw in gevolg.termijnen:
        open_termijn(knelpunt, traject, nieuw, dag, moment)
    if gevolg.stand.stap in route_van(traject).einden:
        traject.open, traject.geeindigd_op = False, moment.date()


def _sluit(traject: Traject, gevolg: Gevolg, dag: date) -> None:
    for rij in open_termijnen(traject):
        if _noemt(gevolg.sluit, rij):
            rij.gedaan_op = dag
        elif _noemt(gevolg.vervalt, rij):
            rij.vervallen_op = dag


def _noemt(paren: tuple[tuple[str, str], ...], rij: Termijn) -> bool:
    return any(stap in ("*", rij.stap) and soort in ("*", rij.soort) for stap, soort in paren)


def open_termijnen(traject: Traject) -> list[Termijn]:
    """Return the terms of a traject that still run."""
    return [t for t in traject.termijnen if not (t.gedaan_op or t.verlopen_op or t.vervallen_op)]


def open_termijn(
    knelpunt: Knelpunt, traject: Traject, nieuw: NieuweTermijn, dag: date, moment: datetime
) -> Termijn:
    """Start one term and write to everyone who must act in it."""
    berekening = termijn.tel(dag, nieuw.werkdagen, kalender())
    rol = engine.rol_aan_zet(route_van(traject), stand_van(traject), nieuw.stap)
    rij = maak_termijn(traject, nieuw.stap, nieuw.soort, berekening, rol)
    if nieuw.soort != "dag":
        _meld_aan_zet(knelpunt, traject, rij, moment)
    return rij


def maak_termijn(
    traject: Traject, stap: str, soort: str, berekening: termijn.Berekening, rol: str = ""
) -> Termijn:
    """Add a row for a term that was computed; `rol` is who must act in it."""
    rij = Termijn(
        traject=traject,
        knelpunt_id=traject.knelpunt_id,
        stap=stap,
        soort=soort,
        rol=rol,
        start=berekening.start,
        uiterste=berekening.uiterste,
        eerste_uiterste=berekening.uiterste,
        berekening=berekening.as_dict(),
    )
    db.session.add(rij)
    db.session.flush()
    return rij


def wie_is_aan_zet(knelpunt: Knelpunt, traject: Traject, stap: str = "") -> tuple[str, frozenset[uuid.UUID]]:
    """Return the role that must act and the people who can, stand-ins included."""
    rol = engine.rol_aan_zet(route_van(traject), stand_van(traject), stap)
    return rol, medewerkers.bezetting(rol, knelpunt.domein, knelpunt.bestuur)


def mensen_bij(knelpunt: Knelpunt, rij: Termijn) -> tuple[str, frozenset[uuid.UUID]]:
    """Return the role that must act in this term and the people who can, stand-ins included."""
    if rij.soort == bestuursvraag.SOORT:
        return rij.rol, medewerkers.bezetting(rij.rol, knelpunt.domein, knelpunt.bestuur)
    return wie_is_aan_zet(knelpunt, rij.traject, rij.stap)


def _meld_aan_zet(knelpunt: Knelpunt, traject: Traject, rij: Termijn, moment: datetime) -> None:
    rol, mensen = wie_is_aan_zet(knelpunt, traject, rij.stap)
    gegevens = brief_gegevens(knelpunt, traject, rij)
    for medewerker_id in sorted(mensen):
        sleutel = f"aan_zet:{rij.id}:{medewerker_id}"
        bericht.schrijf(sleutel, medewerker_id, "aan_zet", gegevens, f"/knelpunten/{knelpunt.id}", moment)
    if not mensen and rol:
        bericht.alarm(f"onbezet:{rij.id}", {**gegevens, "rol": rol}, "onbezet", moment)


def brief_gegevens(knelpunt: Knelpunt, traject: Traject, rij: Termijn) -> dict[str, Any]:
    """Return the plain values that a letter about this term may use: no names and no words of melders."""
    route = route_van(traject)
    return {
        "nummer": knelpunt.nummer,
        "titel": rules.titel_of_week(knelpunt.titel, knelpunt.week),
        "stap": bestuursvraag.titel(route, rij.stap),
        "uiterste": rij.uiterste,
        "stilte": wat_stilte_doet(route, stand_van(traject), rij.stap, rij.soort),
    }


def wat_stilte_doet(route: Route, stand: Stand, stap: str, soort: str) -> str:
    """Return one Dutch sentence that says what silence will do to this term."""
    if soort == bestuursvraag.SOORT:
        return bestuursvraag.STILTE
    if soort in ("plafond", "terug"):
        return (
            "Dan schuift het door naar de volgende laag."
            if soort == "plafond"
            else "Dan ligt het weer op tafel."
        )
    try:
        gevolg = engine.lapse(route, stand, stap, soort)
    except Geweigerd:
        return ""
    naar = gevolg.stand.stap
    if soort == "naast":
        return "Blijft het stil, dan telt de termijn opnieuw en komt dat in het register."
    if naar == stand.stap:
        return "Blijft het stil, dan telt de termijn opnieuw en komt dat in het register."
    return f"Blijft het stil, dan gaat het vanzelf naar: {route.titel_van(naar)}. De stilte blijft zichtbaar."
