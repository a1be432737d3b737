"""A question of a bestuurder about a knelpunt in the register: to whom it goes, how long, what silence does.

Pure. It runs beside the route: it moves no step and touches no term of a step. Rows and letters are made in
`signalen.knelpunt.operations.bestuursvraag`; which knelpunt may be asked about is decided by the register.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workflows.aanzet import laag_van_besluiter, loopt, rol_aan_zet
from workflows.definition import BESLUITER, Route
from workflows.stand import Stand
from workflows.termijn import Berekening, Kalender, tel

SOORT = "bestuursvraag"
"""The kind of the term, and what stands where other terms have the name of their step."""

VRAGER = "wethouder"
WERKDAGEN = 5
"""As long as every other short answer in the house: uitzoeken, checking, terugkoppeling."""

HERINNER = (2, 0)
TITEL = "Vraag van de wethouder"
MERK = "vraag van de wethouder"
STILTE = "Blijft het stil, dan telt de termijn opnieuw en komt dat in het register."


def naar_wie(route: Route, stand: Stand, beloften: Sequence[str] = ()) -> str:
    """Return the role that is asked: who is at turn; once it lies still, who promised, else who decided.

    `beloften` are the owners of promises that still run, nearest first. A wethouder never asks the college:
    then it is the layer that had it before, at last who sorts it out (the first step of the route).
    """
    gevonden = (rol for rol in _kandidaten(route, stand, beloften) if rol not in ("", VRAGER, BESLUITER))
    return next(gevonden, route.stap(route.begin).rol)


def _kandidaten(route: Route, stand: Stand, beloften: Sequence[str]) -> Iterator[str]:
    if loopt(route, stand):
        yield rol_aan_zet(route, stand)
    else:
        yield from beloften
        if stand.besluiter:
            yield route.stap(laag_van_besluiter(route, stand)).rol
    yield from (route.stap(naam).rol for naam in reversed(stand.geweest) if naam in route.stappen)


def reken(dag: date, kalender: Kalender) -> Berekening:
    """Return the term of a question of this day, counted as every term: the day itself does not count."""
    return tel(dag, WERKDAGEN, kalender)


def laag_van(route: Route, rol: str) -> str:
    """Return the step of the route that this role stands for in the register, or the role itself."""
    return next((naam for naam, stap in route.stappen.items() if stap.rol == rol and not stap.naast), rol)


def titel(route: Route, plaats: str) -> str:
    """Return the words for a step, also for the place of a question, which no route holds."""
    return TITEL if plaats == SOORT else route.titel_van(plaats)
