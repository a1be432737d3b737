"""The rules of a route: what may happen now, what an act does, and what silence does.

Pure: a Stand goes in, a Gevolg comes out. It does not store, look at a clock or know a person; dates are
made by `termijn`, rows by `signalen`, and events change a Stand only through `stand.fold`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from workflows.aanzet import allowed, antwoordende_laag, laag_aan_zet, loopt, rol_aan_zet, sleutel
from workflows.definition import BLIJFT, HOGER, Route, Stap, Uitkomst
from workflows.gevolg import gevolg, termijnen_van, termijnen_van_plaats
from workflows.respijt import opschorten, uitstel
from workflows.stand import Actor, Feit, Gevolg, Geweigerd, NieuweTermijn, Onvolledig, Stand, fold, replay

__all__ = [
    "Actor",
    "Feit",
    "Gevolg",
    "Geweigerd",
    "NieuweTermijn",
    "Onvolledig",
    "Stand",
    "allowed",
    "beeindig",
    "begin",
    "betwist",
    "dag_genoemd",
    "decide",
    "fold",
    "gehouden",
    "laag_aan_zet",
    "lapse",
    "loopt",
    "opschorten",
    "replay",
    "rol_aan_zet",
    "terug_op_tafel",
    "uitstel",
]

# ------------------------------------------------------------------ acts


def begin(route: Route, ronde: int = 1) -> Gevolg:
    """Start a traject at the first step of the route."""
    feit = Feit("begin", {"route": route.naam, "versie": route.versie, "naar": route.begin, "ronde": ronde})
    return gevolg(route, None, feit, termijnen=termijnen_van(route.stap(route.begin)))


def decide(
    route: Route, stand: Stand, actor: Actor, uitkomst: str, ingevuld: Collection[str], naast: str = ""
) -> Gevolg:
    """Carry out one outcome of the present step, or of a step beside it.

    `ingevuld` holds the names of the fields that have a value. Raises Geweigerd when this actor may not
    do this now and Onvolledig when compulsory fields are empty.
    """
    keuze = _toegestaan(route, stand, actor, uitkomst, naast)
    leeg = tuple(v.naam for v in route.velden_van(keuze) if v.verplicht and v.naam not in ingevuld)
    if leeg:
        raise Onvolledig(leeg)
    return _na_naast(route, stand, naast, keuze) if naast else _na_stap(route, stand, keuze)


def _toegestaan(route: Route, stand: Stand, actor: Actor, uitkomst: str, naast: str) -> Uitkomst:
    for keuze in allowed(route, stand, actor, naast):
        if keuze.naam == uitkomst:
            return keuze
    if actor.eigen_signaal:
        raise Geweigerd("Over je eigen signaal beslis je niet zelf.", "eigen_signaal")
    if rol_aan_zet(route, stand, naast) not in actor.rollen:
        raise Geweigerd("Je bent hier niet aan zet.", "niet_aan_zet")
    raise Geweigerd("Deze uitkomst kan hier niet (meer).", "geen_uitkomst")


def _na_stap(route: Route, stand: Stand, keuze: Uitkomst) -> Gevolg:
    naar = keuze.naar_bij.get(stand.besluit, keuze.naar)
    inhoud: dict[str, Any] = {"stap": stand.stap, "uitkomst": keuze.naam, "naar": naar}
    if keuze.besluit:
        inhoud["besluit"] = keuze.besluit
    if keuze.naast:
        inhoud["naast"] = keuze.naast
    if keuze.eenmaal:
        inhoud["eenmaal"] = sleutel(stand.stap, keuze)
    beweegt = naar != stand.stap
    nieuw = termijnen_van_plaats(route, naar) if beweegt else ()
    # What already runs beside the route is not started twice, as when two layers hand the same thing on.
    naast = () if keuze.naast in stand.naast else termijnen_van_plaats(route, keuze.naast)
    return gevolg(
        route,
        stand,
        Feit("uitkomst", inhoud),
        termijnen=nieuw + naast,
        sluit=((stand.stap, "stap"), (stand.stap, "dag")) if beweegt else (),
        brieven=(keuze.brief,) if keuze.brief else (),
        besluit=keuze.besluit,
    )


def _na_naast(route: Route, stand: Stand, naast: str, keuze: Uitkomst) -> Gevolg:
    feit = Feit("naast_uitkomst", {"stap": naast, "uitkomst": keuze.naam, "naar": keuze.naar})
    verder = termijnen_van_plaats(route, keuze.naar)
    return gevolg(route, stand, feit, termijnen=verder, sluit=((naast, "naast"),))


def lapse(route: Route, stand: Stand, stap: str, soort: str, reden: str = "stil") -> Gevolg:
    """Say what silence does when the term of `stap` passed: first the event, then the move.

    `soort` is the kind of term (stap, dag, naast, plafond); `reden` is stil, onbezet or plafond.
    Raises Geweigerd when the term does not belong to where the traject is now.
    """
    if soort == "naast":
        return _naast_stilte(route, stand, stap, reden)
    if stand.stap != stap or not loopt(route, stand):
        raise Geweigerd("Deze termijn hoort niet bij de stap van nu.", "andere_stap")
    huidig = route.stap(stap)
    if huidig.bij_stilte == HOGER:
        return _stille_terugkoppeling(route, stand, soort, reden)
    naar = _klim(route, stand, huidig.bij_stilte)
    inhoud = {"stap": stap, "termijn": soort, "naar": naar, "reden": reden, "merk": huidig.stiltemerk}
    vervalt = ((stap, "stap"), (stap, "dag")) if naar != stap else ()
    loopt_al = soort == "plafond" and naar == stap
    nieuw = () if loopt_al else termijnen_van_plaats(route, naar)
    return gevolg(route, stand, Feit("stilte", inhoud), termijnen=nieuw, vervalt=vervalt)


def _naast_stilte(route: Route, stand: Stand, stap: str, reden: str) -> Gevolg:
    if stap not in stand.naast:
        raise Geweigerd("Deze stap naast de route is al klaar.", "andere_stap")
    feit = Feit("naast_stilte", {"stap": stap, "reden": reden})
    return gevolg(route, stand, feit, termijnen=termijnen_van_plaats(route, stap))


def _stille_terugkoppeling(route: Route, stand: Stand, soort: str, reden: str) -> Gevolg:
    """The duty to answer goes one layer up; who decided stays who decided, also for a contest."""
    stap, laag = stand.stap, antwoordende_laag(route, stand)
    inhoud = {"stap": stap, "termijn": soort, "naar": stap, "reden": reden, "laag": laag}
    hoger = {"antwoorder": route.stap(laag).hoger or laag, "merk": route.stap(stap).stiltemerk}
    # At the plafond the step's own term still runs; the layer above gets its own instead.
    vervalt = ((stap, "stap"),) if soort == "plafond" else ()
    feit = Feit("stilte", {**inhoud, **hoger})
    return gevolg(route, stand, feit, termijnen=termijnen_van_plaats(route, stap), vervalt=vervalt)


def _klim(route: Route, stand: Stand, doel: str) -> str:
    """Follow silence upward, past every step that was at turn before (DESIGN section 5)."""
    naar = stand.stap if doel == BLIJFT else doel
    gezien = {stand.stap}
    while naar in stand.geweest and naar not in gezien and route.stap(naar).bij_stilte != BLIJFT:
        gezien.add(naar)
        naar = route.stap(naar).bij_stilte
    return naar


def betwist(route: Route, stand: Stand) -> Gevolg:
    """Contest the decision: it goes one layer above the decider, once per ronde.

    Where nobody is above, both views stand: the knelpunt is omstreden and does not move.
    """
    if stand.betwist:
        raise Geweigerd("In deze ronde is al een keer betwist.", "al_betwist")
    if stand.stap in route.einden and stand.stap != "gesloten":
        raise Geweigerd("Dit knelpunt is ingetrokken of opgegaan in een ander.", "geen_besluit")
    if not stand.besluit:
        raise Geweigerd("Er is nog geen besluit om te betwisten.", "geen_besluit")
    hoger = route.stap(stand.besluiter).hoger if stand.besluiter in route.stappen else ""
    if not hoger:
        return gevolg(route, stand, Feit("betwist", {"naar": stand.stap, "omstreden": True}))
    naar = _klim(route, stand, hoger)
    feit = Feit("betwist", {"naar": naar, "omstreden": False, "besluiter": stand.besluiter})
    vervalt = ((stand.stap, "stap"), ("*", "terug"))
    return gevolg(route, stand, feit, termijnen=termijnen_van(route.stap(naar)), vervalt=vervalt)


def terug_op_tafel(route: Route, stand: Stand) -> Gevolg:
    """Bring a parked knelpunt or a finished trial back to who decided it, on the promised day."""
    if stand.stap not in route.rust:
        raise Geweigerd("Dit knelpunt ligt niet stil.", "niet_in_rust")
    feit = Feit("terug_op_tafel", {"van": stand.stap, "naar": stand.besluiter})
    nieuw = termijnen_van(route.stap(stand.besluiter))
    return gevolg(route, stand, feit, termijnen=nieuw)


def dag_genoemd(route: Route, stand: Stand, stap: str) -> Gevolg:
    """A day was named for the overleg that this step asks for: the term for naming a day is met."""
    _vraagt_overleg(route, stand, stap)
    return gevolg(route, stand, Feit("dag_genoemd", {"stap": stap}), sluit=((stap, "dag"),))


def gehouden(route: Route, stand: Stand, stap: str) -> Gevolg:
    """The overleg was held: the term of this step is met and the one for the outcome starts."""
    huidig = _vraagt_overleg(route, stand, stap)
    if not huidig.gehouden:
        return gevolg(route, stand, Feit("overleg_gehouden", {"stap": stap, "naar": ""}))
    feit = Feit("overleg_gehouden", {"stap": stap, "naar": huidig.gehouden})
    nieuw = termijnen_van(route.stap(huidig.gehouden))
    return gevolg(route, stand, feit, termijnen=nieuw, sluit=((stap, "stap"), (stap, "dag")))


def _vraagt_overleg(route: Route, stand: Stand, stap: str) -> Stap:
    if stap not in route.stappen or (stap != stand.stap and stap not in stand.naast):
        raise Geweigerd("Dit knelpunt ligt nu ergens anders.", "andere_stap")
    if not route.stap(stap).overleg:
        raise Geweigerd("Bij deze stap hoort geen overleg.", "geen_overleg")
    return route.stap(stap)


def beeindig(route: Route, stand: Stand, einde: str, soort: str) -> Gevolg:
    """End the traject outside the route (ingetrokken, opgegaan); every open term falls away."""
    if einde not in route.einden:
        raise Geweigerd("Dit einde kent de route niet.", "geen_einde")
    feit = Feit(soort, {"van": stand.stap, "naar": einde})
    return gevolg(route, stand, feit, vervalt=(("*", "*"),))
