"""One simulated municipality from its first signaal to the last attack; runs in a process of its own."""

from __future__ import annotations

import time
from typing import Any

from signalen.register.cijfers.deel import signalen_deel
from tests.aanval import aanvaller, oordeel, zonder
from tests.aanval.gemeenten import simuleer

MANIEREN: dict[str, tuple[Any, Any]] = {
    "poort": (signalen_deel, aanvaller.tien_vijf),
    "alleen-10-5": (zonder.alleen_10_5, aanvaller.tien_vijf),
    "verbergen": (zonder.verbergen, zonder.lees_verborgen),
}


def een(zaad: int, kwartalen: int, manier: str) -> dict[str, Any]:
    """Simulate one municipality, attack all its editions together, and say what was found and how long."""
    deel, lees = MANIEREN[manier]
    duur: list[float] = []

    def gemeten(bron: Any, vorige: Any) -> Any:
        begin = time.process_time()
        uit = deel(bron, vorige)
        duur.append(time.process_time() - begin)
        return uit

    verleden = simuleer(zaad, kwartalen, gemeten)
    begin = time.process_time()
    gevonden = oordeel.val_aan(verleden, lees)
    tabellen = [len(u.signalen.get("tabellen", ())) for u in verleden.uitgaven]
    signalen = sum(verleden.waarheid.values()) // kwartalen
    return {
        "zaad": zaad,
        "signalen": signalen,
        "tabellen": tabellen,
        "poort_max": round(max(duur), 1),
        "poort_som": round(sum(duur), 1),
        "aanval": round(time.process_time() - begin, 1),
        "gevonden": dict(gevonden),
    }
