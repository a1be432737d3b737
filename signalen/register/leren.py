"""Leerpunten in an edition: counted per layer, never shown one by one. Pure.

They count what management and bestuur did, so the figures are exact, with small official layers merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from signalen.opvolging.rules import LEERPUNT
from signalen.register.bron import Toezegging
from signalen.register.rules import Kwartaal

NAMEN = ("gemaakt", "gedaan", "open", "te_laat", "vervallen")


def is_leerpunt(belofte: Toezegging) -> bool:
    """Say whether a promise is a leerpunt, which is counted apart."""
    return belofte.soort == LEERPUNT


def tel(
    leerpunten: Iterable[tuple[str, Toezegging]], kwartaal: Kwartaal, peildag: date
) -> dict[str, dict[str, int]]:
    """Return per layer how many were made, done and dropped this quarter, and how many are open at the end.

    `leerpunten` are (name of the layer, leerpunt). `te_laat` are those of the open ones that are past the
    first promised day, however often the day was moved.
    """
    uit: dict[str, dict[str, int]] = {}
    for laag, een in leerpunten:
        rij = uit.setdefault(laag, dict.fromkeys(NAMEN, 0))
        for naam, waar in _stand(een, kwartaal, peildag).items():
            rij[naam] += waar
    return {laag: rij for laag, rij in uit.items() if any(rij.values())}


def _stand(een: Toezegging, kwartaal: Kwartaal, peildag: date) -> Mapping[str, bool]:
    weg = [dag for dag in (een.gedaan_op, een.vervallen_op) if dag is not None and dag <= peildag]
    open_ = een.gemaakt_op <= peildag and not weg
    return {
        "gemaakt": kwartaal.bevat(een.gemaakt_op),
        "gedaan": bool(weg) and kwartaal.bevat(een.gedaan_op),
        "open": open_,
        "te_laat": open_ and een.beloofd < peildag,
        "vervallen": bool(weg) and kwartaal.bevat(een.vervallen_op),
    }
