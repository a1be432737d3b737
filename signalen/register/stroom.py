"""Where knelpunten went in the quarter, and what they are about: over the lines that are shown. Pure.

Made of what every reader can count in the lines, so nothing here tells more than they do. What is withheld is
in none of these figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from signalen.register.bron import Feit, Zaak
from signalen.register.rules import Kwartaal

BUITEN = "Nog niet te zeggen"
VAN = {"uitkomst": "stap", "stilte": "stap", "overleg_gehouden": "stap", "terug_op_tafel": "van"}
"""Events that may move a knelpunt, and where each says from which step. A contest goes to the layer above by
an event that does not name the step it left; it is in the story of the line."""


def stroom(zaken: Iterable[Zaak], kwartaal: Kwartaal) -> list[dict[str, Any]]:
    """Return how many moves there were from step to step in the quarter, in the order of the route."""
    telling: Counter[tuple[str, str]] = Counter()
    plaats: dict[str, int] = {}
    for zaak in zaken:
        for stap in zaak.route.stappen:
            plaats.setdefault(zaak.route.titel_van(stap), len(plaats))
        telling.update(
            (zaak.route.titel_van(van), zaak.route.titel_van(naar))
            for van, naar in _bewegingen(zaak.feiten, kwartaal)
        )
    ver = len(plaats)
    volgorde = sorted(telling, key=lambda p: (plaats.get(p[0], ver), plaats.get(p[1], ver), p))
    return [{"van": van, "naar": naar, "aantal": telling[van, naar]} for van, naar in volgorde]


def _bewegingen(feiten: Iterable[Feit], kwartaal: Kwartaal) -> Iterable[tuple[str, str]]:
    for feit in feiten:
        van, naar = feit.inhoud.get(VAN.get(feit.soort, ""), ""), feit.inhoud.get("naar", "")
        if van and naar and van != naar and kwartaal.bevat(feit.dag):
            yield van, naar


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
