"""The full attack, to run by hand: `python -m tests.aanval --gemeenten 200 --kwartalen 8`.

Prints a line per municipality and the sums; ends with 1 when anything was derived that no line tells.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import Counter
from functools import partial
from multiprocessing import get_context
from typing import Any

from tests.aanval import oordeel
from tests.aanval.een import MANIEREN, een


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
