"""How long layers took against the time they had, as medians with the number that they are made of. Pure.

Counts acts of management and bestuur, so the figures are exact, with small official layers merged. Shows no
single case: a layer with one term shows that it is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median_low
from typing import Any

from signalen.register.bron import Tijd
from signalen.register.lagen import VOLGORDE, naam_van
from signalen.register.rules import Kwartaal


def tijd_per_laag(
    tijden: Iterable[Tijd], namen: Mapping[str, str], kwartaal: Kwartaal
) -> list[dict[str, Any]]:
    """Return per layer over terms that ended in the quarter: n, medians taken and allowed, and te_laat.

    The lower median is used, so that every figure is a number of days that really was.
    """
    per_laag: dict[str, list[Tijd]] = {}
    for tijd in tijden:
        if kwartaal.bevat(tijd.op):
            per_laag.setdefault(naam_van(namen, tijd.rol), []).append(tijd)
    return [_rij(laag, per_laag[laag]) for laag in VOLGORDE if laag in per_laag]


def _rij(laag: str, tijden: list[Tijd]) -> dict[str, Any]:
    return {
        "laag": laag,
        "n": len(tijden),
        "mediaan": median_low([t.werkdagen for t in tijden]),
        "termijn": median_low([t.termijn for t in tijden]),
        "te_laat": sum(t.te_laat for t in tijden),
    }
