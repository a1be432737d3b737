"""What the conversations of a story say about two promises: safe, and prepared. Judges only."""

from __future__ import annotations

from collections.abc import Sequence

from signalen.story.lezen_overleg import EIGEN
from signalen.story.tafel import STOELEN, Tafel

Oordeel = tuple[bool | None, list[str]]
"""Kept, not kept, or nothing to judge (None); and the evidence."""


def gesloten(tafel: Tafel) -> Oordeel:
    """Judge whether what was said in a conversation stayed there, and whether cards were sealed."""
    if not tafel.zittingen:
        return None, ["Er was geen gesprek volgens een methode."]
    dicht, open_ = (_alle(tafel, naam) for naam in ("dicht", "open"))
    treffers = [waar for tocht in tafel.zoektochten for waar in tocht.treffers]
    tochten = [tocht.in_de_kamer for tocht in tafel.zoektochten]
    stond_er, gewist = tochten[:1] == [EIGEN], tochten[-1:] == [frozenset()]
    waar = all((*dicht, *open_, bool(dicht), not treffers, stond_er, gewist))
    return waar, [
        *_over_gesprekken(tafel, dicht, open_),
        f"Gezocht naar die woorden: {'; daarna '.join(t.in_woorden for t in tafel.zoektochten)}. "
        f"Gevonden: {len(treffers)}.",
        "Proef op de som: in de drie tabellen van het gesprek stonden ze toen "
        f"{'wel' if stond_er else 'niet alle'}; "
        f"aan het eind zijn ze {'gewist' if gewist else 'nog niet gewist'}.",
        *treffers[:5],
    ]


def _over_gesprekken(tafel: Tafel, dicht: Sequence[bool], open_: Sequence[bool]) -> list[str]:
    kaarten = sum(zitting.kaarten for zitting in tafel.zittingen)
    bladen = sum(zitting.notities for zitting in tafel.zittingen)
    return [
        f"{len(tafel.zittingen)} gesprekken volgens een methode, elk met {STOELEN} deelnemers: {kaarten} "
        f"verzegelde kaarten en {bladen} bladen met notities.",
        f"{sum(dicht)} van {len(dicht)} keer stond voor het openen op geen scherm of stoel de kaart van een "
        f"ander; {sum(open_)} van {len(open_)} keer stonden ze er daarna allemaal.",
    ]


def _alle(tafel: Tafel, naam: str) -> list[bool]:
    return [keer for zitting in tafel.zittingen for keer in getattr(zitting, naam)]


def voorbereid(tafel: Tafel) -> Oordeel:
    """Judge the series, the method, the page to prepare, and what became of harvest and leerpunt."""
    gezien = (
        ("{} van {} dagen van de reeks stonden vooraf op het scherm en daarna in de reeks.", tafel.reeks),
        ("{} van {} keer stond de gekozen methode bij het overleg.", tafel.methode),
        ("{} van {} keer las een deelnemer bij het voorbereiden de doorgegeven woorden.", tafel.voorbereid),
        ("{} van {} keer las een deelnemer mee met de notities.", _alle(tafel, "meegelezen")),
        ("{} van {} keer was de oogst dicht voor het akkoord, en daarna te lezen.", _alle(tafel, "oogst")),
        ("{} van {} keer stond een leerpunt waar het hoort tot het klaar was.", tafel.leerpunt),
    )
    oordelen = [all(keren) for _, keren in gezien if keren]
    zinnen = [zin.format(sum(keren), len(keren)) for zin, keren in gezien if keren]
    return all(oordelen) if oordelen else None, zinnen
