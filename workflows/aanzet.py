"""Who is at turn in a traject, and which outcomes an actor may choose.

Reads a Route and a Stand and changes neither; the acts themselves stand in `engine`.
"""

from __future__ import annotations

from workflows.definition import BESLUITER, Route, Uitkomst
from workflows.stand import Actor, Stand


def loopt(route: Route, stand: Stand) -> bool:
    """Say whether the traject is at a step (and not at rest or ended)."""
    return stand.stap in route.stappen


def rol_aan_zet(route: Route, stand: Stand, stap: str = "") -> str:
    """Return the role that must act, for the present step or a step beside it; empty when nobody must."""
    naam = stap or stand.stap
    if naam not in route.stappen:
        return ""
    huidig = route.stap(naam)
    if huidig.rol != BESLUITER:
        return huidig.rol
    # Beside the route (handing on) the decider stays at turn; silence moves only the answer up.
    laag = laag_van_besluiter(route, stand) if huidig.naast else antwoordende_laag(route, stand)
    return route.stap(laag).rol


def laag_aan_zet(route: Route, stand: Stand) -> str:
    """Return the step whose layer must act: the decider's own step during the terugkoppeling."""
    if loopt(route, stand) and route.stap(stand.stap).rol == BESLUITER:
        return antwoordende_laag(route, stand)
    return stand.stap


def antwoordende_laag(route: Route, stand: Stand) -> str:
    """Return the step whose layer must give the answer: the decider's, or one above after silence."""
    return stand.antwoorder or laag_van_besluiter(route, stand)


def laag_van_besluiter(route: Route, stand: Stand) -> str:
    """Return the step whose layer decided; the college speaks for the raad (`antwoordt`)."""
    besluiter = stand.besluiter or route.begin
    return route.stap(besluiter).antwoordt or besluiter


def allowed(route: Route, stand: Stand, actor: Actor, naast: str = "") -> tuple[Uitkomst, ...]:
    """Return the outcomes that this actor may choose now; `naast` names a step beside the route."""
    stap = naast or stand.stap
    if stap not in route.stappen or (naast and naast not in stand.naast):
        return ()
    if actor.eigen_signaal or rol_aan_zet(route, stand, stap) not in actor.rollen:
        return ()
    return tuple(u for u in route.stap(stap).uitkomsten.values() if not _op(stand, stap, u))


def _op(stand: Stand, stap: str, uitkomst: Uitkomst) -> bool:
    return bool(uitkomst.eenmaal) and sleutel(stap, uitkomst) in stand.gebruikt


def sleutel(stap: str, uitkomst: Uitkomst) -> str:
    """Return what is remembered of an outcome that may be chosen once: per ronde, or per step."""
    return uitkomst.naam if uitkomst.eenmaal == "ronde" else f"{stap}/{uitkomst.naam}"
