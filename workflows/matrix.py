"""Who may choose what at each step: every step, stand and role, asked of the engine itself.

The table is made by calling `allowed`, never by reading the route a second time, so it cannot say something
else than what the app does. It draws nothing; the words around it are made in `render`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.aanzet import allowed, sleutel
from workflows.definition import BESLUITER, ROLLEN, Route, Stap
from workflows.stand import Actor, Stand


@dataclass(frozen=True)
class Cel:
    """What one role may choose at one step in one stand; empty when it may choose nothing."""

    stap: str
    stand: str
    rol: str
    uitkomsten: tuple[str, ...]


def matrix(route: Route) -> tuple[Cel, ...]:
    """Return a cell for every step, stand and role, and one for everybody about their own signal."""
    return tuple(cel for stap in route.stappen.values() for cel in _cellen(route, stap))


def _cellen(route: Route, stap: Stap) -> Iterator[Cel]:
    naast = stap.naam if stap.naast else ""
    for naam, stand in _standen(route, stap):
        for rol in ROLLEN:
            keuzes = allowed(route, stand, Actor(frozenset({rol})), naast)
            yield Cel(stap.naam, naam, rol, tuple(k.naam for k in keuzes))
    _, eerste = next(_standen(route, stap))
    eigen = allowed(route, eerste, Actor(frozenset(ROLLEN), eigen_signaal=True), naast)
    yield Cel(stap.naam, "eigen signaal", "iedereen", tuple(k.naam for k in eigen))


def _standen(route: Route, stap: Stap) -> Iterator[tuple[str, Stand]]:
    """Give the stands that make a difference: who decided, and whether the once-only outcomes are used up."""
    for besluiter in _besluiters(route, stap) if stap.rol == BESLUITER else ("",):
        stand = Stand(
            route=route.naam,
            versie=route.versie,
            stap=route.begin if stap.naast else stap.naam,
            naast=(stap.naam,) if stap.naast else (),
            besluiter=besluiter,
        )
        yield f"besloten bij {besluiter}" if besluiter else "eerste keer", stand
    op = tuple(sleutel(stap.naam, k) for k in stap.uitkomsten.values() if k.eenmaal)
    if op:
        yield "eenmalige al gebruikt", Stand(route.naam, route.versie, stap.naam, gebruikt=op)


def _besluiters(route: Route, stap: Stap) -> tuple[str, ...]:
    """Return the steps whose decision can lead to this step, on the route or beside it."""
    return tuple(
        s.naam
        for s in route.stappen.values()
        if any(k.besluit and stap.naam in _bereik(route, k.naast or k.naar) for k in s.uitkomsten.values())
        or (not stap.naast and any(k.besluit for k in s.uitkomsten.values()))
    )


def _bereik(route: Route, begin: str) -> set[str]:
    """Return the beside steps that follow from one, with itself."""
    gezien: set[str] = set()
    rand = {begin}
    while rand:
        gezien |= rand
        stappen = [route.stap(naam) for naam in rand if naam in route.stappen and route.stap(naam).naast]
        rand = {k.naar for s in stappen for k in s.uitkomsten.values()} - gezien
    return gezien
