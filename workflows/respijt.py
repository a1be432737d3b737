"""More time at a step: uitstel once, and opschorting while we wait for a named party.

Says whether it may and what event that is; the new date is made by `termijn`.
"""

from __future__ import annotations

from workflows.aanzet import loopt, rol_aan_zet
from workflows.definition import Route
from workflows.gevolg import gevolg
from workflows.stand import Actor, Feit, Gevolg, Geweigerd, Stand

MAX_OPSCHORTING = 30
"""Working days that one suspension may last (DESIGN section 5)."""

MAX_OPSCHORTING_RONDE = 60
"""Working days of suspension in one ronde, all together."""


def uitstel(route: Route, stand: Stand, actor: Actor) -> Gevolg:
    """Extend the term of the present step once. Raises Geweigerd when there is no uitstel (left) here."""
    _moet_aan_zet(route, stand, actor)
    dagen = route.stap(stand.stap).uitstel
    if not dagen:
        raise Geweigerd("Bij deze stap is geen uitstel mogelijk.", "geen_uitstel")
    if stand.uitgesteld:
        raise Geweigerd("Uitstel kan maar één keer.", "al_uitgesteld")
    feit = Feit("uitstel", {"stap": stand.stap, "werkdagen": dagen})
    return gevolg(route, stand, feit)


def opschorten(route: Route, stand: Stand, actor: Actor, werkdagen: int) -> Gevolg:
    """Wait for a named party during `werkdagen`. Raises Geweigerd past 30 at once or 60 in a ronde."""
    _moet_aan_zet(route, stand, actor)
    if not 1 <= werkdagen <= MAX_OPSCHORTING:
        raise Geweigerd(f"Wachten kan ten hoogste {MAX_OPSCHORTING} werkdagen.", "te_lang")
    if stand.opgeschort + werkdagen > MAX_OPSCHORTING_RONDE:
        over = MAX_OPSCHORTING_RONDE - stand.opgeschort
        raise Geweigerd(f"In deze ronde kan er nog {over} werkdagen worden gewacht.", "te_lang")
    feit = Feit("opschorting", {"stap": stand.stap, "werkdagen": werkdagen})
    return gevolg(route, stand, feit)


def _moet_aan_zet(route: Route, stand: Stand, actor: Actor) -> None:
    if actor.eigen_signaal:
        raise Geweigerd("Over je eigen signaal beslis je niet zelf.", "eigen_signaal")
    if not loopt(route, stand) or rol_aan_zet(route, stand) not in actor.rollen:
        raise Geweigerd("Je bent hier niet aan zet.", "niet_aan_zet")
