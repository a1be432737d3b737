"""The route of a knelpunt as a line: what was, where it lies now, and what may follow with which dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from signalen.knelpunt.models import Traject
from signalen.knelpunt.operations import routes, traject
from workflows import engine, termijn
from workflows.definition import Route


def route_lijn(loop: Traject, rol_label: Any) -> list[dict[str, Any]]:
    """Return the route as a vertical line: what was, where it lies now, and what may follow."""
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    stil = {t.stap for t in loop.termijnen if t.verlopen_op and t.soort in ("stap", "dag", "plafond")}
    gedaan = {t.stap: t.gedaan_op for t in loop.termijnen if t.gedaan_op and t.soort == "stap"}
    regels = []
    for naam in dict.fromkeys((*stand.geweest, stand.stap)):
        regels.append(_lijnregel(route, stand, naam, stil, gedaan, loop, rol_label))
    if stand.stap in route.stappen:
        regels += [{"titel": t, "stand": "straks"} for t in _straks(route, stand)]
    return regels


def _lijnregel(
    route: Route, stand: Any, naam: str, stil: set[str], gedaan: Mapping[str, Any], loop: Traject, label: Any
) -> dict[str, Any]:
    if naam == stand.stap and naam not in route.einden:
        open_ = [t.uiterste for t in traject.open_termijnen(loop) if t.stap == naam and t.soort == "stap"]
        rol = engine.rol_aan_zet(route, stand)
        return {
            "titel": route.titel_van(naam),
            "wie": label_met_lidwoord(label(rol)),
            "datum": min(open_, default=None),
            "stand": "hier",
        }
    wat = "stil" if naam in stil and naam not in gedaan else "gedaan"
    return {"titel": route.titel_van(naam), "datum": gedaan.get(naam), "stand": wat}


def _straks(route: Route, stand: Any) -> list[str]:
    """Return what comes next when nobody is silent and the ordinary way is taken."""
    volgorde = ("uitzoeken", "casuistiekbespreking", "management", "terugkoppeling")
    if stand.stap in volgorde:
        rest = volgorde[volgorde.index(stand.stap) + 1 :]
    else:
        rest = () if stand.stap == "terugkoppeling" else ("terugkoppeling",)
    return [route.titel_van(naam) for naam in rest if naam in route.stappen]


def vooruitblik(route: Route, vandaag: date, rol_label: Any) -> list[dict[str, Any]]:
    """Return the route with dates for a signaal that would be sent now; each step takes its full term."""
    kalender = traject.kalender()
    dag = termijn.eerste_termijn_start(vandaag, kalender)
    regels: list[dict[str, Any]] = [
        {"titel": "Ontvangst", "wie": "Je krijgt meteen een nummer", "datum": vandaag, "stand": "meteen"}
    ]
    for naam in ("uitzoeken", "casuistiekbespreking", "management", "terugkoppeling"):
        if naam not in route.stappen:
            continue
        stap = route.stap(naam)
        dag = termijn.tel(dag, stap.termijn, kalender).uiterste
        wie = (
            "Wie besloot, vertelt het jou"
            if naam == "terugkoppeling"
            else label_met_lidwoord(rol_label(stap.rol))
        )
        regels.append({"titel": stap.titel, "wie": wie, "datum": dag})
    return regels


def label_met_lidwoord(label: str) -> str:
    """Return a role with its article; empty stays empty."""
    if not label:
        return ""
    return f"het {label}" if label == "afdelingshoofd" else f"de {label}"


def nieuwste_route(naam: str = "knelpunt") -> Route:
    """Return the newest adopted route of this name."""
    adoptie = routes.nieuwste(naam)
    return routes.lees_route(adoptie)
