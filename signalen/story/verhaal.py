"""A whole story: set the stage, play every item, freeze the register, look around, and make up the
outcome.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from signalen.story import beloften, blikken, edities, kamertekst, plan, speuren, uitkomst
from signalen.story.invoer import Item
from signalen.story.regie import speel_alles
from signalen.story.tafel import Tafel
from signalen.story.toneel import Toneel, opgezet, toon_log


def vertel(items: Sequence[Item]) -> tuple[dict[str, Any], list[str]]:
    """Play these items on a throw-away copy; return the outcome (all but how long it took) and what failed.

    Raises OmgevingFout when this machine misses something, and Mislukt when a part does not start or answer.
    """
    tafel = Tafel(kamertekst.Kamertaal(kamertekst.stam(items)))
    with opgezet(plan.BEGIN) as toneel:
        gangen, fouten = speel_alles(items, toneel, tafel)
        uit = _uitkomst(gangen, toneel, tafel)
        if fouten:
            toon_log(toneel.var)
        print(f"{toneel.verzoeken} pagina's en formulieren.", file=sys.stderr, flush=True)
    return uit, fouten


def _uitkomst(gangen: Sequence[Any], toneel: Toneel, tafel: Tafel) -> dict[str, Any]:
    alle = edities.maak_alle(toneel)
    knelpunten = uitkomst.knelpunten(gangen, toneel)
    blik = blikken.kijk(gangen, alle[-1]["kwartaal"], toneel)
    if tafel.zittingen:
        tafel.zoektochten.append(speuren.zoek(tafel, toneel, speuren.LAATST))
    return {
        "knelpunten": knelpunten,
        "editie": alle[-1],
        "edities": alle,
        "overleggen": uitkomst.overleggen(gangen, toneel),
        "leerpunten": [*uitkomst.leerpunten(knelpunten, gangen), *uitkomst.eigen_leerpunten(gangen, toneel)],
        "beloften": beloften.oordeel(beloften.Zaak(gangen, knelpunten, alle, toneel, blik, tafel)),
    }
