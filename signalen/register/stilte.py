"""In which edition a silence stands: that of the quarter in which it was noted. One rule for all. Pure.

A layer may answer until the end of its last day, so a silence is noted on the day after at the earliest: the
term of 31 March is a silence of 1 April. The noted day decides and not the last day, because it is the day of
the event in the chain. It never changes, it is written once, and a quarter can be frozen only when it has
ended. So a clock that came late adds to the quarter that is still open: nothing must be added to what was
frozen, nothing falls between two editions and nothing stands in both. Both days are shown, so that whoever
counts again can. It does not say which silences a reader may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from signalen.register.bron import Stil
from signalen.register.rules import Kwartaal

REDENEN = {
    "stil": "niet geantwoord",
    "onbezet": "niemand kon dit doen",
    "plafond": "geen antwoord binnen 65 werkdagen",
    "vervallen": "twee keer het overleg laten vervallen",
}


def hoort_in(genoteerd: date, kwartaal: Kwartaal) -> bool:
    """Say whether a silence that was noted on this day belongs to the edition of this quarter."""
    return kwartaal.bevat(genoteerd)


def bekend(stiltes: Iterable[Stil], peildag: date) -> list[Stil]:
    """Return the silences that had been noted at the end of a day."""
    return [stil for stil in stiltes if stil.verwerkt_op <= peildag]


def genoteerd_op(stilte: Mapping[str, Any]) -> date:
    """Return the day on which a frozen silence was noted.

    An edition of before holds the last day only. There it is the day after, on which the clock notes it; an
    overleg that was cancelled twice was noted on the day itself.
    """
    if gezegd := stilte.get("genoteerd_op"):
        return _dag(gezegd)
    zelfde_dag = stilte["reden"] == REDENEN["vervallen"]
    return _dag(stilte["datum"]) + timedelta(days=0 if zelfde_dag else 1)


def van_kwartaal(regels: Iterable[Mapping[str, Any]], kwartaal: Kwartaal) -> list[dict[str, Any]]:
    """Return the silences of this quarter in frozen lines, the last noted first, each with its knelpunt."""
    uit = [
        {**{naam: rij[naam] for naam in ("nummer", "ronde", "titel")}, "berekening": "", **stil}
        for rij in regels
        for stil in rij["stiltes"]
        if hoort_in(genoteerd_op(stil), kwartaal)
    ]
    return sorted(uit, key=lambda stil: (genoteerd_op(stil), stil["nummer"]), reverse=True)


def niet_getoond(inhoud: Mapping[str, Any], regels: Sequence[Mapping[str, Any]], kwartaal: Kwartaal) -> int:
    """Return how many counted silences are in no list, because their knelpunt is not shown.

    0 for an edition of before, of which the noted days are not known.
    """
    if any("genoteerd_op" not in stil for rij in regels for stil in rij["stiltes"]):
        return 0
    geteld: int = sum(laag["aantal"] for laag in inhoud["stil_per_laag"])
    return max(0, geteld - len(van_kwartaal(regels, kwartaal)))


def raakt(dagen: Iterable[tuple[date, bool]], genoteerd: Iterable[date], kwartaal: Kwartaal) -> bool:
    """Say whether a ronde stands in this quarter: something happened in it, or a silence of it was noted.

    `dagen` are the days of its events, with whether only the week is known. A silence of spoed stands beside
    the ronde and is not among its events: without it that silence would be in no edition.
    """
    gebeurd = any(kwartaal.raakt(dag, week) for dag, week in dagen)
    return gebeurd or any(hoort_in(dag, kwartaal) for dag in genoteerd)


def _dag(ruw: date | str) -> date:
    return date.fromisoformat(ruw) if isinstance(ruw, str) else ruw
