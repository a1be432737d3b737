"""Beleidsregels that people departed from so often that the rule itself should be looked at. Pure.

A series of deviations must lead to a change of the rule (RvS 16 March 2016, ECLI:NL:RVS:2016:709). Deviations
count what employees did, so no number is shown, not even a rounded one: beside the threshold it would leave
two or three possible counts (SAFETY rules 26 and 29).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

BIJNA = 0.6
MINSTE_BREEDTE = 4
"""*Bijna* must leave at least so many possible numbers; with a low threshold it would tell the count."""


def afwijkingen(telling: Mapping[str, int], drempel: int) -> list[dict[str, Any]]:
    """Return the rules that reached the threshold within a year (`over`), and those that come near it.

    `telling` counts deviations per beleidsregel in the year up to the end of the quarter.
    """
    uit = []
    for regel, aantal in sorted(telling.items(), key=lambda paar: paar[0].lower()):
        stand = _stand(aantal, drempel)
        if stand:
            stuk = {"beleidsregel": regel, "stand": stand, "drempel": drempel}
            uit.append(stuk)
    return sorted(uit, key=lambda rij: rij["stand"] != "over")


def _stand(aantal: int, drempel: int) -> str:
    if aantal >= drempel:
        return "over"
    vanaf = ceil(BIJNA * drempel)
    return "bijna" if aantal >= vanaf and drempel - vanaf >= MINSTE_BREEDTE else ""
