"""The terms that a step starts, and the Gevolg that an event brings about.

Pure helpers of `engine`; which act is allowed is not decided here.
"""

from __future__ import annotations

from typing import Any

from workflows.definition import Route, Stap
from workflows.stand import Feit, Gevolg, NieuweTermijn, Stand, fold


def termijnen_van_plaats(route: Route, plaats: str) -> tuple[NieuweTermijn, ...]:
    """Return the terms that start at a place; none at an end or at rest."""
    return termijnen_van(route.stap(plaats)) if plaats in route.stappen else ()


def termijnen_van(stap: Stap) -> tuple[NieuweTermijn, ...]:
    """Return the terms that start at a step: its own, and first the one for naming a day if it has that."""
    hoofd = NieuweTermijn(stap.naam, "naast" if stap.naast else "stap", stap.termijn)
    return (NieuweTermijn(stap.naam, "dag", stap.dag_noemen), hoofd) if stap.dag_noemen else (hoofd,)


def gevolg(route: Route, stand: Stand | None, feit: Feit, **rest: Any) -> Gevolg:
    """Fold the event into the Stand and hand back both. Raises ValueError when no traject has begun."""
    nieuw = fold(route, stand, feit.soort, feit.inhoud)
    if nieuw is None:
        raise ValueError("dit traject is nog niet begonnen")
    return Gevolg(stand=nieuw, feiten=(feit,), **rest)
