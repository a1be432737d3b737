"""Holds what an attacker derived against the truth: how many small counts were exact, narrow or proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tests.aanval import aanvaller
from tests.aanval.aanvaller import Bereik, Groep, Weten
from tests.aanval.gemeenten import Verleden

KLEIN = 10


def val_aan(verleden: Verleden, lees: Any = aanvaller.tien_vijf) -> Counter[str]:
    """Attack every year of a municipality; see `_soort` for the keys."""
    uit: Counter[str] = Counter()
    for jaar in sorted({u.kwartaal[:4] for u in verleden.uitgaven}):
        uit += val_jaar_aan(verleden, jaar, lees)
    return uit


def val_jaar_aan(verleden: Verleden, jaar: str, lees: Any = aanvaller.tien_vijf) -> Counter[str]:
    """Attack one calendar year with the lines of all years; without them when those contradict the tables."""
    weet = aanvaller.weten(verleden.uitgaven, jaar, lees, verleden.geteld_als)
    if not weet.cijfers:
        return Counter()
    uit = tel(aanvaller.trek_af(weet), weet, verleden.waarheid, weet)
    gevonden = aanvaller.los_op(weet)
    if gevonden:
        return uit + tel(gevonden, weet, verleden.waarheid, weet)
    kaal = Weten(weet.cijfers)
    return uit + Counter(tegenspraak=1) + tel(aanvaller.los_op(kaal), weet, verleden.waarheid, kaal)


def tel(
    gevonden: Mapping[Groep, Bereik], weet: Weten, waarheid: Mapping[Any, int], regels: Weten
) -> Counter[str]:
    """Count what was really derived: of small counts, right, and not told by the lines alone."""
    uit: Counter[str] = Counter()
    for groep, (laag, hoog) in gevonden.items():
        waar = sum(waarheid[c] for c in groep)
        if waar >= KLEIN or groep <= regels.leeg:
            continue
        uit["cellen"] += 1
        uit += _soort(waar, laag, hoog, regels.zeker(groep))
    return uit


def _soort(waar: int, laag: float, hoog: float, zeker: int) -> Counter[str]:
    """Name what was found: precies, smal (three values or fewer), aanwezig (no line told of any).

    Not counted as a leak: onjuist (the attacker is wrong), and meer (there are more than the lines tell of).
    """
    if not laag <= waar <= hoog:
        return Counter(onjuist=1)
    uit: Counter[str] = Counter()
    if laag == hoog:
        uit["precies"] += 1
    elif hoog - laag < 3:
        uit["smal"] += 1
    if laag > zeker:
        uit["meer" if zeker else "aanwezig"] += 1
    return uit


def lekken(telling: Iterable[str]) -> bool:
    """Say whether anything was derived."""
    return any(soort in ("precies", "smal", "aanwezig") for soort in telling)
