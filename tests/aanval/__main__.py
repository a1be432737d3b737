"""The full attack, to run by hand: `python -m tests.aanval --gemeenten 200 --kwartalen 8`.

Prints one line per municipality and the sums. Ends with 1 when anything was derived that the lines do not tell.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from functools import partial
from multiprocessing import get_context
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


def main() -> int:
    """Run and report."""
    lezer = argparse.ArgumentParser(prog="python -m tests.aanval")
    lezer.add_argument("--gemeenten", type=int, default=200)
    lezer.add_argument("--kwartalen", type=int, default=8)
    lezer.add_argument("--vanaf", type=int, default=0)
    lezer.add_argument("--processen", type=int, default=2)
    lezer.add_argument("--manier", choices=MANIEREN, default="poort")
    keuze = lezer.parse_args()
    zaden = range(keuze.vanaf, keuze.vanaf + keuze.gemeenten)
    totaal: Counter[str] = Counter()
    uitslagen = []
    with get_context("spawn").Pool(keuze.processen) as groep:
        werk = partial(een, kwartalen=keuze.kwartalen, manier=keuze.manier)
        for uit in groep.imap_unordered(werk, zaden):
            totaal += Counter(uit["gevonden"])
            uitslagen.append(uit)
            print(json.dumps(uit), flush=True)
    print(json.dumps({"totaal": dict(totaal), **_samenvatting(uitslagen)}))
    return int(oordeel.lekken(totaal))


def _samenvatting(uitslagen: list[dict[str, Any]]) -> dict[str, Any]:
    per_editie = [n for uit in uitslagen for n in uit["tabellen"]]
    return {
        "gemeenten": len(uitslagen),
        "edities": len(per_editie),
        "edities_met_tabellen": sum(n > 0 for n in per_editie),
        "tabellen": sum(per_editie),
        "poort_max_s": max(uit["poort_max"] for uit in uitslagen),
        "poort_mediaan_s": statistics.median(uit["poort_max"] for uit in uitslagen),
    }


if __name__ == "__main__":
    sys.exit(main())
