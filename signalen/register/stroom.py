"""Where knelpunten went in the quarter, and what they are about: over the lines that are shown. Pure.

Made of what every reader can count in the lines, so nothing here tells more than they do. What is withheld is
in none of these figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from signalen.register.bron import Feit, Zaak
from signalen.register.rules import Kwartaal
from workflows.stand import Stand, fold

BUITEN = "Nog niet te zeggen"
VAN_INBRENGER = frozenset({"betwist"})
"""Moves by an act of an inbrenger, of which only the week is known."""


def stroom(zaken: Iterable[Zaak], kwartaal: Kwartaal) -> list[dict[str, Any]]:
    """Return how many moves there were from step to step in the quarter, in the order of the route."""
    telling: Counter[tuple[str, str]] = Counter()
    plaats: dict[str, int] = {}
    for zaak in zaken:
        for stap in zaak.route.stappen:
            plaats.setdefault(zaak.route.titel_van(stap), len(plaats))
        telling.update(
            (zaak.route.titel_van(van), zaak.route.titel_van(naar))
            for van, naar in bewegingen(zaak, kwartaal)
        )
    ver = len(plaats)
    volgorde = sorted(telling, key=lambda p: (plaats.get(p[0], ver), plaats.get(p[1], ver), p))
    return [{"van": van, "naar": naar, "aantal": telling[van, naar]} for van, naar in volgorde]


def bewegingen(zaak: Zaak, kwartaal: Kwartaal) -> Iterator[tuple[str, str]]:
    """Yield each move of one ronde in the quarter as (step left, step reached), oldest first.

    The step left follows from the events before it, because not every event names it: a contest says only to
    which layer it goes.
    """
    stand: Stand | None = None
    for feit in zaak.feiten:
        voor, stand = stand, fold(zaak.route, stand, feit.soort, feit.inhoud)
        if voor and stand and voor.stap != stand.stap and kwartaal.bevat(_dag(feit)):
            yield voor.stap, stand.stap


def _dag(feit: Feit) -> date:
    """Return the day by which a move counts: of an inbrenger the last one of that week.

    So a week in two quarters counts in the later one, which is never frozen yet, and counts once.
    """
    return feit.dag + timedelta(days=6) if feit.soort in VAN_INBRENGER else feit.dag


def thema_oorzaak(regels: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return how many shown lines there are per domein and oorzaak: themas, oorzaken and rows of cells."""
    telling = Counter((r["domein"], r["oorzaak"] or BUITEN) for r in regels)
    themas = sorted({thema for thema, _ in telling}, key=str.casefold)
    oorzaken = sorted({oorzaak for _, oorzaak in telling}, key=lambda o: (o == BUITEN, o))
    return {
        "themas": themas,
        "oorzaken": oorzaken,
        "cellen": [[telling[thema, oorzaak] for oorzaak in oorzaken] for thema in themas],
    }
